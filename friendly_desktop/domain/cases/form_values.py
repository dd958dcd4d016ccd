"""What a case or a meeting says to the fields of its forms, as canonical values by name.

For a denunciation a code stands for the person and the paper file for the matter (LTC Điều 8(3)).
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from friendly_desktop.domain.cases import Case, CaseAction, CaseEntry, CaseKind, StepEntry
from friendly_desktop.domain.cases.forms import Secret, denouncer, matter_on_paper
from friendly_desktop.domain.letters.text import dressed
from friendly_desktop.domain.meetings import Meeting, MeetingKind, Promise
from friendly_desktop.formats import short_date

#: Every value a field can be filled from, and what it gives away of a denunciation.
SOURCES: Mapping[str, Secret] = {
    "person": Secret.PERSON,
    "address": Secret.PERSON,
    "identity": Secret.PERSON,
    "identity_issued": Secret.PERSON,
    "phone": Secret.PERSON,
    "content": Secret.MATTER,
    "matter": Secret.MATTER,
    "request": Secret.MATTER,
    "against": Secret.MATTER,
    "earlier": Secret.NOTHING,
    "kind": Secret.NOTHING,
    "code": Secret.NOTHING,
    "people": Secret.NOTHING,
    "received": Secret.NOTHING,
    "accepted": Secret.NOTHING,
    "due": Secret.NOTHING,
    "receiver": Secret.NOTHING,
    "receiver_post": Secret.NOTHING,
    "officer": Secret.NOTHING,
    "body": Secret.NOTHING,
    "step_on": Secret.NOTHING,
    "step_text": Secret.NOTHING,
    "step_days": Secret.NOTHING,
    "step_document": Secret.NOTHING,
    "suspended_by": Secret.NOTHING,
    "accepted_by": Secret.NOTHING,
    "place": Secret.NOTHING,
    "today": Secret.NOTHING,
    "meeting_day": Secret.NOTHING,
    "meeting_place": Secret.NOTHING,
    "meeting_receiver": Secret.NOTHING,
    "meeting_participants": Secret.NOTHING,
    "meeting_topic": Secret.NOTHING,
    "meeting_visitors": Secret.NOTHING,
    "meeting_notes": Secret.NOTHING,
    "meeting_kind": Secret.NOTHING,
    "meeting_promises": Secret.NOTHING,
}

KIND_WORDS: Mapping[CaseKind, str] = {
    CaseKind.COMPLAINT: "khiếu nại",
    CaseKind.DENUNCIATION: "tố cáo",
    CaseKind.PETITION: "kiến nghị",
    CaseKind.FEEDBACK: "phản ánh",
}

_KIND_AT_FRONT = re.compile(
    r"^(?:khiếu nại|tố cáo|kiến nghị|phản ánh)\s+(?:về việc\s+|về\s+|việc\s+)?", re.IGNORECASE
)
#: Names of papers and of bodies keep their capital within a sentence (NĐ 30/2020, Phụ lục II).
_CAPITAL_STAYS = re.compile(
    "[^\\W\\d_]{2,}\\b(?<=[A-ZĐ]{2})|Quyết định|Thông báo|Công văn|Giấy|Nghị quyết|Kết luận|Biên bản|Kế hoạch|Văn bản|"
    "Chủ tịch|Phó Chủ tịch|Ủy ban|Hội đồng|Nhà nước|Nhân dân|Đảng"
)

#: What the symbols of papers stand for (NĐ 30/2020, Phụ lục III); a number without one is of a công văn.
_SYMBOLS: Mapping[str, str] = {
    "BB": "Biên bản",
    "BC": "Báo cáo",
    "HD": "Hướng dẫn",
    "KL": "Kết luận",
    "PC": "Phiếu chuyển đơn",
    "QĐ": "Quyết định",
    "TB": "Thông báo",
    "TTR": "Tờ trình",
    "UBND": "Công văn",
}

_MEETING_WORDS: Mapping[MeetingKind, str] = {
    MeetingKind.REGULAR: "tiếp công dân thường xuyên",
    MeetingKind.PERIODIC: "tiếp công dân định kỳ",
    MeetingKind.AD_HOC: "tiếp công dân đột xuất",
    MeetingKind.DIALOGUE: "đối thoại với Nhân dân",
    MeetingKind.VISIT: "làm việc với Nhân dân tại cơ sở",
}


def case_values(
    case: Case, steps: Sequence[StepEntry], actions: Sequence[CaseAction], today: date
) -> dict[str, str]:
    """The values of a case by their names in :data:`SOURCES`, without the empty ones.

    Args:
        case: as it is now.
        steps: what happened to it as it counts now, the oldest first.
        actions: those the form is the document of; the last such step gives ``step_...``.
        today: the day of the form.
    """
    entry = case.entry
    own = _last(steps, actions)
    suspension, acceptance = _last(steps, (CaseAction.SUSPEND,)), _last(steps, (CaseAction.ACCEPT,))
    values = {
        "earlier": entry.earlier,
        "kind": KIND_WORDS[entry.kind],
        "code": case.code,
        "people": str(entry.people),
        "received": entry.received.isoformat(),
        "accepted": case.accepted_on.isoformat() if case.accepted_on else "",
        "due": case.due.isoformat() if case.due else "",
        "receiver": entry.receiver,
        "officer": (own.officer if own else "") or case.officer,
        "body": (own.body if own else "") or case.body,
        "step_on": own.on.isoformat() if own else "",
        "step_text": own.text if own else "",
        "step_days": str(own.days) if own and own.days else "",
        "step_document": _document(own),
        "suspended_by": _document(suspension),
        "accepted_by": _document(acceptance),
        "today": today.isoformat(),
    }
    values |= _secret_values(case) if entry.kind is CaseKind.DENUNCIATION else _personal_values(entry)
    return {name: value for name, value in values.items() if value}


def meeting_values(meeting: Meeting, promises: Sequence[Promise], today: date) -> dict[str, str]:
    """The values of a meeting by their names in :data:`SOURCES`, without the empty ones."""
    entry = meeting.entry
    values = {
        "meeting_day": entry.day.isoformat(),
        "meeting_place": entry.place,
        "meeting_receiver": f"{entry.receiver}, {entry.post}"
        if entry.receiver and entry.post
        else entry.receiver,
        "meeting_participants": entry.participants,
        "meeting_topic": entry.topic,
        "meeting_visitors": "" if entry.visitors is None else str(entry.visitors),
        "meeting_notes": entry.notes,
        "meeting_kind": _MEETING_WORDS[entry.kind],
        "meeting_promises": "\n".join(map(_duty, promises)),
        "today": today.isoformat(),
    }
    return {name: value for name, value in values.items() if value}


def guarded(case: Case, secret: Secret) -> str:
    """What a denunciation's form says instead of what a field would give away."""
    return denouncer(case) if secret is Secret.PERSON else matter_on_paper()


