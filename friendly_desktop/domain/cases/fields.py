"""The fields of an entry as people write them in files and old registers, and the entry they make."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from friendly_desktop.domain.cases import (
    CaseEntry,
    CaseKind,
    CasePaper,
    CaseProblem,
    Channel,
    PaperState,
    Representative,
)
from friendly_desktop.domain.letters import Field, FieldKind
from friendly_desktop.domain.letters.days import read_recent_day
from friendly_desktop.domain.text import clean_line, clean_text, fold
from friendly_desktop.i18n import N_, _

_KINDS = {
    CaseKind.COMPLAINT: ("khieu nai", "kn", "don khieu nai"),
    CaseKind.DENUNCIATION: ("to cao", "tc", "don to cao"),
    CaseKind.PETITION: (
        "kien nghi", "don kien nghi", "kn pa", "kien nghi phan anh", "de nghi", "don de nghi", "kien nghi pa",
    ),
    CaseKind.FEEDBACK: ("phan anh", "pa", "gop y", "phan anh gop y", "don phan anh"),
}  # fmt: skip
_CHANNELS = {
    Channel.IN_PERSON: ("truc tiep", "tiep truc tiep", "tai tru so", "tiep cong dan"),
    Channel.POST: ("buu chinh", "buu dien", "duong buu dien", "qua buu dien", "qua buu chinh"),
    Channel.SUGGESTION_BOX: ("hom thu", "hom thu gop y", "thung thu gop y"),
    Channel.HOTLINE: ("duong day nong", "dien thoai"),
    Channel.LINE_1022: ("1022", "tong dai 1022"),
    Channel.ZALO: ("zalo",),
    Channel.FACEBOOK: ("facebook",),
    Channel.EMAIL: ("thu dien tu", "email", "e mail"),
    Channel.FRONT: ("mat tran", "mttq", "mat tran to quoc", "doan the", "qua mttq", "hdnd", "noi khac chuyen den"),
    Channel.DIALOGUE: ("doi thoai", "hoi nghi doi thoai"),
}  # fmt: skip
_PAPER_STATES = {
    PaperState.ORIGINAL: ("ban chinh", "ban goc", "original"),
    PaperState.COPY: ("ban pho to", "pho to", "ban sao", "copy", "photo"),
    PaperState.CERTIFIED: ("ban sao cong chung", "cong chung", "chung thuc", "certified"),
}
_YES = frozenset({"x", "co", "dung", "true", "yes", "1"})
_NO = frozenset({"", "khong", "false", "no", "0"})

#: The fields of an entry by the names and headings under which files carry them.
FIELDS: tuple[Field, ...] = (
    Field("received", FieldKind.DATE, N_("Ngày tiếp nhận"), required=True, past=True,
          names=("ngày tiếp", "ngày nhận", "ngày nhận đơn", "ngày tháng")),
    Field("kind", FieldKind.CHOICE, N_("Loại đơn"), required=True,
          names=("loại đơn (KN/TC/KN, PA)", "phân loại đơn", "phân loại", "loại vụ việc")),
    Field("channel", FieldKind.CHOICE, N_("Nguồn đơn"), names=("kênh tiếp nhận", "hình thức tiếp nhận", "nguồn")),
    Field("name", FieldKind.PERSON, N_("Họ tên"),
          names=("họ và tên", "họ tên người gửi", "người gửi", "công dân", "họ tên địa chỉ")),
    Field("address", FieldKind.ADDRESS, N_("Địa chỉ")),
    Field("hamlet", FieldKind.HAMLET, N_("Thôn, tổ dân phố")),
    Field("identity", FieldKind.CODE, N_("Số căn cước"), names=("CCCD/CMND/Hộ chiếu", "CMND/Hộ chiếu", "số cccd")),
    Field("identity_issued", FieldKind.LINE, N_("Ngày cấp, nơi cấp"), names=("ngày cấp", "nơi cấp")),
    Field("phone", FieldKind.LINE, N_("Điện thoại"), names=("số điện thoại", "sđt", "đt")),
    Field("content", FieldKind.TEXT, N_("Nội dung"), required=True,
          names=("nội dung đơn", "nội dung vụ việc", "tóm tắt nội dung", "trích yếu")),
    Field("request", FieldKind.TEXT, N_("Yêu cầu, đề nghị"), names=("yêu cầu", "đề nghị")),
    Field("people", FieldKind.NUMBER, N_("Số người"),
          names=("số người cùng nội dung", "số người", "số công dân")),
    Field("representatives", FieldKind.LINE, N_("Người đại diện")),
    Field("against", FieldKind.TEXT, N_("Bị khiếu nại, bị tố cáo"),
          names=("người bị khiếu nại", "người bị tố cáo", "quyết định bị khiếu nại", "đối tượng")),
    Field("earlier", FieldKind.LINE, N_("Cơ quan đã giải quyết"), names=("đã giải quyết",)),
    Field("topic", FieldKind.LINE, N_("Lĩnh vực")),
    Field("papers", FieldKind.TEXT, N_("Tài liệu kèm theo"), names=("tài liệu", "giấy tờ kèm theo")),
    Field("anonymous", FieldKind.LINE, N_("Không rõ người gửi"), names=("nặc danh",)),
    Field("receiver", FieldKind.LINE, N_("Người tiếp"), names=("cán bộ tiếp", "người tiếp nhận", "người nhận")),
    Field("paper_file", FieldKind.LINE, N_("Nơi để hồ sơ giấy"), names=("hồ sơ giấy", "nơi lưu")),
    Field("remote", FieldKind.LINE, N_("Vùng sâu, vùng xa")),
    Field("note", FieldKind.TEXT, N_("Ghi chú")),
)  # fmt: skip

#: Columns of old registers that say how a case ended.
RESULT_FIELDS: tuple[Field, ...] = (
    Field("result", FieldKind.TEXT, N_("Kết quả giải quyết"),
          names=("theo dõi kết quả giải quyết", "kết quả", "kết quả xử lý", "kết quả trả lời")),
    Field("result_day", FieldKind.DATE, N_("Ngày có kết quả"), names=("ngày giải quyết", "ngày trả lời", "ngày kết thúc"),
          past=True),
)  # fmt: skip

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """An entry as far as a file said it; ``entry`` is None where kind or day could not be understood."""

    entry: CaseEntry | None
    problems: tuple[CaseProblem, ...] = ()


def read_entry(values: Mapping[str, str], today: date) -> ReadEntry:
    """The entry that texts make; every text that could not be understood is told of, none is guessed.

    Args:
        values: texts by the ids of ``FIELDS``; representatives and papers are separated by semicolons.
        today: what a missing year means, and the day of an entry without one.
    """
    found: list[CaseProblem] = []

    def read(field: str, reader: Callable[[str], _Value], otherwise: _Value) -> _Value:
        text = clean_line(values.get(field, ""))
        if not text:
            return otherwise
        try:
            return reader(text)
        except ValueError as error:
            found.append(CaseProblem(field, str(error)))
            return otherwise

    kind = read("kind", read_kind, None)
    if not clean_line(values.get("kind", "")):
        message = _("Chưa ghi loại đơn: khiếu nại, tố cáo, kiến nghị hay phản ánh.")
        found.append(CaseProblem("kind", message))
    received = read("received", lambda text: read_recent_day(text, today), None)
    if kind is None or (received is None and clean_line(values.get("received", ""))):
        return ReadEntry(None, tuple(found))
    lines: dict[str, Any] = {
        name: clean_line(values.get(name, ""))
        for name in ("name", "address", "hamlet", "identity", "identity_issued", "phone", "earlier", "topic", "receiver")
    }  # fmt: skip
    lines["name"] = clean_line(re.sub(r"\s*[\r\n]+\s*", " - ", values.get("name", "").strip()))
    texts: dict[str, Any] = {
        name: clean_text(values.get(name, ""))
        for name in ("content", "request", "against", "paper_file", "note")
    }
    entry = CaseEntry(
        kind,
        received or today,
        read("channel", read_channel, Channel.IN_PERSON),
        people=read("people", read_count, 1),
        representatives=tuple(Representative(name) for name in _listed(values.get("representatives", ""))),
        papers=tuple(read_paper(text) for text in _listed(values.get("papers", ""))),
        anonymous=read("anonymous", read_yes, False),
        remote=read("remote", read_yes, False),
        **lines,
        **texts,
    )
    return ReadEntry(_apart(entry), tuple(found))


def read_kind(text: str) -> CaseKind:
    """The kind in words or as the commands call it.

    Raises:
        ValueError: with a sentence.
    """
    return _named(
        text,
        _KINDS,
        CaseKind,
        _("Không hiểu loại đơn «{text}»; hãy ghi khiếu nại, tố cáo, kiến nghị hay phản ánh."),
    )


def read_channel(text: str) -> Channel:
    """How a case reached the office.

    Raises:
        ValueError: with a sentence.
    """
    return _named(
        text,
        _CHANNELS,
        Channel,
        _("Không hiểu nguồn đơn «{text}»; hãy ghi tiếp trực tiếp, bưu chính, đường dây nóng..."),
    )


def read_count(text: str) -> int:
    """A number of people: "12", "12 người".

    Raises:
        ValueError: with a sentence.
    """
    found = re.fullmatch(r"(\d{1,6})(?:\s*(?:người|nguoi|hộ|ho))?", text.strip().casefold())
    if not found:
        raise ValueError(_("«{text}» không phải là số người.").format(text=text.strip()[:40]))
    return int(found[1])


def read_yes(text: str) -> bool:
    """Yes or no: "x", "có", "không".

    Raises:
        ValueError: with a sentence.
    """
    said = fold(text).strip()
    if said not in _YES | _NO:
        raise ValueError(
            _("«{text}» không rõ là có hay không; hãy ghi «có» hoặc để trống.").format(text=text[:40])
        )
    return said in _YES


def read_paper(text: str) -> CasePaper:
    """A paper handed over: "Giấy chứng nhận quyền sử dụng đất (2 trang, bản phô tô)"."""
    found = re.fullmatch(r"(.+?)\s*\(([^()]*)\)", text)
    if not found:
        return CasePaper(text)
    pages: int | None = None
    state: PaperState | None = None
    for part in found[2].split(","):
        words = " ".join(re.findall(r"\w+", fold(part)))
        counted = re.fullmatch(r"(\d{1,4}) (?:trang|to)", words)
        named = next((one for one, names in _PAPER_STATES.items() if words in names), None)
        if counted:
            pages = int(counted[1])
        elif named:
            state = named
        else:
            return CasePaper(text)  # words of its own: they stay with the name
    return CasePaper(found[1], pages, state or PaperState.COPY)


def _named(text: str, names: Mapping[_Value, Iterable[str]], kinds: Any, message: str) -> _Value:
    """What a word stands for; "KN/PA (đất đai)" is read by its first words."""
    said = " ".join(re.findall(r"[a-z0-9_]+", fold(text)))
    for one in kinds:
        if said == one.value or said in names[one]:
            found: _Value = one
            return found
    raise ValueError(message.format(text=text.strip()[:40]))


def _listed(text: str) -> list[str]:
    return [line for part in re.split(r"[;\n]", text) if (line := clean_line(part))]


def _apart(entry: CaseEntry) -> CaseEntry:
    """Old registers have name and address in one cell: "Nguyễn Văn A - thôn Đông" or on two lines."""
    if entry.address:
        return entry
    found = re.fullmatch(r"(?P<name>[^,;\d\-–]{3,60})\s*(?:[,;]|\s[-–]\s)\s*(?P<address>.{3,})", entry.name)
    if not found:
        return entry
    return replace(entry, name=found["name"].strip(), address=found["address"].strip())
