"""The package: checked, worded, frozen, exported; packages of others verified."""
