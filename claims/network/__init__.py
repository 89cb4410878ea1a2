"""What surrounds the encoder: how text is cut for it, how its tags become spans, and the linear scorer beside it."""
