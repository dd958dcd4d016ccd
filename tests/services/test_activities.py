"""The diary of activities: lines, the leaves they prove, their photos."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.activities import ActivityEntry, ActivityKind
from friendly_desktop.domain.search import SearchArea
from friendly_desktop.errors import AppError

YEAR = 2026
FIRST, SECOND = "B.1.1.1", "B.1.1.2"
ENTRY = ActivityEntry(
    ActivityKind.BROADCAST, date(2026, 3, 2), "Bản tin cải cách hành chính", times=3, nodes=(FIRST,)
)


@pytest.fixture
def office(services: Services) -> Services:
    services.assessment.open_year(YEAR, "hai-duong-2024")
    return services


@pytest.fixture
def photo(workplace: Path) -> Path:
    path = workplace / "Ảnh loa.txt"
    path.write_text("ảnh", encoding="utf-8")
    return path


def test_a_line_is_kept_as_it_was_entered(office: Services) -> None:
    made = office.activities.add(
        replace(ENTRY, title="  Ba\u0309n tin  ", participants=12, note="một\r\nhai ")
    )
    assert made.entry.title == "Bản tin"
    assert made.entry.note == "một\nhai"
    assert office.activities.get(made.id) == made
    assert office.activities.years() == (YEAR,)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(ENTRY, title="  "),
        replace(ENTRY, day=date(2026, 11, 21)),
        replace(ENTRY, day=date(1900, 1, 1)),
        replace(ENTRY, times=0),
        replace(ENTRY, participants=-1),
        replace(ENTRY, nodes=("B.1",)),
        replace(ENTRY, nodes=("Z.9",)),
        replace(ENTRY, day=date(2020, 3, 2)),  # no assessment of that year, so no leaves
    ],
)
def test_what_cannot_stand_in_a_diary_is_refused(office: Services, wrong: ActivityEntry) -> None:
    with pytest.raises(AppError):
        office.activities.add(wrong)
    assert office.activities.find(YEAR) == ()


def test_a_line_of_a_year_without_assessment_proves_nothing_yet(services: Services) -> None:
    made = services.activities.add(replace(ENTRY, nodes=()))
    assert services.activities.find(YEAR) == (made,)
    assert services.activities.suggest(YEAR, ActivityKind.BROADCAST) == ()


def test_lines_are_found_by_kind_and_by_words_without_tones(office: Services) -> None:
    office.activities.add(ENTRY)
    meeting = office.activities.add(
        replace(ENTRY, kind=ActivityKind.MEETING, title="Họp thôn", hamlet="Thôn Đồng Quýt", nodes=(SECOND,))
    )
    assert office.activities.find(YEAR, [ActivityKind.MEETING]) == (meeting,)
    assert office.activities.find(YEAR, text="dong quyt hop") == (meeting,)
    assert office.activities.find(YEAR, text="100%_") == ()
    assert office.activities.find(2025) == ()
    assert [hit.id for hit in office.search.find("họp Quýt", areas=[SearchArea.ACTIVITY])] == [meeting.id]


def test_the_lines_of_a_leaf_are_told_by_leaf(office: Services) -> None:
    one = office.activities.add(replace(ENTRY, nodes=(FIRST, SECOND)))
    two = office.activities.add(replace(ENTRY, day=date(2026, 2, 1)))
    assert office.activities.by_node(YEAR) == {FIRST: (two, one), SECOND: (one,)}
    office.activities.remove([two.id])
    assert office.activities.by_node(YEAR)[FIRST] == (one,)
    office.activities.restore([two.id])
    assert len(office.activities.find(YEAR)) == 2


def test_the_leaves_of_the_newest_line_of_a_kind_are_suggested_first(office: Services) -> None:
    office.activities.add(replace(ENTRY, nodes=(SECOND,)))
    assert office.activities.suggest(YEAR, ActivityKind.BROADCAST)[0] == SECOND


def test_what_was_written_before_is_offered_most_used_first(office: Services) -> None:
    for title in ("Bản tin A", "Bản tin B", "Bản tin B"):
        office.activities.add(replace(ENTRY, title=title))
    assert office.activities.written("title", ActivityKind.BROADCAST) == ("Bản tin B", "Bản tin A")


def test_a_photo_is_evidence_of_every_leaf_of_its_line(office: Services, photo: Path) -> None:
    made = office.activities.add(replace(ENTRY, nodes=(FIRST, SECOND)))
    (added,) = office.activities.add_files(made.id, [photo])
    assert added.evidence_id is not None
    kept = office.evidence.get(added.evidence_id)
    assert (kept.nodes, kept.title, kept.issued_on) == ((FIRST, SECOND), ENTRY.title, ENTRY.day)
    assert office.activities.get(made.id).evidence == (added.evidence_id,)
    office.activities.add_files(made.id, [photo])  # the same again is once
    assert office.activities.get(made.id).evidence == (added.evidence_id,)


def test_a_photo_follows_the_leaves_of_its_line(office: Services, photo: Path) -> None:
    made = office.activities.add(ENTRY)
    (added,) = office.activities.add_files(made.id, [photo])
    assert added.evidence_id is not None
    office.activities.change(made.id, replace(ENTRY, nodes=(SECOND,)))
    assert office.evidence.get(added.evidence_id).nodes == (SECOND,)
    with pytest.raises(AppError) as refused:
        office.activities.change(made.id, replace(ENTRY, day=date(2025, 3, 2), nodes=()))
    assert refused.value.code == "activity_other_year"


def test_a_photo_in_the_bin_is_not_shown_and_comes_back_with_it(office: Services, photo: Path) -> None:
    made = office.activities.add(ENTRY)
    (added,) = office.activities.add_files(made.id, [photo])
    assert added.evidence_id is not None
    office.evidence.remove(added.evidence_id)
    assert office.activities.get(made.id).evidence == ()
    office.activities.add_files(made.id, [photo])
    office.evidence.restore(added.evidence_id)
    assert added.evidence_id in office.activities.get(made.id).evidence


def test_photos_of_a_frozen_year_are_refused_and_the_line_stays(office: Services, photo: Path) -> None:
    made = office.activities.add(ENTRY)
    for veto in office.assessment.criteria_of(YEAR).vetoes:
        office.assessment.set_veto(YEAR, veto.id, holds=False)
    office.assessment.freeze(YEAR)
    with pytest.raises(AppError):
        office.activities.add_files(made.id, [photo])
    assert office.activities.get(made.id).evidence == ()
    office.activities.add(ENTRY)  # the diary goes on


def test_a_line_that_is_gone_says_so(office: Services) -> None:
    with pytest.raises(AppError) as refused:
        office.activities.get(99)
    assert refused.value.code == "activity_gone"


def test_a_photo_of_two_lines_keeps_the_leaf_of_the_other_one(office: Services, photo: Path) -> None:
    one, other = office.activities.add(ENTRY), office.activities.add(replace(ENTRY, title="Bản tin hai"))
    (added,) = office.activities.add_files(one.id, [photo])
    (again,) = office.activities.add_files(other.id, [photo])
    assert added.evidence_id is not None
    assert added.evidence_id == again.evidence_id
    office.activities.change(one.id, replace(ENTRY, nodes=(SECOND,)))
    assert set(office.evidence.get(added.evidence_id).nodes) == {FIRST, SECOND}


def test_a_leaf_that_the_set_lost_is_dropped_when_the_line_is_put_right(office: Services) -> None:
    made = office.activities.add(ENTRY)
    with pytest.raises(AppError) as refused:
        office.activities.change(made.id, replace(ENTRY, nodes=("B.9.9",)))
    assert refused.value.code == "leaf_unknown"
    assert office.activities.change(made.id, replace(ENTRY, nodes=())).entry.nodes == ()
