"""Evidence in the window: what the pages that show, add and describe files have in common."""
