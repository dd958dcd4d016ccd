"""Ballots read from scans and photos: what is sure is entered, the rest waits for a person."""

import random
import sys
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.surveys import Ballot, BallotSource, BallotState, Question, Survey
from friendly_desktop.domain.surveys.ballot_layout import BOX_SIDE
from friendly_desktop.domain.surveys.ballot_reading import Unread, Why
from friendly_desktop.errors import AppError, Cancelled
from friendly_desktop.services.documents.ballot import ballot_layout
from tests.services.ballot_scans import DOTS, KINDS, Pen, mark, printed, read_kind
from tests.services.evidence_desk import Recorder
from tests.storage.test_pictures import HEIC

YEAR = 2026
BEST = (0, 0, 0, 0, 0)
MIXED = (0, 1, 2, 3, 1)


@pytest.fixture
def survey(services: Services) -> Survey:
    return services.surveys.open(YEAR, "citizen", issued=40)


@pytest.fixture
def desk(workplace: Path) -> Path:
    folder = workplace / "Phiếu đã quét"
    folder.mkdir()
    return folder


def paper(
    survey: Survey, number: int, answers: Sequence[int | None], place: int = 0, *, of: int | None = None
) -> Image.Image:
    """A page of a ballot with crosses; None leaves a question blank. ``of`` is the round printed on it."""
    page = printed(survey.form, number, survey.id if of is None else of, place).copy()
    draw, chance = ImageDraw.Draw(page), random.Random(number)
    for box in ballot_layout(survey.form).pages[place].boxes:
        if answers[box.question] == box.choice:
            mark(draw, box, Pen.CROSS, chance)
    return page


def save(desk: Path, name: str, *pages: Image.Image) -> Path:
    target = desk / name
    if len(pages) > 1:
        pages[0].save(target, save_all=True, append_images=pages[1:])
    else:
        pages[0].save(target)
    return target


def entered(services: Services, survey: Survey) -> dict[int, tuple[str, ...]]:
    return {one.number: one.answers for one in services.surveys.ballots(survey.id)}


def words(survey: Survey, answers: Sequence[int]) -> tuple[str, ...]:
    return tuple(survey.form.choices[place].id for place in answers)


def test_scans_of_every_kind_of_file_are_entered(services: Services, survey: Survey, desk: Path) -> None:
    save(desk, "một.pdf", paper(survey, 1, BEST), paper(survey, 2, MIXED).rotate(180))
    save(desk, "hai.jpg", paper(survey, 3, MIXED).convert("RGB"))
    save(desk, "ba.png", paper(survey, 4, BEST).convert("RGBA"))
    save(desk, "bốn.tif", paper(survey, 5, BEST), paper(survey, 6, MIXED))
    save(desk, "năm.tiff", paper(survey, 7, MIXED).convert("1"))
    (desk / "ghi chú.txt").write_text("không phải phiếu", encoding="utf-8")
    job = Recorder()
    report = services.ballot_reading.read(survey.id, [desk], job, by="Nguyễn Thị Mai")
    assert sorted(report.read) == [1, 2, 3, 4, 5, 6, 7]
    assert (report.pages, report.doubtful, report.unreadable, report.repeated) == (7, (), (), ())
    found = entered(services, survey)
    assert {number for number, said in found.items() if said == words(survey, MIXED)} == {2, 3, 6, 7}
    assert {number for number, said in found.items() if said == words(survey, BEST)} == {1, 4, 5}
    one = services.surveys.ballot(survey.id, 1)
    assert one is not None
    assert (one.source, one.state, one.entered_by) == (BallotSource.SCAN, BallotState.VALID, "Nguyễn Thị Mai")


def test_what_is_not_sure_waits_with_a_picture_of_its_boxes_alone(
    services: Services, survey: Survey, desk: Path
) -> None:
    page = paper(survey, 9, (0, None, 2, 3, 1))
    box = next(
        one for one in ballot_layout(survey.form).pages[0].boxes if (one.question, one.choice) == (2, 1)
    )
    mark(ImageDraw.Draw(page), box, Pen.CROSS, random.Random(1))
    report = services.ballot_reading.read(survey.id, [save(desk, "a.png", page)])
    assert (report.read, report.doubtful) == ((), (9,))
    assert entered(services, survey) == {}
    (doubt,) = services.ballot_reading.doubts(survey.id)
    assert doubt.answers == ("good", None, None, "poor", "fair")
    assert [(one.place, one.why) for one in doubt.questions] == [(1, Why.BLANK), (2, Why.SEVERAL)]
    assert doubt.page == "a.png"
    for question in doubt.questions:
        with Image.open(BytesIO(question.picture)) as picture:
            boxes = [
                one for one in ballot_layout(survey.form).pages[0].boxes if one.question == question.place
            ]
            assert picture.width == pytest.approx((boxes[-1].cell[2] - boxes[0].cell[0]) * 8, abs=2)
            assert picture.height <= (BOX_SIDE + 13) * 8
    with pytest.raises(AppError) as told:
        services.ballot_reading.decide(doubt.id, {1: "good"})
    assert told.value.code == "doubt_undecided"
    with pytest.raises(AppError) as told:
        services.ballot_reading.decide(doubt.id, {1: "good", 2: "excellent"})
    assert told.value.code == "ballot_invalid"
    made = services.ballot_reading.decide(doubt.id, {1: "", 2: "average"}, by="Mai")
    assert made.answers == ("good", "", "average", "poor", "fair")
    assert services.ballot_reading.doubts(survey.id) == ()
    with pytest.raises(AppError) as told:
        services.ballot_reading.decide(doubt.id, {1: "", 2: "average"})
    assert told.value.code == "doubt_gone"


