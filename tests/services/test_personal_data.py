"""What citizens gave stays where it belongs: letters, late files and ballots walked through with planted names.

The letter itself, its register and the list of late files name people, because that is what they are for. Where one
lives, identity numbers and telephone numbers leave for nobody else; and nothing at all of a person gets into file
names, the log, a crash report, the trail, the doctor, figures, or what the commands say of other things.
"""

import contextlib
import io
import json
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from friendly_desktop import logs
from friendly_desktop.bootstrap import Services
from friendly_desktop.cli import main
from friendly_desktop.domain.cases import CaseFilter, CaseKind
from friendly_desktop.domain.indicators.late_files import LateFile
from friendly_desktop.domain.letters import LetterKind
from friendly_desktop.errors import AppError
from friendly_desktop.services.trail import TrailFilter
from tests.services import letters_desk
from tests.services.cases_desk import add, entry
from tests.services.planted import ADDRESS, IDENTITY, NAME, OTHER, PHONE, contents, traces_in

YEAR = 2026
#: Of the planted words those that say where somebody lives, who by number, and how to be called.
HIDDEN = ("wzắtlộvgừnh", IDENTITY, PHONE, "0987123987")


def hidden_in(content: bytes) -> list[str]:
    return [one for one in traces_in(content) if one in HIDDEN]


@pytest.fixture
def office(services: Services, workplace: Path) -> Services:
    """An office whose letters, late files, cases and ballots all name planted people."""
    services.assessment.open_year(YEAR, "hai-duong-2024")
    letter = letters_desk.write(
        services,
        LetterKind.SYMPATHY,
        date(2026, 11, 10),
        salutation="Ông",
        name=NAME,
        address=f"{ADDRESS}, SĐT {PHONE}",
        event="hỏa hoạn",
        happened="2026-11-08",
        damage=f"cháy nhà tại {ADDRESS}, CCCD {IDENTITY}",
    )
    services.letters.archive(letter.id)
    services.letters.sign([letter.id], date(2026, 11, 11))
    wedding = letters_desk.write(services, groom=NAME, bride=OTHER, groom_address=ADDRESS)
    services.letters.archive(wedding.id)
    services.letters.sign([wedding.id], date(2026, 11, 12))
    services.indicators.save_late(
        LateFile(
            0, "H1", "Khai sinh", NAME, ADDRESS, None, date(2026, 11, 2), date(2026, 11, 9), "chờ xác minh"
        )
    )
    add(services, name=NAME, address=ADDRESS, identity=IDENTITY, phone=PHONE, content=f"Đơn của {OTHER}")
    survey = services.surveys.open(YEAR, "citizen", "Khảo sát tháng 11", issued=20)
    listed = workplace / "phiếu.csv"
    listed.write_text(
        f"Số phiếu,Họ và tên,Câu 1,Câu 2,Câu 3,Câu 4,Câu 5\n1,{NAME},1,1,1,1,1\n2,{OTHER},2,2,2,2,2\n",
        encoding="utf-8",
    )
    services.surveys.take_list(survey.id, services.surveys.read_list(survey.id, listed))
    return services


def said(services: Services, *arguments: str) -> bytes:
    """What a command answers."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        main(["--data", str(services.folder.root), "--json", *arguments])
    return (out.getvalue() + err.getvalue()).encode()


def test_no_name_of_a_file_in_the_data_folder_tells_of_a_person(office: Services) -> None:
    office.backups.make()
    found = [
        str(path.relative_to(office.folder.root))
        for path in office.folder.root.rglob("*")
        if traces_in(str(path.relative_to(office.folder.root)).encode())
    ]
    assert found == []


def test_a_ballot_keeps_no_name_from_the_list_it_came_from(office: Services, tmp_path: Path) -> None:
    with office.db.read() as connection:
        for table in ("surveys", "ballots", "ballot_readings"):
            for row in connection.exec_driver_sql(f"SELECT * FROM {table}"):
                assert not traces_in(repr(tuple(row)).encode()), table


def test_the_trail_and_its_files_tell_of_nobody(office: Services, tmp_path: Path) -> None:
    for kind in (".xlsx", ".csv", ".jsonl"):
        target = tmp_path / f"nhat-ky{kind}"
        assert office.trail.write(TrailFilter(), target) > 10
        told = [
            one for _name, content in contents(target.read_bytes(), target.name) for one in traces_in(content)
        ]
        assert not told, target.name


def test_the_package_shows_where_nobody_lives_and_no_number_of_a_person(
    office: Services, tmp_path: Path
) -> None:
    office.letter_proof.choose_sample(YEAR, office.letter_proof.propose_samples(YEAR))
    office.package.export(YEAR, tmp_path / "goi")
    told = []
    for path in (tmp_path / "goi").rglob("*"):
        assert not traces_in(path.name.encode())
        if path.is_file():
            told += [
                (name, found)
                for name, content in contents(path.read_bytes(), path.name)
                if (found := hidden_in(content))
            ]
    assert told == []


def test_lists_reports_and_statistics_mask_who_by_number_and_where_to_the_door(
    office: Services, tmp_path: Path
) -> None:
    lines = {
        "cases": repr(office.cases.lines(list(office.cases.ids(CaseFilter())))),
        "search": repr(office.search.find(NAME)),
    }
    office.case_statistics.write(None, tmp_path / "thong-ke.pdf")
    office.indicators.figure_template(YEAR, tmp_path / "so-lieu.xlsx")
    for name, text in lines.items():
        assert not [one for one in hidden_in(text.encode()) if one != "wzắtlộvgừnh"], name
    for path in (tmp_path / "thong-ke.pdf", tmp_path / "so-lieu.xlsx"):
        assert not [
            one for name, content in contents(path.read_bytes(), path.name) for one in traces_in(content)
        ]


@pytest.mark.parametrize(
    "arguments",
    [
        ("doctor",),
        ("case", "list"),
        ("year", "status", str(YEAR)),
        ("score", "show", str(YEAR)),
        ("evidence", "list", str(YEAR)),
        ("evidence", "verify"),
        ("backup", "list"),
        ("letter", "kinds"),
    ],
    ids=" ".join,
)
def test_commands_say_no_number_of_a_person_and_no_door(office: Services, arguments: tuple[str, ...]) -> None:
    told = said(office, *arguments)
    assert json.loads(told.split(b"\n\n")[0]) is not None
    assert not hidden_in(told), told.decode()
    if arguments[0] != "case":
        assert not traces_in(told), told.decode()


def test_a_failing_statement_and_a_refusal_leave_places_and_codes_and_no_words(
    office: Services, tmp_path: Path
) -> None:
    from ui import crash

    logs.start(office.folder, "command")
    with pytest.raises(IntegrityError) as failed, office.db.read() as connection:
        connection.exec_driver_sql("INSERT INTO cases (name) VALUES (?)", (NAME,))
    assert not traces_in(f"{failed.value} {crash.report(failed.value)}".encode())
    logs.note(failed.value)
    with pytest.raises(AppError) as refused:
        office.cases.add(entry(CaseKind.DENUNCIATION, name=NAME))
    logs.note(refused.value)
    logs.stop()
    told = logs.tail(office.folder)
    assert "IntegrityError" in told["command.log"]
    assert refused.value.code in told["command.log"]
    assert not traces_in(repr(told).encode())
