"""First run: who we are, which criteria set, which year."""
