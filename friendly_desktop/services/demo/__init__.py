"""A believable commune for trying the program: set-up, two years, papers, pictures, scores.

Everything goes through the same services as an office's own work, so that the demonstration shows
what the program really does.
"""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from friendly_desktop.clock import Clock
from friendly_desktop.domain.assessment import Entry, LeafStatus
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.criteria import CriteriaSet, Scorer
from friendly_desktop.domain.office import Office, Person, Signatory, SigningForm, UnitType
from friendly_desktop.domain.rights import rights_for
from friendly_desktop.domain.settings import SAMPLE_DATA, SAMPLE_FILLING
from friendly_desktop.domain.text import ascii_slug
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.services.assessment import AssessmentService
from friendly_desktop.services.criteria import CriteriaService
from friendly_desktop.services.demo.decisions import DemoDecisions
from friendly_desktop.services.demo.figures import DemoFigures
from friendly_desktop.services.demo.letters import DemoLetters
from friendly_desktop.services.demo.postings import DemoPostings
from friendly_desktop.services.demo.reception import DemoReception
from friendly_desktop.services.demo.surveys import DemoSurveys
from friendly_desktop.services.evidence import EvidenceService
from friendly_desktop.services.jobs import UNWATCHED, JobContext
from friendly_desktop.services.office import OfficeService
from friendly_desktop.storage.database import Database
from friendly_desktop.storage.demo_data import clear_records, in_use, read_commune
from friendly_desktop.storage.office import put_settings, setting

_FILLED = "filled"
#: The kinds of records after the evidence, and how many files of evidence one of them counts for in the progress.
_STAGES, _STAGE = 6, 6
_LONGEST = timedelta(minutes=10)  # no PC takes as long; what is older was killed


@dataclass(frozen=True, slots=True)
class DemoResult:
    """What was filled in."""

    office: str
    year: int
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Proof:
    """A piece of evidence of the demonstration before it is added."""

    path: Path
    title: str
    number: str
    day: date
    leaves: tuple[str, ...]


