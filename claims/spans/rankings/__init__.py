"""How rankings are read: words that rank become classes, forms over them find the rank, a scope makes it a claim."""
