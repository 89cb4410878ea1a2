"""What a row is: one file per table, the vocabulary of its values, and the gate that refuses what does not fit.

Import `schemas.vocabulary` for the words alone (light); `schemas.tables` for the Pandera models (takes a second).
"""
