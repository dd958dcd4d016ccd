"""What several pages need to show of letters."""
