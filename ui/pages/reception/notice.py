"""The notice."""

from PySide6.QtWidgets import QDialog


class NoticeDialog(QDialog):
    """x"""
