"""Encryption by choice of the office: its keys, what opens them, and the recovery sheet."""

from friendly_desktop.services.vault.service import VaultService

__all__ = ["VaultService"]
