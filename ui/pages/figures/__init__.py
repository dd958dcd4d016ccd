"""The page of figures, late files and the diary of activities."""
