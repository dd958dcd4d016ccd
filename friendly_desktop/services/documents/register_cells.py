"""What a case says in the columns of a register: plain words, always Vietnamese, because the book is.

The columns are those of Mẫu 03/TCD (NĐ 154/2026/NĐ-CP); "yêu cầu, đề nghị" and the course of the matter (Luật
Tiếp công dân, Điều 25 khoản 2) stand within them. A denunciation says no name, no address, no number and nothing
of its content (Luật Tố cáo, Điều 8 khoản 3).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from friendly_desktop.domain.cases import (
    Case,
    CaseAction,
    CaseKind,
    CaseState,
    CaseStep,
    Channel,
    Competence,
    DocumentRef,
    Outcome,
    StepEntry,
)
from friendly_desktop.domain.cases.register import Book, RegisterRow
from friendly_desktop.domain.cases.steps import document_titles
from friendly_desktop.domain.cases.words import (
    ACTION_TITLES,
    CHANNEL_TITLES,
    KIND_TITLES,
    OUTCOME_TITLES,
    denouncer_code,
)
from friendly_desktop.domain.meetings import MeetingKind, MeetingMode
from friendly_desktop.domain.text import clean_line, nfc
from friendly_desktop.formats import short_date

#: Steps that tell the course and the result of a case (column "Theo dõi kết quả giải quyết").
_RESULTS = frozenset(
    {
        CaseAction.NOT_ACCEPT,
        CaseAction.FILE,
        CaseAction.EXTEND,
        CaseAction.SUSPEND,
        CaseAction.RESUME,
        CaseAction.DIALOGUE,
        CaseAction.RESOLVE,
        CaseAction.ANSWER,
        CaseAction.NOTIFY,
        CaseAction.PUBLISH,
        CaseAction.OUTSIDE_RESULT,
        CaseAction.WITHDRAW,
        CaseAction.TERMINATE,
        CaseAction.DECLINE,
        CaseAction.REOPEN,
    }
)
_MEETINGS = {
    MeetingKind.PERIODIC: "Người đứng đầu tiếp định kỳ",
    MeetingKind.AD_HOC: "Tiếp đột xuất",
    MeetingKind.DIALOGUE: "Tại hội nghị đối thoại",
    MeetingKind.VISIT: "Tiếp tại cơ sở",
}
#: What the document of a step is called where its entry does not say.
_PAPERS: Mapping[CaseAction, str] = {
    CaseAction.ACCEPT: "Thông báo thụ lý",
    CaseAction.NOT_ACCEPT: "Thông báo không thụ lý",
    CaseAction.GUIDE: "Phiếu hướng dẫn",
    CaseAction.TRANSFER: "Phiếu chuyển đơn",
}
#: States in which the office took the matter as its own to settle.
_TAKEN = frozenset({CaseState.ACCEPTED, CaseState.RESOLVING, CaseState.SUSPENDED})


@dataclass(frozen=True, slots=True)
class RegisterRecord:
    """A case with what the register says of it beside the case itself.

    Attributes:
        steps: in the order they happened, those put right by a later one left out.
        meeting: the kind and mode of the session where it was received.
        split_from: the code of the case it was split from.
    """

    case: Case
    steps: tuple[CaseStep, ...] = ()
    meeting: tuple[MeetingKind, MeetingMode] | None = None
    split_from: str = ""


def register_row(record: RegisterRecord, book: Book) -> RegisterRow:
    """The row of a case: every field that a column of some layout may show."""
    case = record.case
    number = case.register_number if book is Book.RECEPTION and case.register_number else case.number
    values = {name: _paragraphs(words(record)) for name, words in _FIELDS.items()}
    values["number"] = str(number)
    return RegisterRow(number, {name: text for name, text in values.items() if text})


def _person(record: RegisterRecord) -> Iterator[str]:
    case, entry = record.case, record.case.entry
    if entry.kind is CaseKind.DENUNCIATION:
        yield f"Người tố cáo số {denouncer_code(case.year, case.number)}"
        return
    yield entry.name or ("Không rõ người gửi" if entry.anonymous else "")
    yield _whole_address(entry.address, entry.hamlet)
    if entry.representatives:
        yield "Người đại diện:"
    for one in entry.representatives:
        yield f"{one.name}, {one.address}" if one.address else one.name


def _identity(record: RegisterRecord) -> Iterator[str]:
    entry = record.case.entry
    if entry.kind is CaseKind.DENUNCIATION:
        return
    yield entry.identity
    if entry.identity_issued:
        yield f"Cấp: {entry.identity_issued}"
    for one in entry.representatives:
        if one.identity:
            yield f"{one.name}: {one.identity}"


def _content(record: RegisterRecord) -> Iterator[str]:
    entry = record.case.entry
    if entry.kind is CaseKind.DENUNCIATION:
        yield f"Nội dung: theo hồ sơ giấy, {entry.paper_file or 'chưa ghi nơi để'}"
        return
    yield entry.content
    if entry.against:
        about = "Bị khiếu nại" if entry.kind is CaseKind.COMPLAINT else "Đối với"
        yield f"{about}: {entry.against}"
    if entry.request:
        yield f"Yêu cầu, đề nghị: {entry.request}"


def _kind(record: RegisterRecord) -> Iterator[str]:
    yield KIND_TITLES[record.case.entry.kind]


def _people(record: RegisterRecord) -> Iterator[str]:
    yield str(record.case.entry.people)


def _kind_and_people(record: RegisterRecord) -> Iterator[str]:
    yield KIND_TITLES[record.case.entry.kind]
    yield f"{record.case.entry.people} người"


def _earlier(record: RegisterRecord) -> Iterator[str]:
    yield record.case.entry.earlier


def _own(record: RegisterRecord) -> Iterator[str]:
    case = record.case
    if case.competence is Competence.OWN or case.accepted_on or case.state in _TAKEN:
        yield "x"


def _accepted(record: RegisterRecord) -> Iterator[str]:
    steps = _of(record, CaseAction.ACCEPT)
    for step in steps:
        yield f"x, {_paper_of(step)}"
    if not steps and any(_own(record)):
        yield "x"


def _guided(record: RegisterRecord) -> Iterator[str]:
    for step in _of(record, CaseAction.GUIDE):
        yield _joined(step.body, _paper_of(step))


def _transferred(record: RegisterRecord) -> Iterator[str]:
    for step in _of(record, CaseAction.TRANSFER):
        yield _joined(step.body, _paper_of(step))


def _handler(record: RegisterRecord) -> Iterator[str]:
    for step in record.steps:
        entry = step.entry
        if entry.action is CaseAction.ACCEPT:
            yield _paper_of(entry) if entry.document.number else f"Thụ lý, {_paper_of(entry)}"
        elif entry.action is CaseAction.ASSIGN and entry.officer:
            yield f"Giao: {entry.officer}"
    yield from _transferred(record)


def _handling(record: RegisterRecord) -> Iterator[str]:
    for step in record.steps:
        entry = step.entry
        if entry.action in (CaseAction.ACCEPT, CaseAction.GUIDE, CaseAction.TRANSFER):
            yield f"{ACTION_TITLES[entry.action]}: {_joined(entry.body, _paper_of(entry))}"
        elif entry.action is CaseAction.ASSIGN and entry.officer:
            yield f"Giao: {entry.officer}"


def _result(record: RegisterRecord) -> Iterator[str]:
    kind = record.case.entry.kind
    for step in record.steps:
        entry = step.entry
        if entry.action not in _RESULTS:
            continue
        told = ACTION_TITLES[entry.action]
        if entry.document.number or entry.document.title:
            named = next(iter(document_titles(entry.action, kind)), told)
            same_day = entry.document.day == entry.on  # it stands before the words already
            told = paper(replace(entry.document, day=None) if same_day else entry.document, named)
        words = _joined(f"{short_date(entry.on)}: {told}", entry.body)
        if entry.action is CaseAction.EXTEND and entry.days:
            words += f", số ngày gia hạn: {entry.days}"
        if entry.outcome is not Outcome.NONE:
            words += f" ({OUTCOME_TITLES[entry.outcome].lower()})"
        silent = kind is CaseKind.DENUNCIATION or not entry.text
        yield words if silent else f"{words}. {entry.text}"


def _note(record: RegisterRecord) -> Iterator[str]:
    case, entry = record.case, record.case.entry
    silent = entry.kind is CaseKind.DENUNCIATION
    if record.meeting:
        kind, mode = record.meeting
        yield _MEETINGS.get(kind, "")
        if mode is MeetingMode.ONLINE:
            yield "Tiếp trực tuyến"
    if case.register_number and entry.channel is not Channel.IN_PERSON:
        yield f"Nguồn: {CHANNEL_TITLES[entry.channel]}"
    if entry.receiver:
        who = "Người tiếp" if entry.channel is Channel.IN_PERSON else "Người nhận"
        yield f"{who}: {entry.receiver}"
    if record.split_from:
        yield f"Tách từ vụ việc {record.split_from}"
    for step in (*_of(record, CaseAction.SPLIT), *_of(record, CaseAction.LINK)):
        yield step.text  # codes of cases, written by the program
    if not silent:
        yield entry.note
    for step in _of(record, CaseAction.CORRECT):
        told = f"Đính chính ngày {short_date(step.on)}"
        yield told if silent or not step.text else f"{told}: {step.text}"
    if case.national_on:
        code = f" ({case.national_code})" if case.national_code else ""
        yield f"Đã nhập CSDL quốc gia {short_date(case.national_on)}{code}"


def _channel(record: RegisterRecord) -> Iterator[str]:
    yield CHANNEL_TITLES[record.case.entry.channel]


_FIELDS: Mapping[str, Callable[[RegisterRecord], Iterator[str]]] = {
    "day": lambda record: iter((short_date(record.case.entry.received),)),
    "channel": _channel,
    "person": _person,
    "identity": _identity,
    "content": _content,
    "kind": _kind,
    "people": _people,
    "kind_and_people": _kind_and_people,
    "earlier": _earlier,
    "own": _own,
    "accepted": _accepted,
    "guided": _guided,
    "transferred": _transferred,
    "handler": _handler,
    "handling": _handling,
    "result": _result,
    "note": _note,
}

#: Every field a layout may name.
FIELDS = frozenset({"number", *_FIELDS})


def paper(document: DocumentRef, named: str = "") -> str:
    """A document in words: "Quyết định số 12/QĐ-UBND ngày 05/11/2026 của Chủ tịch ..."; "" for none.

    Args:
        document: the paper.
        named: what it is where it has no title.
    """
    if not (document.number or document.title):
        return ""
    parts = [document.title or named]
    if document.number:
        parts.append(f"số {document.number}")
    if document.day:
        parts.append(f"ngày {short_date(document.day)}")
    if document.issuer:
        parts.append(f"của {document.issuer}")
    return " ".join(part for part in parts if part)


def _paper_of(step: StepEntry) -> str:
    """The office's own paper of a step, or the day of the step where there was none."""
    own = replace(step.document, issuer="")
    return paper(own, _PAPERS.get(step.action, "")) or f"ngày {short_date(step.on)}"


def _of(record: RegisterRecord, action: CaseAction) -> Sequence[StepEntry]:
    return [step.entry for step in record.steps if step.entry.action is action]


def _whole_address(address: str, hamlet: str) -> str:
    if hamlet and hamlet.casefold() not in address.casefold():
        return _joined(hamlet, address)
    return address


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _paragraphs(texts: Iterable[str]) -> str:
    """Texts as paragraphs; each line of a longer text is one of its own."""
    lines = (clean_line(line) for text in texts for line in nfc(text).splitlines())
    return "\n".join(line for line in lines if line)
