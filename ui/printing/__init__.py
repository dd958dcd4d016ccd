"""Printing: the dialog, the work behind it, what is told afterwards."""
