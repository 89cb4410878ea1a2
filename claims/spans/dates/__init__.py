"""How calendar expressions are read: words become classes, forms over classes become mentions, mentions become days."""
