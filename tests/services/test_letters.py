"""One letter: begun with what repeats, kept at once, made into a file, archived and printed again alike."""

import unicodedata
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.letters import Delivery, LetterFilter, LetterKind, LetterPrint, LetterState
from friendly_desktop.domain.office import Office, Signatory, SigningForm
from friendly_desktop.errors import AppError, Cancelled
from friendly_desktop.services.documents.model import Part
from tests.services.evidence_desk import Recorder, lose, stored_file
from tests.services.letters_desk import write

TODAY = date(2026, 11, 20)
EXTENSION = {
    "salutation": "Bà",
    "name": "Đinh Thị Sửu",
    "file_code": "H24.61-0402-0071",
    "procedure": "Đăng ký biến động đất đai",
    "received": "2026-03-12",
    "promised": "2026-04-02",
    "reason": "chưa có kết quả đo đạc",
    "new_date": "2026-11-27",
}


@pytest.fixture
def office(services: Services) -> Services:
    services.office.save_office(Office(name="An Bình", province="Hải Phòng"))
    services.office.save_signatory(Signatory(0, "Nguyễn Thị Minh Hòa"))
    services.office.save_hamlets("Thôn Đồng Quýt\nThôn An Lạc")
    return services


def words_of(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as read:
        return " ".join(page.get_textpage().get_text_bounded() for page in read)


def stored(office: Services) -> set[str]:
    return {path.name for path in office.folder.evidence.rglob("*") if path.is_file()}


# Beginning and keeping


def test_a_letter_begins_with_the_day_the_place_and_who_signs(office: Services) -> None:
    draft = office.letters.blank_draft(LetterKind.WEDDING)
    (chairman,) = office.office.signatories()
    assert (draft.date, draft.place, draft.signatory_id, draft.number) == (TODAY, "An Bình", chairman.id, "")
    assert draft.template_id == "wedding"


def test_what_repeats_is_remembered_for_the_next_letter(office: Services) -> None:
    deputy = office.office.save_signatory(Signatory(0, "Phạm Quang Khải", SigningForm.DEPUTY))
    first = office.letters.blank_draft(LetterKind.APOLOGY_EXTENSION)
    values = {**EXTENSION, "counter": "Bộ phận Một cửa"}
    office.letters.save(replace(first, values=values, signatory_id=deputy.id, place="Đồng Quýt"))
    following = office.letters.blank_draft(LetterKind.APOLOGY_EXTENSION)
    assert (following.signatory_id, following.place) == (deputy.id, "Đồng Quýt")
    assert following.values == {"counter": "Bộ phận Một cửa"}


def test_who_left_the_list_of_signatories_is_not_remembered(office: Services) -> None:
    deputy = office.office.save_signatory(Signatory(0, "Phạm Quang Khải", SigningForm.DEPUTY))
    office.letters.save(replace(office.letters.blank_draft(LetterKind.WEDDING), signatory_id=deputy.id))
    office.office.remove_signatory(deputy.id)
    (chairman,) = office.office.signatories()
    assert office.letters.blank_draft(LetterKind.WEDDING).signatory_id == chairman.id


def test_a_signatory_removed_in_another_window_stops_no_letter(office: Services) -> None:
    draft = office.letters.blank_draft(LetterKind.WEDDING)
    (chairman,) = office.office.signatories()
    office.office.remove_signatory(chairman.id)
    one = office.letters.save(replace(draft, values={"groom": "Đức", "bride": "Hường"}))
    assert one.draft.signatory_id is None
    assert office.letters.pdf(draft).pages == 1


def test_a_letter_is_kept_composed_and_found_by_whom_and_where(office: Services) -> None:
    decomposed = unicodedata.normalize("NFD", "  Nguyễn Văn  Đức ")
    one = write(office, groom=decomposed, groom_address="Số 5, thôn đồng quýt")
    assert one.draft.values["groom"] == "Nguyễn Văn Đức"
    assert (one.recipient, one.hamlet) == ("Nguyễn Văn Đức và Trần Thị Hường", "Thôn Đồng Quýt")
    assert office.letters.get(one.id) == one
    assert office.letters.find(LetterFilter(text="duc huong", hamlet="Thôn Đồng Quýt")) == (one,)


def test_every_change_is_kept_in_the_same_letter(office: Services) -> None:
    one = write(office)
    changed = office.letters.save(
        replace(one.draft, values={**one.draft.values, "bride": "Lê Thị Lan"}), one.id
    )
    assert changed.id == one.id
    assert changed.recipient == "Nguyễn Văn Đức và Lê Thị Lan"
    assert len(office.letters.history(one.id)) == 1


def test_only_a_draft_is_changed(office: Services) -> None:
    one = write(office)
    office.letters.submit([one.id])
    with pytest.raises(AppError) as refused:
        office.letters.save(one.draft, one.id)
    assert refused.value.code == "letter_not_draft"
    office.letters.reopen(one.id)
    office.letters.save(one.draft, one.id)


def test_a_number_typed_into_the_draft_takes_its_place_in_the_book(office: Services) -> None:
    one = write(office)
    numbered = office.letters.save(replace(one.draft, number="7"), one.id)
    assert (numbered.number, numbered.draft.number) == (7, "07/UBND")
    kept = office.letters.save(replace(numbered.draft, number=""), one.id)
    assert kept.number == 7
    other = write(office, groom="Lê Văn Đạt")
    with pytest.raises(AppError) as refused:
        office.letters.save(replace(other.draft, number="07/UBND"), other.id)
    assert refused.value.code == "number_taken"
    own_words = office.letters.save(replace(other.draft, number="08/TCM-UBND"), other.id)
    assert (own_words.number, own_words.draft.number) == (8, "08/TCM-UBND")


def test_a_numbered_letter_stays_in_the_book_of_its_year(office: Services) -> None:
    one = office.letters.give_number(write(office).id, 3)
    with pytest.raises(AppError) as refused:
        office.letters.save(replace(one.draft, date=date(2027, 1, 2)), one.id)
    assert refused.value.code == "number_of_other_year"


def test_a_draft_is_thrown_away_and_taken_back_a_numbered_one_is_not(office: Services) -> None:
    one = write(office)
    office.letters.remove(one.id)
    assert office.letters.find() == ()
    assert [letter.id for letter in office.letters.in_bin()] == [one.id]
    with pytest.raises(AppError) as refused:
        office.letters.submit([one.id])
    assert refused.value.code == "letter_unknown"
    office.letters.restore(one.id)
    office.letters.give_number(one.id, 1)
    with pytest.raises(AppError) as refused:
        office.letters.remove(one.id)
    assert refused.value.code == "letter_numbered"
    unnumbered = write(office, groom="Lê Văn Đạt")
    office.letters.sign([unnumbered.id], TODAY)
    with pytest.raises(AppError) as refused:
        office.letters.remove(unnumbered.id)
    assert refused.value.code == "letter_not_draft"


@pytest.mark.parametrize("call", ["get", "restore", "remove", "reopen", "archive"])
def test_a_letter_that_is_not_there_is_said(office: Services, call: str) -> None:
    with pytest.raises(AppError) as refused:
        getattr(office.letters, call)(99)
    assert refused.value.code == "letter_unknown"


# People and doubles


def test_people_written_to_are_suggested_once_the_letter_left_the_desk(office: Services) -> None:
    one = write(office, groom_address="Thôn Đồng Quýt")
    assert office.letters.people("duc") == ()
    office.letters.submit([one.id])
    (found,) = office.letters.people("van duc")
    assert (found.name, found.address) == ("Nguyễn Văn Đức", "Thôn Đồng Quýt")
    assert [person.name for person in office.letters.people("Hương")] == ["Trần Thị Hường"]
    assert office.letters.people("  ") == ()
    office.letters.forget_person(found.id)
    assert office.letters.people("duc") == ()


def test_a_double_is_told_by_people_and_kind_whatever_the_spelling(office: Services) -> None:
    one = office.letters.give_number(write(office, groom="Nguyễn Văn Hoà").id, 4)
    again = replace(one.draft, values={**one.draft.values, "groom": "NGUYỄN VĂN  HÒA"}, number="")
    assert office.letters.duplicates(again) == (office.letters.get(one.id),)
    assert office.letters.duplicates(one.draft, one.id) == ()
    other = replace(again, values={**again.values, "groom": "Nguyễn Văn Hoa"})
    assert office.letters.duplicates(other) == ()
    (problem,) = office.letters.check(again)
    assert (problem.field, problem.blocking) == ("groom", False)
    assert "04/UBND" in problem.message
    office.letters.cancel(one.id, "Viết sai")
    assert office.letters.duplicates(again) == ()


def test_a_second_extension_for_one_file_is_warned_of(office: Services) -> None:
    blank = office.letters.blank_draft(LetterKind.APOLOGY_EXTENSION)
    draft = replace(blank, values={**blank.values, **EXTENSION})
    assert not [one for one in office.letters.check(draft) if one.field == "file_code"]
    office.letters.save(draft)
    (warned,) = [one for one in office.letters.check(draft) if one.field == "file_code"]
    assert not warned.blocking
    assert "không quá một lần" in warned.message


def test_doubles_of_many_drafts_are_told_apart(office: Services) -> None:
    first, second = write(office), write(office, groom="Lê Văn Đạt")
    unknown = replace(first.draft, values={"groom": "Ai Đó", "bride": "Trần Thị Hường"})
    found = office.letters.duplicates_of_many([first.draft, unknown, second.draft])
    assert [[one.id for one in letters] for letters in found] == [[first.id], [], [second.id]]


def test_a_missing_value_blocks_and_says_its_label(office: Services) -> None:
    found = office.letters.check(office.letters.blank_draft(LetterKind.WEDDING))
    assert [(one.field, one.blocking) for one in found] == [("groom", True), ("bride", True)]


# Files


def test_the_pdf_says_the_letter_and_the_office(office: Services) -> None:
    made = office.letters.pdf(write(office).draft)
    words = words_of(made.content)
    for expected in ("XÃ AN BÌNH", "Nguyễn Văn Đức", "Nguyễn Thị Minh Hòa", "ngày 20 tháng 11 năm 2026"):
        assert expected in words
    assert (made.pages, made.overflows) == (1, False)


def test_stock_gets_the_values_alone(office: Services) -> None:
    draft = write(office).draft
    words = words_of(office.letters.pdf(draft, frozenset({Part.VALUE})).content)
    assert "Nguyễn Văn Đức" in words
    assert "CỘNG HÒA" not in words


def test_papers_are_vietnamese_on_an_english_screen(office: Services) -> None:
    from friendly_desktop import i18n

    draft = write(office).draft
    expected = office.letters.pdf(draft).content
    i18n.use_language("en")
    assert office.letters.pdf(draft).content == expected
    assert office.letters.register_pdf(LetterFilter()) is not None


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".PDF"])
def test_a_letter_is_written_whole_and_leaves_nothing_else(
    office: Services, workplace: Path, suffix: str
) -> None:
    target = workplace / "thư" / f"Thư gửi Đức{suffix}"
    written = office.letters.write(write(office).draft, target)
    assert (written.file, written.pages) == (target, 1)
    assert [path.name for path in target.parent.iterdir()] == [target.name]
    if suffix == ".docx":
        with ZipFile(target) as package:
            assert "Nguyễn Văn Đức" in package.read("word/document.xml").decode()
    else:
        assert "Nguyễn Văn Đức" in words_of(target.read_bytes())


