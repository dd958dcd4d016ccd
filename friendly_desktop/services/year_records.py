"""The records of reception of a year as they stand in the registers, or, of a frozen year, as it was frozen."""

import json
from collections.abc import Collection

from friendly_desktop.domain.cases import CaseKind, CaseState, case_code
from friendly_desktop.domain.meetings import MeetingKind
from friendly_desktop.domain.record_proof import (
    ProvingRecord,
    RecordKind,
    RecordTallies,
    tallied_records,
)
from friendly_desktop.domain.snapshot import read_records
from friendly_desktop.formats import short_date
from friendly_desktop.i18n import N_, _, ngettext
from friendly_desktop.services.frozen_year import frozen_copy
from friendly_desktop.storage import record_proof as rows
from friendly_desktop.storage.assessment import YearRow
from friendly_desktop.storage.database import Connection

_MEETINGS = {
    MeetingKind.REGULAR: (RecordKind.RECEPTION, N_("Tiếp công dân thường xuyên")),
    MeetingKind.PERIODIC: (RecordKind.RECEPTION, N_("Tiếp công dân định kỳ")),
    MeetingKind.AD_HOC: (RecordKind.RECEPTION, N_("Tiếp công dân đột xuất")),
    MeetingKind.DIALOGUE: (RecordKind.DIALOGUE, N_("Hội nghị đối thoại")),
    MeetingKind.VISIT: (RecordKind.VISIT, N_("Đi cơ sở")),
}
_CASES = {
    CaseKind.COMPLAINT: (RecordKind.COMPLAINT, N_("Đơn khiếu nại, nhận ngày {day}")),
    CaseKind.DENUNCIATION: (RecordKind.DENUNCIATION, N_("Đơn tố cáo, nhận ngày {day}")),
    CaseKind.PETITION: (RecordKind.PETITION, N_("Kiến nghị, nhận ngày {day}")),
    CaseKind.FEEDBACK: (RecordKind.PETITION, N_("Phản ánh, góp ý, nhận ngày {day}")),
}
_ENDS = {
    CaseState.RESOLVED: N_("Đã giải quyết, trả lời"),
    CaseState.GUIDED: N_("Đã hướng dẫn"),
    CaseState.TRANSFERRED: N_("Đã chuyển cơ quan có thẩm quyền"),
    CaseState.NOT_ACCEPTED: N_("Đã thông báo không thụ lý"),
    CaseState.FILED: N_("Đã lưu đơn"),
    CaseState.TERMINATED: N_("Đã đình chỉ"),
    CaseState.DECLINED: N_("Đã từ chối tiếp"),
}


def year_record_tallies(connection: Connection, row: YearRow) -> RecordTallies:
    """The records of a year by kind, in one statement; of a frozen year what it was frozen with."""
    frozen = _frozen(connection, row)
    return rows.tallies(connection, row.year) if frozen is None else tallied_records(frozen)


def records_of_year(
    connection: Connection, row: YearRow, kinds: Collection[RecordKind]
) -> tuple[ProvingRecord, ...]:
    """The records of these kinds that prove a year, in a fixed number of statements."""
    frozen = _frozen(connection, row)
    if frozen is None:
        return records_to_freeze(connection, row.year, kinds)
    return tuple(one for one in frozen if one.kind in kinds)


def records_to_freeze(
    connection: Connection, year: int, kinds: Collection[RecordKind]
) -> tuple[ProvingRecord, ...]:
    """The records that count for a year as the registers have them now, by kind and day."""
    found = [_meeting(one) for one in rows.held(connection, year, kinds)]
    found += [_case(one) for one in rows.closed(connection, year, kinds)]
    if RecordKind.DIALOGUE_RESULT in kinds:
        found += [_promise(one) for one in rows.kept(connection, year)]
    if RecordKind.SCHEDULE in kinds:
        found += [_notice(number, one) for number, one in enumerate(rows.posted(connection, year), start=1)]
    order = {kind: place for place, kind in enumerate(RecordKind)}
    return tuple(sorted(found, key=lambda one: (order[one.kind], one.day, one.code, one.id)))


def _meeting(row: rows.MeetingRow) -> ProvingRecord:
    kind, title = _MEETINGS[row.kind]
    words = [
        _(title),
        *(part for part in (row.topic if kind is RecordKind.DIALOGUE else "", row.hamlet) if part),
    ]
    if row.receiver:
        words.append(f"{row.post} {row.receiver}".strip())
    result = []
    if row.visitors is not None:
        result.append(ngettext("{n} lượt người", "{n} lượt người", row.visitors).format(n=row.visitors))
    if row.promises:
        result.append(_("đã làm xong {kept} trên {n} việc đã hứa").format(kept=row.kept, n=row.promises))
    if row.conclusion:
        result.append(_("thông báo kết luận số {number}").format(number=row.conclusion))
    return ProvingRecord(kind, row.id, row.day, "", ", ".join(words), ", ".join(result))


def _case(row: rows.CaseRow) -> ProvingRecord:
    kind, words = _CASES[row.kind]
    result = _(_ENDS.get(row.state, _ENDS[CaseState.RESOLVED]))
    document = (json.loads(row.answer).get("document") or {}) if row.answer else {}
    if document.get("number"):
        result = _("{result}, văn bản số {number}").format(result=result, number=document["number"])
    code = case_code(row.year, row.number)
    told = _(words).format(day=short_date(row.received))
    return ProvingRecord(kind, row.id, row.closed_on, code, told, result, row.on_time)


def _promise(row: rows.PromiseRow) -> ProvingRecord:
    words = _("Việc đã hứa tại hội nghị đối thoại ngày {day}").format(day=short_date(row.held_on))
    result = _("Xong ngày {day}").format(day=short_date(row.done_on))
    if row.until is not None:
        result = _("{result}, hẹn đến {until}").format(result=result, until=short_date(row.until))
    on_time = None if row.until is None else row.done_on <= row.until
    return ProvingRecord(RecordKind.DIALOGUE_RESULT, row.id, row.done_on, "", words, result, on_time)


def _notice(number: int, row: rows.NoticeRow) -> ProvingRecord:
    told = ngettext(
        "Thông báo lịch tiếp công dân, {n} buổi", "Thông báo lịch tiếp công dân, {n} buổi", row.sessions
    )
    span = _("từ {first} đến {last}").format(first=short_date(row.first), last=short_date(row.last))
    return ProvingRecord(
        RecordKind.SCHEDULE,
        number,
        row.posted_on,
        "",
        told.format(n=row.sessions),
        _("Lịch {span}").format(span=span),
    )


def _frozen(connection: Connection, row: YearRow) -> tuple[ProvingRecord, ...] | None:
    """What a frozen year was frozen with; None while it is open, or when its copy is damaged."""
    content = frozen_copy(connection, row)
    return None if content is None else read_records(content)
