"""Postings: made from kinds, kept as made, hung in places, photographed as evidence."""

from friendly_desktop.services.postings.service import PostingsService

__all__ = ["PostingsService"]