def test_a_letter_that_cannot_be_drawn_or_named_leaves_the_target_alone(
    office: Services, workplace: Path
) -> None:
    target = workplace / "thư.pdf"
    target.write_bytes(b"old")
    smile = write(office, groom="Đức \U0001f600")
    with pytest.raises(AppError) as refused:
        office.letters.write(smile.draft, target)
    assert refused.value.code == "missing_glyph"
    assert target.read_bytes() == b"old"
    with pytest.raises(AppError) as refused:
        office.letters.write(write(office).draft, workplace / "thư.txt")
    assert refused.value.code == "file_kind_unknown"
    folder = workplace / "thư mục.pdf"
    folder.mkdir()
    with pytest.raises(AppError) as refused:
        office.letters.write(write(office).draft, folder)
    assert refused.value.code == "file_unwritable"
    assert [path.name for path in workplace.iterdir() if path.name.endswith(".tmp")] == []


def test_a_letter_for_a_file_and_the_register_is_in_both_or_in_neither(
    office: Services, workplace: Path
) -> None:
    draft = replace(write(office).draft, number="5")
    letter, written = office.letters.record(draft, workplace / "thư.pdf")
    assert (letter.number, letter.pages) == (5, 1)
    assert office.letters.archived_pdf(letter.id) == written.file.read_bytes()
    with pytest.raises(AppError):
        office.letters.record(draft, workplace / "thư khác.pdf")
    assert not (workplace / "thư khác.pdf").exists()
    before = office.letters.find()
    (workplace / "thư mục.pdf").mkdir()
    with pytest.raises(AppError):
        office.letters.record(replace(draft, number="6"), workplace / "thư mục.pdf")
    assert office.letters.find() == before


