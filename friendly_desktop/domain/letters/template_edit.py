"""What an editor does to a template: each change gives a new template, nothing is changed in place."""

from collections.abc import Mapping
from dataclasses import replace

from friendly_desktop.domain.letters import (
    BlockStyle,
    Field,
    FieldKind,
    Template,
    TemplateBlock,
)
from friendly_desktop.domain.letters.template_rules import MOST_COLUMNS
from friendly_desktop.domain.letters.text import DAY_FACTS, FACTS, STYLES, field_ids
from friendly_desktop.domain.text import ascii_slug, clean_line, clean_text
from friendly_desktop.i18n import N_

#: The parts of a letter as people call them.
BLOCK_TITLES: Mapping[BlockStyle, str] = {
    BlockStyle.TITLE: N_("Tiêu đề thư"),
    BlockStyle.SENDER: N_("Người gửi"),
    BlockStyle.ADDRESSEE: N_("Kính gửi"),
    BlockStyle.CALL: N_("Dòng chữ lớn"),
    BlockStyle.NAMES: N_("Họ tên (chữ lớn)"),
    BlockStyle.DETAIL: N_("Dòng chi tiết"),
    BlockStyle.BODY: N_("Đoạn lời thư"),
    BlockStyle.WISH: N_("Lời chúc"),
}

#: The kinds of fields as people call them.
FIELD_TITLES: Mapping[FieldKind, str] = {
    FieldKind.PERSON: N_("Họ và tên"),
    FieldKind.SALUTATION: N_("Cách xưng hô"),
    FieldKind.DATE: N_("Ngày"),
    FieldKind.TIME: N_("Giờ"),
    FieldKind.YEAR: N_("Năm"),
    FieldKind.ADDRESS: N_("Địa chỉ"),
    FieldKind.HAMLET: N_("Thôn, tổ dân phố"),
    FieldKind.AGE: N_("Tuổi"),
    FieldKind.NUMBER: N_("Số"),
    FieldKind.MONEY: N_("Số tiền"),
    FieldKind.CODE: N_("Mã, số giấy tờ"),
    FieldKind.CHOICE: N_("Chọn trong danh sách"),
    FieldKind.LINE: N_("Một dòng chữ"),
    FieldKind.TEXT: N_("Đoạn văn"),
}

_LETTERS = ("", "upper", "lower", "capital", "small")
_SPELLED = frozenset({FieldKind.NUMBER, FieldKind.MONEY, FieldKind.AGE, FieldKind.TIME, FieldKind.YEAR})


def styles_of(template: Template, field_id: str) -> tuple[str, ...]:
    """The dresses that mean something for a field or a fact, the usual one first."""
    kind = next((field.kind for field in template.fields if field.id == field_id), None)
    if kind is FieldKind.DATE or field_id in DAY_FACTS:
        return ("", "words", "short")
    if kind in _SPELLED:
        return ("", "words")
    return tuple(style for style in ("", *STYLES) if style in _LETTERS)


def field_label(template: Template, field_id: str) -> str:
    """What people read for a field of the template; "" when it has no such field."""
    return next((field.label or field.id for field in template.fields if field.id == field_id), "")


def used_fields(template: Template) -> frozenset[str]:
    """The ids that the texts of the letter name."""
    return frozenset(name for block in template.blocks for text in block.texts for name in field_ids(text))


def new_field(template: Template, label: str) -> Field:
    """A line of this label with an id that neither the template nor the office uses."""
    stem = ascii_slug(label, 30).replace("-", "_").lstrip("0123456789_") or "field"
    taken = {field.id for field in template.fields} | set(FACTS)
    found, count = stem, 1
    while found in taken:
        count += 1
        found = f"{stem}_{count}"
    return Field(found, FieldKind.LINE, clean_line(label))


def with_field(template: Template, field: Field) -> Template:
    """The template with a field of this id changed, or added at the end."""
    if any(one.id == field.id for one in template.fields):
        changed = tuple(field if one.id == field.id else one for one in template.fields)
        return replace(template, fields=changed)
    return replace(template, fields=(*template.fields, field))


def without_field(template: Template, field_id: str) -> Template:
    """The template without a field; texts that name it keep the place, for somebody to decide."""
    return replace(
        template,
        fields=tuple(one for one in template.fields if one.id != field_id),
        same_by=tuple(one for one in template.same_by if one != field_id),
        hamlet="" if template.hamlet == field_id else template.hamlet,
    )


def moved_field(template: Template, at: int, to: int) -> Template:
    """The template with a field at another place of the form."""
    fields = list(template.fields)
    fields.insert(to, fields.pop(at))
    return replace(template, fields=tuple(fields))


def with_block(template: Template, at: int, block: TemplateBlock) -> Template:
    """The template with the block at this place changed."""
    return replace(template, blocks=(*template.blocks[:at], block, *template.blocks[at + 1 :]))


def with_new_block(template: Template, at: int, block: TemplateBlock) -> Template:
    """The template with a block put in before this place."""
    return replace(template, blocks=(*template.blocks[:at], block, *template.blocks[at:]))


def without_block(template: Template, at: int) -> Template:
    """The template without the block at this place."""
    return replace(template, blocks=(*template.blocks[:at], *template.blocks[at + 1 :]))


def moved_block(template: Template, at: int, to: int) -> Template:
    """The template with a block at another place."""
    blocks = list(template.blocks)
    blocks.insert(to, blocks.pop(at))
    return replace(template, blocks=tuple(blocks))


def with_columns(block: TemplateBlock, count: int) -> TemplateBlock:
    """The block with so many columns; words of columns that go are put behind the last one that stays."""
    count = max(1, min(count, MOST_COLUMNS))
    texts = list(block.texts[:count]) + [""] * (count - len(block.texts))
    gone = [text for text in block.texts[count:] if text.strip()]
    texts[-1] = " ".join([*filter(None, [texts[-1]]), *gone])
    return replace(block, texts=tuple(texts))


def tidied(template: Template) -> Template:
    """The template as it is kept: NFC, no stray spaces at the ends of texts and labels."""
    fields = tuple(
        replace(
            field,
            label=clean_line(field.label),
            hint=clean_line(field.hint),
            choices=tuple(filter(None, map(clean_line, field.choices))),
            default=clean_text(field.default),
            names=tuple(filter(None, map(clean_line, field.names))),
        )
        for field in template.fields
    )
    blocks = tuple(replace(block, texts=tuple(map(clean_text, block.texts))) for block in template.blocks)
    return replace(
        template,
        title=clean_line(template.title),
        recipient=clean_line(template.recipient),
        fields=fields,
        blocks=blocks,
    )


def drawable(template: Template) -> Template:
    """The template with nothing empty in it, so that it can be laid out while it is being changed."""
    blocks = tuple(
        replace(block, texts=tuple(text if text.strip() else " " for text in block.texts))
        for block in template.blocks
        if any(text.strip() for text in block.texts)
    )
    return replace(template, blocks=blocks)
