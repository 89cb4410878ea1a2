"""What claims have to do with each other: the same thing measured again, and how two figures of it differ."""
