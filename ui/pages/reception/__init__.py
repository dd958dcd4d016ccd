"""The page of the reception schedule: the year, one meeting, what was promised."""
