"""No service writes without asking who works here: every writing method, found in the source, tried in each role."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from friendly_desktop.bootstrap import Services, open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.bin import BinKind, Binned
from friendly_desktop.domain.cases.forms import FormDraft
from friendly_desktop.domain.letters.batch import BatchForm, BatchRow, BatchTarget
from friendly_desktop.domain.rights import RIGHTS_OF, Right, Role
from friendly_desktop.errors import AppError
from friendly_desktop.paths import DataFolder
from tests.services.people.writing_methods import Arguments, Method, writing_methods

YEAR = 2026

#: The door itself: whoever comes through has no role yet. Each is tried in test_signing_in.
DOORS = frozenset({"users.sign_in", "users.recover", "users.begin_sign_in", "users.change_own_password"})
#: What the program does by itself when it starts, and has nothing to do in a sound office.
OWN_ACTS = frozenset(
    {"bin.empty_due", "cases.finish_wiping", "demo.discard_unfinished", "indicators.settle_written"}
)
#: What reading may ask.
READING = frozenset({Right.READ_CASES})
#: A part of other methods, not an act.
PARTS = frozenset({"assessment.changing"})


def _batch_rows(services: Services) -> tuple[BatchRow, ...]:
    return (BatchRow(2, services.letters.get(1).draft, "Bà Thử"),)


def _later_rule(services: Services) -> Any:
    rule = next(one for one in services.deadline_rules.rules() if one.valid_to is None)
    return replace(rule, valid_from=date(2036, 1, 1))


def _own_form(services: Services) -> Any:
    return services.surveys.copy_of(services.surveys.forms()[0].id)


#: Values that come to a write, by parameter; everything else is made from the kind of the parameter.
NAMED: dict[str, Any] = {
    "year": YEAR,
    "minutes": 10,
    "assessment.open_year.year": YEAR + 1,
    "set_id": "hai-duong-2024",
    "node": lambda services: services.assessment.criteria_of(YEAR).leaves[0].id,
    "nodes": lambda services: [one.id for one in services.assessment.criteria_of(YEAR).leaves],
    "assessment.entry": lambda services: next(iter(services.assessment.view(YEAR).rows.values())).entry,
    "veto": lambda services: services.assessment.criteria_of(YEAR).vetoes[0].id,
    "evidence.update.title": "Kế hoạch",
    "evidence.take_from_inbox.paths": lambda services: [services.folder.inbox / "a.pdf"],
    "template_id": lambda services: services.letter_templates.templates()[0].id,
    "letter_templates.remove.template_id": "khong-co",
    "letter_templates.restore.template_id": "khong-co",
    "letter_templates.template": lambda services: replace(
        services.letter_templates.templates()[0], id="thu", title="Thử"
    ),
    "letters.draft": lambda services: services.letters.get(1).draft,
    "drafts": lambda services: [services.letters.get(1).draft],
    "target": lambda services: services.folder.root.parent / "thu.pdf",
    "letters.record_print.sha256": "0" * 64,
    "binned": lambda services: [Binned(BinKind.EVIDENCE, "1", "Thử", services.clock.now())],
    "book": lambda services: services.letters.books()[0],
    "letter_batches.rows": _batch_rows,
    "letter_batches.target": lambda services: BatchTarget(
        BatchForm.ONE_PDF, services.folder.root.parent / "nhieu.pdf", record=True
    ),
    "letter_ids": lambda services: services.letter_proof.propose_samples(YEAR)[:1],
    "report.key": lambda services: services.report.parts(YEAR)[0].key,
    "workdays.remove_day.day": lambda services: services.workdays.days(YEAR)[0].day,
    "workdays.confirm_year.year": YEAR + 1,
    "rule": lambda services: services.deadline_rules.rules()[0],
    "rules": lambda services: services.deadline_rules.rules()[:1],
    "old": lambda services: next(one for one in services.deadline_rules.rules() if one.valid_to is None),
    "deadline_rules.new": _later_rule,
    "minimum_id": lambda services: services.meetings.law_minima()[0].id,
    "meetings.make.rule": "thứ Năm tuần 1 và 3",
    "form": _own_form,
    "form_id": lambda services: services.surveys.forms()[0].id,
    "surveys.open.form": lambda services: services.surveys.forms()[0].id,
    "indicators.file": lambda services: services.indicators.late_files()[0],
    "case_forms.draft": lambda services: FormDraft("receipt", services.clock.today(), case_id=1),
    "posting_id": lambda services: next(one.id for one in services.postings.find() if one.hangs),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    return DataFolder(tmp_path_factory.mktemp("office") / "Dữ liệu")


@pytest.fixture(scope="module")
def office(folder: DataFolder) -> Iterator[Services]:
    """The made-up commune, where people sign in."""
    services = open_services(folder, FixedClock(datetime(2026, 11, 20, 7, 30, tzinfo=UTC)), create=True)
    services.demo.fill(YEAR)
    services.drafts.save_draft("Thử", "Một câu ghi dở")
    folder.inbox.mkdir(parents=True, exist_ok=True)
    for name in ("a.pdf", "b.pdf"):
        (folder.inbox / name).write_bytes(b"%PDF-1.4 " + name.encode())
    services.evidence.replace(1, folder.inbox / "b.pdf")
    part = services.report.parts(YEAR)[0]
    services.report.save(YEAR, part.key, "Lời của đơn vị.")
    services.users.begin_sign_in("Người quản trị", "lúa chín đầu bờ")
    for role in Role:
        if role is not Role.ADMINISTRATOR:
            services.users.add(f"Người {role.value}", role, "mưa rào tháng bảy")
    yield services
    services.close()


@pytest.fixture(scope="module")
def methods(office: Services) -> list[Method]:
    left_out = DOORS | OWN_ACTS | PARTS
    return [one for one in writing_methods(office) if str(one) not in left_out]


class _Watch:
    """Tells whether anything was written: a row, or a file anywhere near."""

    def __init__(self, folder: DataFolder) -> None:
        self._near = folder.root.parent
        self._records = sqlite3.connect(folder.database)
        self._before = self._state()

    def changed(self) -> bool:
        now, before = self._state(), self._before
        self._before = now
        return now != before

    def close(self) -> None:
        self._records.close()

    def _state(self) -> tuple[int, frozenset[Path]]:
        files = (path for path in self._near.rglob("*") if path.is_file())
        version = self._records.execute("PRAGMA data_version").fetchone()[0]
        return version, frozenset(path for path in files if "cache" not in path.parts)


def test_the_table_of_roles_and_rights() -> None:
    lines = [f"{'':12}" + "".join(f"{role.value:>19}" for role in Role)]
    for right in Right:
        marks = ["x" if right in RIGHTS_OF[role] else "-" for role in Role]
        lines.append(f"{right.value:12}" + "".join(f"{mark:>19}" for mark in marks))
    print("\n".join(lines))  # noqa: T201 - the table, with pytest -s
    assert RIGHTS_OF[Role.ADMINISTRATOR] == frozenset(Right)
    for right in (Right.PEOPLE, Right.RESTORE):
        assert [role for role in Role if right in RIGHTS_OF[role]] == [Role.ADMINISTRATOR]
    assert all(any(right in RIGHTS_OF[role] for role in Role) for right in Right)


@pytest.fixture(scope="module")
def asked(office: Services) -> list[frozenset[Right]]:
    """Every question to the gate since the list was emptied."""
    questions: list[frozenset[Right]] = []

    def gate(rights: frozenset[Right]) -> None:
        if rights == READING:
            if office.session.user is not None:
                office.session.gate(rights)
            return  # what a method reads on its way is not what it writes
        questions.append(rights)
        office.session.gate(rights)

    office.db.guard(gate)
    return questions


def _refusal(call: Callable[[], object]) -> str:
    try:
        call()
    except AppError as error:
        return error.code
    except Exception as error:  # noqa: BLE001 - told with the method it came from
        return repr(error)
    return "nothing"


def test_what_is_left_out_still_writes(office: Services) -> None:
    assert {str(one) for one in writing_methods(office)} >= DOORS | OWN_ACTS | PARTS


def test_every_writing_method_is_refused_to_whoever_may_not(
    office: Services, folder: DataFolder, methods: list[Method], asked: list[frozenset[Right]]
) -> None:
    assert len(methods) > 150
    arguments = Arguments(office, folder.inbox / "a.pdf", NAMED)
    people = {user.role: user for user in office.users.users()}
    watch = _Watch(folder)
    problems, refused = [], 0
    for method in methods:
        given, named = arguments.of(method)
        office.session.end()
        asked.clear()
        told = _refusal(lambda: method.call(*given, **named))  # noqa: B023 - called at once
        if told != "sign_in_needed":
            problems.append(f"{method} with nobody signed in: {told} (a value for NAMED, or permit() first?)")
            continue
        needed = asked[0]
        for role in Role:
            if needed <= RIGHTS_OF[role]:
                continue
            office.session.begin(people[role])
            told = _refusal(lambda: method.call(*given, **named))  # noqa: B023 - called at once
            refused += 1
            if told != "not_permitted":
                problems.append(f"{method} as {role.value}: {told}")
        if watch.changed():
            problems.append(f"{method} left something behind")
    watch.close()
    assert not problems, "\n".join(problems)
    print(f"{len(methods)} writing methods, {refused} refusals")  # noqa: T201 - with pytest -s


#: Touches no line with what is tried here: evidence never leaves its table, so it is not brought back from the bin.
OF_NO_LINE = frozenset({"bin.bring_back"})
LINES = frozenset({Right.SCORE, Right.EVIDENCE})


def test_a_unit_officer_is_refused_lines_of_other_units_by_every_method(
    office: Services, folder: DataFolder, methods: list[Method], asked: list[frozenset[Right]]
) -> None:
    arguments = Arguments(office, folder.inbox / "a.pdf", NAMED)
    people = {user.role: user for user in office.users.users()}
    officer = people[Role.UNIT_OFFICER]
    office.session.begin(people[Role.ADMINISTRATOR])
    unit = office.office.save_unit("Phòng không có mục nào")
    office.users.change(officer.id, name=officer.name, role=officer.role, unit_id=unit.id)
    tied = next(one for one in office.evidence.listing(YEAR) if one.nodes)
    watch = _Watch(folder)
    problems, refused = [], []
    for method in methods:
        office.session.begin(people[Role.ADMINISTRATOR])
        given, named = arguments.of(method)
        given = [tied.id if one == 1 and method.service == "evidence" else one for one in given]
        watch.changed()
        office.session.begin(officer)
        asked.clear()
        told = _refusal(lambda: method.call(*given, **named))  # noqa: B023 - called at once
        if not asked or not asked[0] & LINES or not asked[0] <= RIGHTS_OF[Role.UNIT_OFFICER]:
            continue
        refused.append(str(method))
        if told != "not_permitted" and str(method) not in OF_NO_LINE:
            problems.append(f"{method}: {told}")
        elif watch.changed():
            problems.append(f"{method} left something behind")
    watch.close()
    office.session.end()
    assert not problems, "\n".join(problems)
    assert len(refused) > 15, refused
    print(f"{len(refused)} methods on lines of other units")  # noqa: T201 - with pytest -s


def test_whoever_may_begin_an_act_may_finish_it(
    office: Services, folder: DataFolder, methods: list[Method], asked: list[frozenset[Right]]
) -> None:
    """What an act asks later it asked at its beginning: nobody is stopped half-way."""
    arguments = Arguments(office, folder.inbox / "a.pdf", NAMED)
    (administrator,) = (user for user in office.users.users() if user.role is Role.ADMINISTRATOR)
    last = {"users.end_sign_in": 1, "demo.clear": 2}  # nothing is left to try after these
    problems = []
    for method in sorted(methods, key=lambda one: last.get(str(one), 0)):
        office.session.begin(administrator)
        try:
            given, named = arguments.of(method)
        except (AppError, LookupError, StopIteration):
            continue  # an act before this one took it away
        asked.clear()
        _refusal(lambda: _tried(method, given, named))  # noqa: B023 - called at once
        for later in asked[1:]:
            if not later <= asked[0]:
                problems.append(f"{method}: {_told(asked[0])}, then {_told(later)}")
                break
    assert not problems, "\n".join(problems)


def _tried(method: Method, given: Sequence[Any], named: Mapping[str, Any]) -> None:
    with suppress(Exception):
        method.call(*given, **named)  # made-up values: only what was asked on the way counts


def _told(rights: frozenset[Right]) -> str:
    return "+".join(sorted(one.value for one in rights)) or "anybody"
