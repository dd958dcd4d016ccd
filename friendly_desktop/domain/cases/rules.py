"""What an entry of the register needs, and what is to say about it: refused, or only warned about.

Numbers of identity papers are never refused: a commune meets cards of 9, 12 and 13 digits, passports, and
people without any. What makes a case unusable (no content, a day that cannot be) is refused.
"""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from friendly_desktop.domain.cases import (
    CaseEntry,
    CaseKind,
    CasePaper,
    CaseProblem,
    Channel,
    DocumentRef,
    Representative,
    StepEntry,
)
from friendly_desktop.domain.cases.secrecy import denunciation_problems
from friendly_desktop.domain.text import clean_line, clean_text
from friendly_desktop.formats import short_date, whole_number
from friendly_desktop.i18n import _

EARLIEST = date(1900, 1, 1)
LONGEST_TEXT = 100_000
MOST_PEOPLE = 100_000
_YEAR = timedelta(days=366)
#: LTCD Điều 29: from 5 people on, representatives speak.
MANY = 5
_CROWD = 10
_LINES = ("name", "address", "hamlet", "identity", "identity_issued", "phone", "earlier", "topic", "receiver")
_TEXTS = ("content", "request", "against", "paper_file", "note")
_PASSPORT = re.compile(r"[A-Za-z]\d{7,8}")
_PHONE = re.compile(r"(?:\+?84|0)\d{8,10}")
_LONGEST_LINE = 500
#: What comes along when text is pasted and stands on no paper: control characters, byte order marks.
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\ufeff\u200b\u2060]")


def _line(text: str) -> str:
    return clean_line(_UNSEEN.sub("", text))


def _text(text: str) -> str:
    return clean_text(_UNSEEN.sub("", text))


def cleaned(entry: CaseEntry) -> CaseEntry:
    """The entry as stored: NFC, lines without double spaces, lists without empty rows."""
    words: dict[str, Any] = {name: _line(getattr(entry, name)) for name in _LINES}
    words |= {name: _text(getattr(entry, name)) for name in _TEXTS}
    words["identity"] = plain_number(words["identity"])
    return replace(
        entry,
        **words,
        representatives=tuple(
            Representative(_line(one.name), _line(one.address), plain_number(one.identity))
            for one in entry.representatives
            if _line(one.name)
        ),
        papers=tuple(
            CasePaper(_line(one.name), one.pages, one.state) for one in entry.papers if _line(one.name)
        ),
    )


def plain_number(text: str) -> str:
    """The number of an identity paper without the blanks and dots people put into it; other words as they are."""
    line = _line(text)
    bare = re.sub(r"[\s.\-]", "", line)
    return bare if bare.isdecimal() or _PASSPORT.fullmatch(bare) else line


def cleaned_step(entry: StepEntry) -> StepEntry:
    """The step as stored."""
    document = entry.document
    return replace(
        entry,
        by=_line(entry.by),
        body=_line(entry.body),
        officer=_line(entry.officer),
        text=_text(entry.text),
        code=_line(entry.code),
        document=DocumentRef(
            _line(document.title),
            _line(document.number),
            document.day,
            _line(document.issuer),
            _line(document.signer),
        ),
    )


def problems(entry: CaseEntry, today: date, clock_day: date | None = None) -> tuple[CaseProblem, ...]:
    """What is to say about an entry, what forbids it first.

    Args:
        entry: cleaned.
        today: the latest day that can have been: of the PC, or of the last entry where the PC's clock was set back.
        clock_day: the day of the PC's clock.
    """
    found = [
        *denunciation_problems(entry),
        *_content_problems(entry),
        *day_problems("received", entry.received, today),
        *_old_day_problems(entry, today),
        *_sender_problems(entry),
        *people_problems(entry),
        *_number_problems(entry),
    ]
    if clock_day is not None:
        found += clock_problems(today, clock_day)
    return tuple(sorted(found, key=lambda one: not one.blocking))


def day_problems(field: str, day: date, today: date) -> tuple[CaseProblem, ...]:
    """A day that cannot be: to come, or before 1900."""
    if day > today:
        message = _("Ngày {day} chưa đến (hôm nay là {today}).")
        return (CaseProblem(field, message.format(day=short_date(day), today=short_date(today))),)
    if day < EARLIEST:
        return (CaseProblem(field, _("Ngày {day} trước năm 1900.").format(day=short_date(day))),)
    return ()


def _old_day_problems(entry: CaseEntry, today: date) -> tuple[CaseProblem, ...]:
    """A paper of more than a year ago is nearly always a year typed wrong: "5/3/16" for "5/3/26"."""
    if not EARLIEST <= entry.received < today - _YEAR:
        return ()
    message = _("Ngày tiếp nhận {day} đã qua hơn một năm; hãy xem lại năm.")
    return (CaseProblem("received", message.format(day=short_date(entry.received)), blocking=False),)


def clock_problems(today: date, clock_day: date) -> tuple[CaseProblem, ...]:
    """The clock of the PC stands before the last entry: it is told, and not trusted."""
    if clock_day >= today:
        return ()
    message = _(
        "Đồng hồ của máy chỉ ngày {clock}, trước lần ghi sổ gần nhất ({last}). Hãy kiểm tra lại ngày của máy."
    )
    told = message.format(clock=short_date(clock_day), last=short_date(today))
    return (CaseProblem("clock", told, blocking=False),)


