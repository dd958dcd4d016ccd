"""Backups of everything the office entered: made, read back, thinned, taken to a second place, restored."""

from friendly_desktop.services.backups.service import BackupsService

__all__ = ["BackupsService"]
