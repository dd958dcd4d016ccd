"""Builds a letter template from what a file says, and says a template as plain texts again.

The format is documented beside the shipped templates (``resources/letters/README.md``). The database
keeps a version as the JSON of ``plain``; building what that gives yields an equal template.
"""

import hashlib
import json
import re
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from friendly_desktop.domain.criteria import Problem
from friendly_desktop.domain.criteria.source import FIELD_ID, Fields, Findings, Table
from friendly_desktop.domain.letters import (
    Blank,
    BlockStyle,
    Field,
    FieldKind,
    Frame,
    LetterKind,
    Paper,
    Sheet,
    Template,
    TemplateBlock,
    Tone,
    Wording,
)
from friendly_desktop.domain.letters.corrections import corrections_in
from friendly_desktop.domain.letters.template_rules import check_template
from friendly_desktop.i18n import N_, _

FORMAT = "1"
_TEMPLATE_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_BOOK_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_TEMPLATE_ID_ADVICE = N_("Chỉ dùng chữ thường không dấu, chữ số và dấu gạch nối, như chuc-mung-tan-gia.")
_FIELD_ID_ADVICE = N_("Chỉ dùng chữ thường không dấu, chữ số và dấu gạch dưới, như groom_address.")
_SHA256_ADVICE = N_("Đây là mã SHA-256 của tệp Word, do chương trình ghi.")


@dataclass(frozen=True, slots=True)
class BuiltTemplate:
    """A template, or every problem found."""

    template: Template | None
    problems: tuple[Problem, ...] = ()


def build(root: Table) -> BuiltTemplate:
    """The template a file describes, checked as it would be before it is saved."""
    findings = Findings()
    reader = Fields(root, findings)
    reader.require_format(
        FORMAT, _("Chương trình này đọc tệp mẫu thư có «format: {known}», không đọc được «{said}».")
    )
    template = Template(
        id=reader.matching("id", _TEMPLATE_ID, _(_TEMPLATE_ID_ADVICE), required=True),
        version=reader.whole("version", 1, 999_999, 1),
        kind=reader.member("kind", LetterKind, LetterKind.CONGRATULATION, required=True),
        title=reader.line("title", required=True),
        tone=reader.member("tone", Tone, Tone.PLAIN, required=True),
        wording=reader.member("wording", Wording, Wording.OFFICE),
        source=reader.line("source"),
        note=reader.line("note"),
        recipient=reader.line("recipient"),
        same_by=reader.lines("same_by"),
        hamlet=reader.line("hamlet"),
        numbered=reader.truth("numbered", default=False),
        book=reader.matching("book", _BOOK_ID, _(_TEMPLATE_ID_ADVICE)) or "letters",
        sheet=_sheet(reader.table("sheet"), findings),
        fields=tuple(_field(table, findings) for table in reader.tables("fields")),
        blocks=tuple(_block(table, findings) for table in reader.tables("blocks")),
        word_sha256=reader.matching("word_sha256", _SHA256, _(_SHA256_ADVICE)),
        shipped=reader.truth("shipped", default=False),
        corrections=corrections_in(reader, findings),
    )
    reader.finish()
    if not findings.problems:
        places = [table.where for table in Fields(root, Findings()).tables("blocks")]
        for problem in check_template(template):
            where = root.where if problem.block is None else places[problem.block]
            findings.add(where, problem.message)
    return BuiltTemplate(None if findings.problems else template, tuple(findings.problems))


def _sheet(table: Table | None, findings: Findings) -> Sheet:
    if table is None:
        return Sheet()
    reader = Fields(table, findings)
    sheet = Sheet(
        paper=reader.member("paper", Paper, Paper.A4),
        landscape=reader.truth("landscape", default=False),
        frame=reader.member("frame", Frame, Frame.NONE),
        scale=reader.whole("scale", 50, 150, 100),
    )
    reader.finish()
    return sheet


def _field(table: Table, findings: Findings) -> Field:
    reader = Fields(table, findings)
    field = Field(
        id=reader.matching("id", FIELD_ID, _(_FIELD_ID_ADVICE), required=True),
        kind=reader.member("kind", FieldKind, FieldKind.LINE, required=True),
        label=reader.line("label", required=True),
        required=reader.truth("required", default=False),
        hint=reader.line("hint"),
        choices=reader.lines("choices"),
        default=reader.text("default"),
        remembered=reader.truth("remembered", default=False),
        blank=reader.member("blank", Blank, Blank.DOTS),
        names=reader.lines("names"),
        past=reader.truth("past", default=False),
    )
    reader.finish()
    return field


def _block(table: Table, findings: Findings) -> TemplateBlock:
    reader = Fields(table, findings)
    text, columns = reader.text("text"), reader.lines("columns")
    if bool(text) == bool(columns):
        reader.refuse(_("Mỗi phần của thư ghi một trong hai: «text», hoặc «columns» khi có nhiều cột."))
    block = TemplateBlock(
        style=reader.member("style", BlockStyle, BlockStyle.BODY, required=True),
        texts=columns or (text,),
        when=reader.line("when"),
    )
    reader.finish()
    return block


def canonical(template: Template) -> str:
    """The one text of a version: equal templates give the same bytes."""
    return json.dumps(plain(template), ensure_ascii=False, indent=1) + "\n"


def content_digest(template: Template) -> str:
    """SHA-256 of what a template says, its version number left out."""
    return hashlib.sha256(canonical(replace(template, version=1)).encode("utf-8")).hexdigest()


def plain(template: Template) -> dict[str, Any]:
    """The template in the shape of the file format; absent is what the format assumes anyway."""
    whole = template
    return _said(
        format=FORMAT,
        id=whole.id,
        version=str(whole.version),
        kind=whole.kind,
        title=whole.title,
        tone=whole.tone,
        wording=whole.wording,
        source=whole.source,
        note=whole.note,
        recipient=whole.recipient,
        same_by=list(whole.same_by),
        hamlet=whole.hamlet,
        numbered=whole.numbered,
        book="" if whole.book == "letters" else whole.book,
        sheet=_said(
            paper=whole.sheet.paper,
            landscape=whole.sheet.landscape,
            frame=whole.sheet.frame,
            scale="" if whole.sheet.scale == 100 else str(whole.sheet.scale),
        ),
        fields=[_plain_field(field) for field in whole.fields],
        blocks=[_plain_block(block) for block in whole.blocks],
        word_sha256=whole.word_sha256,
        shipped=whole.shipped,
        corrections=[
            _said(found=one.found, corrected=one.corrected, why=one.why) for one in whole.corrections
        ],
    )


def _plain_field(field: Field) -> dict[str, Any]:
    return _said(
        id=field.id,
        kind=field.kind,
        label=field.label,
        required=field.required,
        hint=field.hint,
        choices=list(field.choices),
        default=field.default,
        remembered=field.remembered,
        blank="" if field.blank is Blank.DOTS else field.blank,
        names=list(field.names),
        past=field.past,
    )


def _plain_block(block: TemplateBlock) -> dict[str, Any]:
    columns = len(block.texts) > 1
    return _said(
        style=block.style,
        text="" if columns else block.texts[0],
        columns=list(block.texts) if columns else [],
        when=block.when,
    )


def _said(**values: Any) -> dict[str, Any]:
    """The values that say something, enumerations and truths as words."""
    words: dict[str, Any] = {}
    for key, value in values.items():
        if isinstance(value, Enum):
            words[key] = value.value
        elif isinstance(value, bool):
            if value:
                words[key] = "true"
        elif value not in ("", [], {}):
            words[key] = value
    return words
