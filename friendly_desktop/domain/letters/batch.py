"""Many letters from one list: each row becomes a draft with everything that is to say about it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from pathlib import Path

from friendly_desktop.domain.legacy_text import Legacy, convert, detect, legacy_name
from friendly_desktop.domain.letters import Field, FieldKind, FieldProblem, LetterDraft, Template
from friendly_desktop.domain.letters import fields as letter_fields
from friendly_desktop.domain.letters.ages import CUSTOM, AgeRule, suggested_ages
from friendly_desktop.domain.letters.fields import is_too_long, known_hamlet
from friendly_desktop.domain.letters.list_notes import is_note
from friendly_desktop.domain.letters.lists import LetterList, ListRow, is_counting
from friendly_desktop.domain.letters.register import occasion
from friendly_desktop.domain.letters.text import recipient
from friendly_desktop.domain.text import fold
from friendly_desktop.i18n import _

_ERROR_VALUES = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!"})
_JOINED_BY = {FieldKind.ADDRESS: ", ", FieldKind.HAMLET: ", ", FieldKind.TEXT: "\n"}


class DoubtKind(Enum):
    """Why a row is not ticked at first although its letter could be made."""

    LEGACY = "legacy"  # typed for a font before Unicode
    DOUBLE_IN_LIST = "double_in_list"
    DOUBLE_IN_REGISTER = "double_in_register"
    OVERFLOW = "overflow"  # needs a second page
    TOO_LONG = "too_long"  # a name so long that two cells may have run together
    HIDDEN = "hidden"  # Excel did not show the row
    NOTE = "note"  # a total or a remark on the list, and nobody to write to


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason to look before the letter is made, in a sentence for people.

    ``row`` is the number of the other row where two are the same.
    """

    kind: DoubtKind
    message: str
    row: int | None = None


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A row of the list as a letter.

    Attributes:
        number: of the row in the sheet.
        draft: the letter, with what could be read.
        recipient: whom it is for, in lists.
        problems: what to say about its values; blocking ones keep it from being made.
        doubts: reasons to look first.
        ticked: whether it is to be made.
    """

    number: int
    draft: LetterDraft
    recipient: str
    problems: tuple[FieldProblem, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    ticked: bool = True

    @property
    def makeable(self) -> bool:
        """Whether nothing forbids the letter."""
        return not any(one.blocking for one in self.problems)

    @property
    def message(self) -> str:
        """Everything that speaks against the letter, for an account."""
        blocking = [one.message for one in self.problems if one.blocking]
        if not blocking:
            return " ".join(one.message for one in self.doubts)
        # What Excel spoilt in the row is often why a value is missing.
        of_row = [one.message for one in self.problems if not one.field and not one.blocking]
        return " ".join([*of_row, *blocking])

    @property
    def for_somebody(self) -> bool:
        """Whether the row is about a person at all, whatever else is to say about it."""
        return self.makeable and all(one.kind is not DoubtKind.NOTE for one in self.doubts)


class BatchForm(Enum):
    """What a batch becomes."""

    ONE_PDF = "one_pdf"
    PDFS = "pdfs"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class BatchTarget:
    """Where a batch goes.

    Attributes:
        form: one file in the order of the list, or one file a letter.
        path: the file, or the folder of the files.
        record: write every letter into the register as a draft.
        numbered: give each the next number of its book, printed where the template has a place for it; only
            with ``record``.
    """

    form: BatchForm
    path: Path
    record: bool = False
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class BatchSkipped:
    """A row without a letter, and why."""

    row: int
    message: str


@dataclass(frozen=True, slots=True)
class BatchAccount:
    """What became of a batch.

    Attributes:
        made: how many letters.
        skipped: every row without a letter, in the order of the list.
        files: what was written and read back.
        pages: how many pages in all.
        letters: the ids in the register, in the order of the rows made.
    """

    made: int
    skipped: tuple[BatchSkipped, ...] = ()
    files: tuple[Path, ...] = ()
    pages: int = 0
    letters: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchPlan:
    """How the rows of a list become letters.

    Attributes:
        template: what is written.
        mapping: heading to field; several headings may fill one field.
        base: date, place, signatory and sheet of every letter.
        defaults: what a field says in every letter where the list says nothing, as a person types it.
        hamlets: the parts of the commune as the office names them.
        ages: how an age is filled in from birth and death where the list has none; None leaves it out.
    """

    template: Template
    mapping: Mapping[str, str]
    base: LetterDraft
    defaults: Mapping[str, str]
    hamlets: Sequence[str] = ()
    ages: AgeRule | None = CUSTOM


def batch_rows(
    found: LetterList, plan: BatchPlan, today: date, drawable: Callable[[str], bool] | None = None
) -> Iterator[BatchRow]:
    """Every row of the list as a letter, with the doubles inside the list told.

    Args:
        found: the list.
        plan: how to read it.
        today: what "hôm nay" and the past mean.
        drawable: whether the fonts of the letters can draw a character.
    """
    columns = _columns(found, plan.mapping)
    counting = [place for place, heading in enumerate(found.headings) if is_counting(heading)]

    def read() -> Iterator[BatchRow]:
        for row in found.rows:
            made = _row(row, columns, plan, today, drawable)
            doubts = list(made.doubts)
            if is_note(row.cells, counting):
                message = _("Dòng này giống dòng tổng cộng hoặc ghi chú của bảng, không phải người nhận thư.")
                doubts.append(Doubt(DoubtKind.NOTE, message))
            yield with_doubts(made, doubts)

    yield from doubles_told(read(), plan.template)


def doubles_told(rows: Iterable[BatchRow], template: Template) -> Iterator[BatchRow]:
    """The rows with what is to be said of doubles inside the list, told anew.

    A row of which nothing else is to be said than before stays as it is, tick and all.

    Args:
        rows: of one list, in its order.
        template: says what makes two letters the same.
    """
    seen: dict[str, int] = {}
    for row in rows:
        doubts = [one for one in row.doubts if one.kind is not DoubtKind.DOUBLE_IN_LIST]
        key = occasion(template, row.draft.values)
        if key and key in seen:
            message = _("Trùng với dòng {row} của danh sách.").format(row=seen[key])
            doubts.append(Doubt(DoubtKind.DOUBLE_IN_LIST, message, seen[key]))
        elif key and row.makeable:
            seen[key] = row.number
        same = sorted(doubts, key=_order) == sorted(row.doubts, key=_order)
        yield row if same else with_doubts(row, doubts)


def _order(doubt: Doubt) -> tuple[str, str]:
    return doubt.kind.value, doubt.message


def with_doubts(row: BatchRow, doubts: Sequence[Doubt]) -> BatchRow:
    """The row with these doubts; a row with any is not ticked."""
    return replace(row, doubts=tuple(doubts), ticked=row.makeable and not doubts)


def typed_texts(
    row: BatchRow, listed: ListRow, found: LetterList, template: Template, mapping: Mapping[str, str]
) -> dict[str, str]:
    """The fields of a row as a person types them; what could not be read stands as it stood in the list.

    Args:
        row: as it was read.
        listed: the same row in the list.
        found: the list.
        template: what is written.
        mapping: heading to field.
    """
    columns = _columns(found, mapping)
    texts = {}
    for field in template.fields:
        value = row.draft.values.get(field.id, "")
        texts[field.id] = (
            letter_fields.shown(field, value) if value else _text(listed, columns.get(field.id, ()), field)
        )
    return texts


def legacy_of(texts: Sequence[str]) -> Legacy | None:
    """How the texts of a row were written; together they tell more than one alone."""
    whole = detect(" . ".join(texts))
    return whole or next((legacy for text in texts if (legacy := detect(text))), None)


def converted(found: LetterList) -> LetterList:
    """The list with its rows from before Unicode in Unicode; proper rows stay as they are."""
    return replace(found, rows=tuple(replace(row, cells=converted_texts(row.cells)) for row in found.rows))


def converted_texts(texts: Sequence[str]) -> tuple[str, ...]:
    """The texts of one row in Unicode; they were all typed with one font, and tell together which."""
    if whole := detect(" . ".join(texts)):
        return tuple(convert(text, whole) for text in texts)
    each = [(text, detect(text)) for text in texts]
    return tuple(convert(text, legacy) if legacy else text for text, legacy in each)


def _columns(found: LetterList, mapping: Mapping[str, str]) -> dict[str, list[int]]:
    """The places of the columns that fill each field."""
    places = {heading: place for place, heading in enumerate(found.headings)}
    columns: dict[str, list[int]] = {}
    for heading, field_id in mapping.items():
        if heading in places:
            columns.setdefault(field_id, []).append(places[heading])
    return columns


def _row(
    row: ListRow,
    columns: Mapping[str, Sequence[int]],
    plan: BatchPlan,
    today: date,
    drawable: Callable[[str], bool] | None,
) -> BatchRow:
    values: dict[str, str] = {}
    problems: list[FieldProblem] = []
    unread: set[str] = set()
    for field in plan.template.fields:
        text = _text(row, columns.get(field.id, ()), field)
        try:
            value = _value(field, text or plan.defaults.get(field.id, field.default), plan, today)
        except ValueError as error:
            message = _("«{label}»: {message}").format(label=field.label, message=error)
            problems.append(FieldProblem(field.id, message))
            unread.add(field.id)
            continue
        if value:
            values[field.id] = value
    if plan.ages:
        for field_id, phrase in suggested_ages(plan.template, values, plan.ages).items():
            values.setdefault(field_id, phrase)
    draft = replace(plan.base, values=values)
    used = [place for places in columns.values() for place in places if place < len(row.cells)]
    legacy = legacy_of([row.cells[place] for place in used])
    # A value that could not be read is told once, not as missing too.
    checked = letter_fields.check(plan.template, draft, today, drawable)
    problems += [problem for problem in checked if problem.field not in unread]
    problems += _unknown_hamlets(plan, values)
    problems += [FieldProblem("", remark, blocking=False) for remark in row.remarks]
    doubts = []
    if legacy:
        message = _("Dòng được gõ bằng phông chữ cũ {font}; hãy chuyển sang Unicode.")
        doubts.append(Doubt(DoubtKind.LEGACY, message.format(font=legacy_name(legacy))))
    long = [one.label for one in plan.template.fields if is_too_long(one, values.get(one.id, ""))]
    if long:
        message = _("«{label}» dài bất thường; hãy kiểm tra.").format(label=long[0])
        doubts.append(Doubt(DoubtKind.TOO_LONG, message))
    if row.hidden:
        doubts.append(Doubt(DoubtKind.HIDDEN, _("Dòng đang bị ẩn trong Excel.")))
    named = recipient(plan.template, values)
    return BatchRow(row.number, draft, named, tuple(problems), tuple(doubts))


def _unknown_hamlets(plan: BatchPlan, values: Mapping[str, str]) -> Iterator[FieldProblem]:
    """Parts of the commune that the office's list does not have; only told."""
    for field in plan.template.fields:
        value = values.get(field.id, "")
        if (
            field.kind is FieldKind.HAMLET
            and value
            and plan.hamlets
            and not known_hamlet(value, plan.hamlets)
        ):
            message = _("«{label}»: «{value}» không có trong danh sách của đơn vị.")
            yield FieldProblem(field.id, message.format(label=field.label, value=value), blocking=False)


def _text(row: ListRow, places: Sequence[int], field: Field) -> str:
    texts = [row.cells[place] for place in places if place < len(row.cells) and row.cells[place].strip()]
    return _JOINED_BY.get(field.kind, " ").join(dict.fromkeys(texts))


def _value(field: Field, text: str, plan: BatchPlan, today: date) -> str:
    """The text of a cell as a value.

    Raises:
        ValueError: it is no such value, with a sentence.
    """
    if text.strip() in _ERROR_VALUES:
        raise ValueError(_("ô có lỗi công thức {error} trong Excel.").format(error=text.strip()))
    value = letter_fields.read_value(field, text, today)
    if field.kind is FieldKind.HAMLET:
        named = known_hamlet(value, plan.hamlets)
        # "Đông" is "Thôn Đông"; a longer text says more than the list knows and stays.
        return named if fold(named).endswith(fold(value)) else value
    return value