def identity_warning(number: str) -> str:
    """What is odd about the number of an identity paper, as a sentence; "" for nothing. Never a refusal.

    Known are 12 digits (căn cước, số định danh), 9 digits (chứng minh nhân dân), a letter with 7 or 8 digits
    (hộ chiếu).
    """
    bare = re.sub(r"[\s.\-]", "", number)
    if not bare or _PASSPORT.fullmatch(bare) or re.fullmatch(r"\d{9}", bare):
        return ""
    if re.fullmatch(r"\d{12}", bare):
        if bare.startswith("0") and "001" <= bare[:3] <= "096":
            return ""
        return _("Số định danh có 12 chữ số nhưng 3 chữ số đầu không phải là mã tỉnh, thành phố.")
    if re.fullmatch(r"\d+", bare):
        return _("Số giấy tờ có {n} chữ số; căn cước có 12, chứng minh nhân dân cũ có 9.").format(n=len(bare))
    return _("Số giấy tờ không giống số căn cước, chứng minh nhân dân hay hộ chiếu.")


def most_representatives(people: int) -> int:
    """How many may speak for so many (LTCD Điều 29): of 5 to 10 people 2, of more at most 5."""
    if people < MANY:
        return 0
    return 2 if people <= _CROWD else 5


def people_problems(entry: CaseEntry) -> tuple[CaseProblem, ...]:
    """What is to say about the number of people and those who speak for them."""
    if not 1 <= entry.people <= MOST_PEOPLE:
        message = _("Số người phải từ 1 đến {most}.").format(most=whole_number(MOST_PEOPLE))
        return (CaseProblem("people", message),)
    if entry.kind is CaseKind.DENUNCIATION:
        return ()
    count, most = len(entry.representatives), most_representatives(entry.people)
    message = ""
    if entry.people >= MANY and not count:
        message = _("{people} người cùng nội dung thì phải cử người đại diện: từ 1 đến {most} người.")
    elif count > most and entry.people >= MANY:
        message = _("{people} người thì được cử nhiều nhất {most} người đại diện; đang ghi {count} người.")
    elif count > entry.people:
        message = _("Đang ghi {count} người đại diện cho {people} người.")
    if not message:
        return ()
    told = message.format(people=whole_number(entry.people), most=most, count=count)
    return (CaseProblem("representatives", told, blocking=False),)


def _content_problems(entry: CaseEntry) -> list[CaseProblem]:
    found = []
    if not entry.content and entry.kind is not CaseKind.DENUNCIATION:
        found.append(CaseProblem("content", _("Cần ghi nội dung vụ việc.")))
    for name in (*_TEXTS, *_LINES):
        most = LONGEST_TEXT if name in _TEXTS else _LONGEST_LINE
        if len(getattr(entry, name)) > most:
            message = _("Nội dung dài hơn {most} chữ; hãy ghi tóm tắt.").format(most=whole_number(most))
            found.append(CaseProblem(name, message))
    return found


def _sender_problems(entry: CaseEntry) -> list[CaseProblem]:
    if entry.kind is CaseKind.DENUNCIATION:
        if entry.paper_file:
            return []
        message = _("Nên ghi nơi để hồ sơ giấy, vì chương trình không giữ tên người tố cáo.")
        return [CaseProblem("paper_file", message, blocking=False)]
    if entry.anonymous:
        if not entry.name:
            return []
        message = _("Đã ghi họ tên thì không phải là không rõ người gửi.")
        return [CaseProblem("anonymous", message, blocking=False)]
    if not entry.name:
        if entry.kind is CaseKind.FEEDBACK or entry.channel is not Channel.IN_PERSON:
            message = _("Chưa ghi họ tên; nếu đơn không có tên, hãy đánh dấu không rõ người gửi.")
            return [CaseProblem("name", message, blocking=False)]
        return [CaseProblem("name", _("Cần ghi họ tên người đến (hoặc đánh dấu không rõ người gửi)."))]
    found = []
    if not entry.address and not entry.hamlet:
        found.append(CaseProblem("address", _("Chưa ghi địa chỉ."), blocking=False))
    if not entry.identity and entry.channel is Channel.IN_PERSON:
        message = _("Chưa ghi số căn cước hoặc giấy tờ tùy thân.")
        found.append(CaseProblem("identity", message, blocking=False))
    return found


def _number_problems(entry: CaseEntry) -> list[CaseProblem]:
    found = []
    if told := identity_warning(entry.identity):
        found.append(CaseProblem("identity", told, blocking=False))
    for one in entry.representatives:
        if told := identity_warning(one.identity):
            message = _("Người đại diện {name}: {what}").format(name=one.name, what=told)
            found.append(CaseProblem("representatives", message, blocking=False))
    if entry.phone and not _PHONE.fullmatch(re.sub(r"[\s.\-]", "", entry.phone)):
        message = _("Số điện thoại thường có 10 chữ số, bắt đầu bằng 0.")
        found.append(CaseProblem("phone", message, blocking=False))
    return found
