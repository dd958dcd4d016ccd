"""B1 and B2: reading a ballot from a scan and from a photo against drawing its page; what a bad scan costs in questions."""

import random
import shutil
import subprocess
from pathlib import Path

from measure import Goal, Measured, paired, timed
from PIL import Image

from friendly_desktop.services.surveys.page_reading import read_picture
from friendly_desktop.services.surveys.paper import ballots_pdf
from friendly_desktop.storage.ballot_scans import COARSE, ScanFile
from friendly_desktop.storage.survey_files import shipped_forms
from tests.services.ballot_scans import KINDS, Score, fill_in, read_kind

SURVEY, NUMBER = 7, 12
PAIRS = 15
PHOTO = (3024, 4032)  # of a telephone, 12 million dots
PAGES = 10  # of each kind


def against_drawing(folder: Path, scan: Path) -> Measured | None:
    """From the file of one page to its answers, and pdftoppm drawing the printed page at 200 dots an inch."""
    program = shutil.which("pdftoppm")
    if not program:
        return None
    form = shipped_forms()["citizen"]
    printed = folder / "phiếu.pdf"
    printed.write_bytes(ballots_pdf(form, NUMBER, NUMBER, survey=SURVEY))

    def read() -> None:
        seen, _refused = read_picture(ScanFile(scan).page(0, COARSE), form, SURVEY)
        if [one.code.number for one in seen] != [NUMBER]:
            raise RuntimeError("the ballot was not read")

    def draw() -> None:
        subprocess.run([program, "-r", "200", str(printed), str(folder / "page")], check=True)

    return paired(timed(read), timed(draw), pairs=PAIRS, warm_up=2)


def scan(folder: Path) -> Measured | None:
    """A JPEG of a scanner at 200 dots an inch, laid a little askew."""
    page = fill_in(shipped_forms()["citizen"], NUMBER, SURVEY, 1).page
    target = folder / "quét.jpg"
    KINDS["turned"](page, random.Random(1)).save(target, quality=80)
    return against_drawing(folder, target)


def scan_in_pdf(folder: Path) -> Measured | None:
    """The same in a PDF, as office machines send it."""
    page = fill_in(shipped_forms()["citizen"], NUMBER, SURVEY, 1).page
    target = folder / "quét.pdf"
    KINDS["turned"](page, random.Random(1)).save(target, resolution=200)
    return against_drawing(folder, target)


def photo(folder: Path) -> Measured | None:
    """A photo of a telephone in full size."""
    page = fill_in(shipped_forms()["citizen"], NUMBER, SURVEY, 1).page
    seen = KINDS["phone"](page, random.Random(2)).resize(PHOTO, Image.Resampling.BICUBIC).convert("RGB")
    target = folder / "ảnh.jpg"
    seen.save(target, quality=85)
    return against_drawing(folder, target)


def questions(_folder: Path) -> Measured:
    """Clear answers a person is asked for, over pages spoilt in every way; one read wrongly stops the benchmark."""
    whole = Score()
    for kind in KINDS:
        score = read_kind(shipped_forms()["citizen"], kind, PAGES)
        whole = Score(*(one + other for one, other in zip(_figures(whole), _figures(score), strict=True)))
    if whole.wrong:
        raise RuntimeError(f"{whole.wrong} answers were read wrongly")
    clear = whole.right + whole.asked
    note = f"{len(KINDS)} kinds of {PAGES} pages: {whole.right} right, none wrong, {whole.unreadable} pages unreadable"
    return Measured(whole.asked, clear, whole.asked / clear, "answers", note)


def _figures(score: Score) -> tuple[int, int, int, int, int]:
    return score.right, score.wrong, score.asked, score.must_ask, score.unreadable


GOALS = (
    Goal("B1", "read a scanned ballot / pdftoppm draws its page at 200 dpi", 0.75, 1, scan),
    Goal("B1p", "the same from a PDF of scans", 0.75, 1, scan_in_pdf),
    Goal("B1f", "the same from a photo of 12 megapixels", 1, 1.5, photo),
    Goal("B2", "clear answers a person is asked for / all clear answers", 0.05, 0.1, questions),
)
