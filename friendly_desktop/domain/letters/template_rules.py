"""What must be right in a template before it is saved: its fields, its texts, and how they hang together."""

from collections import Counter
from collections.abc import Iterator

from friendly_desktop.domain.criteria.source import FIELD_ID
from friendly_desktop.domain.letters import (
    BlockStyle,
    FieldKind,
    Template,
    TemplateBlock,
    TemplateProblem,
)
from friendly_desktop.domain.letters.text import DAY_FACTS, FACTS, field_ids, parse, problems
from friendly_desktop.i18n import _

MOST_COLUMNS = 3
_SPELLED = frozenset(
    {FieldKind.DATE, FieldKind.TIME, FieldKind.YEAR, FieldKind.NUMBER, FieldKind.MONEY, FieldKind.AGE}
)


def check_template(template: Template) -> tuple[TemplateProblem, ...]:
    """Every problem of a template, those of the whole first, then block by block."""
    found = [TemplateProblem(None, message) for message in _whole(template)]
    known = {field.id for field in template.fields}
    for index, block in enumerate(template.blocks):
        found += [TemplateProblem(index, message) for message in _block(template, block, known)]
    return tuple(dict.fromkeys(found))


def _whole(template: Template) -> Iterator[str]:
    if not template.title.strip():
        yield _("Mẫu thư chưa có tên.")
    if not 50 <= template.sheet.scale <= 150:
        yield _("Cỡ chữ phải từ 50% đến 150%.")
    yield from _fields(template)
    known = {field.id for field in template.fields}
    for message in problems(template.recipient, known):
        yield _("Tên người nhận trong danh sách: {problem}").format(problem=message)
    if not template.recipient.strip():
        yield _("Chưa ghi trường nào cho biết thư gửi ai, nên sổ thư không có tên người nhận.")
    for field_id in template.same_by:
        if field_id not in known:
            yield _("Trường dùng để nhận ra thư trùng («{field}») không có trong mẫu.").format(field=field_id)
    if template.hamlet and template.hamlet not in known:
        yield _("Trường cho biết thôn, tổ dân phố («{field}») không có trong mẫu.").format(
            field=template.hamlet
        )
    if not template.word_sha256:
        yield from _words(template)


def _words(template: Template) -> Iterator[str]:
    styles = {block.style for block in template.blocks}
    if BlockStyle.TITLE not in styles:
        yield _("Thư chưa có tiêu đề, ví dụ THƯ CHÚC MỪNG.")
    if not styles - {BlockStyle.TITLE, BlockStyle.SENDER}:
        yield _("Thư chưa có nội dung.")
    used = {field_id for block in template.blocks for text in block.texts for field_id in field_ids(text)}
    for field in template.fields:
        if field.id not in used:
            yield _("Trường «{label}» ({field}) không được dùng trong thư.").format(
                label=field.label, field=field.id
            )


def _fields(template: Template) -> Iterator[str]:
    for field_id, count in Counter(field.id for field in template.fields).items():
        if count > 1:
            yield _("Trường «{field}» được ghi {count} lần.").format(field=field_id, count=count)
    for field in template.fields:
        if not FIELD_ID.fullmatch(field.id):
            yield _("Mã trường «{field}» chỉ được gồm chữ thường không dấu, chữ số, gạch dưới.").format(
                field=field.id
            )
        if field.id in FACTS:
            yield _("Mã «{field}» đã dùng cho thông tin của đơn vị; hãy chọn mã khác.").format(field=field.id)
        if not field.label.strip():
            yield _("Trường «{field}» chưa có tên gọi.").format(field=field.id)
        if field.kind is FieldKind.CHOICE and not field.choices:
            yield _("Trường «{label}» để chọn nhưng chưa có lựa chọn nào.").format(label=field.label)
        if field.kind is FieldKind.CHOICE and field.default and field.default not in field.choices:
            yield _("Giá trị đặt sẵn của trường «{label}» không nằm trong các lựa chọn.").format(
                label=field.label
            )


def _block(template: Template, block: TemplateBlock, known: set[str]) -> Iterator[str]:
    if not any(text.strip() for text in block.texts):
        yield _("Phần này của thư để trống.")
    elif not all(text.strip() for text in block.texts):
        yield _("Một cột của phần này để trống.")
    if len(block.texts) > MOST_COLUMNS:
        yield _("Nhiều nhất {most} cột cạnh nhau.").format(most=MOST_COLUMNS)
    if block.when and block.when not in known:
        yield _("Điều kiện in dùng trường «{field}» không có trong mẫu.").format(field=block.when)
    kinds = {field.id: field.kind for field in template.fields}
    for text in block.texts:
        yield from problems(text, known)
        for piece in parse(text):
            spelled = kinds.get(piece.field) in _SPELLED or piece.field in DAY_FACTS
            if piece.style in ("words", "short") and piece.field in {*known, *FACTS} and not spelled:
                yield _("Trường «{field}» không phải ngày, giờ hay số nên không viết được kiểu này.").format(
                    field=piece.field
                )