def test_a_spoilt_ballot_is_entered_as_invalid_and_one_typed_meanwhile_waits_no_longer(
    services: Services, survey: Survey, desk: Path
) -> None:
    save(desk, "a.pdf", paper(survey, 1, [None] * 5), paper(survey, 2, (0, 0, None, 0, 0)))
    services.ballot_reading.read(survey.id, [desk])
    first, second = services.ballot_reading.doubts(survey.id)
    made = services.ballot_reading.decide(first.id, {}, invalid="Phiếu trắng")
    assert (made.state, made.why) == (BallotState.INVALID, "Phiếu trắng")
    services.surveys.enter(survey.id, Ballot(2, words(survey, BEST)))
    assert services.ballot_reading.doubts(survey.id) == ()
    with pytest.raises(AppError) as told:
        services.ballot_reading.decide(second.id, {2: "good"})
    assert told.value.code == "ballot_entered"
    services.ballot_reading.forget(second.id)


def test_a_page_without_a_code_never_takes_the_number_before_it(
    services: Services, survey: Survey, desk: Path
) -> None:
    hidden = paper(survey, 2, MIXED)
    ImageDraw.Draw(hidden).rectangle((22 * DOTS, 10 * DOTS, 52 * DOTS, 40 * DOTS), fill=255)
    empty = Image.new("L", hidden.size, 255)
    save(desk, "a.pdf", paper(survey, 1, BEST), hidden, empty, paper(survey, 3, MIXED))
    report = services.ballot_reading.read(survey.id, [desk])
    assert report.read == (1, 3)
    assert [(one.file, one.page, one.why) for one in report.unreadable] == [("a.pdf", 2, Unread.NO_CODE)]
    assert report.empty == 1  # the back of a sheet troubles nobody


def test_a_ballot_read_twice_is_told_and_the_first_one_stands(
    services: Services, survey: Survey, desk: Path
) -> None:
    services.surveys.enter(survey.id, Ballot(8, words(survey, BEST)))
    save(desk, "a.pdf", paper(survey, 7, MIXED), paper(survey, 7, MIXED), paper(survey, 7, BEST))
    save(desk, "b.png", paper(survey, 8, BEST))
    report = services.ballot_reading.read(survey.id, [desk])
    assert report.read == (7,)
    assert [(one.number, one.same) for one in report.repeated] == [(7, True), (7, False), (8, True)]
    assert entered(services, survey)[7] == words(survey, MIXED)
    again = services.ballot_reading.read(survey.id, [desk / "b.png"])
    assert (again.read, [one.same for one in again.repeated]) == ((), [True])


def test_ballots_of_other_rounds_forms_and_numbers_are_refused(
    services: Services, survey: Survey, desk: Path
) -> None:
    changed = replace(survey, form=replace(survey.form, title="PHIẾU KHẢO SÁT NĂM TRƯỚC"))
    save(
        desk,
        "a.pdf",
        paper(survey, 1, BEST, of=survey.id + 1),
        paper(changed, 2, BEST),
        paper(survey, 41, BEST),
        paper(survey, 3, BEST, of=0),
    )
    report = services.ballot_reading.read(survey.id, [desk])
    assert report.read == (3,)
    assert [(one.why, one.number) for one in report.unreadable] == [
        (Unread.OTHER_SURVEY, 1),
        (Unread.OTHER_FORM, 2),
        (Unread.NO_SUCH_NUMBER, 41),
    ]
    assert all(one.message for one in report.unreadable)


def test_pages_of_one_ballot_come_together_in_any_order(services: Services, desk: Path) -> None:
    form = services.surveys.form("village")
    questions = tuple(Question(f"q{place}", form.questions[0].text) for place in range(15))
    survey = services.surveys.open(YEAR, replace(form, id="long", questions=questions), issued=5)
    assert len(ballot_layout(survey.form).pages) == 2
    said = [place % 4 for place in range(15)]
    save(desk, "a.pdf", paper(survey, 2, said, 1), paper(survey, 1, said, 0), paper(survey, 2, said, 0))
    save(desk, "b.png", paper(survey, 3, said, 1))
    save(desk, "c.png", paper(survey, 1, said, 1))
    save(desk, "d.png", paper(survey, 1, said, 1))
    report = services.ballot_reading.read(survey.id, [desk])
    assert report.read == (2, 1)
    assert entered(services, survey) == dict.fromkeys((1, 2), words(survey, said))
    assert [(one.file, one.why, one.number) for one in report.unreadable] == [
        ("b.png", Unread.OTHER_PAGE_MISSING, 3)
    ]
    assert [(one.number, one.page, one.same) for one in report.repeated] == [(1, "d.png", True)]


