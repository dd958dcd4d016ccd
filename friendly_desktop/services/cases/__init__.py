"""Cases of the register: entering, finding, steps, dates, import of an old register."""
