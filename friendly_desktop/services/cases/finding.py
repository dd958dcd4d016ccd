"""Finding cases: lists and their counts, lines by id, and cases that may be about the same."""

import re
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace

from friendly_desktop.domain.cases import (
    Case,
    CaseEntry,
    CaseFilter,
    CaseKind,
    CaseLine,
    CaseLink,
    CaseView,
)
from friendly_desktop.domain.cases.likeness import likeness
from friendly_desktop.domain.cases.rules import cleaned
from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.text import fold
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.services.cases.records import CaseRecords
from friendly_desktop.storage import case_history as history
from friendly_desktop.storage import case_search
from friendly_desktop.storage import cases as rows

#: How many cases a hint names, and how many are compared for it.
_HINTS = 8
_COMPARED = 60
#: Words of a matter that are looked up, the longest ones.
_WORDS = 6


class Finding(CaseRecords):
    """Cases are found; nothing is changed here."""

    def find(
        self, wanted: CaseFilter | None = None, limit: int = 200, after: int | None = None
    ) -> tuple[CaseLine, ...]:
        """A page of a list: newest first, lists of dates to keep by their date.

        Args:
            wanted: which list; all cases by default.
            limit: the most lines.
            after: the id of the last line of the page before.
        """
        with self._db.read(right=Right.READ_CASES) as connection:
            return rows.find(connection, wanted or CaseFilter(), self._clock.today(), limit, after)

    def tasks(self, limit: int) -> tuple[CaseLine, ...]:
        """The open cases by their codes, officers and dates, without the citizens: everybody may know what is due."""
        with self._db.read() as connection:
            found = rows.find(connection, CaseFilter(view=CaseView.OPEN), self._clock.today(), limit, None)
        return tuple(replace(one, person="", summary="") for one in found)

    def ids(self, wanted: CaseFilter | None = None, limit: int | None = None) -> "array[int]":
        """The first so many ids of a list, or all of them, in its order, as ``array("i")``."""
        with self._db.read(right=Right.READ_CASES) as connection:
            return rows.found_ids(connection, wanted or CaseFilter(), self._clock.today(), limit)

    def count(self, wanted: CaseFilter | None = None) -> int:
        """How many cases a list has."""
        with self._db.read() as connection:
            return rows.count(connection, wanted or CaseFilter(), self._clock.today())

    def lines(self, ids: Sequence[int]) -> tuple[CaseLine, ...]:
        """Cases as lists show them, in the order asked for; unknown ids are left out."""
        with self._db.read(right=Right.READ_CASES) as connection:
            return rows.lines(connection, ids)

    def cases(self, ids: Sequence[int]) -> tuple[Case, ...]:
        """Whole cases in the order asked for; unknown ids are left out."""
        with self._db.read(right=Right.READ_CASES) as connection:
            found = rows.some(connection, ids)
        return tuple(found[one] for one in ids if one in found)

    def views(self) -> Mapping[CaseView, int]:
        """How many cases each of the office's lists has today."""
        with self._db.read() as connection:
            return rows.views(connection, self._clock.today())

    def years(self) -> tuple[int, ...]:
        """The years that have cases, the newest first."""
        with self._db.read() as connection:
            return rows.years(connection)

    def by_code(self, code: str) -> Case:
        """A case by its id ("17") or by what people call it ("2026-015", of a denunciation "TC-2026-015").

        Raises:
            AppError: there is none.
        """
        year, dash, number = code.strip().removeprefix("TC-").partition("-")
        with self._db.read(right=Right.READ_CASES) as connection:
            found: int | None = None
            if dash and year.isdecimal() and number.isdecimal():
                found = rows.id_of(connection, int(year), int(number))
            elif not dash and year.isdecimal():
                found = int(year)
            case = rows.one(connection, found) if found is not None else None
        if case is None:
            raise AppError(
                "case_unknown",
                _("Không có vụ việc này"),
                _("Không có vụ việc «{code}».").format(code=code.strip()[:40]),
                _("Hãy xem mã trong danh sách vụ việc."),
            )
        return case

    def links(self, case_id: int) -> tuple[CaseLink, ...]:
        """The cases that belong together with one."""
        with self._db.read(right=Right.READ_CASES) as connection:
            return history.links(connection, case_id)

    def alike(self, entry: CaseEntry, but: int | None = None) -> tuple[CaseLine, ...]:
        """Cases of the same citizen or about the same matter, the likeliest first; nothing is merged by itself.

        Denunciations are neither compared nor named.

        Args:
            entry: as far as it was typed.
            but: the id of the case that asks.
        """
        if entry.kind is CaseKind.DENUNCIATION:
            return ()
        entry = cleaned(entry)
        with self._db.read(right=Right.READ_CASES) as connection:
            found = {one.id: one for one in rows.same_person(connection, fold(entry.name), entry.identity)}
            for question in _questions(entry):
                ids = case_search.matching(connection, question, _COMPARED)
                found |= {one.id: one for one in rows.by_ids_alike(connection, ids)}
            found.pop(but or 0, None)
            scored = [
                (score, one.id)
                for one in found.values()
                if (score := likeness(entry, one.name_folded, one.identity, one.address, one.content))
            ]
            best = [case_id for _score, case_id in sorted(scored, reverse=True)[:_HINTS]]
            return rows.lines(connection, best)


def _questions(entry: CaseEntry) -> list[str]:
    """What to ask the search for: the longest words of the matter in two groups; a short matter as it is."""
    words = list(dict.fromkeys(re.findall(r"[^\W\d_]+", entry.content[:2000])))
    telling = sorted((word for word in words if len(word) > 3), key=len, reverse=True)[:_WORDS]
    if len(telling) == _WORDS:
        return [" ".join(telling[:3]), " ".join(telling[3:])]
    return [" ".join(words[:_WORDS])] if len(words) > 1 else []
