"""Home: what is due, what is at risk."""
