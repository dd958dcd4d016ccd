"""The safety of the records for the palette and for other pages."""
