"""Forms as Word files: LibreOffice prints the pages and words of the PDF."""

import re
import subprocess
from datetime import date
from pathlib import Path

import pypdfium2

from friendly_desktop.domain.cases import CaseKind, CasePaper
from friendly_desktop.domain.cases.forms import FormDraft
from friendly_desktop.domain.office import Office, Signatory
from friendly_desktop.services.case_forms.compose import FormPaper
from friendly_desktop.services.case_forms.templates import shipped
from friendly_desktop.services.documents.docx import docx_bytes
from friendly_desktop.services.documents.pdf import pdf_bytes
from tests.documents.libreoffice import SOFFICE, needs_the_same_layout

#: How a hyphen at the end of a line is read.
_HYPHEN = re.compile("[\ufffe\x02]")
VALUES = {
    "free_text": "Gia đình không được mời chứng kiến việc đo đạc ngày 12/3/2026.\nSố đo khác giấy chứng nhận.",
    "date": "2026-11-20",
    "time": "08:30",
    "number": "30",
}


@needs_the_same_layout
def test_libreoffice_prints_every_form_with_the_pages_and_words_of_the_pdf(tmp_path: Path) -> None:
    wanted = {}
    for form in shipped().values():
        values = {
            one.id: one.field.choices[0]
            if one.field.choices
            else VALUES.get(one.field.kind.value, "Bùi Thị Ân")
            for one in form.fields
        }
        draft = FormDraft(
            form.id, date(2026, 11, 20), 1, None, values, (CasePaper("Đơn khiếu nại", 2),), "5", "Ninh Giang"
        )
        kind = form.kinds[0] if form.kinds else CaseKind.COMPLAINT
        paper = FormPaper(form, draft, Office(name="Ninh Giang"), Signatory(1, "Nguyễn Văn Thắng"), kind)
        (tmp_path / f"{form.id}.docx").write_bytes(docx_bytes(paper.document()))
        wanted[form.id] = words(pdf_bytes(paper.document()))
    profile = (tmp_path / "profile").as_uri()
    command = [SOFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    files = sorted(map(str, tmp_path.glob("*.docx")))
    subprocess.run([*command, "--outdir", str(tmp_path), *files], check=True, capture_output=True)
    for form_id, told in wanted.items():
        assert words((tmp_path / f"{form_id}.pdf").read_bytes()) == told, form_id


def words(pdf: bytes) -> list[list[str]]:
    """The words of each page in alphabetical order, for the two writers draw columns in different order."""
    with pypdfium2.PdfDocument(pdf) as opened:
        return [
            sorted(_HYPHEN.sub("-", page.get_textpage().get_text_bounded()).replace(".", "").split())
            for page in opened
        ]