def _secret_values(case: Case) -> dict[str, str]:
    """Nobody's name, and no summary."""
    matter = guarded(case, Secret.MATTER)
    return {"person": guarded(case, Secret.PERSON), "content": matter, "matter": matter}


def _personal_values(entry: CaseEntry) -> dict[str, str]:
    person = entry.name
    if entry.representatives:
        names = ", ".join(one.name for one in entry.representatives)
        person = names if not person or person in names else f"{person}, {names}"
    if person and entry.people > 1:
        person = f"{person} (đại diện cho {entry.people} người)"
    if not person and entry.anonymous:
        person = "người gửi đơn không ghi họ tên"
    address = entry.address
    if entry.hamlet and entry.hamlet.casefold() not in address.casefold():
        address = f"{address}, {entry.hamlet}" if address else entry.hamlet
    return {
        "person": person,
        "address": address,
        "identity": entry.identity,
        "identity_issued": entry.identity_issued,
        "phone": entry.phone,
        "content": entry.content,
        "matter": _after_its_kind(entry.content),
        "request": entry.request,
        "against": entry.against,
    }


def _after_its_kind(content: str) -> str:
    """The matter as it reads after "khiếu nại về việc": what says so already is left out."""
    rest = _KIND_AT_FRONT.sub("", content)
    if not rest:
        return content
    return rest if _CAPITAL_STAYS.match(rest) else dressed(rest, "small")


def _last(steps: Sequence[StepEntry], actions: Sequence[CaseAction]) -> StepEntry | None:
    return next((step for step in reversed(steps) if step.action in actions), None)


def _document(step: StepEntry | None) -> str:
    """The paper a step rests on: "Thông báo số 12/TB-UBND ngày 20/11/2026"."""
    if step is None:
        return ""
    document = step.document
    parts = [document.title or (_title_of(document.number) if document.number else "")]
    if document.number:
        parts.append(f"số {document.number}")
    if document.day:
        parts.append(f"ngày {short_date(document.day)}")
    if document.issuer:
        parts.append(f"của {document.issuer}")
    return " ".join(part for part in parts if part)


def _title_of(number: str) -> str:
    """What kind of paper a number is of: "Quyết định" of "03/QĐ-UBND"; "văn bản" where the symbol says nothing."""
    _before, _slash, symbol = number.partition("/")
    return _SYMBOLS.get(symbol.partition("-")[0].strip().upper(), "văn bản")


def _duty(promise: Promise) -> str:
    """A duty as a row: what, who, until when."""
    until = short_date(promise.until) if promise.until else ""
    cells = (promise.promised or promise.asked, promise.officer, until)
    return " | ".join(" ".join(cell.replace("|", "/").split()) for cell in cells)
