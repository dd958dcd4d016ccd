"""Letters: templates, one letter, batches, the register, and letters as proof of a year."""
