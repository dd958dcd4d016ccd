"""Surveys: rounds of a year, ballots on paper, entry by one key per answer, scans, the result."""
