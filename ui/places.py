"""Where one can go in the window, as plain values that any page may name."""

from enum import Enum
from typing import NamedTuple


class PageId(Enum):
    """The pages. ``ui/navigation.py`` says how each is made."""

    HOME = "home"
    ASSESSMENT = "assessment"
    EVIDENCE = "evidence"
    PACKAGE = "package"
    LETTERS = "letters"
    CASES = "cases"
    RECEPTION = "reception"
    SURVEYS = "surveys"
    FIGURES = "figures"
    POSTINGS = "postings"
    SAFETY = "safety"
    SETTINGS = "settings"


#: The part of any place that is the help of its page.
HELP = "help"


class Place(NamedTuple):
    """A page, and what to show on it.

    ``node`` is a line of the criteria set, ``evidence_id`` a piece of evidence, ``part`` a tab or
    section of the page ("signatories", or on the letters page ``register``, ``compose:wedding``,
    ``letter:17``, ``batch``, ``templates``; on the cases page ``entry``, ``case:17``, ``print``, ``day``,
    ``statistics``, ``import``; on the reception page ``year:2027``, ``make:2027``, ``meeting:17``,
    ``meeting:17:after``, ``promises``; on the page of surveys ``survey:17``, ``survey:17:entry``, ``latest:entry``,
    ``forms``, ``new``; on the figures page ``months``, ``shares``, ``late``, ``diary``, ``activity:17``,
    ``indicator:files_late``; on the page of safety the names of its tabs: ``backups``, ``bin``...), ``filter`` one of the page's filters. ``help`` is a part of every page: its help, from
    the heading that ``filter`` names; with ``node`` a chapter that is no page's.
    """

    page: PageId
    node: str = ""
    evidence_id: int | None = None
    part: str = ""
    filter: str = ""


class PlaceCommand(NamedTuple):
    """A command that leads to a place: words, further words by which it is found, its icon, where it leads."""

    text: str
    also: str
    icon: str
    place: Place