# The archive and the print log


def test_a_signed_letter_prints_again_exactly_alike_after_everything_changed(office: Services) -> None:
    own = office.letter_templates.copy("wedding", "Thư cưới của xã")
    blank = office.letters.blank_draft(own.id)
    one = office.letters.save(replace(blank, values={"groom": "Nguyễn Văn Đức", "bride": "Trần Thị Hường"}))
    office.letters.sign([one.id], TODAY)
    first = office.letters.archive(one.id)
    printed = office.letters.kept_pdf(first)
    office.letter_templates.save(replace(own, title="Thư cưới mới", blocks=own.blocks[:-1]))
    office.office.save_office(Office(name="Tên Mới"))
    again = office.letters.archive(one.id)
    assert again == first
    assert office.letters.kept_pdf(again) == printed
    assert office.letters.get(one.id).draft.template_version == 1


def test_a_draft_is_archived_as_it_stands_now(office: Services) -> None:
    one = write(office)
    first = office.letters.archive(one.id)
    changed = office.letters.save(
        replace(one.draft, values={**one.draft.values, "bride": "Lê Thị Lan"}), one.id
    )
    second = office.letters.archive(changed.id)
    assert first.sha256 != second.sha256
    assert office.letters.get(one.id).archived == second.sha256


def test_a_lost_archive_is_made_again_only_when_it_is_the_very_same(office: Services) -> None:
    one = write(office)
    office.letters.sign([one.id], TODAY)
    kept = office.letters.archive(one.id)
    lose(stored_file(office, kept.sha256))
    assert office.letters.archive(one.id) == kept
    assert stored_file(office, kept.sha256).exists()
    office.office.save_office(Office(name="Tên Mới"))
    lose(stored_file(office, kept.sha256))
    with pytest.raises(AppError) as refused:
        office.letters.archive(one.id)
    assert refused.value.code == "archive_lost"


