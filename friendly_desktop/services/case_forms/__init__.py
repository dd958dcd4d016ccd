"""Forms of cases and meetings: offered, filled in, written as PDF and Word, kept as made."""
