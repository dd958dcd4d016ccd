"""Settings: the office, its people, the look."""
