"""Rules of the field as frozen values and plain functions: standard library only, no disk, no clock."""
