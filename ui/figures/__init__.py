"""Figures and activities by name, for pages and the palette."""
