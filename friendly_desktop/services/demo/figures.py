"""Figures, late files and the diary of the demonstration."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

import yaml

from friendly_desktop.domain.activities import ActivityEntry, ActivityKind
from friendly_desktop.domain.evidence import Evidence
from friendly_desktop.domain.indicators import LateFile
from friendly_desktop.paths import RESOURCES
from friendly_desktop.services.activities import ActivitiesService
from friendly_desktop.services.evidence import EvidenceService
from friendly_desktop.services.indicators import IndicatorsService

FIGURES = RESOURCES / "demo" / "figures.yaml"


class DemoFigures:
    """Fills in what an office writes down every month and every week."""

    def __init__(
        self, indicators: IndicatorsService, activities: ActivitiesService, evidence: EvidenceService
    ) -> None:
        """Work through the given services."""
        self._indicators = indicators
        self._activities = activities
        self._evidence = evidence

    def fill(self, year: int, today: date, hamlets: Sequence[str]) -> dict[str, int]:
        """Fill in a year up to ``today``; returns how many figures, late files and lines there are.

        Args:
            year: the year under way.
            today: what comes after it has not been.
            hamlets: the parts of the commune, in turn.
        """
        told = _read()
        figures = {
            (indicator, month): text
            for indicator, texts in told["figures"].items()
            for month, text in enumerate(texts, 1)
            if text and (year, month) < (today.year, today.month)
        }
        self._indicators.set_many(year, figures, told["source"])
        late = [_late(year, today, one) for one in told["late"]]
        late = [one for one in late if one.promised < today]
        for file in late:
            self._indicators.save_late(file)
        lines = sorted(self._lines(year, today, told, hamlets), key=lambda one: one.day)
        by_title = {one.label: one for one in self._evidence.listing(year)}
        for entry in lines:
            self._write(entry, by_title)
        return {"figures": len(figures), "late_files": len(late), "activities": len(lines)}

    def _write(self, entry: ActivityEntry, by_title: Mapping[str, Evidence]) -> None:
        """Write a line down with the photo that bears its name."""
        line = self._activities.add(entry)
        photo = by_title.get(entry.title)
        if photo is not None:
            self._activities.attach(line.id, [photo.id])

    def _lines(
        self, year: int, today: date, told: Mapping[str, Any], hamlets: Sequence[str]
    ) -> list[ActivityEntry]:
        found = [_entry(_day(year, one["on"]), one) for one in told["activities"]]
        for one in told["weekly"]:
            topics, places = cycle(one["titles"]), cycle(hamlets)
            day, last = _day(year, one["first"]), _day(year, one["last"])
            while day <= last:
                hamlet = next(places) if "by_hamlet" in one else ""
                found.append(_entry(day, {**one, "title": next(topics), "hamlet": hamlet}))
                day += timedelta(days=int(one["every"]))
        return [one for one in found if one.day <= today]


def _read(path: Path = FIGURES) -> dict[str, Any]:
    with path.open(encoding="utf-8") as stream:
        content: dict[str, Any] = yaml.load(stream, Loader=yaml.BaseLoader)  # noqa: S506 - builds only text
    return content


def _day(year: int, text: str) -> date:
    return date.fromisoformat(f"{year}-{text}")


def _late(year: int, today: date, told: Mapping[str, Any]) -> LateFile:
    """A file of the year, or of some days before today where ``days_ago`` says how many."""
    promised = (
        today - timedelta(days=int(told["days_ago"])) if "days_ago" in told else _day(year, told["promised"])
    )
    received = promised - timedelta(days=int(told["took"]))
    returned = promised + timedelta(days=int(told["late"])) if "late" in told else None
    return LateFile(
        0,
        told["code"],
        told["procedure"],
        told["person"],
        told["address"],
        received,
        promised,
        returned,
        told["reason"],
    )


def _entry(day: date, told: Mapping[str, Any]) -> ActivityEntry:
    texts = ("place", "hamlet", "organiser", "number", "link", "note")
    return ActivityEntry(
        ActivityKind(told["kind"]),
        day,
        told["title"],
        participants=int(told["participants"]) if "participants" in told else None,
        times=int(told.get("times", 1)),
        nodes=tuple(told.get("nodes", ())),
        **{name: told[name] for name in texts if name in told},
    )
