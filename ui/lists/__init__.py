"""What every list of the window can do: be printed, and be taken to Excel."""
