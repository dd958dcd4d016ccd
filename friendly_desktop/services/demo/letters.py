"""The letters of the demonstration: a year of them, each as far on its way as a real one would be."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from friendly_desktop.clock import Clock, FixedClock
from friendly_desktop.domain.letters import Delivery, LetterDraft, LetterState
from friendly_desktop.domain.letters.ages import suggested_ages
from friendly_desktop.domain.office import Signatory
from friendly_desktop.services.letters.service import LettersService
from friendly_desktop.services.letters.templates import LetterTemplatesService

_PRINTER = "Canon LBP2900"
_MORNING = time(1, 30, tzinfo=UTC)  # half past eight in Vietnam
_WAY = (LetterState.SUBMITTED, LetterState.SIGNED, LetterState.DELIVERED)
_STEMS = ("Canh", "Tân", "Nhâm", "Quý", "Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ")
_BRANCHES = ("Thân", "Dậu", "Tuất", "Hợi", "Tý", "Sửu", "Dần", "Mão", "Thìn", "Tỵ", "Ngọ", "Mùi")


class DemoLetters:
    """Writes, numbers, signs and hands over letters on the days they bear, in a few acts a day."""

    def __init__(
        self, letters_at: Callable[[Clock], LettersService], templates: LetterTemplatesService
    ) -> None:
        """Work through the register as it would have been on each day.

        Args:
            letters_at: the letters' service by a given clock.
            templates: the words.
        """
        self._letters_at = letters_at
        self._templates = templates

    def fill(
        self, year: int, told: Sequence[Mapping[str, Any]], signatory: Signatory, place: str, by: str
    ) -> int:
        """Write the letters of a year; returns how many.

        Args:
            year: the year they are dated in.
            told: the letters of the data file, in the order of their days.
            signatory: who signs them.
            place: where they are dated.
            by: who hands them over.
        """
        for day, group in groupby(told, key=lambda one: date.fromisoformat(f"{year}-{one['on']}")):
            of_day = list(group)
            letters = self._letters_at(FixedClock(datetime.combine(day, _MORNING)))
            drafts = [self._draft(one, day, signatory, place) for one in of_day]
            ids = [one.id for one in letters.save_many(drafts)]
            by_id = dict(zip(ids, of_day, strict=True))
            numbered = [one for one in ids if "number" in by_id[one]]
            if numbered:
                letters.give_next_numbers(numbered)
            self._go_on(letters, by_id, day, by)
        return len(told)

    def _go_on(
        self, letters: LettersService, by_id: Mapping[int, Mapping[str, Any]], day: date, by: str
    ) -> None:
        def reached(state: LetterState) -> list[int]:
            return [one for one, told in by_id.items() if state in _way(told)]

        if printed := [one for one, told in by_id.items() if "printed" in told]:
            letters.archive_many(printed)
            for one in printed:
                letters.record_print(one, _PRINTER)
        if submitted := reached(LetterState.SUBMITTED):
            letters.submit(submitted)
        if signed := reached(LetterState.SIGNED):
            letters.sign(signed, day)
        delivered = reached(LetterState.DELIVERED)
        for how in Delivery:
            if chosen := [one for one in delivered if ("posted" in by_id[one]) == (how is Delivery.POSTED)]:
                later = self._letters_at(FixedClock(datetime.combine(day + timedelta(days=1), _MORNING)))
                later.deliver(chosen, day + timedelta(days=1), how, by)
        for one, told in by_id.items():
            if told.get("state") == LetterState.CANCELLED.value:
                letters.cancel(one, told["reason"])

    def _draft(self, told: Mapping[str, Any], day: date, signatory: Signatory, place: str) -> LetterDraft:
        template = self._templates.get(told["template"])
        given = {one.id: one.default for one in template.fields} | told["values"]
        facts = {"year": day.year, "lunar_year": lunar_year(day.year)}
        values = {name: text.format(**facts) for name, text in given.items() if text}
        values |= suggested_ages(template, values)
        return LetterDraft(
            template.id, values, day, template.version, signatory_id=signatory.id or None, place=place
        )


def lunar_year(year: int) -> str:
    """The name of the lunar year that begins in ``year``: 2026 is "Bính Ngọ"."""
    return f"{_STEMS[year % 10]} {_BRANCHES[year % 12]}"


def _way(told: Mapping[str, Any]) -> tuple[LetterState, ...]:
    """The steps that a letter of the data file has taken."""
    state = LetterState(told.get("state", LetterState.DELIVERED.value))
    return _WAY[: _WAY.index(state) + 1] if state in _WAY else ()
