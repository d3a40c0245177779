"""Gold sets and scores."""