def test_kept_letters_are_no_strays_and_are_verified(office: Services) -> None:
    one = office.letters.give_number(write(office).id, 9)
    kept = office.letters.archive(one.id)
    office.letters.record_print(one.id, "Canon LBP2900")
    changed = office.letters.save(
        replace(one.draft, values={**one.draft.values, "bride": "Lê Thị Lan"}), one.id
    )
    newer = office.letters.archive(changed.id)
    assert office.evidence.collect_orphans(grace_seconds=-1).files == 0
    assert stored(office) == {kept.sha256, newer.sha256}
    assert office.evidence.verify().files == 2
    lose(stored_file(office, kept.sha256))
    report = office.evidence.verify()
    assert [(lost.id, lost.name) for lost in report.missing] == [(0, "Bản in của thư số 09/UBND.pdf")]
    checks = {check.name: check for check in office.doctor.examine()}
    assert not checks["evidence"].ok
    assert "Nguyễn" not in checks["evidence"].detail


def test_the_print_log_keeps_every_print_and_finds_the_failed_ones(office: Services) -> None:
    good, bad, healed = write(office), write(office, groom="Lê Văn Đạt"), write(office, groom="Vũ Văn An")
    kept = office.letters.archive_many([good.id, bad.id, healed.id])
    now = office.clock.now()
    office.letters.record_prints(
        [
            LetterPrint(letter.id, now, "Canon", 1, "", archived.sha256, succeeded)
            for letter, archived, succeeded in zip(
                (good, bad, healed), kept, (True, False, False), strict=True
            )
        ]
    )
    office.letters.record_print(healed.id, "Canon", copies=2, pages="1")
    last, first = office.letters.prints(healed.id)
    assert (last.copies, last.pages, last.succeeded, first.succeeded) == (2, "1", True, False)
    assert last.sha256 == kept[2].sha256


