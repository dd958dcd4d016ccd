"""Generic table and tree models over frozen rows; they know no feature."""
