"""Which part of the office's records a write touched, so that screens refresh by that alone."""

from enum import Enum


class Area(Enum):
    """A part of the records that screens show."""

    OFFICE = "office"
    CRITERIA = "criteria"
    ASSESSMENT = "assessment"
    EVIDENCE = "evidence"
    PACKAGE = "package"
    LETTERS = "letters"
    CASES = "cases"
    CALENDAR = "calendar"  # working days and deadline rules
    MEETINGS = "meetings"
    SURVEYS = "surveys"
    FIGURES = "figures"  # monthly figures and late files
    ACTIVITIES = "activities"
    POSTINGS = "postings"
    PEOPLE = "people"  # who may sign in
    TRAIL = "trail"  # what was given out and destroyed
