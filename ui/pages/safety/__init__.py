"""The page of what keeps the records safe: backups, bin, people, trail, retention, encryption."""
