"""What the benchmarks share: rows of figures, the table of runs, the results page."""
