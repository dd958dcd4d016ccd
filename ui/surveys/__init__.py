"""Surveys by name, for the page and the palette."""
