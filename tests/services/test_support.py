"""Problem report, one-page guide and the help as a book."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from friendly_desktop import logs
from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.office import Office, Person, Signatory, SigningForm
from friendly_desktop.domain.settings import LANGUAGE, LAST_PRINTER
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import use_language
from friendly_desktop.services.support import help_book

#: Planted wherever a clerk types; none may come out again.
PLANTED = ("Đặng Thị Hường", "Ninh Giang", "Canon phòng Chủ tịch", "Lý lịch ông Tư", "0912345678")


def plant(services: Services, workplace: Path) -> None:
    """Fill an office with names, and break one file so that the checks have something to tell."""
    services.office.save_office(Office(name=PLANTED[1], authority=PLANTED[1]))
    services.office.save_person(Person(0, PLANTED[0], PLANTED[4]))
    services.office.save_signatory(Signatory(0, PLANTED[0], SigningForm.CHAIRMAN, True))
    services.office.set_setting(LAST_PRINTER, PLANTED[2])
    services.office.set_setting(LANGUAGE, "en")
    services.assessment.open_year(2026, "hai-duong-2024")
    file = workplace / f"{PLANTED[3]}.txt"
    file.write_text(PLANTED[4], encoding="utf-8")
    services.evidence.add_files(2026, None, [file], title=PLANTED[3])
    for stored in services.folder.evidence.rglob("*"):
        if stored.is_file():
            stored.chmod(0o600)
            stored.write_bytes(b"damaged")
    logs.start(services.folder, "window")
    logs.note(AppError("not_found", PLANTED[0], PLANTED[1]))
    with pytest.raises(ValueError, match=PLANTED[4]) as caught:
        int(f"x{PLANTED[4]}")
    logs.note(caught.value)
    logs.stop()


def test_a_problem_report_tells_what_is_wrong_and_nobodys_name(services: Services, workplace: Path) -> None:
    plant(services, workplace)
    parts = services.problem_reports.collect(("Qt 6",))
    target = workplace / services.problem_reports.suggested_name()
    assert services.problem_reports.write(parts, target) == target
    with zipfile.ZipFile(target) as packed:
        assert packed.testzip() is None
        texts = {name: packed.read(name).decode("utf-8") for name in packed.namelist()}
    whole = "\n".join((target.name, *texts, *texts.values()))
    for name in (*PLANTED, str(workplace), Path.home().name if len(Path.home().name) > 4 else "\0"):
        assert name not in whole
    assert "BAD evidence" in texts["checks.txt"]
    assert '"people": 1' in texts["records.json"]
    assert '"language": "en"' in texts["settings.json"]
    assert "told not_found" in texts["logs/window.log"]
    assert "ValueError" in texts["logs/window.log"]


def test_a_report_that_cannot_be_written_says_so_and_leaves_nothing(
    services: Services, workplace: Path
) -> None:
    parts = services.problem_reports.collect()
    with pytest.raises(AppError):
        services.problem_reports.write(parts, workplace)
    assert not list(workplace.glob("*.tmp"))


def test_the_guide_is_one_page_in_vietnamese_in_every_language_of_the_screen(services: Services) -> None:
    services.office.save_office(Office(name="Ninh Giang"))
    use_language("en")
    try:
        pages = PdfReader(BytesIO(services.guide.pdf())).pages
    finally:
        use_language("vi")
    assert len(pages) == 1
    text = pages[0].extract_text()
    assert "HƯỚNG DẪN NHANH" in text
    assert "Ủy ban nhân dân xã Ninh Giang" in text


def test_the_help_is_found_with_and_without_tone_marks() -> None:
    for words in ("chia buồn", "chia buon"):
        assert {one.topic for one in help_book.find(words)} >= {"letters", "tasks"}
    assert help_book.find("sao luu usb")[0].topic in {"tasks", "safety"}
    assert help_book.find("  ") == ()
    assert help_book.find("khongcogi") == ()
    assert not [one for one in help_book.find("pictures") if "pictures/" in one.snippet]


def test_the_contents_begin_with_the_first_minute_and_have_every_chapter() -> None:
    chapters = help_book.chapters()
    assert [one.topic for one in chapters[:2]] == ["welcome", "tasks"]
    assert len({one.topic for one in chapters}) == len(chapters)
    assert {"letters", "cases", "safety", "settings", "news"} <= {one.topic for one in chapters}


def test_a_dialog_leads_to_the_part_that_tells_of_it() -> None:
    assert help_book.topic_of("Báo sự cố", "home")[0] == "tasks"
    assert help_book.topic_of("Không có hộp thoại nào như vậy", "letters") == ("letters", "")
