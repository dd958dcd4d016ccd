"""Postings of the demonstration: what hangs, what was taken down, what waits to be hung."""

import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from friendly_desktop.clock import Clock, FixedClock
from friendly_desktop.domain.postings import PostingSize, PostingValue
from friendly_desktop.domain.text import ascii_slug
from friendly_desktop.paths import RESOURCES
from friendly_desktop.services.postings import PostingsService
from friendly_desktop.storage.demo_data import read_commune

POSTINGS = RESOURCES / "demo" / "postings.yaml"
_MORNING = time(3, 0, tzinfo=UTC)  # ten o'clock in Vietnam


class DemoPostings:
    """Makes and hangs postings, each on its day."""

    def __init__(self, postings_at: Callable[[Clock], PostingsService]) -> None:
        """Work through the postings as they would have been on each day, by a given clock."""
        self._postings_at = postings_at

    def fill(self, year: int, today: date) -> dict[str, int]:
        """Make what was made by ``today``; returns how many postings there are."""
        made = 0
        for told in read_commune(POSTINGS)["postings"]:
            day = _day(year, told.get("hung") or told["made"])
            if day <= today:
                made += self._one(year, today, day, told)
        return {"postings": made}

    def _one(self, year: int, today: date, day: date, told: Mapping[str, Any]) -> int:
        service = self._postings_at(FixedClock(datetime.combine(day, _MORNING)))
        one = service.make(told["kind"], _values(service, told), PostingSize(told["size"]))
        if "hung" not in told:
            return 1
        service.hang(one.id, day, told["place"])
        if "photo" in told:
            self._photo(service, one.id, told["photo"], day)
        later = self._postings_at(FixedClock(datetime.combine(today, _MORNING)))
        also = [one for one in told.get("also", ()) if _day(year, one["hung"]) <= today]
        for place in also:
            later.hang_also(one.id, _day(year, place["hung"]), place["place"])
        if "down" in told and _day(year, told["down"]) <= today:
            later.take_down(one.id, _day(year, told["down"]))
        return 1 + len(also)

    def _photo(self, service: PostingsService, posting_id: int, title: str, day: date) -> None:
        from friendly_desktop.services.demo.pictures import draw_picture

        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"{ascii_slug(title)}.jpg"
            draw_picture(path, "board", title, day)
            service.photo(posting_id, [path])


def _values(service: PostingsService, told: Mapping[str, Any]) -> dict[str, PostingValue]:
    """The kind's own words with what the made-up office filled in."""
    values = {**service.blank(told["kind"]), **told.get("values", {})}
    people, phones = values.get("people"), told.get("phones")
    if phones and people and not isinstance(people, str):
        values["people"] = tuple((row[0], row[1], phone) for row, phone in zip(people, phones, strict=False))
    if "links" in told:
        values["links"] = tuple(tuple(row) for row in told["links"])
    return values


def _day(year: int, text: str) -> date:
    return date.fromisoformat(f"{year}-{text}")
