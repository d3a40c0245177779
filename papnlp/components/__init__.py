"""One spaCy component a file, each a thin wrapper over a stage."""
