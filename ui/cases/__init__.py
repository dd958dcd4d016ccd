"""Cases as several pages show and take them in: the entry line, the dates of a case, its words and colours."""
