"""The reception days that a posting names, beside those of the schedule: what hangs must stay true."""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date

from friendly_desktop.domain.meetings import Meeting, MeetingKind, MeetingState
from friendly_desktop.domain.postings import Posting, PostingKind, from_json
from friendly_desktop.formats import short_date
from friendly_desktop.i18n import _
from friendly_desktop.services.meetings import MeetingsService

_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})(?:/([0-9]{4}))?")


def listed_days(kind: PostingKind, posting: Posting) -> tuple[date, ...]:
    """The days in the first column of a table that the schedule filled; of the year it was made in."""
    field = next((one for one in kind.fields if one.fill == "sessions"), None)
    rows = from_json(posting.values).get(field.id, ()) if field else ()
    found = []
    for row in rows:
        said = _DAY.search(row[0]) if row and not isinstance(row, str) else None
        if said:
            with suppress(ValueError):  # typed by hand, and no day at all
                year = int(said[3]) if said[3] else posting.made_on.year
                found.append(date(year, int(said[2]), int(said[1])))
    return tuple(found)


def coming(meetings: MeetingsService, days: Iterable[date], today: date) -> tuple[Meeting, ...]:
    """The planned reception days of the year from today on, where any of ``days`` is one to come."""
    wanted = [day for day in days if day >= today]
    if not wanted:
        return ()
    found = meetings.find(today, date(max(wanted).year, 12, 31), [MeetingKind.PERIODIC])
    return tuple(one for one in found if one.state is MeetingState.PLANNED)


def changed(meetings: MeetingsService, days: tuple[date, ...], today: date) -> str:
    """What the schedule says otherwise by now than a posting that hangs, as a sentence; "" when all is as it says."""
    if not any(day >= today for day in days):
        return ""
    planned = {one.entry.day for one in coming(meetings, days, today)}
    gone = sorted(day for day in set(days) - planned if day >= today)
    new = sorted(day for day in planned - set(days) if day <= max(days))
    told = []
    if gone:
        told.append(_("không còn tiếp ngày {days}").format(days=", ".join(map(short_date, gone))))
    if new:
        told.append(_("thêm ngày {days}").format(days=", ".join(map(short_date, new))))
    if not told:
        return ""
    return _("Lịch tiếp công dân đã khác tờ này: {changes}. Hãy làm tờ mới.").format(changes="; ".join(told))
