"""Letters from the office's own Word file, and the Word file to begin with, made from any other template."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from friendly_desktop.domain.letters import (
    Blank,
    Field,
    FieldKind,
    LetterDraft,
    Template,
    TemplateBlock,
)
from friendly_desktop.domain.letters.text import FACTS, Piece, literal, parse
from friendly_desktop.domain.office import Office, Signatory, SigningForm
from friendly_desktop.domain.word_tags import FieldNames, Tag, read_tags, tag_text
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, in_vietnamese
from friendly_desktop.services.documents.decree30 import signature
from friendly_desktop.services.documents.docx import docx_bytes
from friendly_desktop.services.documents.model import Block, Columns, Document, Paragraph, Run, Space
from friendly_desktop.services.letters.compose import compose
from friendly_desktop.services.letters.letter_looks import look_of
from friendly_desktop.services.letters.letter_words import Words
from friendly_desktop.services.letters.word import fill_word
from friendly_desktop.storage.word_files import WordRefusedError, read_passages

#: A day that no letter bears: where it is printed, the starter puts the field of the date.
_SOME_DAY = date(1900, 1, 1)
_SIZE = 14.0
#: The starter leaves room on its page for values longer than their tags.
_SPACE_KEPT = 0.7


@dataclass(frozen=True, slots=True)
class WordForm:
    """A Word file made ready once for any number of letters."""

    content: bytes
    template: Template
    tags: tuple[Tag, ...]

    @classmethod
    def of(cls, content: bytes, template: Template) -> "WordForm":
        """The form of a template whose Word file has this content.

        Raises:
            AppError: ``word_template_broken``, the file is no longer what was taken in.
        """
        try:
            tags = _tags(content, template.fields)
        except WordRefusedError as error:
            raise AppError(
                "word_template_broken",
                _("Không điền được mẫu Word"),
                str(error),
                _("Hãy đưa lại tệp Word vào mẫu thư."),
            ) from error
        return cls(content, template, tags)

    def letter(self, draft: LetterDraft, office: Office, signatory: Signatory | None) -> bytes:
        """The Word file of one letter.

        Raises:
            AppError: ``word_template_broken``, the file cannot be filled.
        """
        look = look_of(self.template.tone, draft.sheet or self.template.sheet, 1.0, 1.0)
        with in_vietnamese():
            words = Words(self.template, draft, office, signatory, look)
            values = {}
            for tag in self.tags:
                key = f"{tag.field}|{tag.style}" if tag.style else tag.field
                values[key] = _own_fact(tag.field, draft, signatory) or words.value(
                    Piece(field=tag.field, style=tag.style), _SIZE
                )
                values.setdefault(tag.field, "")
        given = {field for field, value in draft.values.items() if value} | set(FACTS) | {"powers"}
        if draft.number:
            given.add("number")
        return fill_word(self.content, self.tags, values, given)


@lru_cache(maxsize=8)
def _tags(content: bytes, fields: tuple[Field, ...]) -> tuple[Tag, ...]:
    """The tags of a file, looked for once for all the letters of a batch."""
    return read_tags(read_passages(content), FieldNames(fields)).tags


def _own_fact(field: str, draft: LetterDraft, signatory: Signatory | None) -> str:
    """What only Word files ask for by name, because elsewhere the head and the signature say it."""
    if field == "number":
        return draft.number or "............"
    return _powers(signatory) if field == "powers" else ""


def _powers(signatory: Signatory | None) -> str:
    first = signature(signatory, personal=True)[0]
    return first.text if isinstance(first, Paragraph) else ""


def starter(template: Template, office: Office) -> bytes:
    """A Word file with the look of a template and its fields between braces, for the office to change."""
    signatory = Signatory(0, tag_text("signatory"), SigningForm.DEPUTY)  # whose post takes two lines
    tagged, values = _tagged(template)
    draft = LetterDraft(template.id, values, _SOME_DAY, place=tag_text("place"), number=tag_text("number"))
    document = compose(tagged, draft, office, signatory)
    return docx_bytes(replace(document, blocks=tuple(_with_facts(document, _powers(signatory)))))


def _tagged(template: Template) -> tuple[Template, dict[str, str]]:
    """The template with a field of its own for every field in a dress, and the tags as their values.

    Kinds that would be read as a day or a number become plain text. A block that depends on a field keeps
    its condition.
    """
    fields: dict[str, Field] = {}
    values: dict[str, str] = {}
    own = {field.id: field for field in template.fields}

    def text_of(text: str, condition: str) -> str:
        written = ""
        for piece in parse(text):
            if not piece.field:
                written += literal(piece.text)
                continue
            field_id = f"{piece.field}__{piece.style}"
            kind = own[piece.field].kind if piece.field in own else FieldKind.LINE
            kept = kind if kind in (FieldKind.SALUTATION, FieldKind.PERSON) else FieldKind.LINE
            fields[field_id] = Field(field_id, kept, piece.field, blank=Blank.NOTHING)
            values[field_id] = tag_text(piece.field, piece.style)
            written += f"{{{field_id}}}"
        if condition:
            return literal(f"{{% if {condition} %}}") + written + literal("{% endif %}")
        return written

    blocks = tuple(
        TemplateBlock(block.style, tuple(text_of(text, block.when) for text in block.texts))
        for block in template.blocks
    )
    return replace(template, fields=tuple(fields.values()), blocks=blocks, recipient="", same_by=()), values


def _with_facts(document: Document, powers: str) -> Iterator[Block]:
    """The blocks with the fields of the date and of the signing powers where compose has printed them."""

    def tagged(part: Paragraph) -> Paragraph:
        if part.text == powers:
            return replace(part, runs=(replace(part.runs[0], text=tag_text("powers")),))
        if str(_SOME_DAY.year) in part.text and tag_text("place") in part.text:
            return replace(part, runs=(Run(f"{tag_text('place')}, {tag_text('date')}", italic=True),))
        return part

    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield tagged(block)
        elif isinstance(block, Columns):
            cells = tuple(
                tuple(tagged(part) if isinstance(part, Paragraph) else part for part in stack)
                for stack in block.cells
            )
            yield replace(block, cells=cells)
        elif isinstance(block, Space):
            yield Space(block.height * _SPACE_KEPT)
        else:
            yield block
