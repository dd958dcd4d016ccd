"""The words of tờ trình and báo cáo: written from the records, edited by the office, saved as Word or PDF.

An edit is kept together with what the records said when it was made, so that it is never lost when figures change
and never goes stale unseen.
"""

from pathlib import Path

from friendly_desktop.domain.package import PackageContent
from friendly_desktop.domain.report import Paper, ReportPart
from friendly_desktop.domain.text import clean_text
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, in_vietnamese
from friendly_desktop.services.assessment import AssessmentService
from friendly_desktop.services.package import PackageService
from friendly_desktop.services.written_files import WORD, Written, check_target, write_file


class ReportService:
    """The two papers of a year that people put into words."""

    def __init__(self, assessment: AssessmentService, package: PackageService) -> None:
        """Work on the years of ``assessment``; ``package`` knows what is in a year."""
        self._assessment = assessment
        self._package = package

    def parts(self, year: int) -> tuple[ReportPart, ...]:
        """Every part of both papers in printed order.

        Raises:
            AppError: the year was not opened.
        """
        return self._parts(self._package.content(year))

    def part(self, year: int, key: str) -> ReportPart:
        """One part.

        Raises:
            AppError: the year was not opened, or its papers have no such part.
        """
        return self._find(self.parts(year), key)

    def save(self, year: int, key: str, text: str) -> ReportPart:
        """Keep the office's own words for a part, and what the records say at this moment.

        Words that say what the records say, and none at all, take the part back to the records.

        Raises:
            AppError: the year is frozen, or its papers have no such part.
        """
        found = self.part(year, key)
        said = clean_text(text)
        if said == found.text:
            return found
        own = "" if said == clean_text(found.written) else said
        self._assessment.set_report_text(year, key, own, found.written if own else "")
        return self.part(year, key)

    def keep(self, year: int, key: str) -> ReportPart:
        """The office has seen what moved and keeps its words.

        Raises:
            AppError: the year is frozen, or its papers have no such part.
        """
        found = self.part(year, key)
        if found.edited:
            self._assessment.set_report_text(year, key, found.text, found.written)
        return self.part(year, key)

    def write(self, year: int, paper: Paper, target: Path) -> Written:
        """Write a paper to a ``.docx`` or ``.pdf`` file, whole or not at all, and read it back.

        Args:
            year: the year.
            paper: which one.
            target: where; its ending says as what.

        Raises:
            AppError: the ending is neither, or the file cannot be written.
        """
        from friendly_desktop.services.documents.docx import docx_bytes
        from friendly_desktop.services.documents.pdf import pdf_bytes
        from friendly_desktop.services.documents.report import report
        from friendly_desktop.services.documents.submission import submission
        from friendly_desktop.storage.pdfium import page_count

        check_target(target)
        with in_vietnamese():
            content = self._package.content(year)
            document = submission(content) if paper is Paper.SUBMISSION else report(content)
            if target.suffix.lower() == WORD:
                return write_file(target, docx_bytes(document), 0)
            made = pdf_bytes(document)
        return write_file(target, made, page_count(made))

    def _parts(self, content: PackageContent) -> tuple[ReportPart, ...]:
        from friendly_desktop.services.documents.report_words import report_parts

        with in_vietnamese():
            return report_parts(content, self._assessment.report_bases(content.year))

    @staticmethod
    def _find(parts: tuple[ReportPart, ...], key: str) -> ReportPart:
        for part in parts:
            if part.key == key:
                return part
        raise AppError(
            "unknown_part",
            _("Không có phần này"),
            _("Tờ trình và báo cáo không có phần «{key}».").format(key=key),
            _("Hãy dùng lệnh report show để xem các phần."),
        )
