"""When a claim is about: the dates around it that may be its time, the signs that tell, and the choice between them."""
