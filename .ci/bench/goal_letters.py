"""L1 to L4 and LM: print runs of letters, one file or one each; words, fonts and size; the preview."""

import io
import itertools
import random
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from measure import Goal, Measured, child_output, paired, timed
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from friendly_desktop.domain.letters import LetterDraft, LetterKind, Template
from friendly_desktop.domain.office import Office, Signatory, UnitType
from friendly_desktop.services.documents import fonts, lines
from friendly_desktop.services.documents.docx import docx_bytes
from friendly_desktop.services.documents.layout import Layout, PlacedText
from friendly_desktop.services.documents.model import Document
from friendly_desktop.services.documents.sheet_pdf import lay_out, sheet_pdf
from friendly_desktop.services.documents.sheet_run import write_apart, write_together
from friendly_desktop.services.letters.compose import compose
from friendly_desktop.services.letters.templates import LetterTemplatesService
from tests.documents.letter_sample import letter

LETTERS = 1000
MANY = 10_000
MEMORY_LIMIT = 200  # MB
BYTES_LIMIT = 60_000
OFFICE_LETTERS = 40  # that LibreOffice turns into PDF in one call
PAIRS = 5
RENDER_DPI = 120

OFFICE = Office(UnitType.XA, "Ninh Giang", "Hải Phòng", "Ninh Giang")
CHAIR = Signatory(1, "Nguyễn Thị Huệ")
DAY = date(2026, 11, 20)
_FAMILY = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
]
_MIDDLE = ["Văn", "Thị", "Hữu", "Đức", "Minh", "Ngọc", "Thu", "Quang", "Xuân", "Thanh"]
_GIVEN = [
    "An",
    "Bình",
    "Cường",
    "Dũng",
    "Đạt",
    "Đức",
    "Hà",
    "Hải",
    "Hạnh",
    "Hiếu",
    "Hoa",
    "Hòa",
    "Hùng",
    "Hương",
    "Hường",
    "Khánh",
    "Lan",
    "Linh",
    "Long",
    "Mai",
    "Nam",
    "Nga",
    "Ngân",
    "Phong",
    "Phúc",
    "Quân",
    "Quỳnh",
    "Sơn",
    "Tâm",
    "Thảo",
    "Thắng",
    "Thủy",
    "Tiến",
    "Trang",
    "Trung",
    "Tuấn",
    "Tú",
    "Uyên",
    "Vân",
    "Việt",
    "Vinh",
    "Xuân",
    "Yến",
]
_HAMLETS = ("Đồng Quýt", "Hạ", "Thượng", "Mai Xá", "Đông Lĩnh", "Ứng Mộ", "Vĩnh Xuyên", "Bồ Dương")


def names(count: int) -> Iterator[tuple[str, str]]:
    """People and their thôn, the same each time."""
    chance = random.Random(1)
    for _number in range(count):
        name = " ".join(map(chance.choice, (_FAMILY, _MIDDLE, _GIVEN)))
        yield name, f"thôn {chance.choice(_HAMLETS)}"


def long_letters(count: int) -> Iterator[Document]:
    """Letters of some 360 words on one A4 page."""
    return (letter(f"ông {name}", place) for name, place in names(count))


@cache
def wedding() -> tuple[Template, LetterDraft]:
    """The shipped wedding letter and a draft of it."""
    template = next(one for one in LetterTemplatesService().shipped() if one.kind is LetterKind.WEDDING)
    values = {one.id: one.default for one in template.fields}
    return template, LetterDraft(template.id, values, DAY, place="Ninh Giang")


def weddings(count: int) -> Iterator[Document]:
    """Wedding letters from the shipped template."""
    template, draft = wedding()
    for name, place in names(count):
        values = {
            **draft.values,
            "groom": name,
            "bride": f"{name} Ly",
            "groom_address": place,
            "bride_address": place,
        }
        yield compose(template, replace(draft, values=values), OFFICE, CHAIR)


def canvas_page(canvas: Canvas, document: Document, laid: Layout) -> None:
    """The same lines at the same places by ReportLab's canvas, which need not find them."""
    page = document.page
    left, top = page.left * lines.MM, (page.height - page.top) * lines.MM
    text = canvas.beginText(0, 0)
    worn: object = None
    black = True
    for placed in itertools.chain.from_iterable(laid.pages):
        if not isinstance(placed, PlacedText):
            continue
        y = top - placed.y - placed.text.ascent
        for line in placed.text.lines:
            text.setTextOrigin(left + placed.x + line.x, y)
            text.setWordSpace(line.spread)
            for words, style in line.pieces:
                if worn != (style.face, style.size):
                    text.setFont(fonts.face(*style.face), style.size)
                    worn = style.face, style.size
                if style.color or not black:
                    text.setFillColor(HexColor(style.color or "#000000"))
                    black = not style.color
                text.textOut(words)
            y -= placed.text.leading
        if placed.text.rule:
            start, end = placed.text.rule
            canvas.line(left + placed.x + start, y + 10, left + placed.x + end, y + 10)
    canvas.drawText(text)
    canvas.showPage()


