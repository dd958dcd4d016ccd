"""Words for people: gettext with Vietnamese as the source language.

The strings in the code are the Vietnamese ones, written where they are used by whoever knows the
place; English is a translation in ``translations/en``. Without a catalogue the program therefore
still speaks correct Vietnamese.
"""

import gettext as _gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

LANGUAGES = ("vi", "en")
#: Vietnamese with every word longer; for developers (``.ci/screens.py --pseudo``), no setting offers it.
PSEUDO = "pseudo"
DOMAIN = "friendly_desktop"

_SOURCE = _gettext.NullTranslations()
_VIETNAMESE_HERE: ContextVar[bool] = ContextVar("vietnamese_here", default=False)
_TRANSLATIONS_DIR = Path(__file__).resolve().parent.parent / "translations"


class _Catalogue:
    """The catalogue in use. One per process, because words are asked for everywhere."""

    language = "vi"
    translations: _gettext.NullTranslations = _SOURCE


def use_language(language: str) -> None:
    """Speak ``language`` ("vi" or "en") from now on; an unknown one means Vietnamese.

    ``PSEUDO`` is Vietnamese too for whoever asks which language is in use.
    """
    _Catalogue.language = language if language in LANGUAGES else "vi"
    if language == PSEUDO:
        from friendly_desktop.pseudo_language import PseudoLanguage

        _Catalogue.translations = PseudoLanguage()
    elif _Catalogue.language == "vi":
        _Catalogue.translations = _SOURCE
    else:
        _Catalogue.translations = _gettext.translation(
            DOMAIN, _TRANSLATIONS_DIR, [_Catalogue.language], fallback=True
        )


def language() -> str:
    """The language in use, "vi" or "en"."""
    return "vi" if _VIETNAMESE_HERE.get() else _Catalogue.language


@contextmanager
def in_vietnamese() -> Iterator[None]:
    """Speak Vietnamese inside the block, on this thread only.

    What goes into papers and frozen copies is official: it does not depend on the language of the screen.
    """
    before = _VIETNAMESE_HERE.set(True)
    try:
        yield
    finally:
        _VIETNAMESE_HERE.reset(before)


def _translations() -> _gettext.NullTranslations:
    return _SOURCE if _VIETNAMESE_HERE.get() else _Catalogue.translations


def _(message: str) -> str:
    """Translate a whole sentence; fill its named fields with ``.format`` afterwards."""
    return _translations().gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """Translate a sentence about ``count`` things (Vietnamese uses the same words for both)."""
    return _translations().ngettext(one, many, count)


def pgettext(context: str, message: str) -> str:
    """Translate a short word whose meaning depends on where it stands."""
    return _translations().pgettext(context, message)


def N_(message: str) -> str:  # noqa: N802 - the gettext convention
    """Mark a constant for extraction; translate it with ``_`` when it is shown."""
    return message
