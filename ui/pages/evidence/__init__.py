"""Evidence: what came in and is to be sorted, everything of the year, the bin."""
