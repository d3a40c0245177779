"""From dictionary candidates and short forms to mentions."""
