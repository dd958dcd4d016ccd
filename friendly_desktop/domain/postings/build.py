"""Builds a kind of posting from what a data file says; the format is told in ``resources/postings/README.md``."""

from collections.abc import Iterator
from dataclasses import dataclass

from friendly_desktop.domain.criteria import Problem
from friendly_desktop.domain.criteria.source import FIELD_ID, Fields, Findings, Table
from friendly_desktop.domain.letters.corrections import corrections_in
from friendly_desktop.domain.letters.text import problems
from friendly_desktop.domain.postings import FIELD_KINDS, FILLS, PostingField, PostingKind, PostingSize
from friendly_desktop.i18n import N_, _

FORMAT = "1"
#: The drawings a kind may name.
DESIGNS = ("banner", "creed", "notice", "contacts", "pledge", "procedures", "poster")
_ID_ADVICE = N_("Chỉ dùng chữ thường không dấu, chữ số và dấu gạch dưới, như banner_build.")
_WORDINGS = ("source", "program")


@dataclass(frozen=True, slots=True)
class BuiltPosting:
    """A kind of posting, or every problem found."""

    kind: PostingKind | None
    problems: tuple[Problem, ...] = ()


def build(root: Table) -> BuiltPosting:
    """The kind a file describes."""
    findings = Findings()
    reader = Fields(root, findings)
    reader.require_format(
        FORMAT, _("Chương trình này đọc tệp niêm yết có «format: {known}», không đọc được «{said}».")
    )
    kind = PostingKind(
        id=reader.matching("id", FIELD_ID, _(_ID_ADVICE), required=True),
        title=reader.line("title", required=True),
        design=_word(reader, "design", DESIGNS),
        sizes=reader.members("sizes", PostingSize) or tuple(PostingSize),
        lying=reader.truth("lying", default=False),
        fields=tuple(_field(table, findings) for table in reader.tables("fields")),
        source=reader.line("source", required=True),
        own_wording=_word(reader, "wording", _WORDINGS) == "program",
        place=reader.line("place"),
        note=reader.line("note"),
        corrections=corrections_in(reader, findings),
    )
    reader.finish()
    if not findings.problems:
        for message in _text_problems(kind):
            findings.add(root.where, message)
    return BuiltPosting(None if findings.problems else kind, tuple(findings.problems))


def _text_problems(kind: PostingKind) -> Iterator[str]:
    if not kind.fields:
        yield _("Loại niêm yết không có trường nào.")
    if len({one.id for one in kind.fields}) < len(kind.fields):
        yield _("Hai trường có cùng mã.")
    for field in kind.fields:
        for text in (field.default, *(cell for row in field.rows for cell in row)):
            yield from problems(text, ())
        if field.kind == "rows" and not field.columns:
            yield _("Bảng «{field}» phải ghi «columns».").format(field=field.id)
        if any(len(row) != len(field.columns) for row in field.rows):
            yield _("Một dòng của bảng «{field}» có số ô khác số cột.").format(field=field.id)
        if field.kind == "choice" and field.default not in dict(field.choices):
            yield _("Trường «{field}» phải có «default» là một trong các lựa chọn.").format(field=field.id)


def _field(table: Table, findings: Findings) -> PostingField:
    reader = Fields(table, findings)
    field = PostingField(
        id=reader.matching("id", FIELD_ID, _(_ID_ADVICE), required=True),
        label=reader.line("label", required=True),
        kind=_word(reader, "kind", FIELD_KINDS),
        hint=reader.line("hint"),
        required=reader.truth("required", default=False),
        default=reader.text("default"),
        rows=tuple(_row(one, findings) for one in reader.tables("rows")),
        columns=reader.lines("columns"),
        choices=tuple(_choice(one, findings) for one in reader.tables("choices")),
        fill=_word(reader, "fill", FILLS, required=False),
        most=reader.whole("most", 1, 5000, 400),
    )
    reader.finish()
    return field


def _row(table: Table, findings: Findings) -> tuple[str, ...]:
    reader = Fields(table, findings)
    cells = reader.lines("cells")
    reader.finish()
    return cells


def _choice(table: Table, findings: Findings) -> tuple[str, str]:
    reader = Fields(table, findings)
    choice = (reader.line("id", required=True), reader.line("label", required=True))
    reader.finish()
    return choice


def _word(reader: Fields, key: str, known: tuple[str, ...], *, required: bool = True) -> str:
    word = reader.line(key, required=required)
    if word:
        reader.known_word(key, word, known)
    return word
