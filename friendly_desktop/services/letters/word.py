"""The office's own Word file as a letter: checked when it is brought in, filled for one letter or many.

docxtpl fills it; a gate stands before it that lets through plain fields and conditions only, whatever part
of the file they come from, because a Jinja template is otherwise a program.
"""

import io
import re
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from friendly_desktop.domain.letters import Field
from friendly_desktop.domain.letters.text import dressed
from friendly_desktop.domain.text import nfc
from friendly_desktop.domain.word_tags import FieldNames, Tag, read_tags
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.storage.word_files import WordRefusedError, read_passages

if TYPE_CHECKING:
    from friendly_desktop.services.letters.word_gate import Value

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LEFT_OVER = re.compile(r"\{[{%#]|[}%#]\}")
#: What python-docx and docxtpl raise on a package that they cannot follow; they have no exception of their own.
_DOCXTPL_FAULTS = (KeyError, ValueError, IndexError, AttributeError, RecursionError)
_DATE = (1980, 1, 1, 0, 0, 0)


class WordFillError(Exception):
    """The file does not become a whole Word file when it is filled."""


@dataclass(frozen=True, slots=True)
class WordCheck:
    """What was found in a Word file.

    Attributes:
        tags: the fields it uses, once each, in order of appearance.
        problems: why it cannot be used, a sentence each; empty when it can.
        unused: required fields that stand nowhere in it.
    """

    tags: tuple[Tag, ...]
    problems: tuple[str, ...]
    unused: tuple[Field, ...]


def check_word(content: bytes, fields: tuple[Field, ...]) -> WordCheck:
    """Look a Word file over before it becomes a template: its package, its tags, and a trial letter.

    Args:
        content: the bytes of the file, of any kind.
        fields: the fields of the kind of letter it is for.
    """
    try:
        passages = read_passages(content)
    except WordRefusedError as refused:
        return WordCheck((), (str(refused),), ())
    report = read_tags(passages, FieldNames(fields))
    used = {tag.field for tag in report.tags}
    unused = tuple(field for field in fields if field.required and field.id not in used)
    problems = report.problems
    if not problems and not report.tags:
        problems = (_("Tệp Word không có trường nào, ví dụ {{{{ {field} }}}}.").format(field=fields[0].id),)
    if not problems:
        problems = _trial(content, report.tags)
    return WordCheck(report.tags, problems, unused)


def _trial(content: bytes, tags: tuple[Tag, ...]) -> tuple[str, ...]:
    """Fill the file with every field given and with none; both must become whole Word files."""
    names = {tag.name for tag in tags}
    for given in (names, ()):
        try:
            filled = read_passages(_render(content, dict.fromkeys(tags, "Ô & <mẫu>"), given))
            whole = not any(_LEFT_OVER.search(passage.text) for passage in filled)
        except (WordFillError, WordRefusedError):
            whole = False
        if not whole:
            return (
                _(
                    "Một điều kiện hoặc trường nằm ở chỗ không điền được; hãy để mỗi trường trọn trong một đoạn, "
                    "«{{% if %}}» và «{{% endif %}}» trong cùng một đoạn."
                ).format(),
            )
    return ()


def fill_word(
    content: bytes, tags: tuple[Tag, ...], values: Mapping[str, str], given: Collection[str] | None = None
) -> bytes:
    """The Word file with its fields filled in; the same bytes each time.

    Args:
        content: a file that :func:`check_word` found no problem in.
        tags: its tags, as found by :func:`check_word`.
        values: the printed text by field id, and by "id|style" where a dress is more than a matter of
            letters ("date|words").
        given: the ids of the fields for which ``{% if %}`` holds; None for those whose text is not empty.

    Raises:
        AppError: ``word_template_broken``, the file cannot be filled (any longer).
        KeyError: no value was passed for a field of the file.
    """
    texts = {}
    for tag in tags:
        own = values.get(f"{tag.field}|{tag.style}") if tag.style else None
        texts[tag] = own if own is not None else dressed(values[tag.field], tag.style)
    holding = {field for field, text in values.items() if text} if given is None else given
    try:
        return _render(content, texts, {tag.name for tag in tags if tag.field in holding})
    except WordFillError as error:
        raise AppError(
            "word_template_broken",
            _("Không điền được mẫu Word"),
            _("Tệp Word của mẫu này không điền được thành một tài liệu hoàn chỉnh."),
            _("Hãy đưa lại tệp Word vào mẫu thư."),
        ) from error


def _values(texts: Mapping[Tag, str], given: Collection[str]) -> "dict[str, Value]":
    from friendly_desktop.services.letters.word_gate import Value

    values: dict[str, Value] = {}
    for name in {tag.name for tag in texts}:
        dresses = {
            tag.style: _FORBIDDEN.sub(" ", nfc(text).replace("\r\n", "\n").replace("\r", "\n"))
            for tag, text in texts.items()
            if tag.name == name
        }
        values[name] = Value.of(dresses, given=name in given)
    return values


def _render(content: bytes, texts: Mapping[Tag, str], given: Collection[str]) -> bytes:
    from jinja2 import TemplateError
    from lxml.etree import XMLSyntaxError

    from friendly_desktop.services.letters.word_gate import Gate, StrictTemplate

    target = io.BytesIO()
    try:
        template = StrictTemplate(io.BytesIO(content))
        template.render(_values(texts, given), jinja_env=Gate(), autoescape=True)
        template.save(target)
    except (TemplateError, XMLSyntaxError, *_DOCXTPL_FAULTS) as error:
        raise WordFillError(str(error)) from error
    return _with_fixed_dates(target.getvalue())


def _with_fixed_dates(content: bytes) -> bytes:
    """The same package with the earliest date on every part, so that equal letters are equal files."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as archive:
        for part in source.infolist():
            entry = zipfile.ZipInfo(part.filename, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, source.read(part))
    return target.getvalue()
