"""Which pages there are, in which order, and how each is made.

To add a page: give it a name in ``ui/places.py`` (``PageId``), write a class derived from
``ui.widgets.page.Page`` in ``ui/pages/<name>/page.py``, a factory here that imports it *inside* the
function (so that the page costs nothing before it is opened), and a line in ``PAGES``. Its help text is
``resources/help/<help_topic>.md`` and ``.en.md``, found in the palette by a line of ``_HELP`` in
``ui/commands.py``. Nothing else: the navigation bar, Alt+1..9 and the pictures of every page take it from here.
"""

import importlib
from collections.abc import Callable
from typing import NamedTuple

from friendly_desktop.domain.rights import Right
from friendly_desktop.i18n import N_
from ui.context import UiContext
from ui.places import PageId
from ui.widgets.page import Page


class PageSpec(NamedTuple):
    """A page: its words (untranslated), its icon, its factory, and whether it stands at the foot."""

    id: PageId
    title: str
    icon: str
    make: Callable[[UiContext], Page]
    at_foot: bool = False
    sees: Right | None = None  # what whoever looks at it must be allowed to; None for everybody


def _home(context: UiContext) -> Page:
    from ui.pages.home.page import HomePage

    return HomePage(context)


def _assessment(context: UiContext) -> Page:
    from ui.pages.assessment.page import AssessmentPage

    return AssessmentPage(context)


def _evidence(context: UiContext) -> Page:
    from ui.pages.evidence.page import EvidencePage

    return EvidencePage(context)


def _letters(context: UiContext) -> Page:
    from ui.pages.letters.page import LettersPage

    return LettersPage(context)


def _cases(context: UiContext) -> Page:
    from ui.pages.cases.page import CasesPage

    return CasesPage(context)


def _reception(context: UiContext) -> Page:
    from ui.pages.reception.page import ReceptionPage

    return ReceptionPage(context)


def _surveys(context: UiContext) -> Page:
    from ui.pages.surveys.page import SurveysPage

    return SurveysPage(context)


def _figures(context: UiContext) -> Page:
    from ui.pages.figures.page import FiguresPage

    return FiguresPage(context)


def _postings(context: UiContext) -> Page:
    from ui.pages.postings.page import PostingsPage

    return PostingsPage(context)


def _package(context: UiContext) -> Page:
    from ui.pages.package.page import PackagePage

    return PackagePage(context)


def _safety(context: UiContext) -> Page:
    from ui.pages.safety.page import SafetyPage

    return SafetyPage(context)


def _settings(context: UiContext) -> Page:
    from ui.pages.settings.page import SettingsPage

    return SettingsPage(context)


PAGES: tuple[PageSpec, ...] = (
    PageSpec(PageId.HOME, N_("Tổng quan"), "home", _home),
    PageSpec(PageId.ASSESSMENT, N_("Tiêu chí"), "criteria", _assessment),
    PageSpec(PageId.EVIDENCE, N_("Minh chứng"), "attach", _evidence),
    PageSpec(PageId.LETTERS, N_("Thư"), "letter", _letters),
    PageSpec(PageId.CASES, N_("Tiếp dân, đơn thư"), "cases", _cases, sees=Right.READ_CASES),
    PageSpec(PageId.RECEPTION, N_("Lịch tiếp dân"), "calendar", _reception, sees=Right.READ_CASES),
    PageSpec(PageId.SURVEYS, N_("Khảo sát"), "survey", _surveys),
    PageSpec(PageId.FIGURES, N_("Số liệu, hoạt động"), "chart", _figures),
    PageSpec(PageId.POSTINGS, N_("Niêm yết"), "posting", _postings),
    PageSpec(PageId.PACKAGE, N_("Gói hồ sơ"), "package", _package),
    PageSpec(PageId.SAFETY, N_("An toàn dữ liệu"), "shield", _safety, at_foot=True),
    PageSpec(PageId.SETTINGS, N_("Cài đặt"), "settings", _settings, at_foot=True),
)


def spec(page: PageId) -> PageSpec:
    """The declaration of a page."""
    return next(found for found in PAGES if found.id is page)


def make(found: PageSpec, context: UiContext) -> Page:
    """A page, or what stands in its place where the role does not allow to see it."""
    if found.sees is not None and not context.may(found.sees):
        from ui.widgets.closed_page import ClosedPage

        return ClosedPage(context, found.sees)
    return found.make(context)


def load(page: PageId) -> None:
    """Import what a page is made of, so that opening it later costs only its widgets."""
    importlib.import_module(f"ui.pages.{page.value}.page")
