"""The page of postings."""
