"""Late files: what must be known of one, how lists carry them, and how they become rows for letters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from friendly_desktop.domain.indicators import LateFile
from friendly_desktop.domain.letters import Field, FieldKind, LetterKind, Template
from friendly_desktop.domain.letters.batch import converted_texts
from friendly_desktop.domain.letters.days import read_day
from friendly_desktop.domain.letters.lists import LetterList, ListRow
from friendly_desktop.domain.text import clean_line, clean_text
from friendly_desktop.errors import AppError
from friendly_desktop.formats import short_date
from friendly_desktop.i18n import N_, _

_LONGEST = 300

#: The fields of a late file as lists carry them.
LATE_FIELDS: tuple[Field, ...] = (
    Field("code", FieldKind.CODE, N_("Mã hồ sơ"), required=True, names=("số hồ sơ", "mã số hồ sơ", "mã biên nhận")),
    Field("procedure", FieldKind.LINE, N_("Thủ tục"), names=("tên thủ tục", "thủ tục hành chính", "loại hồ sơ")),
    Field("person", FieldKind.PERSON, N_("Người nộp"), names=("chủ hồ sơ", "họ và tên", "người nộp hồ sơ", "họ tên")),
    Field("address", FieldKind.ADDRESS, N_("Địa chỉ"), names=("nơi ở", "nơi cư trú", "thôn")),
    Field("received", FieldKind.DATE, N_("Ngày tiếp nhận"), names=("ngày nhận", "ngày nộp", "ngày nhận hồ sơ")),
    Field(
        "promised", FieldKind.DATE, N_("Ngày hẹn trả"), required=True,
        names=("ngày hẹn", "ngày hẹn trả kết quả", "hạn trả", "hạn xử lý", "hạn giải quyết"),
    ),
    Field(
        "returned", FieldKind.DATE, N_("Ngày trả"),
        names=("ngày trả kết quả", "ngày có kết quả", "ngày hoàn thành", "ngày kết thúc xử lý"),
    ),
    Field("reason", FieldKind.TEXT, N_("Lý do"), names=("lý do trễ hẹn", "lý do quá hạn", "nguyên nhân")),
)  # fmt: skip

#: Which field of a letter of apology says what of the file.
_LETTER_FIELDS = {
    "name": "person",
    "address": "address",
    "file_code": "code",
    "procedure": "procedure",
    "received": "received",
    "promised": "promised",
    "reason": "reason",
}


@dataclass(frozen=True, slots=True)
class LateRow:
    """A row of a list.

    Attributes:
        number: of the row in the sheet.
        file: what it says; None where it could not be read. With the id of the file that it brings up to date.
        problem: why it stays out, "" for a usable one.
        remark: what to know of a row that comes in.
    """

    number: int
    file: LateFile | None
    problem: str = ""
    remark: str = ""

    @property
    def usable(self) -> bool:
        """Whether it can come in."""
        return self.file is not None and not self.problem

    @property
    def message(self) -> str:
        """What is to say about it."""
        return self.problem or self.remark

    def known(self, before: tuple[LateFile, bool]) -> "LateRow":
        """The row of a file that was written down before.

        Args:
            before: the file, and whether it was taken away since.
        """
        file, removed = before
        if self.file is None or self.problem:
            return self
        if not file.waiting:
            return replace(self, problem=_("Hồ sơ này đã làm thư hoặc đã khép lại."))
        if removed:
            return replace(self, problem=_("Hồ sơ này đã được bỏ khỏi danh sách."))
        merged = replace(self.file, id=file.id)
        if merged == file:
            return replace(self, problem=_("Đã có trong danh sách."))
        return replace(self, file=merged, remark=_("Cập nhật hồ sơ đã có."))


@dataclass(frozen=True, slots=True)
class LateAccount:
    """What became of an import: how many are new, brought up to date, and every row left out with the reason."""

    added: int
    updated: int
    skipped: tuple[tuple[int, str], ...] = ()


def cleaned(file: LateFile) -> LateFile:
    """The file as stored."""
    return replace(
        file,
        code=clean_line(file.code)[:_LONGEST],
        procedure=clean_line(file.procedure)[:_LONGEST],
        person=clean_line(file.person)[:_LONGEST],
        address=clean_line(file.address)[:_LONGEST],
        reason=clean_text(file.reason),
    )


def require_sound(file: LateFile, today: date) -> None:
    """Refuse what is no late file.

    Raises:
        AppError: no code, no person, or it was not late.
    """
    problem = late_problem(file, today)
    if problem:
        raise AppError("late_file_invalid", _("Hồ sơ chưa đúng"), problem, _("Hãy xem lại các ô đã nhập."))


def late_problem(file: LateFile, today: date) -> str:
    """Why a file cannot stand in the list, "" when it can."""
    if not file.code:
        return _("Chưa ghi mã hồ sơ.")
    if not file.person:
        return _("Chưa ghi người nộp.")
    if file.received is not None and file.received > file.promised:
        return _("Ngày hẹn trả {promised} trước ngày tiếp nhận {received}.").format(
            promised=short_date(file.promised), received=short_date(file.received)
        )
    if file.returned is not None and file.returned > today:
        return _("Ngày trả {day} chưa đến.").format(day=short_date(file.returned))
    if (file.returned or today) <= file.promised:
        return _("Không trễ hạn: hẹn trả ngày {promised}.").format(promised=short_date(file.promised))
    return ""


def days_late(file: LateFile, today: date) -> int:
    """How many calendar days late it was answered, or is by now."""
    return ((file.returned or today) - file.promised).days


def read_late_rows(found: LetterList, mapping: Mapping[str, str], today: date) -> tuple[LateRow, ...]:
    """Every row of a list as a late file; doubles within the list stay out.

    Args:
        found: the list.
        mapping: field by heading.
        today: what is late by now.
    """
    rows: list[LateRow] = []
    seen: dict[str, int] = {}
    for row in found.rows:
        cells = converted_texts(row.cells)
        made = _row(found, replace(row, cells=cells), mapping, today)
        if cells != row.cells and made.usable:
            made = replace(made, remark=_("Đã chuyển từ phông chữ cũ sang Unicode; hãy xem lại tên."))
        if made.file is not None and not made.problem:
            first = seen.setdefault(made.file.code, made.number)
            if first != made.number:
                made = replace(made, problem=_("Trùng mã với dòng {row}.").format(row=first))
        rows.append(made)
    return tuple(rows)


def _row(found: LetterList, row: ListRow, mapping: Mapping[str, str], today: date) -> LateRow:
    texts = {field: found.cell(row, heading) for heading, field in mapping.items()}
    days: dict[str, date | None] = {}
    for field in ("received", "promised", "returned"):
        text = clean_line(texts.get(field, ""))
        try:
            days[field] = read_day(text, today) if text else None
        except ValueError as error:
            return LateRow(row.number, None, str(error))
    promised = days["promised"]
    if promised is None:
        return LateRow(row.number, None, _("Chưa ghi ngày hẹn trả."))
    file = cleaned(
        LateFile(
            0,
            texts.get("code", ""),
            texts.get("procedure", ""),
            texts.get("person", ""),
            texts.get("address", ""),
            days["received"],
            promised,
            days["returned"],
            texts.get("reason", ""),
        )
    )
    return LateRow(row.number, file, late_problem(file, today), " ".join(row.remarks))


def promises_anew(template: Template) -> bool:
    """Whether a template tells of a file that is not answered yet and names the new day."""
    return {"promised", "procedure", "new_date"} <= {one.id for one in template.fields}


def owns_up(template: Template) -> bool:
    """Whether a template tells of a fault that was put right: a file that was answered, but late."""
    return {"happened", "fault", "remedy"} <= {one.id for one in template.fields}


def unfit(file: LateFile, template: Template) -> str:
    """Why a letter of this template would not be true of a file, "" when it would."""
    if file.returned is not None and promises_anew(template):
        return _("Hồ sơ đã trả ngày {day}; thư này hẹn một ngày trả mới. Hãy chọn mẫu khác.").format(
            day=short_date(file.returned)
        )
    if file.returned is None and owns_up(template):
        return _("Hồ sơ chưa trả; thư này viết là đã trả. Hãy chọn mẫu có ngày hẹn trả mới.")
    return ""


def letter_list(files: Iterable[LateFile], template: Template) -> tuple[LetterList, dict[str, str]]:
    """The files as a list for letters, each row numbered by its file, and which column fills which field."""
    known = {**_LETTER_FIELDS, "happened": "promised"}
    ids = tuple(one.id for one in template.fields if one.id in known or one.id in ("fault", "remedy"))
    rows = []
    for file in files:
        told = {one: _text(getattr(file, field)) for one, field in known.items()}
        if template.kind is LetterKind.APOLOGY:
            told["procedure"] = _within_sentence(file.procedure)
        rows.append(ListRow(file.id, tuple({**told, **_own_up(file)}[one] for one in ids)))
    return LetterList("", (), ids, tuple(rows)), dict(zip(ids, ids, strict=True))


def _text(value: object) -> str:
    return short_date(value) if isinstance(value, date) else str(value or "")


def _within_sentence(name: str) -> str:
    """The name of a procedure as it stands within a sentence: "Đăng ký khai sinh" becomes "đăng ký khai sinh"."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def _own_up(file: LateFile) -> dict[str, str]:
    """What happened and how it was put right, as it goes on after "đã" in the letter; always Vietnamese."""
    if file.returned is None:
        return {"fault": "", "remedy": ""}
    procedure = _within_sentence(file.procedure)
    named = f"hồ sơ {procedure} (mã {file.code})" if procedure else f"hồ sơ mã {file.code}"
    days = (file.returned - file.promised).days
    reason = f" vì {file.reason.rstrip('.')}" if file.reason else ""
    return {
        "fault": f"trả kết quả {named} chậm {days} ngày so với ngày hẹn{reason}",
        "remedy": f"trả kết quả vào ngày {short_date(file.returned)}",
    }
