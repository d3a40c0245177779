"""Claims: what a text says that an intervention did."""
