"""The commands ``letter kinds``, ``letter make`` and ``letter list``."""

import json
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from friendly_desktop.bootstrap import open_services
from friendly_desktop.cli import main
from friendly_desktop.domain.letters import LetterKind
from friendly_desktop.domain.office import Office, Signatory
from friendly_desktop.paths import DataFolder
from tests.cli.commune import Commune

WEDDING = {
    "groom": "Nguyễn Văn Đức",
    "bride": "Trần Thị Hường",
    "groom_address": "Thôn An Lạc",
    "date": "5/3/2026",
}


class Clerk(Commune):
    """Writes letters by command."""

    def __init__(self, folder: DataFolder, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
        super().__init__(folder, capsys)
        self.desk = desk

    def make(self, kind: str, values: object, *options: object, name: str = "thư.pdf") -> tuple[int, Any]:
        fields = self.desk / "giá trị.json"
        fields.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
        return self.run("letter", "make", kind, "--fields", fields, "--out", self.desk / name, *options)

    def words(self, name: str = "thư.pdf") -> str:
        with pypdfium2.PdfDocument((self.desk / name).read_bytes()) as read:
            return " ".join(page.get_textpage().get_text_bounded() for page in read)


@pytest.fixture
def clerk(data_folder: DataFolder, workplace: Path, capsys: pytest.CaptureFixture[str]) -> Clerk:
    return Clerk(data_folder, workplace, capsys)


@pytest.fixture
def office(clerk: Clerk) -> Clerk:
    services = open_services(clerk.folder, create=True)
    services.office.save_office(Office(name="An Bình"))
    services.office.save_signatory(Signatory(0, "Nguyễn Thị Minh Hòa"))
    services.close()
    return clerk


def test_kinds_are_told_with_their_fields_and_need_no_office(clerk: Clerk) -> None:
    code, kinds = clerk.run("letter", "kinds")
    assert code == 0
    assert [one["id"] for one in kinds] == [kind.value for kind in LetterKind]
    wedding = {field["id"]: field for field in kinds[0]["fields"]}
    assert wedding["groom"] == {
        "id": "groom",
        "kind": "person_name",
        "label": "Họ tên chồng",
        "required": True,
    }
    assert {"date", "number", "place", "signatory"} <= set(wedding)
    assert not clerk.folder.root.exists()


def test_a_letter_needs_no_data_folder_and_then_prints_dots(clerk: Clerk) -> None:
    code, answer = clerk.make("wedding", {**WEDDING, "signatory": "Lê Văn Bình", "place": "An Bình"})
    assert (code, answer) == (0, {"file": str(clerk.desk / "thư.pdf"), "pages": 1, "number": None})
    assert "chưa được thiết lập" in clerk.told
    assert not clerk.folder.root.exists()
    for expected in ("XÃ ....", "Lê Văn Bình", "An Bình, ngày 05 tháng 3 năm 2026", "Nguyễn Văn Đức"):
        assert expected in clerk.words()


@pytest.mark.parametrize("typed", ["2026-03-05", "5/3/26", "05032026"])
def test_days_are_typed_in_every_usual_way(office: Clerk, typed: str) -> None:
    assert office.make("wedding", {**WEDDING, "date": typed})[0] == 0
    assert "ngày 05 tháng 3 năm 2026" in office.words()


def test_the_office_signs_and_paper_is_chosen(office: Clerk) -> None:
    code, answer = office.make("wedding", WEDDING, "--paper", "A4", "--landscape")
    assert (code, answer["pages"], office.told) == (0, 1, "")
    assert "Nguyễn Thị Minh Hòa" in office.words()
    with pypdfium2.PdfDocument((office.desk / "thư.pdf").read_bytes()) as read:
        width, height = read[0].get_size()
    assert (round(width), round(height)) == (842, 595)


def test_word_files_are_made_too(office: Clerk) -> None:
    code, answer = office.make("wedding", WEDDING, name="thư.docx")
    assert (code, answer["pages"]) == (0, 1)
    assert (office.desk / "thư.docx").read_bytes()[:2] == b"PK"


def test_pages_that_only_word_can_count_are_not_told(
    office: Clerk, capsys: pytest.CaptureFixture[str]
) -> None:
    services = open_services(office.folder)
    templates = services.letter_templates
    (office.desk / "mẫu.docx").write_bytes(
        templates.word_starter(templates.default(LetterKind.WEDDING), services.office.office())
    )
    made = templates.import_word(office.desk / "mẫu.docx", LetterKind.WEDDING, "Mẫu Word")
    services.close()
    (office.desk / "a.json").write_text(json.dumps(WEDDING), encoding="utf-8")
    (office.desk / "a.csv").write_text("Chú rể,Cô dâu\nNguyễn Văn Đức,Trần Thị Hường\n", encoding="utf-8")
    for command in (
        ("make", "wedding", "--fields", "a.json", "--out", "a.docx"),
        ("batch", "wedding", "--table", "a.csv", "--docx", "--out", "ra"),
    ):
        at = [str(office.desk / one) if "." in one or one == "ra" else one for one in command]
        assert main(["--data", str(office.folder.root), "letter", *at, "--template", made.id]) == 0
        told = capsys.readouterr().out
        assert told.startswith("Đã")
        assert "trang" not in told


def test_a_recorded_letter_takes_its_number_and_stands_in_the_list(office: Clerk) -> None:
    code, answer = office.make("wedding", {**WEDDING, "number": "5"}, "--record")
    assert (code, answer["number"]) == (0, "05/UBND")
    code, listed = office.run("letter", "list", "--year", 2026, "--kind", "wedding", "--state", "draft")
    assert code == 0
    (one,) = listed
    assert (one["number"], one["date"], one["state"], one["recipient"]) == (
        "05/UBND",
        "2026-03-05",
        "draft",
        "Nguyễn Văn Đức và Trần Thị Hường",
    )
    assert one["archived"]
    assert office.run("letter", "list", "--year", 2025) == (0, [])


def test_a_recorded_letter_without_a_number_says_null(office: Clerk) -> None:
    assert office.make("wedding", WEDDING, "--record")[1]["number"] is None
    assert office.run("letter", "list")[1][0]["number"] is None


def test_a_number_in_use_is_refused_and_nothing_is_written(office: Clerk) -> None:
    office.make("wedding", {**WEDDING, "number": "5"}, "--record")
    code, answer = office.make("wedding", {**WEDDING, "number": "5"}, "--record", name="khác.pdf")
    assert (code, answer["error"]["code"]) == (1, "number_taken")
    assert not (office.desk / "khác.pdf").exists()
    assert len(office.run("letter", "list")[1]) == 1


def test_a_double_is_warned_of_and_made_all_the_same(office: Clerk) -> None:
    office.make("wedding", WEDDING, "--record")
    assert office.make("wedding", WEDDING)[0] == 0
    assert "đã có thư cùng loại" in office.told


def test_recording_makes_the_data_folder(clerk: Clerk) -> None:
    assert clerk.make("wedding", WEDDING, "--record")[0] == 0
    assert len(clerk.run("letter", "list")[1]) == 1


def test_an_unknown_field_is_named_with_the_near_ones(clerk: Clerk) -> None:
    code, answer = clerk.make("wedding", {"grom": "Đức", "bride": "Hường"})
    assert (code, answer["error"]["code"]) == (1, "field_unknown")
    assert "«grom» (gần giống: groom)" in answer["error"]["message"]
    assert not (clerk.desk / "thư.pdf").exists()


def test_everything_missing_and_wrong_is_told_at_once(clerk: Clerk) -> None:
    code, answer = clerk.make("condolence", {"deceased": "Trần Văn Khoát", "died": "31/02/2026"})
    assert (code, answer["error"]["code"]) == (1, "fields_invalid")
    for expected in ("family ", "family_salutation", "salutation", "31/02/2026"):
        assert expected in answer["error"]["message"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{",
        b'{"groom": ["a"]}',
        b'{"groom": "\xff"}',
        b"[" * 100_000,
        b'"x"',
        b'{"groom": "\\ud800"}',
    ],
)
def test_a_file_of_values_that_is_none_is_refused(clerk: Clerk, content: bytes) -> None:
    fields = clerk.desk / "giá trị.json"
    fields.write_bytes(content)
    code, answer = clerk.run("letter", "make", "wedding", "--fields", fields, "--out", clerk.desk / "thư.pdf")
    assert (code, answer["error"]["code"]) == (1, "fields_unreadable")


@pytest.mark.parametrize(
    ("options", "name", "code"),
    [
        ((), "thư.txt", "file_kind_unknown"),
        ((), "thư", "file_kind_unknown"),
        (("--template", "thanks"), "thư.pdf", "letter_template_unknown"),
    ],
)
def test_what_cannot_be_made_is_refused_before_any_work(
    clerk: Clerk, options: tuple[str, ...], name: str, code: str
) -> None:
    exit_code, answer = clerk.make("wedding", WEDDING, *options, name=name)
    assert (exit_code, answer["error"]["code"]) == (1, code)
    assert not (clerk.desk / name).exists()


def test_who_signs_a_recorded_letter_is_on_the_list(office: Clerk) -> None:
    code, answer = office.make("wedding", {**WEDDING, "signatory": "Người Lạ"}, "--record")
    assert (code, answer["error"]["code"]) == (1, "signatory_unknown")
    assert "Nguyễn Thị Minh Hòa" in answer["error"]["hint"]
    assert office.make("wedding", {**WEDDING, "signatory": "nguyễn thị minh hoà"}, "--record")[0] == 0


@pytest.mark.parametrize("kind", [kind.value for kind in LetterKind])
def test_every_kind_is_made_from_what_kinds_tells(clerk: Clerk, kind: str) -> None:
    samples = {
        "date": "5/3/2026",
        "year": "2026",
        "age": "78",
        "time": "15:30",
        "number": "3",
        "money": "5000000",
    }
    described = next(one for one in clerk.run("letter", "kinds")[1] if one["id"] == kind)
    values = {
        one["id"]: samples.get(one["kind"], "Nguyễn Văn Đức & <B> “x”")
        for one in described["fields"]
        if one["required"]
    }
    code, answer = clerk.make(kind, values)
    assert (code, answer["pages"]) == (0, 1)
    code, answer = clerk.make(kind, values, "--paper", "A5", name="thư.docx")
    assert code == 0


def test_reading_commands_say_that_nothing_is_there(clerk: Clerk) -> None:
    code, answer = clerk.run("letter", "list")
    assert (code, answer["error"]["code"]) == (1, "nothing_here")
