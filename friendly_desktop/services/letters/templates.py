"""The letter templates an office can use: those shipped with the program and its own."""

import difflib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from friendly_desktop.clock import Clock, SystemClock
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.criteria import Problem
from friendly_desktop.domain.letters import LetterKind, Template, TemplateProblem, Wording
from friendly_desktop.domain.letters.template_build import content_digest
from friendly_desktop.domain.letters.template_rules import check_template
from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.text import ascii_slug, clean_line, sort_key
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.paths import RESOURCES, DataFolder
from friendly_desktop.services.letters.template_desk import TemplateDesk
from friendly_desktop.services.letters.word_templates import WordTemplates
from friendly_desktop.storage import letter_templates as rows
from friendly_desktop.storage.database import Connection, Database
from friendly_desktop.storage.evidence import Content, put_contents
from friendly_desktop.storage.safe_files import reason, write_text

SHIPPED = RESOURCES / "letters"
_KINDS = tuple(LetterKind)


class LetterTemplatesService(WordTemplates, TemplateDesk):
    """Finds, checks, copies and keeps templates. A version that was saved never changes."""

    def __init__(
        self,
        db: Database | None = None,
        folder: DataFolder | None = None,
        clock: Clock | None = None,
        shipped: Path = SHIPPED,
    ) -> None:
        """Work on the records of an office, or on the shipped templates alone when ``db`` is None."""
        self._db = db
        self._folder = folder
        self._clock = clock or SystemClock()
        self._shipped_folder = shipped
        self._files: dict[Path, tuple[tuple[int, int], Template]] = {}
        self._stored: dict[tuple[str, int, str], Template] = {}

    def templates(self, kind: LetterKind | None = None) -> tuple[Template, ...]:
        """The newest version of every template; in a kind the usual one first, then by title."""
        with self._records().read() as connection:
            newest = self._newest(connection)
            chosen = rows.defaults(connection)
        found = [one for one in newest.values() if kind is None or one.kind is kind]
        return tuple(sorted(found, key=lambda one: _order(one, chosen)))

    def get(self, template_id: str, version: int | None = None) -> Template:
        """A template in a version, the newest when none is named; removed ones too.

        Raises:
            AppError: there is no such template or version.
        """
        with self._records().read() as connection:
            return self._get(connection, template_id, version)

    def default(self, kind: LetterKind) -> Template:
        """The template that a new letter of this kind begins with."""
        return self.templates(kind)[0]

    def set_default(self, kind: LetterKind, template_id: str) -> None:
        """Begin new letters of this kind with this template.

        Raises:
            AppError: there is no such template, or it is of another kind.
        """
        with self._records().write(Area.LETTERS) as connection:
            if self._get(connection, template_id).kind is not kind:
                raise AppError(
                    "letter_template_other_kind",
                    _("Mẫu thư thuộc loại khác"),
                    _("Mẫu «{id}» không phải là mẫu của loại thư này.").format(id=template_id),
                    _("Hãy chọn một mẫu cùng loại."),
                )
            rows.put_default(connection, kind.value, template_id)

    def check(self, template: Template) -> tuple[TemplateProblem, ...]:
        """Every problem that keeps a template from being saved."""
        return check_template(template)

    def check_file(self, path: Path) -> tuple[Problem, ...]:
        """Every problem of a template file edited by hand; empty when it can be taken in.

        Raises:
            AppError: the file cannot be read at all.
        """
        return rows.load(path).problems

    def import_file(self, path: Path) -> Template:
        """Take a template file in as one of the office's own.

        Raises:
            AppError: the file cannot be read or has problems; the first one is told.
        """
        self._records().permit(Right.LETTERS)
        built = rows.load(path)
        if built.template is None:
            first = built.problems[0]
            raise _refused(_("{place}: {message}").format(place=first.where, message=first.message))
        return self.save(replace(built.template, shipped=False, word_sha256=""))

    def export_file(self, template_id: str, target: Path) -> Path:
        """Write a template as a file that another office can take in; its own Word file does not go along.

        Raises:
            AppError: there is no such template, or the file cannot be written.
        """
        content = rows.file_text(self.get(template_id))
        try:
            write_text(target, content)
        except OSError as error:
            raise AppError(
                "letter_template_not_written",
                _("Chưa ghi được tệp"),
                _("Không ghi được {file}: {reason}").format(file=target, reason=reason(error)),
                _("Hãy chọn nơi khác rồi làm lại."),
            ) from error
        return target

    def save(self, template: Template, word: Content | None = None) -> Template:
        """Keep an own template; changed content becomes a new version.

        Args:
            template: what to keep.
            word: its Word file in the store, when it is one.

        Returns:
            The template as kept, with its version.

        Raises:
            AppError: it has problems, or its id belongs to a shipped one.
        """
        template = replace(template, title=clean_line(template.title), shipped=False)
        if found := check_template(template):
            raise _refused(found[0].message)
        with self._records().write(Area.LETTERS) as connection:
            if template.id in self._shipped():
                raise AppError(
                    "letter_template_shipped",
                    _("Không sửa được mẫu của chương trình"),
                    _("Mẫu «{title}» đi kèm chương trình nên không sửa được.").format(title=template.title),
                    _("Hãy sao chép mẫu này rồi sửa bản sao."),
                )
            versions = [one for one in rows.stored_templates(connection) if one.id == template.id]
            if versions and versions[-1].removed:  # it comes back, from a file or by its editor
                rows.mark_removed(connection, template.id, None)
            if versions and versions[-1].sha256 == content_digest(template):
                return replace(template, version=versions[-1].version)
            kept = replace(template, version=versions[-1].version + 1 if versions else 1)
            put_contents(connection, [word] if word else [], self._clock.now())
            rows.add_template(connection, kept, self._clock.now())
            if versions and versions[-1].removed:
                rows.mark_removed(connection, template.id, None)
        return kept

    def copy(self, template_id: str, title: str) -> Template:
        """A copy of any template under a new title, the office's own.

        Raises:
            AppError: there is no such template, or the title is empty.
        """
        title = clean_line(title)
        if not title:
            raise _refused(_("Mẫu thư chưa có tên."))
        with self._records().read() as connection:
            source = self._get(connection, template_id)
        new_id = self.free_id(title, source.kind)
        return self.save(replace(source, id=new_id, version=1, title=title, wording=Wording.OFFICE))

    def free_id(self, title: str, kind: LetterKind) -> str:
        """An id that no template has, from the words of its title."""
        with self._records().read() as connection:
            taken = {one.id for one in rows.stored_templates(connection)} | set(self._shipped())
        stem = ascii_slug(title, 40) or kind.value
        new_id, count = stem, 1
        while new_id in taken:
            count += 1
            new_id = f"{stem}-{count}"
        return new_id

    def remove(self, template_id: str) -> None:
        """Take an own template out of the lists; letters written with it keep their version.

        Raises:
            AppError: it belongs to the program, or is not there.
        """
        self._mark(template_id, removed=True)

    def restore(self, template_id: str) -> None:
        """Put a removed template back into the lists.

        Raises:
            AppError: it belongs to the program, or is not there.
        """
        self._mark(template_id, removed=False)

    def versions(self, template_id: str) -> tuple[Template, ...]:
        """Every version that is known, oldest first; empty when the template is unknown."""
        with self._records().read() as connection:
            found = {
                one.version: self._restored(connection, one)
                for one in rows.stored_templates(connection)
                if one.id == template_id
            }
        if shipped := self._shipped().get(template_id):
            found.setdefault(shipped.version, shipped)
        return tuple(found[version] for version in sorted(found))

    def remember(self, connection: Connection, template: Template) -> None:
        """Keep the exact version a letter is written with, inside the act that stores the letter.

        A later release of the program, or a removed template, then changes no old letter.
        """
        known = rows.template_content(connection, template.id, template.version)
        if known is None:
            rows.add_template(connection, template, self._clock.now())

    def _records(self) -> Database:
        if self._db is None:
            raise RuntimeError("the shipped templates alone are asked by shipped()")
        return self._db

    def shipped(self) -> tuple[Template, ...]:
        """The templates of the program, in the order of kinds; needs no records."""
        return tuple(sorted(self._shipped().values(), key=lambda one: _order(one, {})))

    def _mark(self, template_id: str, *, removed: bool) -> None:
        if shipped := self._shipped().get(template_id):
            raise AppError(
                "letter_template_shipped",
                _("Không xóa được mẫu của chương trình"),
                _("Mẫu «{title}» đi kèm chương trình.").format(title=shipped.title),
                _("Có thể đặt một mẫu khác làm mẫu thường dùng."),
            )
        with self._records().write(Area.LETTERS) as connection:
            if not rows.mark_removed(connection, template_id, self._clock.now() if removed else None):
                raise self._unknown(connection, template_id)

    def _get(self, connection: Connection, template_id: str, version: int | None = None) -> Template:
        if version is None and (newest := self._newest(connection, removed=True).get(template_id)):
            return newest
        stored = [one for one in rows.stored_templates(connection) if one.id == template_id]
        for one in stored:
            if one.version == version:
                return self._restored(connection, one)
        shipped = self._shipped().get(template_id)
        if shipped and shipped.version == version:
            return shipped
        raise self._unknown(connection, template_id)

    def _newest(self, connection: Connection, *, removed: bool = False) -> dict[str, Template]:
        """The newest version by id; what the records hold outranks a shipped file of the same number."""
        found = dict(self._shipped())
        newest: dict[str, rows.StoredTemplate] = {}
        for one in rows.stored_templates(connection):
            newest[one.id] = one
        for one in newest.values():
            shipped = found.get(one.id)
            if shipped and shipped.version > one.version:
                continue
            if one.removed and not removed:
                continue
            restored = self._restored(connection, one)
            if shipped is None and restored.shipped and not removed:
                continue  # an earlier release shipped it; its letters can still be read
            found[one.id] = restored
        return found

    def _restored(self, connection: Connection, stored: rows.StoredTemplate) -> Template:
        key = (stored.id, stored.version, stored.sha256)
        if key not in self._stored:
            content = rows.template_content(connection, stored.id, stored.version)
            built = rows.load_canonical(content) if content is not None else None
            if built is None or built.template is None:
                raise AppError(
                    "letter_template_broken",
                    _("Không đọc được mẫu thư đã lưu"),
                    _("Mẫu thư {id} phiên bản {version} trong dữ liệu bị hỏng.").format(
                        id=stored.id, version=stored.version
                    ),
                    _("Hãy khôi phục dữ liệu từ bản sao lưu gần nhất."),
                )
            self._stored[key] = built.template
        return self._stored[key]

    def _shipped(self) -> dict[str, Template]:
        found = [self._file(path) for path in rows.template_files(self._shipped_folder)]
        if not found:
            raise AppError(
                "letter_template_shipped_broken",
                _("Mẫu thư đi kèm chương trình bị hỏng"),
                _("Thư mục {folder} của chương trình thiếu tệp mẫu thư.").format(
                    folder=self._shipped_folder.name
                ),
                _("Hãy cài lại chương trình."),
            )
        return {one.id: one for one in found}

    def _file(self, path: Path) -> Template:
        status = path.stat()
        stamp = (status.st_mtime_ns, status.st_size)
        cached = self._files.get(path)
        if cached and cached[0] == stamp:
            return cached[1]
        built = rows.load(path)
        if built.template is None:
            first = built.problems[0]
            raise AppError(
                "letter_template_shipped_broken",
                _("Mẫu thư đi kèm chương trình bị hỏng"),
                f"{first.where}: {first.message}",
                _("Hãy cài lại chương trình."),
            )
        template = replace(built.template, shipped=True)
        self._files[path] = (stamp, template)
        return template

    def _unknown(self, connection: Connection, template_id: str) -> AppError:
        known = sorted(self._newest(connection))
        near = difflib.get_close_matches(template_id, known, n=1)
        return AppError(
            "letter_template_unknown",
            _("Không có mẫu thư này"),
            _("Chương trình không biết mẫu thư nào có mã «{id}».").format(id=template_id),
            _("Có phải là «{near}»?").format(near=near[0])
            if near
            else _("Các mẫu hiện có: {known}.").format(known=", ".join(known)),
        )


def _order(template: Template, chosen: Mapping[str, str]) -> tuple[int, bool, bool, object]:
    usual = chosen.get(template.kind.value, template.kind.value)
    return (_KINDS.index(template.kind), template.id != usual, not template.shipped, sort_key(template.title))


def _refused(message: str) -> AppError:
    return AppError(
        "letter_template_problems",
        _("Mẫu thư chưa lưu được"),
        message,
        _("Hãy sửa chỗ này rồi lưu lại."),
    )
