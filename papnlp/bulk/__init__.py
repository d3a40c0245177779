"""Bulk work: local workers, resuming, bookkeeping."""
