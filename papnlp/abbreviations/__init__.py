"""Abbreviations: where a text defines its short forms, and where it uses them."""
