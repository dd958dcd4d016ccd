"""What several pages need to show letters."""
