"""Dialogs shared by pages; the only places of message boxes and file prompts."""
