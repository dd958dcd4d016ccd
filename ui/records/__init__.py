"""Records of citizen reception as evidence, for every page that shows them."""
