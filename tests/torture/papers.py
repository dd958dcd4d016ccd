"""Every kind of file that leaves the program is written to a stick: whole, or not under its name."""

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdfium2

from friendly_desktop.bootstrap import Services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.letters import LetterFilter, LetterKind
from friendly_desktop.domain.postings import PostingSize
from friendly_desktop.domain.report import Paper
from friendly_desktop.services.trail import TrailFilter
from tests.conftest import NOW
from tests.torture.act import Act, Say, nothing_unfinished

YEAR = 2026
_FIRST, _LAST = date(YEAR, 1, 1), date(YEAR, 12, 31)


def _survey(services: Services) -> int:
    return services.surveys.find(YEAR)[0].id


def _posting(services: Services, target: Path) -> object:
    kind = services.postings.kinds()[0].id
    made = services.postings.pdf(kind, services.postings.blank(kind), PostingSize.A4)
    return services.postings.write(target, made)


_PAPERS: dict[str, Callable[[Services, Path], object]] = {
    "sổ thư.xlsx": lambda services, target: services.letters.write_register(LetterFilter(), target),
    "thống kê.pdf": lambda services, target: services.case_statistics.write(None, target),
    "thống kê.xlsx": lambda services, target: services.case_statistics.write(None, target),
    "sổ tiếp dân.xlsx": lambda services, target: services.case_register.write(YEAR, target),
    "thông báo.pdf": lambda services, target: services.meetings.write_notice(target, _FIRST, _LAST),
    "lịch.ics": lambda services, target: services.meetings.write_calendar(target, _FIRST, _LAST),
    "việc đã hứa.xlsx": lambda services, target: services.meetings.write_promises(target),
    "phiếu.xlsx": lambda services, target: services.surveys.write_ballots(_survey(services), target),
    "phiếu.pdf": lambda services, target: services.ballot_papers.write(target, _survey(services), 1, 3),
    "số liệu.xlsx": lambda services, target: services.indicators.figure_template(YEAR, target),
    "hồ sơ trễ.xlsx": lambda services, target: services.indicators.late_template(target),
    "ngày nghỉ.csv": lambda services, target: services.workdays.export(target, [YEAR]),
    "ngày nghỉ.xlsx": lambda services, target: services.workdays.export(target, [YEAR]),
    "bộ tiêu chí.xlsx": lambda services, target: services.criteria.write_template(target, "hai-duong-2024"),
    "tờ trình.docx": lambda services, target: services.report.write(YEAR, Paper.SUBMISSION, target),
    "báo cáo.pdf": lambda services, target: services.report.write(YEAR, Paper.REPORT, target),
    "phiếu việc.pdf": lambda services, target: services.officer_slips.write(YEAR, target),
    "hướng dẫn.pdf": lambda services, target: services.guide.write(target),
    "báo sự cố.zip": lambda services, target: services.problem_reports.write(
        services.problem_reports.collect(), target
    ),
    "nhật ký.csv": lambda services, target: services.trail.write(TrailFilter(), target),
    "nhật ký.xlsx": lambda services, target: services.trail.write(TrailFilter(), target),
    "nhật ký.jsonl": lambda services, target: services.trail.write(TrailFilter(), target),
    "niêm yết.pdf": _posting,
    "danh sách mẫu.xlsx": lambda services, target: services.letter_batches.example(
        services.letter_templates.default(LetterKind.WEDDING), target
    ),
    "mẫu thư.yaml": lambda services, target: services.letter_templates.export_file(
        services.letter_templates.default(LetterKind.WEDDING).id, target
    ),
    "mẫu phiếu.yaml": lambda services, target: services.surveys.write_form("citizen", target),
}
#: It may have been filled in, so it is never written over another one.
_FORM = "bộ tiêu chí.xlsx"


class WritingPapers(Act):
    """The papers of the made-up commune in turn, each over the one before."""

    name = "papers"
    clock = FixedClock(NOW)
    writes_files = True
    turns = tuple(range(1, 1 + len(_PAPERS)))

    def prepare(self) -> None:
        with self.opened() as services:
            services.demo.fill(YEAR)
            for name, write in _PAPERS.items():
                write(services, self.target / name)

    def play(self, services: Services, turn: int, say: Say) -> None:
        name, write = list(_PAPERS.items())[turn % len(_PAPERS)]
        if name == _FORM:
            name = f"{turn} {name}"
        write(services, self.target / name)
        say(name)

    def look(self, services: Services) -> None:
        assert services.assessment.view(YEAR).rows
        for name in (*_PAPERS, *(str(told[0]) for told in self.told)):
            assert (self.target / name).exists(), name
        for path in self.target.iterdir():
            if not path.name.startswith("."):
                _whole(path)
        nothing_unfinished(self.target)
        self.found["papers"] = len(_PAPERS)


def _whole(path: Path) -> None:
    content = path.read_bytes()
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(content) as read:
            assert len(read)
    elif content.startswith(b"PK"):
        with zipfile.ZipFile(path) as packed:
            assert packed.testzip() is None
    elif path.suffix == ".ics":
        assert content.endswith(b"END:VCALENDAR\r\n")
    else:
        assert content.endswith(b"\n"), path.name
