"""The log of personal data that left the office at somebody's request (Law 91/2025/QH15)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from friendly_desktop.clock import Clock
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.disclosures import Disclosure
from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.text import clean_line, clean_text
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.storage import disclosures as rows
from friendly_desktop.storage.database import Database


class DisclosuresService:
    """What was given out to whom and why; lines are added and never changed."""

    def __init__(self, db: Database, clock: Clock, actor: Callable[[], str] = str) -> None:
        """Work on ``db``; ``actor`` names who works here."""
        self._db = db
        self._clock = clock
        self._actor = actor

    def log(self, day: date, subject: str, what: str, recipient: str, reason: str) -> Disclosure:
        """Write down that personal data was given out.

        Args:
            day: when; not later than today.
            subject: which records, by their numbers ("Vụ việc 2026-15"), no name.
            what: which facts.
            recipient: which body or person.
            reason: the request and the law it rests on.

        Raises:
            AppError: something is missing, or the day has not come.
        """
        new = Disclosure(
            0,
            day,
            self._clock.now(),
            self._actor(),
            clean_line(subject),
            clean_text(what),
            clean_line(recipient),
            clean_text(reason),
        )
        if not all((new.subject, new.what, new.recipient, new.reason)) or day > self._clock.today():
            raise AppError(
                "disclosure_incomplete",
                _("Chưa ghi đủ"),
                _("Cần ghi ngày (không sau hôm nay), hồ sơ nào, thông tin gì, cho ai và căn cứ nào."),
                _("Hãy điền các ô còn trống rồi ghi lại."),
            )
        with self._db.write(Area.TRAIL, right=Right.DISCLOSE) as connection:
            return replace(new, id=rows.add(connection, new))

    def all(self) -> tuple[Disclosure, ...]:
        """Every line, the newest first."""
        with self._db.read() as connection:
            return rows.everything(connection)