def test_a_print_needs_an_archived_letter(office: Services) -> None:
    with pytest.raises(AppError) as refused:
        office.letters.record_print(write(office).id, "Canon")
    assert refused.value.code == "print_not_archived"


# Lists


def test_the_signing_list_names_the_letters_in_order_and_who_signs(office: Services) -> None:
    first, second = write(office), office.letters.give_number(write(office, groom="Lê Văn Đạt").id, 2)
    words = words_of(office.letters.signing_list([second.id, first.id]))
    assert words.index("Lê Văn Đạt") < words.index("Nguyễn Văn Đức")
    for expected in ("DANH SÁCH THƯ TRÌNH KÝ", "Nguyễn Thị Minh Hòa", "02/UBND", "Danh sách có 02 thư"):
        assert expected in words
    assert "TM. ỦY BAN" not in words


def test_the_register_tells_states_totals_and_what_it_shows(office: Services) -> None:
    one = office.letters.give_number(write(office).id, 1)
    office.letters.sign([one.id], TODAY)
    office.letters.deliver([one.id], TODAY, Delivery.POSTED, "Bùi Thị Ngọc Ân")
    wrong = office.letters.give_number(write(office, groom="Lê Văn Đạt").id, 2)
    office.letters.cancel(wrong.id, "Viết sai tên")
    words = " ".join(words_of(office.letters.register_pdf(LetterFilter(year=2026, month=11))).split())
    for expected in (
        "Tháng 11 năm 2026",
        "Đã gửi bưu điện 20/11/2026 (Bùi Thị Ngọc Ân)",
        "Đã hủy 20/11/2026: Viết sai tên",
        "Tổng số: 02 thư, đã trao hoặc gửi 01, đã hủy 01",
        "Thư chúc mừng kết hôn: 02",
    ):
        assert expected in words
    assert "Không có thư nào" in words_of(office.letters.register_pdf(LetterFilter(year=2025)))


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+84", "@SUM(A1)", "-1+1"])
def test_the_excel_register_runs_nothing(office: Services, name: str) -> None:
    import openpyxl

    write(office, groom=name)
    content = office.letters.register_xlsx(LetterFilter())
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row if name in str(cell.value)]
    assert [cell.data_type for cell in cells] == ["s"]


def test_a_register_draws_a_box_for_what_no_font_has(office: Services) -> None:
    write(office, groom="Đức \U0001f600")
    assert "Đức" in words_of(office.letters.register_pdf(LetterFilter()))


def test_letters_of_a_batch_are_written_in_one_act_or_not_at_all(office: Services) -> None:
    draft = write(office).draft
    good, bad = replace(draft, number="11"), replace(draft, number="11")
    with pytest.raises(AppError):
        office.letters.save_many([good, bad], batch="tháng 11")
    assert len(office.letters.find()) == 1
    made = office.letters.save_many([good, replace(draft, number="12")], batch="tháng 11")
    assert [(one.batch, one.state, one.number) for one in made] == [
        ("tháng 11", LetterState.DRAFT, 11),
        ("tháng 11", LetterState.DRAFT, 12),
    ]


def test_a_print_run_that_is_stopped_keeps_nothing(office: Services) -> None:
    ids = [write(office, groom=f"Nguyễn Văn {letter}").id for letter in "ABC"]
    with pytest.raises(Cancelled):
        office.letters.archive_many(ids, Recorder(until=1))
    assert [office.letters.get(one).archived for one in ids] == ["", "", ""]
    office.evidence.collect_orphans(grace_seconds=-1)
    assert stored(office) == set()
    watched = Recorder()
    assert len(office.letters.archive_many(ids, watched)) == 3
    assert watched.reports == [(0, 3), (1, 3), (2, 3)]


def test_the_register_is_written_to_a_file_whole_or_not_at_all(office: Services, workplace: Path) -> None:
    write(office)
    target = workplace / "Sổ thư.xlsx"
    assert office.letters.write_register(LetterFilter(), target).file == target
    assert target.read_bytes() == office.letters.register_xlsx(LetterFilter())
    (workplace / "thư mục.xlsx").mkdir()
    with pytest.raises(AppError) as refused:
        office.letters.write_register(LetterFilter(), workplace / "thư mục.xlsx")
    assert refused.value.code == "file_unwritable"