def test_two_ballots_side_by_side_in_one_photo_are_both_read(
    services: Services, survey: Survey, desk: Path
) -> None:
    left, right = paper(survey, 1, BEST), paper(survey, 2, MIXED)
    table = Image.new("L", (left.width * 2 + 150, left.height + 100), 90)
    table.paste(left, (50, 50))
    table.paste(right, (left.width + 100, 60))
    report = services.ballot_reading.read(survey.id, [save(desk, "bàn.jpg", table)])
    assert sorted(report.read) == [1, 2]
    assert entered(services, survey)[2] == words(survey, MIXED)


def test_files_that_are_no_pictures_are_listed_and_the_others_read(
    services: Services, survey: Survey, desk: Path
) -> None:
    (desk / "hỏng.jpg").write_bytes(b"\xff\xd8\xff" + b"x" * 400)
    (desk / "rỗng.png").write_bytes(b"")
    (desk / "hỏng.pdf").write_bytes(b"%PDF-1.4 nothing")
    whole = save(desk, "đủ.jpg", paper(survey, 2, BEST)).read_bytes()
    (desk / "đủ.jpg").write_bytes(whole[: len(whole) // 3])
    save(desk, "tốt.png", paper(survey, 1, BEST))
    (desk / "ảnh.heic").write_bytes(HEIC)
    report = services.ballot_reading.read(survey.id, [desk, desk / "không có.png"])
    assert report.read == (1,)
    broken = {one.file for one in report.unreadable if one.why is Unread.BROKEN_FILE}
    assert broken == {"hỏng.jpg", "rỗng.png", "hỏng.pdf", "đủ.jpg", "không có.png"}
    assert {one.file for one in report.unreadable if one.why is Unread.NO_CODE} == {"ảnh.heic"}


def test_a_second_reading_is_compared_and_needs_a_first(
    services: Services, survey: Survey, desk: Path
) -> None:
    services.surveys.enter(survey.id, Ballot(1, words(survey, BEST)))
    save(desk, "a.pdf", paper(survey, 1, (0, 0, 0, 0, 3)), paper(survey, 2, BEST))
    report = services.ballot_reading.read(survey.id, [desk], hand=2)
    assert report.read == (1,)
    assert [one.why for one in report.unreadable] == [Unread.FIRST_MISSING]
    assert [(one.number, one.question) for one in services.surveys.differences(survey.id)] == [(1, "q5")]


def test_a_group_is_that_of_the_whole_pile(services: Services, desk: Path) -> None:
    survey = services.surveys.open(YEAR, "citizen", issued=5, groups=("Thôn Hạ", "Thôn Thượng"))
    file = save(desk, "a.png", paper(survey, 1, BEST))
    with pytest.raises(AppError) as told:
        services.ballot_reading.read(survey.id, [file], group="Thôn Đoài")
    assert told.value.code == "ballot_invalid"
    services.ballot_reading.read(survey.id, [file], group="Thôn Hạ")
    assert [one.group for one in services.surveys.ballots(survey.id)] == ["Thôn Hạ"]


def test_stopping_keeps_what_was_read_and_reading_again_brings_the_rest(
    services: Services, survey: Survey, desk: Path
) -> None:
    save(desk, "a.pdf", *(paper(survey, number, MIXED) for number in range(1, 5)))
    with pytest.raises(Cancelled):
        services.ballot_reading.read(survey.id, [desk], Recorder(until=2))
    kept = entered(services, survey)
    assert 0 < len(kept) < 4
    report = services.ballot_reading.read(survey.id, [desk])
    assert {one.number for one in report.repeated if one.same} == set(kept)
    assert sorted([*kept, *report.read]) == [1, 2, 3, 4]


def test_a_closed_round_and_a_missing_reader_are_told(
    services: Services, survey: Survey, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = save(desk, "a.png", paper(survey, 1, BEST))
    services.surveys.close(survey.id)
    with pytest.raises(AppError) as told:
        services.ballot_reading.read(survey.id, [file])
    assert told.value.code == "survey_closed"
    services.surveys.reopen(survey.id)
    monkeypatch.setitem(sys.modules, "zxingcpp", None)
    with pytest.raises(AppError) as told:
        services.ballot_reading.read(survey.id, [file])
    assert told.value.code == "scan_reader_missing"
    assert "zxing-cpp" in told.value.message
    assert entered(services, survey) == {}


@pytest.mark.parametrize("kind", list(KINDS))
def test_nothing_is_read_wrongly_however_a_page_was_spoilt(kind: str, services: Services) -> None:
    """Two pages of each kind here; hundreds by ``python -m tests.services.ballot_scans 40``."""
    score = read_kind(services.surveys.form("citizen"), kind, 2, seed=5)
    assert score.wrong == 0
    if kind != "far":
        assert score.unreadable == 0
        assert score.right >= 7
