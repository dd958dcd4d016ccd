"""The words of tờ trình and báo cáo: from the records, edited, never lost, never stale unseen."""

from zipfile import ZipFile

import pytest

from friendly_desktop.domain.report import Paper, moved_words
from friendly_desktop.errors import AppError

YEAR, SET = 2026, "hai-duong-2024"
PART = "criterion:B.1"


@pytest.fixture
def year(services):
    services.assessment.open_year(YEAR, SET)
    services.assessment.set_points(YEAR, "B.1.1.1", "1")
    return services


def part(services, key=PART):
    return services.report.part(YEAR, key)


def test_a_part_is_written_from_the_records_until_somebody_edits_it(year):
    assert "Điểm tự chấm: 1/" in part(year).written
    assert not part(year).edited
    assert part(year).shown == part(year).written
    assert part(year, "situation").written == ""


def test_an_edit_outlives_figures_that_change_and_the_change_is_told(year):
    year.report.save(YEAR, PART, "Xã đã làm tốt tiêu chí 1.")
    year.assessment.set_points(YEAR, "B.1.1.1", "0")
    found = part(year)
    assert found.shown == "Xã đã làm tốt tiêu chí 1."
    assert found.moved
    assert any("1/" in old and "0/" in new for old, new in moved_words(found.basis, found.written))


def test_an_edit_whose_figures_come_back_is_no_longer_told(year):
    year.report.save(YEAR, PART, "Lời của xã.")
    year.assessment.set_points(YEAR, "B.1.1.1", "0")
    year.assessment.set_points(YEAR, "B.1.1.1", "1")
    assert not part(year).moved


def test_keeping_the_own_words_ends_the_notice_and_following_the_records_ends_the_edit(year):
    year.report.save(YEAR, PART, "Lời của xã.")
    year.assessment.set_points(YEAR, "B.1.1.1", "0")
    assert not year.report.keep(YEAR, PART).moved
    assert part(year).shown == "Lời của xã."
    year.report.save(YEAR, PART, "")
    assert part(year).shown == part(year).written
    assert year.assessment.report_texts(YEAR) == {}


def test_words_equal_to_the_records_are_no_edit(year):
    year.report.save(YEAR, PART, part(year).written + "\n")
    assert not part(year).edited


def test_the_words_stand_in_both_papers_as_word_and_pdf(year, tmp_path):
    year.report.save(YEAR, "submission.request", "Kính đề nghị xem xét & công nhận <sớm>.")
    year.report.save(YEAR, "situation", "Xã có 12 thôn.")
    for paper, words in (
        (Paper.SUBMISSION, "Kính đề nghị xem xét &amp; công nhận &lt;sớm&gt;."),
        (Paper.REPORT, "Xã có 12 thôn."),
    ):
        made = year.report.write(YEAR, paper, tmp_path / f"{paper.value}.docx")
        with ZipFile(made.file) as package:
            assert words in package.read("word/document.xml").decode("utf-8")
        assert year.report.write(YEAR, paper, tmp_path / f"{paper.value}.pdf").pages >= 1


def test_a_paper_is_never_half_written_and_the_old_file_stays(year, tmp_path):
    kept = tmp_path / "bao-cao.txt"
    kept.write_text("cũ", encoding="utf-8")
    with pytest.raises(AppError) as refused:
        year.report.write(YEAR, Paper.REPORT, kept)
    assert refused.value.code == "file_kind_unknown"
    assert kept.read_text("utf-8") == "cũ"


def test_a_frozen_year_keeps_its_words(year):
    year.assessment.freeze(YEAR)
    with pytest.raises(AppError):
        year.report.save(YEAR, PART, "Sửa sau khi chốt.")


def test_an_unknown_part_is_refused(year):
    with pytest.raises(AppError) as refused:
        year.report.save(YEAR, "criterion:Z", "x")
    assert refused.value.code == "unknown_part"


def test_what_moved_is_told_with_its_word():
    assert moved_words("đã có 42 thư", "đã có 45 thư") == (("42 thư", "45 thư"),)
    assert moved_words("như nhau", "như nhau") == ()
