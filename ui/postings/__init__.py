"""Postings in the palette, for pages and the window."""
