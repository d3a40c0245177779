"""The layers of an annotation, one a file: what is counted, and what is an error."""
