"""The study that an abstract reports, and its numbers."""
