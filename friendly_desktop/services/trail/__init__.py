"""The trail of changes for people: found by record, person and day, checked, taken out as a file."""

from friendly_desktop.services.trail.remembered import heads_in
from friendly_desktop.services.trail.service import TrailAct, TrailFilter, TrailReport, TrailService

__all__ = ["TrailAct", "TrailFilter", "TrailReport", "TrailService", "heads_in"]