def canvas_of(target: Path | io.BytesIO, page: Document) -> Canvas:
    """An empty file of the bare canvas."""
    size = (page.page.width * lines.MM, page.page.height * lines.MM)
    return Canvas(str(target) if isinstance(target, Path) else target, size, pageCompression=1)


def forget() -> None:
    """Nothing is remembered from the run before."""
    lines.lay.cache_clear()


def together(folder: Path) -> Measured:
    """One file of 1,000 letters of 360 words: our speed by that of the bare canvas."""
    documents = list(long_letters(LETTERS))
    laid = [lay_out(document) for document in documents]

    def ours() -> None:
        forget()
        results = write_together(documents, folder / "thư.pdf", "Thư")
        if any(result.error for result in results):
            raise RuntimeError("a letter was not written")

    def bare() -> None:
        canvas = canvas_of(folder / "canvas.pdf", documents[0])
        for document, placed in zip(documents, laid, strict=True):
            canvas_page(canvas, document, placed)
        canvas.save()

    return speed(
        paired(timed(bare), timed(ours), pairs=PAIRS),
        LETTERS,
        "ours breaks the lines, the canvas is given them",
    )


def together_weddings(folder: Path) -> Measured:
    """The same with the wedding letter of the program, a frame and few words."""
    documents = list(weddings(LETTERS))
    laid = [lay_out(document) for document in documents]

    def ours() -> None:
        forget()
        write_together(documents, folder / "thư.pdf", "Thư")

    def bare() -> None:
        canvas = canvas_of(folder / "canvas.pdf", documents[0])
        for document, placed in zip(documents, laid, strict=True):
            canvas_page(canvas, document, placed)
        canvas.save()

    return speed(paired(timed(bare), timed(ours), pairs=PAIRS), LETTERS, "the canvas draws no frame")


def speed(measured: Measured, count: int, note: str) -> Measured:
    """Letters a second of ours and of the other, from milliseconds of the other and ours."""
    return Measured(
        count * 1000 / measured.other, count * 1000 / measured.ours, measured.ratio, "letters/s", note
    )


def against_office(folder: Path) -> Measured | None:
    """Our print run against LibreOffice turning the same letters into PDF in one call."""
    program = shutil.which("soffice")
    if not program:
        return None
    documents = list(long_letters(LETTERS))
    source = folder / "docx"
    source.mkdir()
    for number, document in enumerate(documents[:OFFICE_LETTERS]):
        (source / f"{number:04}.docx").write_bytes(docx_bytes(document))
    profile = f"-env:UserInstallation={(folder / 'lo').as_uri()}"

    def convert() -> float:
        target = folder / "pdf"
        shutil.rmtree(target, ignore_errors=True)
        command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(target)]
        took = timed(
            lambda: subprocess.run(
                [*command, *map(str, sorted(source.iterdir()))], check=True, capture_output=True
            )
        )()
        if len(list(target.iterdir())) != OFFICE_LETTERS:
            raise RuntimeError("LibreOffice did not convert every letter")
        return took / OFFICE_LETTERS

    def ours() -> float:
        forget()
        return timed(lambda: write_together(documents, folder / "thư.pdf", "Thư"))() / LETTERS

    return speed(paired(convert, ours, pairs=3), 1, f"LibreOffice: {OFFICE_LETTERS} letters in one call")


def apart(folder: Path) -> Measured:
    """One file for each of 1,000 letters: our speed by that of a canvas for each file."""
    documents = list(long_letters(LETTERS))
    some = documents[:100]
    laid = [lay_out(document) for document in some]

    def ours() -> float:
        forget()
        target = folder / "thư"
        target.mkdir()
        files = ((target / f"{number:04}.pdf", document) for number, document in enumerate(documents))
        took = timed(lambda: list(write_apart(files, flush=False, processes=0)))()
        shutil.rmtree(target)
        return took / len(documents)

    def bare() -> float:
        target = folder / "canvas"
        target.mkdir()

        def draw() -> None:
            for number, (document, placed) in enumerate(zip(some, laid, strict=True)):
                canvas = canvas_of(target / f"{number:04}.pdf", document)
                canvas_page(canvas, document, placed)
                canvas.save()

        took = timed(draw)()
        shutil.rmtree(target)
        return took / len(some)

    return speed(paired(bare, ours, pairs=PAIRS), 1, "one process, both without fsync")


