"""Names of denouncers are planted through every entrance, and looked for in everything the program keeps or says.

Luật Tố cáo Điều 8(3). Every table, every byte of the data folder, every list, paper and command is walked.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from friendly_desktop.bootstrap import Services, open_services
from friendly_desktop.domain.cases import (
    CaseAction,
    CaseEntry,
    CaseFilter,
    CaseKind,
    CasePaper,
    CaseView,
    Channel,
    Representative,
    StepEntry,
)
from friendly_desktop.domain.meetings import MeetingEntry, MeetingKind, Promise
from friendly_desktop.domain.text import fold
from friendly_desktop.errors import AppError
from friendly_desktop.services.case_register import RegisterOptions
from tests.services.cases_desk import DAY, add, entry, step
from tests.services.planted import (
    ADDRESS,
    IDENTITY,
    NAME,
    OTHER,
    PHONE,
    TRACES,
    contents,
    leaks_in_files,
    leaks_in_tables,
    traces_in,
)

ROOT = Path(__file__).resolve().parents[2]
DENUNCIATION = CaseKind.DENUNCIATION


def answers(services: Services, case_id: int, out: Path) -> Iterator[tuple[str, object]]:
    """Everything the services say of a case, and everything they write."""
    cases = services.cases
    yield "get", cases.get(case_id)
    yield "steps", cases.steps(case_id)
    yield "deadlines", cases.deadlines(case_id)
    yield "links", cases.links(case_id)
    yield "lines", cases.lines([case_id])
    for view in CaseView:
        yield view.value, cases.find(CaseFilter(view))
    for word in (*TRACES, NAME, ADDRESS, fold(NAME), "đo đạc"):
        hits = services.search.find(word)
        assert not hits or word == "đo đạc", (word, hits)
        yield f"search {word}", hits
        assert word == "đo đạc" or not cases.ids(CaseFilter(text=word)), word
    yield "alike", cases.alike(entry(name=NAME, identity=IDENTITY, address=ADDRESS))
    yield "drafts", [services.drafts.draft(place) for place in ("cases/new", f"cases/{case_id}")]
    forms = services.case_forms
    for form in forms.forms(case_id):
        draft = forms.blank(case_id, form.template.id)
        yield form.template.id, draft
        if not any(one.blocking for one in forms.check(draft)):
            for ending in (".pdf", ".docx"):
                forms.write(draft, out / f"{form.template.id}{ending}")
    for one in forms.made(case_id):
        yield "made", one
    forms.write_slip(case_id, out / "slip.pdf")
    forms.write_daily(out / "daily.pdf")
    for name in ("register.pdf", "register.xlsx"):
        services.case_register.write(2026, out / name)
    for name in ("numbers.pdf", "numbers.xlsx"):
        services.case_statistics.write(None, out / name)
    for page, part in enumerate(services.case_register.overview(2026)):
        if part.printed_pages:
            services.case_register.reprint(2026, out / f"again-{page}.pdf", part.layout.id, 1, 1)
    for meeting in services.meetings.find_year(2026):
        yield "meeting", meeting
        yield "promises", services.meetings.promises(meeting_id=meeting.id)
        services.meetings.write_kit(out / f"kit-{meeting.id}.pdf", meeting.id)
    yield "proving records", services.record_proof.records(2026)
    services.package.export(2026, out / "package")
    for arguments in (
        ["case", "list"], ["case", "show", str(case_id)], ["search", "Zuỳnhxơ"], ["search", "đo đạc"],
        ["case", "list", "--text", "đo đạc"],
        ["register", "print", "--year", "2026", "--out", str(out / "cli.xlsx")], ["doctor"],
    ):  # fmt: skip
        command = [
            sys.executable,
            str(ROOT / "app.py"),
            "--data",
            str(services.folder.root),
            "--json",
            *arguments,
        ]
        said = subprocess.run(command, capture_output=True, check=False, cwd=ROOT)
        # What was asked for is the asker's own word.
        yield " ".join(arguments), said.stdout.replace("Zuỳnhxơ".encode(), b"") + said.stderr


def assert_secret(services: Services, case_id: int, out: Path) -> None:
    """Nothing anywhere tells who denounced."""
    out.mkdir()
    told = [
        (what, found)
        for what, said in answers(services, case_id, out)
        if (found := traces_in(repr(said).encode() if not isinstance(said, bytes) else said))
    ]
    assert told == []
    assert leaks_in_tables(services) == []
    assert leaks_in_files(out) == []
    assert leaks_in_files(services.folder.root) == []
    services.close()
    assert leaks_in_files(services.folder.root) == []


def reclassify_by_step(services: Services, case_id: int) -> None:
    """The paper says complaint, its content denounces: classified by content (TT 05/2021 Điều 6)."""
    why = f"Nội dung đơn của ông {NAME} là tố cáo"
    services.cases.step(case_id, StepEntry(CaseAction.CLASSIFY, DAY, kind=DENUNCIATION, text=why))


def reclassify_by_correction(services: Services, case_id: int) -> None:
    """The kind was a slip of the hand at the counter."""
    case = services.cases.get(case_id)
    (first, *_rest) = services.cases.steps(case_id)
    new = replace(case.entry, kind=DENUNCIATION, name="", address="", hamlet="", identity="", identity_issued="",
                  phone="", representatives=(), paper_file="Tủ 2")  # fmt: skip
    services.cases.correct(case_id, first.id, new, f"Nhầm loại đơn của {NAME}")


@pytest.mark.parametrize(
    "values",
    [
        {"name": NAME},
        {"address": ADDRESS},
        {"hamlet": "Jxủfệmchoặz"},
        {"identity": IDENTITY},
        {"identity_issued": f"Cấp cho {NAME}"},
        {"phone": PHONE},
        {"representatives": (Representative(OTHER),)},
        {"content": f"Tôi tên là {NAME}, trú tại {ADDRESS}"},
        {"content": f"Người tố cáo: ông {NAME}"},
        {"note": f"Liên hệ {PHONE}"},
        {"request": f"CCCD {IDENTITY}"},
        {"papers": (CasePaper(f"Bản sao căn cước {IDENTITY}"),)},
    ],
    ids=" ".join,
)
def test_a_denunciation_that_tells_who_denounced_is_refused_without_a_trace(
    services: Services, tmp_path: Path, values: dict[str, object]
) -> None:
    given = replace(entry(DENUNCIATION), **values)  # type: ignore[arg-type]
    assert any(one.blocking for one in services.cases.check(given))
    assert traces_in(repr(services.cases.check(given)).encode()) == []
    with pytest.raises(AppError) as refused:
        services.cases.add(given)
    assert refused.value.code == "denouncer_identity"
    assert traces_in(f"{refused.value} {refused.value.hint}".encode()) == []
    kept = add(services, DENUNCIATION)
    with pytest.raises(AppError):
        services.cases.split(kept.id, [given])
    with pytest.raises(AppError):
        services.cases.correct(kept.id, services.cases.steps(kept.id)[0].id, given, "x")
    services.drafts.save_draft("cases/new", json.dumps({"kind": "denunciation"} | _plain(values)))
    assert services.cases.count() == 1
    assert leaks_in_tables(services) == []
    services.close()
    assert leaks_in_files(services.folder.root) == []


def test_the_table_itself_refuses_a_named_denouncer(services: Services) -> None:
    case = add(services, DENUNCIATION)
    for column in (
        "name",
        "name_folded",
        "address",
        "hamlet",
        "identity",
        "identity_issued",
        "phone",
        "representatives",
    ):
        with (
            pytest.raises(Exception, match="ck_cases_nobody_named") as refused,
            services.db.write() as connection,
        ):
            connection.exec_driver_sql(f"UPDATE cases SET {column} = ? WHERE id = ?", (NAME, case.id))
        assert traces_in(str(refused.value).encode()) == []  # an error may end in a log


def test_steps_of_a_denunciation_take_no_word_of_the_person(services: Services) -> None:
    case = add(services, DENUNCIATION)
    for text in (f"Tôi là {NAME}", f"gọi {PHONE}", f"căn cước {IDENTITY}"):
        with pytest.raises(AppError) as refused:
            step(services, case, CaseAction.NOTE, text=text)
        assert traces_in(str(refused.value).encode()) == []
    services.close()
    assert leaks_in_files(services.folder.root) == []


@pytest.mark.parametrize("as_file", [False, True], ids=["rows", "file"])
def test_the_commands_refuse_a_named_denouncer_without_a_trace(
    services: Services, tmp_path: Path, as_file: bool
) -> None:
    if as_file:
        given = tmp_path / "old.csv"
        given.write_text(
            "Ngày tiếp nhận;Loại đơn;Họ tên;Địa chỉ;Nội dung\n"
            f"20/11/2026;Tố cáo;{NAME};{ADDRESS};Tố cáo việc thu tiền\n"
            f"20/11/2026;TC;;;Tôi tên là {NAME}\n",
            encoding="utf-8",
        )
        arguments = ["case", "import", str(given), "--failed", str(tmp_path / "failed.xlsx")]
    else:
        given = tmp_path / "fields.json"
        values = {"kind": "denunciation", "received": "2026-11-20", "name": NAME, "address": ADDRESS,
                  "identity": IDENTITY, "content": "Tố cáo việc thu tiền"}  # fmt: skip
        given.write_text(json.dumps(values), encoding="utf-8")
        arguments = ["case", "add", "--fields", str(given)]
    command = [
        sys.executable,
        str(ROOT / "app.py"),
        "--data",
        str(services.folder.root),
        "--json",
        *arguments,
    ]
    said = subprocess.run(command, capture_output=True, check=False, cwd=ROOT)
    assert said.returncode == (3 if as_file else 1)
    assert as_file or json.loads(said.stdout)["error"]["code"] == "denouncer_identity"
    assert traces_in(said.stdout + said.stderr) == []
    given.unlink()
    assert services.cases.count() == 0
    services.close()
    if as_file:
        failed = (tmp_path / "failed.xlsx").read_bytes()
        # The columns of identity are left out; what stood in the story is the office's own file again.
        told = b"".join(content for _name, content in contents(failed, "failed"))
        assert ADDRESS.encode() not in told
    assert leaks_in_files(services.folder.root) == []


def test_an_old_register_may_come_in_without_its_denouncers(services: Services, tmp_path: Path) -> None:
    table = tmp_path / "old.csv"
    table.write_text(
        "Ngày tiếp nhận;Loại đơn;Họ tên;Địa chỉ;Số căn cước;Nội dung;Kết quả\n"
        f"20/10/2026;Tố cáo;{NAME};{ADDRESS};{IDENTITY};Ông {NAME} tố cáo việc thu tiền;Đã trả lời ông {NAME}\n",
        encoding="utf-8",
    )
    found = services.cases.open_table(table)
    mapping = services.cases.import_mapping(found)
    rows = services.cases.import_rows(found, mapping, leave_out_denouncers=True)
    account = services.cases.import_cases(rows)
    assert len(account.added) == 1
    table.unlink()
    assert leaks_in_tables(services) == []
    services.close()
    assert leaks_in_files(services.folder.root) == []


@pytest.mark.parametrize("reclassify", [reclassify_by_step, reclassify_by_correction])
def test_a_complaint_that_turns_out_to_be_a_denunciation_is_wiped_everywhere(
    services: Services, tmp_path: Path, reclassify: object
) -> None:
    # Many neighbours, so that the names stood in pages that were split and merged.
    services.cases.add_many(
        [entry(name=f"Nguyễn Văn {index}", content=f"Việc {index}") for index in range(60)]
    )
    meeting = services.meetings.save(
        MeetingEntry(MeetingKind.PERIODIC, DAY, receiver="Trần Thị Hường", chairman=True, notes=f"Gặp {NAME}")
    )
    services.drafts.save_draft(
        "cases/new", json.dumps({"kind": "complaint", "name": NAME, "content": ADDRESS})
    )
    case = services.cases.add(
        CaseEntry(
            CaseKind.COMPLAINT,
            DAY,
            Channel.IN_PERSON,
            name=NAME,
            address=ADDRESS,
            hamlet="Thôn Đông",
            identity=IDENTITY,
            phone=PHONE,
            content=f"Ông {NAME.upper()} trú tại {ADDRESS} ({PHONE}, {IDENTITY}) khiếu nại việc đo đạc, "
            f"cùng bà {OTHER}",
            request=f"Trả lời cho {fold(NAME)}",
            people=6,
            representatives=(Representative(OTHER, ADDRESS, "038199777346"),),
            papers=(CasePaper(f"Đơn của {NAME}", 2),),
            meeting_id=meeting.id,
            note=f"Gọi số 0987.123.987 gặp {NAME}",
        )
    )
    services.cases.add_many(
        [entry(name=f"Lê Thị {index}", content=f"Việc sau {index}") for index in range(60)]
    )
    services.meetings.save_promise(
        Promise(0, meeting.id, f"{NAME} hỏi về đo đạc", f"Trả lời {NAME}", case_id=case.id)
    )
    first = services.cases.steps(case.id)[0]
    services.cases.correct(
        case.id, first.id, replace(case.entry, name=f"{NAME} ", note=f"Sửa: {NAME}"), f"Tên {NAME}"
    )
    services.cases.correct(case.id, first.id, replace(services.cases.get(case.id).entry, note=NAME), "Lại")
    step(services, case, CaseAction.NOTE, text=f"Đã mời ông {NAME} và bà {OTHER}, số {IDENTITY}")
    services.cases.link(case.id, add(services).id)
    services.drafts.save_draft(f"cases/{case.id}", json.dumps({"text": f"Đang ghi cho {NAME}"}))
    forms = services.case_forms
    made = [forms.record(forms.blank(case.id, one.template.id)) for one in forms.forms(case.id)[:2]]
    made.append(forms.record(forms.blank_meeting(meeting.id)))
    assert len(made) > 1
    services.assessment.open_year(2026, services.criteria.sets()[0].id)
    services.assessment.freeze(2026)
    assert leaks_in_tables(services)
    (tmp_path / "printed").mkdir()
    services.case_register.fix(2026, tmp_path / "printed" / "sổ.pdf", RegisterOptions())
    reclassify(services, case.id)  # type: ignore[operator]
    now = services.cases.get(case.id)
    assert (now.entry.kind, now.entry.name, now.due_rule) == (DENUNCIATION, "", "TC-chuyen")
    assert "đo đạc" in now.entry.content
    assert services.db.integrity_problems() == []
    assert_secret(services, case.id, tmp_path / "out")


def test_a_draft_that_becomes_a_denunciation_keeps_nothing(services: Services) -> None:
    typed = {"kind": "complaint", "name": NAME, "address": ADDRESS, "content": "Thu tiền sai"}
    services.drafts.save_draft("cases/new", json.dumps(typed))
    services.drafts.save_draft("cases/new", json.dumps(typed | {"kind": "denunciation"}))
    assert json.loads(services.drafts.draft("cases/new")) == {
        "kind": "denunciation",
        "content": "Thu tiền sai",
    }
    services.close()
    assert leaks_in_files(services.folder.root) == []


def test_what_could_not_be_wiped_at_once_is_wiped_at_the_next_start(services: Services) -> None:
    case = add(services, name=NAME, address=ADDRESS)
    reading = open_services(services.folder)
    with reading.db.read() as connection:  # another window that still reads the old state
        connection.exec_driver_sql("SELECT count(*) FROM cases").all()
        reclassify_by_step(services, case.id)
        services.close()
        assert leaks_in_files(services.folder.root) != []
    reading.close()
    again = open_services(services.folder)
    assert again.cases.get(case.id).entry.kind is DENUNCIATION
    again.close()
    assert leaks_in_files(services.folder.root) == []


def test_a_power_cut_right_after_the_reclassification_is_made_good(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = add(services, name=NAME, address=ADDRESS)
    forms = services.case_forms
    forms.record(forms.blank(case.id, "receipt"))
    monkeypatch.setattr(services.cases, "_wipe", lambda *_hidden: None)
    reclassify_by_step(services, case.id)
    services.close()
    assert leaks_in_files(services.folder.root) != []
    open_services(services.folder).close()
    assert leaks_in_files(services.folder.root) == []


def _plain(values: dict[str, object]) -> dict[str, object]:
    """The values as a window would keep them."""
    return {name: value if isinstance(value, str) else repr(value) for name, value in values.items()}
