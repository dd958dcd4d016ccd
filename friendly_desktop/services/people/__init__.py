"""People: who works here, what they may do, how they sign in, and the way back when a password is forgotten."""

from friendly_desktop.services.people.session import Session
from friendly_desktop.services.people.users import UsersService

__all__ = ["Session", "UsersService"]