def words_and_fonts(folder: Path) -> Measured | None:
    """Every word of a run comes back composed from every file; only embedded subsets; the largest file."""
    if not shutil.which("pdftotext") or not shutil.which("pdffonts"):
        return None
    target = folder / "thư"
    target.mkdir()
    documents = [*long_letters(100), *weddings(100)]
    files = [(target / f"{number:04}.pdf", document) for number, document in enumerate(documents)]
    list(write_apart(files, flush=False))
    for document in documents[::40]:  # and each by itself, as the preview makes it
        alone = target / f"{len(files):04}.pdf"
        alone.write_bytes(sheet_pdf(document))
        files.append((alone, document))
    for file, document in files:
        check_words(file, document)
        check_fonts(file)
    largest = max(file.stat().st_size for file, _document in files)
    return Measured(
        largest, BYTES_LIMIT, largest / BYTES_LIMIT, "bytes", f"{len(files)} files, all words, all fonts"
    )


def check_words(file: Path, document: Document) -> None:
    """Stop when a word is missing or decomposed."""
    read = subprocess.run(
        ["pdftotext", "-raw", str(file), "-"], check=True, capture_output=True
    ).stdout.decode("utf-8")
    if read != unicodedata.normalize("NFC", read):
        raise RuntimeError("a word came back decomposed")
    wanted = sorted(
        "".join("".join(run.text for run, _words in itertools.islice(document.runs(), 2, None)).split())
    )
    if sorted("".join(read.split())) != wanted:
        raise RuntimeError("a word was lost")


def check_fonts(file: Path) -> None:
    """Stop when a font is not embedded, not a subset or has no way back to characters."""
    told = subprocess.run(["pdffonts", str(file)], check=True, capture_output=True, encoding="ascii").stdout
    rows = told.splitlines()[2:]
    if not rows or not all(row.split()[-5:-2] == ["yes", "yes", "yes"] for row in rows):
        raise RuntimeError(told)


def memory(folder: Path) -> Measured | None:
    """The most memory that a run of 10,000 letters into one file held, composing included, in MB."""
    if not Path("/proc/self/status").exists():
        return None
    peak = int(child_output([str(Path(__file__)), str(folder / "thư.pdf")])) / 1000
    return Measured(peak, MEMORY_LIMIT, peak / MEMORY_LIMIT, "MB", f"{MANY:,} letters")


def preview(_folder: Path) -> Measured:
    """Composing, writing and rendering a wedding letter after each keystroke, against rendering alone."""
    import pypdfium2

    template, draft = wedding()
    typed = itertools.cycle(name[:length] for name, _place in names(50) for length in range(3, len(name)))

    def render(content: bytes) -> None:
        with pypdfium2.PdfDocument(content) as pdf:
            page = pdf[0]
            page.render(scale=RENDER_DPI / 72).close()
            page.close()

    def write() -> bytes:
        values = {**draft.values, "groom": next(typed), "bride": "Trần Thị Hường"}
        return sheet_pdf(compose(template, replace(draft, values=values), OFFICE, CHAIR))

    contents = [write() for _key in range(20)]
    page = itertools.cycle(contents)
    return paired(
        timed(lambda: render(write())),
        timed(lambda: render(next(page))),
        pairs=101,
        warm_up=20,
        note=f"{RENDER_DPI} dpi",
    )


GOALS = (
    Goal(
        "L1",
        "speed of 1,000 letters in one file / bare ReportLab canvas",
        0.8,
        0.5,
        together,
        more_is_better=True,
    ),
    Goal("L1w", "the same with framed wedding letters", 0.8, 0.5, together_weddings, more_is_better=True),
    Goal(
        "L1o",
        "times faster than LibreOffice converting in one call",
        60,
        35,
        against_office,
        more_is_better=True,
    ),
    Goal("L2", "times faster than a ReportLab canvas for each file", 8, 2, apart, more_is_better=True),
    Goal("L3", "largest letter file / 60 kB, all words and fonts right", 1, 1, words_and_fonts),
    Goal("LM", "peak memory of 10,000 letters / 200 MB", 1, 1, memory),
    Goal("L4", "compose, write and render / render alone", 1.5, 1.5, preview),
)

if __name__ == "__main__":
    write_together(long_letters(MANY), Path(sys.argv[1]), "Thư")
    # Not getrusage: its maximum still holds that of the process this one was started from.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
