"""Letters: the register, one letter being written, many from a list, templates."""
