"""The concepts of a model and the strings that stand for them."""
