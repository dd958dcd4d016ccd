"""Word files of the office as templates: brought in, kept by their digest, given back for filling."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from friendly_desktop.domain.letters import Field, LetterKind, Template, Wording
from friendly_desktop.domain.letters.text import field_ids
from friendly_desktop.domain.office import Office
from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.text import clean_line
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.paths import DataFolder
from friendly_desktop.services.letters.word import WordCheck, check_word
from friendly_desktop.storage.database import Database
from friendly_desktop.storage.evidence import Content
from friendly_desktop.storage.evidence_store import EvidenceStore
from friendly_desktop.storage.text_trees import read
from friendly_desktop.storage.word_files import LARGEST_FILE


@dataclass(frozen=True, slots=True)
class WordFile:
    """A Word file looked over for a kind of letter, before it is taken in.

    Attributes:
        check: its tags, problems, and the required fields it lacks.
        content: its bytes.
        base: the shipped template of the kind that is nearest to it.
        fields: what it may name.
    """

    check: WordCheck
    content: bytes
    base: Template
    fields: tuple[Field, ...]


class WordTemplates(ABC):
    """What the templates of an office do with Word files."""

    _folder: DataFolder | None

    @abstractmethod
    def shipped(self) -> tuple[Template, ...]:
        """The templates of the program, in the order of kinds."""

    @abstractmethod
    def free_id(self, title: str, kind: LetterKind) -> str:
        """An id for a new template of this title."""

    @abstractmethod
    def save(self, template: Template, word: Content | None = None) -> Template:
        """Keep an own template, with the content of its Word file."""

    @abstractmethod
    def _records(self) -> Database:
        """The records of the office."""

    def word_fields(self, kind: LetterKind) -> tuple[Field, ...]:
        """Every field that a Word file of this kind of letter may name."""
        candidates = [one for one in self.shipped() if one.kind is kind]
        fields = {field.id: field for one in reversed(candidates) for field in one.fields}
        first = candidates[0].fields
        return tuple({**{field.id: field for field in first}, **fields}.values())

    def check_word(self, source: Path | bytes, kind: LetterKind) -> WordFile:
        """Look a Word file, or the bytes of one, over: its problems, the fields it uses and those it lacks.

        Raises:
            AppError: the file cannot be read at all.
        """
        content = source if isinstance(source, bytes) else read(source, LARGEST_FILE, _too_large(source))
        candidates = [one for one in self.shipped() if one.kind is kind]
        fields = {field.id: field for one in reversed(candidates) for field in one.fields}
        used = {tag.field for tag in check_word(content, tuple(fields.values())).tags}
        base = max(candidates, key=lambda one: len(used & {field.id for field in one.fields}))
        others = tuple(field for field_id, field in fields.items() if field_id in used)
        known = {field.id: field for field in (*base.fields, *others)}
        return WordFile(check_word(content, tuple(known.values())), content, base, tuple(known.values()))

    def import_word(
        self, source: Path | bytes, kind: LetterKind, title: str, replacing: str = ""
    ) -> Template:
        """Take a Word file in as a template of the office.

        Args:
            source: the file, or its bytes; it is copied, the original is not needed any more.
            kind: what its letters are for; its fields are those of this kind.
            title: how people find it.
            replacing: the id of an own template whose Word file this one replaces, as a new version.

        Raises:
            AppError: the file cannot be read or has problems (the first one is told), the title is empty,
                or the disk is full.
        """
        self._records().permit(Right.LETTERS)
        file = self.check_word(source, kind)
        if file.check.problems:
            raise _refused(file.check.problems)
        if not clean_line(title):
            raise _refused((_("Mẫu thư chưa có tên."),))
        stored = self._store().put_bytes(file.content, "template.docx")
        base = file.base
        template = replace(
            base,
            id=replacing or self.free_id(title, kind),
            version=1,
            title=title,
            wording=Wording.OFFICE,
            fields=_kept_fields(file),
            blocks=(),
            source="",
            note="",
            corrections=(),
            word_sha256=stored.sha256,
            shipped=False,
        )
        return self.save(template, Content(stored.sha256, stored.bytes, stored.media_type))

    def word_file(self, template: Template) -> bytes:
        """The Word file of a template.

        Raises:
            AppError: ``word_file_lost``, it is gone or was changed.
        """
        content = self._store().read(template.word_sha256)
        if content is None:
            raise AppError(
                "word_file_lost",
                _("Mất tệp Word của mẫu thư"),
                _("Tệp Word của mẫu «{title}» không còn nguyên trong dữ liệu của chương trình.").format(
                    title=template.title
                ),
                _("Hãy đưa lại tệp Word vào mẫu thư, hoặc khôi phục dữ liệu từ bản sao lưu."),
            )
        return content

    def word_starter(self, template: Template, office: Office) -> bytes:
        """A Word file to begin with: the look of a template, its fields between braces.

        Args:
            template: any but one with a Word file of its own, which is its own beginning.
            office: whose name stands in the head.
        """
        from friendly_desktop.services.letters.word_letter import starter

        return self.word_file(template) if template.word_sha256 else starter(template, office)

    def _store(self) -> EvidenceStore:
        if self._folder is None:
            raise RuntimeError("Word files are kept with the records of an office")
        return EvidenceStore.of(self._folder)


def _kept_fields(file: WordFile) -> tuple[Field, ...]:
    """The fields that the file uses, and those by which lists name and compare its letters."""
    base = file.base
    needed = {tag.field for tag in file.check.tags} | {*field_ids(base.recipient), *base.same_by, base.hamlet}
    return tuple(field for field in file.fields if field.id in needed)


def _too_large(path: Path) -> AppError:
    return AppError(
        "word_file_too_large",
        _("Tệp quá lớn"),
        _("Tệp {name} lớn hơn {most} MB nên không dùng làm mẫu thư được.").format(
            name=path.name, most=LARGEST_FILE // 1_000_000
        ),
        _("Hãy thu nhỏ hình ảnh trong tệp rồi lưu lại."),
    )


def _refused(problems: Sequence[str]) -> AppError:
    more = len(problems) - 1
    return AppError(
        "word_template_problems",
        _("Chưa dùng được tệp Word này làm mẫu thư"),
        problems[0],
        _("Hãy sửa trong Word rồi đưa lại; còn {n} chỗ khác cần sửa.").format(n=more)
        if more
        else _("Hãy sửa trong Word rồi đưa lại."),
    )
