"""Rows of the working calendar: what the office entered over the shipped days, and every change of it."""

import json
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from friendly_desktop.domain.deadlines.workdays import CalendarChange, CalendarDay, Confidence, DayKind
from friendly_desktop.storage.tables import calendar_changes, calendar_days


def own_days(connection: Connection) -> Mapping[date, CalendarDay]:
    """Every row of the office."""
    return {
        row.day: CalendarDay(
            row.day,
            DayKind(row.kind),
            row.title,
            row.source,
            Confidence(row.confidence),
            row.forecast,
            own=True,
        )
        for row in connection.execute(select(calendar_days).order_by(calendar_days.c.day))
    }


def last_change(connection: Connection) -> int:
    """The number of the last change; 0 when nothing was ever changed."""
    return int(connection.execute(select(func.coalesce(func.max(calendar_changes.c.id), 0))).scalar_one())


def put_day(connection: Connection, day: CalendarDay) -> None:
    """Store a row of the office, replacing what was there."""
    values = {
        "day": day.day,
        "kind": day.kind.value,
        "title": day.title,
        "source": day.source,
        "confidence": day.confidence.value,
        "forecast": day.forecast,
        "own": True,
    }
    statement = upsert(calendar_days).values(values)
    connection.execute(statement.on_conflict_do_update(index_elements=["day"], set_=values))


def delete_day(connection: Connection, day: date) -> None:
    """Take a row of the office away; the shipped day shows again."""
    connection.execute(delete(calendar_days).where(calendar_days.c.day == day))


def add_change(
    connection: Connection, at: datetime, day: date, before: CalendarDay | None, after: CalendarDay | None
) -> None:
    """Write down what a day was and what it became; the number given is the calendar's new version."""
    connection.execute(
        insert(calendar_changes).values(at=at, day=day, before=_text(before), after=_text(after))
    )


def changes(connection: Connection, limit: int) -> tuple[CalendarChange, ...]:
    """The last changes, the newest first."""
    rows = connection.execute(select(calendar_changes).order_by(calendar_changes.c.id.desc()).limit(limit))
    return tuple(
        CalendarChange(row.id, row.at, row.day, _day(row.day, row.before), _day(row.day, row.after))
        for row in rows
    )


def _text(day: CalendarDay | None) -> str:
    if day is None:
        return ""
    content = {
        "kind": day.kind.value,
        "title": day.title,
        "source": day.source,
        "confidence": day.confidence.value,
        "forecast": day.forecast,
        "own": day.own,
    }
    return json.dumps(content, ensure_ascii=False)


def _day(day: date, text: str) -> CalendarDay | None:
    if not text:
        return None
    content = json.loads(text)
    return CalendarDay(
        day,
        DayKind(content["kind"]),
        content["title"],
        content["source"],
        Confidence(content["confidence"]),
        content["forecast"],
        content["own"],
    )
