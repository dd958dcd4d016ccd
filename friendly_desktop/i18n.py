"""Words for people: gettext with Vietnamese as the source language.

The strings in the code are the Vietnamese ones, written where they are used by whoever knows the
place; English is a translation in ``translations/en``. Without a catalogue the program therefore
still speaks correct Vietnamese.
"""

import gettext as _gettext
from pathlib import Path

LANGUAGES = ("vi", "en")
DOMAIN = "friendly_desktop"

_TRANSLATIONS_DIR = Path(__file__).resolve().parent.parent / "translations"


class _Catalogue:
    """The catalogue in use. One per process, because words are asked for everywhere."""

    language = "vi"
    translations: _gettext.NullTranslations = _gettext.NullTranslations()


def use_language(language: str) -> None:
    """Speak ``language`` ("vi" or "en") from now on; an unknown one means Vietnamese."""
    _Catalogue.language = language if language in LANGUAGES else "vi"
    if _Catalogue.language == "vi":
        _Catalogue.translations = _gettext.NullTranslations()
    else:
        _Catalogue.translations = _gettext.translation(
            DOMAIN, _TRANSLATIONS_DIR, [_Catalogue.language], fallback=True
        )


def language() -> str:
    """The language in use, "vi" or "en"."""
    return _Catalogue.language


def _(message: str) -> str:
    """Translate a whole sentence; fill its named fields with ``.format`` afterwards."""
    return _Catalogue.translations.gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """Translate a sentence about ``count`` things (Vietnamese uses the same words for both)."""
    return _Catalogue.translations.ngettext(one, many, count)


def pgettext(context: str, message: str) -> str:
    """Translate a short word whose meaning depends on where it stands."""
    return _Catalogue.translations.pgettext(context, message)


def N_(message: str) -> str:  # noqa: N802 - the gettext convention
    """Mark a constant for extraction; translate it with ``_`` when it is shown."""
    return message
