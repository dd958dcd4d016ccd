"""Forms of a case or a meeting, written as PDF and Word and kept as made."""

from dataclasses import replace
from pathlib import Path

from friendly_desktop.clock import Clock
from friendly_desktop.domain.cases import CaseKind
from friendly_desktop.domain.cases.forms import CaseForm, FormDraft, number_line
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.rights import Right
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.paths import DataFolder
from friendly_desktop.services.case_forms.filling import Filling, MeetingBook, told_of_denouncer
from friendly_desktop.services.case_forms.sheets import CaseBook, Rules
from friendly_desktop.services.case_forms.templates import shipped
from friendly_desktop.services.office import OfficeService
from friendly_desktop.services.written_files import PDF, WORD, Written, check_target, write_file
from friendly_desktop.storage import case_forms as rows
from friendly_desktop.storage import cases as case_rows
from friendly_desktop.storage import meetings as meeting_rows
from friendly_desktop.storage.database import Connection, Database
from friendly_desktop.storage.evidence import Content, put_contents
from friendly_desktop.storage.evidence_store import EvidenceStore


class CaseFormsService(Filling):
    """Everything about the forms of cases and meetings."""

    def __init__(  # noqa: PLR0917 - what the composition root gives, in its order
        self,
        db: Database,
        folder: DataFolder,
        clock: Clock,
        office: OfficeService,
        cases: CaseBook,
        meetings: MeetingBook,
        rules: Rules,
    ) -> None:
        """Work on the records.

        Args:
            db: where made forms are written down.
            folder: whose store keeps their PDFs.
            clock: gives forms their day.
            office: whose forms they are, and who signs.
            cases: where cases are read.
            meetings: where meetings are read.
            rules: what each date asks for.
        """
        super().__init__(db, clock, office, cases, meetings, rules)
        self._store = EvidenceStore.of(folder)

    def pdf(self, draft: FormDraft) -> bytes:
        """The form as PDF, the very one that is shown and printed.

        Raises:
            AppError: there is no such case or form.
        """
        from friendly_desktop.services.documents.pdf import pdf_bytes

        return pdf_bytes(self.paper(draft).document())

    def docx(self, draft: FormDraft) -> bytes:
        """The form as a Word file with the same look.

        Raises:
            AppError: there is no such case or form.
        """
        from friendly_desktop.services.documents.docx import docx_bytes

        return docx_bytes(self.paper(draft).document())

    def write(self, draft: FormDraft, target: Path) -> Written:
        """Write a form to a ``.pdf`` or ``.docx`` file, whole or not at all, and read it back.

        Raises:
            AppError: the ending is another one, ``denouncer_identity``, or the place cannot be written.
        """
        check_target(target)
        self._require_nameless(self._safe(draft))
        pdf = self.pdf(draft)
        content = pdf if target.suffix.lower() == PDF else self.docx(draft)
        return write_file(target, content, _pages(pdf) if target.suffix.lower() != WORD else 0)

    def record(self, draft: FormDraft) -> CaseForm:
        """Keep a form as made: its PDF by digest and its values; it is printed again exactly alike.

        A meeting remembers number and day of its conclusion.

        Raises:
            AppError: there is no such case or form, ``denouncer_identity``, or the disk is full.
        """
        self._db.permit(Right.CASES if draft.meeting_id is None else Right.MEETINGS)
        template, draft = self.template(draft.form), self._safe(draft)
        self._require_nameless(draft)
        pdf = self.pdf(draft)
        stored = self._store.put_bytes(pdf, "form.pdf")
        now = self._clock.now()
        new = CaseForm(
            0, template.id, template.title, draft.number, draft.date, now, draft.case_id, draft.meeting_id,
            stored.sha256,
        )  # fmt: skip
        try:
            with self._db.write(Area.CASES if draft.meeting_id is None else Area.MEETINGS) as connection:
                self._require_same_kind(connection, draft)
                put_contents(connection, [Content(stored.sha256, stored.bytes, stored.media_type)], now)
                if draft.meeting_id is not None:
                    self._conclude(connection, draft.meeting_id, draft)
                return replace(new, id=rows.add(connection, new, draft, template.version))
        except AppError:
            if stored.fresh:  # nobody may keep what no row names: it could tell who denounced
                self._store.forget([stored.sha256])
            raise

    def made(self, case_id: int) -> tuple[CaseForm, ...]:
        """The forms that were made of a case, the last first."""
        with self._db.read(right=Right.READ_CASES) as connection:
            return tuple(map(_titled, rows.of_case(connection, case_id)))

    def file(self, form_id: int) -> bytes:
        """The PDF of a made form, to be printed again.

        Raises:
            AppError: it was never made, was wiped, or its file is lost or damaged.
        """
        with self._db.read(right=Right.READ_CASES) as connection:
            one = rows.one(connection, form_id)
        content = self._store.read(one.sha256) if one and one.sha256 else None
        if content is None:
            raise _lost()
        return content

    def again(self, form_id: int) -> FormDraft:
        """What was filled into a made form, for one that says otherwise; its number is not taken along.

        Raises:
            AppError: it was never made, or was wiped.
        """
        with self._db.read(right=Right.READ_CASES) as connection:
            draft = rows.draft_of(connection, form_id)
        if draft is None:
            raise _lost()
        return replace(draft, number="", date=self._clock.today())

    def _require_nameless(self, draft: FormDraft) -> None:
        """Refuse a form of a denunciation whose words tell who denounced (LTC Điều 8(3))."""
        case = self._case_of(draft)
        if case and case.entry.kind is CaseKind.DENUNCIATION and (told := told_of_denouncer(draft)):
            raise AppError(
                "denouncer_identity",
                _("Giấy này không được ghi người tố cáo"),
                told[0][1],
                _("Hãy bỏ những chữ ấy; thông tin về người tố cáo chỉ để trong hồ sơ giấy."),
            )

    def _conclude(self, connection: Connection, meeting_id: int, draft: FormDraft) -> None:
        """Let a meeting remember number and day of its conclusion."""
        line = number_line(self.template(draft.form), draft.number, self._office.office().symbol, "")
        meeting_rows.put(
            connection,
            [meeting_id],
            conclusion=line.removeprefix("Số: ") if draft.number else "",
            conclusion_on=draft.date,
        )

    def _require_same_kind(self, connection: Connection, draft: FormDraft) -> None:
        """Refuse what was filled in before its case became something else, in another window perhaps."""
        if draft.case_id is None:
            return
        case, template = case_rows.one(connection, draft.case_id), self.template(draft.form)
        values = self._safe(draft).values
        fits = case is not None and (not template.kinds or case.entry.kind in template.kinds)
        if not fits or values != draft.values:
            raise AppError(
                "case_changed",
                _("Vụ việc đã thay đổi"),
                _("Trong lúc lập biểu mẫu, vụ việc đã được phân loại lại."),
                _("Hãy mở lại vụ việc rồi lập biểu mẫu."),
            )


def _titled(one: CaseForm) -> CaseForm:
    """A wiped form still has the title of its template."""
    template = shipped().get(one.form)
    return replace(one, title=one.title or (template.title if template else one.form))


def _pages(pdf: bytes) -> int:
    from friendly_desktop.storage.pdfium import page_count

    return page_count(pdf)


def _lost() -> AppError:
    return AppError(
        "form_lost",
        _("Không có bản đã in"),
        _("Bản in của biểu mẫu này không còn hoặc đã hỏng."),
        _("Hãy khôi phục từ bản sao lưu, hoặc lập lại biểu mẫu."),
    )
