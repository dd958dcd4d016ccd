"""Citizen reception and petitions: the register, a case with its dates, what is printed of them."""
