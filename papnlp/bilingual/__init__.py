"""English and Chinese together: sentence alignment, merging, translation check."""
