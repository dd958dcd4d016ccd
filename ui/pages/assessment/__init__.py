"""Criteria: the year's assessment, leaf by leaf, and the criteria sets behind it."""
