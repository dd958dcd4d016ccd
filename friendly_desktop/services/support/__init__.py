"""What helps a person on: the help as a book, the one-page guide, the problem report."""
