"""What is being typed and not entered yet, kept on every pause; nothing of a denouncer is."""

import json
from typing import Any

from friendly_desktop.clock import Clock
from friendly_desktop.domain.cases import CaseKind
from friendly_desktop.domain.cases.secrecy import IDENTITY_FIELDS, told_in_words
from friendly_desktop.domain.text import nfc
from friendly_desktop.services.people import Session
from friendly_desktop.storage import drafts as rows
from friendly_desktop.storage.database import Database


class DraftsService:
    """Drafts by place in the window; each place has at most one, of each person who signs in."""

    def __init__(self, db: Database, clock: Clock, session: Session) -> None:
        """Keep drafts in the records ``db``; ``clock`` tells when they were saved, ``session`` whose they are."""
        self._db = db
        self._clock = clock
        self._session = session

    def save_draft(self, place: str, text: str) -> None:
        """Keep what is typed at a place; nobody is told, so that no screen reloads while one types.

        Args:
            place: where, e.g. ``"cases/new"``.
            text: JSON where a case is typed: an object whose ``kind`` is ``"denunciation"`` (itself or under
                ``entry``) loses everything that tells who denounced, and what was kept of it before is wiped.
        """
        kept, secret = _without_denouncer(nfc(text))
        place = self._own(place)
        with self._db.write() as connection:
            before = rows.get(connection, place)
            if kept == before:
                return
            rows.put(connection, place, kept, self._clock.now())
        if secret and before and not _without_denouncer(before)[1]:
            self._db.empty_log()  # until now it was typed as something else, perhaps with a name

    def draft(self, place: str) -> str:
        """What was typed at a place; "" for nothing."""
        with self._db.read() as connection:
            return rows.get(connection, self._own(place))

    def clear_draft(self, place: str) -> None:
        """Forget what was typed at a place: it was entered, or given up."""
        place = self._own(place)
        with self._db.read() as connection:
            if not rows.get(connection, place):
                return
        with self._db.write() as connection:
            rows.remove(connection, place)

    def _own(self, place: str) -> str:
        user = self._session.user
        return place if user is None else f"{user.id}:{place}"


def _without_denouncer(text: str) -> tuple[str, bool]:
    """The text as it may be kept, and whether it is about a denunciation."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text, False
    if not isinstance(value, dict):
        return text, False
    parts = [part for part in (value, value.get("entry"), value.get("fields")) if isinstance(part, dict)]
    if all(part.get("kind") != CaseKind.DENUNCIATION.value for part in parts):
        return text, False
    for part in parts:
        for name in IDENTITY_FIELDS:
            part.pop(name, None)
        for name in [name for name, told in part.items() if _tells(told)]:
            del part[name]
    return json.dumps(value, ensure_ascii=False), True


def _tells(value: Any) -> bool:
    """Whether something typed tells who denounced."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return not isinstance(value, dict) and bool(told_in_words(text))
