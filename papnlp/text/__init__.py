"""Texts: normalisation, tokens, sentences, sections, numbers."""