class DemoService:
    """Fills an empty data folder."""

    def __init__(  # noqa: PLR0917 - one argument a service
        self,
        db: Database,
        clock: Clock,
        office: OfficeService,
        criteria: CriteriaService,
        assessment: AssessmentService,
        evidence: EvidenceService,
        letters: DemoLetters,
        reception: DemoReception,
        figures: DemoFigures,
        surveys: DemoSurveys,
        postings: DemoPostings,
        decisions: DemoDecisions,
    ) -> None:
        """Work through the given services."""
        self._db = db
        self._clock = clock
        self._office = office
        self._criteria = criteria
        self._assessment = assessment
        self._evidence = evidence
        self._letters = letters
        self._reception = reception
        self._figures = figures
        self._surveys = surveys
        self._postings = postings
        self._decisions = decisions

    def fill(self, year: int | None = None, job: JobContext = UNWATCHED) -> DemoResult:
        """Fill the data folder with the made-up commune of An Bình.

        Args:
            year: the year under way; this year by default. The year before it is frozen.
            job: told of every file.

        Raises:
            AppError: an office works here already; its records are not touched.
        """
        self._db.permit(*rights_for(Area))
        if self._is_abandoned():
            self._clear()
        with self._db.write(Area.OFFICE) as connection:  # one act, so that two at once cannot both begin
            if in_use(connection):
                raise _refusal(setting(connection, SAMPLE_DATA))
            put_settings(connection, {SAMPLE_DATA: f"{SAMPLE_FILLING} {self._clock.now().isoformat()}"})
        try:
            result = self._fill(year or self._clock.today().year, job)
        except BaseException:
            self._clear()
            raise
        self._office.set_setting(SAMPLE_DATA, _FILLED)
        return result

    def clear(self) -> None:
        """Take the made-up records and files away, so that the office can begin its own work here.

        Raises:
            AppError: the records are the office's own; nothing is touched.
        """
        if not self._office.is_demo():
            raise AppError(
                "not_demo",
                _("Đây không phải là dữ liệu mẫu"),
                _("Dữ liệu trong thư mục này là dữ liệu thật của đơn vị nên không bị xóa."),
            )
        self._clear()

    def discard_unfinished(self) -> None:
        """Take away what a demonstration left that was killed while it was being filled in."""
        if self._office.is_demo_unfinished():
            self._clear()

    def _is_abandoned(self) -> bool:
        state, _space, begun = self._state().partition(" ")
        return state == SAMPLE_FILLING and self._clock.now() - datetime.fromisoformat(begun) > _LONGEST

    def _state(self) -> str:
        return self._office.setting(SAMPLE_DATA)

    def _clear(self) -> None:
        with self._db.write(*Area) as connection:
            clear_records(connection)
        self._evidence.collect_orphans(grace_seconds=0)

    def _fill(self, year: int, job: JobContext) -> DemoResult:
        job.report(0, 1, _("Đơn vị, bộ tiêu chí"))
        data = read_commune()
        office = self._set_up(data)
        criteria_set = self._criteria.get(data["set"])
        self._last_year(year - 1, criteria_set, data)
        self._assessment.open_year(year, criteria_set.id, carry_over=True)
        self._score(year, criteria_set, data)
        files = self._prove(year, office, data, job)
        for section, text in data["report"].items():
            self._assessment.set_report_text(year, section, text)
        hamlets = self._office.save_hamlets("\n".join(data["hamlets"]))
        clerk = data["people"][2]["name"]
        today = self._clock.today()
        stages: tuple[tuple[str, Callable[[], Mapping[str, int]]], ...] = (
            (_("Thư của Chủ tịch"), lambda: self._write_letters(year, data, office, clerk)),
            (
                _("Sổ tiếp công dân và đơn"),
                lambda: self._reception.fill(year, today, data, data["hamlets"]),
            ),
            (_("Số liệu, hoạt động"), lambda: self._figures.fill(year, today, data["hamlets"])),
            (_("Phiếu khảo sát"), lambda: self._surveys.fill(year, today, data["hamlets"])),
            (_("Niêm yết"), lambda: self._postings.fill(year, today)),
            # Last: it looks at all the records.
            (_("Đề nghị điểm"), lambda: self._decisions.fill(year, data["decisions"])),
        )
        filled: dict[str, int] = {}
        for done, (label, fill) in enumerate(stages):
            job.report(files + done * _STAGE, files + _STAGES * _STAGE, label)
            job.checkpoint()
            filled |= fill()
        counts = {
            "years": 2,
            "units": len(data["units"]),
            "people": len(data["people"]),
            "scored": sum(row.entry.points is not None for row in self._assessment.view(year).rows.values()),
            "evidence": files,
            "hamlets": len(hamlets),
            **filled,
        }
        counts["evidence"] = len(self._evidence.listing(year))  # with the photos of what hangs on the walls
        return DemoResult(office.name, year, counts)

    def _set_up(self, data: Mapping[str, Any]) -> Office:
        told = data["office"]
        office = self._office.save_office(
            Office(
                **{**told, "unit_type": UnitType(told["unit_type"]), "recipients": tuple(told["recipients"])}
            )
        )
        for one in data["signatories"]:
            signatory = Signatory(0, one["name"], SigningForm(one["form"]), one["default"] == "yes")
            self._office.save_signatory(signatory)
        units = {name: self._office.save_unit(name).id for name in data["units"]}
        for one in data["people"]:
            self._office.save_person(Person(0, one["name"], one["position"], units[one["unit"]]))
        return office

    def _last_year(self, year: int, criteria_set: CriteriaSet, data: Mapping[str, Any]) -> None:
        told = data["last_year"]
        self._assessment.open_year(year, criteria_set.id)
        for leaf in criteria_set.leaves:
            self._assessment.set_points(year, leaf.id, told["points"].get(leaf.id, leaf.max_points))
        for veto in criteria_set.vetoes:
            self._assessment.set_veto(year, veto.id, holds=False)
        self._assessment.freeze(year)
        for leaf_id, (points, remark) in told["appraised"].items():
            self._assessment.set_appraisal(year, leaf_id, points, remark)

    def _score(self, year: int, criteria_set: CriteriaSet, data: Mapping[str, Any]) -> None:
        people = {person.name: person for person in self._office.people()}
        for leaf in criteria_set.leaves:
            chain = [node.id for node in reversed(criteria_set.path(leaf.id))]
            points: str | Decimal | None = data["points"].get(leaf.id, leaf.max_points)
            officer = next((people[data["officers"][one]] for one in chain if one in data["officers"]), None)
            due = next((data["due"][one] for one in chain if one in data["due"]), None)
            if leaf.scorer is Scorer.SELF:
                entry = Entry(
                    leaf.id,
                    officer_id=officer.id if officer else None,
                    unit_id=officer.unit_id if officer else None,
                    due=date.fromisoformat(f"{year}-{due}") if due else None,
                    status=LeafStatus.DOING if points == "" else LeafStatus.TODO,
                )
                self._assessment.save_entry(year, entry)
            if points not in ("", None):
                self._assessment.set_points(year, leaf.id, points, data["reasons"].get(leaf.id))
        for veto, answer in data["vetoes"].items():
            self._assessment.set_veto(year, veto, answer == "yes")

    def _prove(self, year: int, office: Office, data: Mapping[str, Any], job: JobContext) -> int:
        files = sum(len(data[key]) for key in ("papers", "pictures", "tables", "unsorted"))
        total = files + _STAGES * _STAGE
        with tempfile.TemporaryDirectory() as folder:
            for done, proof in enumerate(self._proofs(Path(folder), year, office, data), 1):
                job.report(done, total, _("Minh chứng"))
                job.checkpoint()
                self._add(year, proof)
        return files

    def _write_letters(
        self, year: int, data: Mapping[str, Any], office: Office, clerk: str
    ) -> Mapping[str, int]:
        signatory = self._office.signatories()[0]
        return {"letters": self._letters.fill(year, data["letters"], signatory, office.place, clerk)}

    def _add(self, year: int, proof: _Proof) -> None:
        first = proof.leaves[0] if proof.leaves else None
        (added,) = self._evidence.add_files(
            year, first, [proof.path], title=proof.title, number=proof.number, issued_on=proof.day
        )
        if added.evidence_id is None:
            raise RuntimeError(f"the demonstration file {proof.path.name} was not added: {added.problem}")
        for leaf in proof.leaves[1:]:
            self._evidence.link(added.evidence_id, year, leaf)

    def _proofs(self, folder: Path, year: int, office: Office, data: Mapping[str, Any]) -> Iterator[_Proof]:
        from friendly_desktop.services.demo import papers, pictures

        signatory = self._office.signatories()[0]
        for one in data["papers"]:
            issued_in = year - 1 if one.get("previous_year") else year
            day = date.fromisoformat(f"{issued_in}-{one['date']}")
            subject = one["subject"].format(year=year)
            symbol = f"{one['symbol']}-{office.symbol}"
            path = folder / f"{one['symbol']}-{one['number']}-{ascii_slug(subject, 40)}.pdf"
            told = papers.Paper(one["kind"], one["symbol"], one["number"], day, subject)
            path.write_bytes(papers.paper(office, signatory, told))
            yield _Proof(
                path,
                f"{one['kind']} {subject[0].lower()}{subject[1:]}",
                f"{one['number']}/{symbol}",
                day,
                tuple(one["leaves"]),
            )
        for one in [*data["pictures"], *data["unsorted"]]:
            day = date.fromisoformat(f"{year}-{one['date']}")
            path = folder / f"{one['title'].replace('/', '-')}.jpg"
            pictures.draw_picture(path, one["scene"], one["title"], day)
            yield _Proof(path, one["title"], "", day, tuple(one.get("leaves", ())))
        for one in data["tables"]:
            path = folder / f"{one['title']}.xlsx"
            path.write_bytes(papers.sheet(one["title"], one["headings"], one["rows"]))
            yield _Proof(
                path, one["title"], "", date.fromisoformat(f"{year}-{one['date']}"), tuple(one["leaves"])
            )


def _refusal(state: str) -> AppError:
    if state.startswith(SAMPLE_FILLING):
        return AppError(
            "demo_unfinished",
            _("Dữ liệu mẫu chưa tạo xong"),
            _("Một lần tạo dữ liệu mẫu khác đang chạy, hoặc vừa bị dừng giữa chừng."),
            _("Hãy đợi mười phút rồi chạy lại; phần dở dang khi đó sẽ được dọn đi."),
        )
    return AppError(
        "not_empty",
        _("Thư mục đã có dữ liệu"),
        _("Dữ liệu mẫu chỉ được tạo trong một thư mục trống; ở đây đã có dữ liệu của một đơn vị."),
        _("Hãy chọn một thư mục khác cho dữ liệu mẫu."),
    )
