"""A year's self-assessment: opened, answered, checked, frozen, moved to a new version of its set."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import event

from friendly_desktop.bootstrap import open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.assessment import Entry, GapKind, LeafStatus, YearState
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.office import Office, Person, Signatory
from friendly_desktop.errors import AppError
from friendly_desktop.paths import RESOURCES, DataFolder
from friendly_desktop.storage import tables

YEAR = 2026
MOMENT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@pytest.fixture
def services(tmp_path):
    opened = open_services(DataFolder(tmp_path / "Nguyễn Đức"), FixedClock(MOMENT), create=True)
    yield opened
    opened.close()


@pytest.fixture
def assessment(services):
    services.assessment.open_year(YEAR, "hai-duong-2024")
    return services.assessment


def add_evidence(services, node, issued_on=None, size=10, digest="a" * 64):
    """A row of evidence as the evidence service writes it, without a file behind it."""
    with services.db.write(Area.EVIDENCE) as connection:
        connection.execute(
            tables.files.insert()
            .prefix_with("OR IGNORE")
            .values(sha256=digest, bytes=size, media_type="application/pdf", added_at=MOMENT)
        )
        key = connection.execute(
            tables.evidence.insert().values(
                year=YEAR,
                sha256=digest,
                name="quyết định.pdf",
                title="",
                number="",
                issued_on=issued_on,
                description="",
                version=1,
                added_at=MOMENT,
            )
        ).inserted_primary_key
        connection.execute(tables.evidence_links.insert().values(evidence_id=key[0], node=node))


def kinds(view, node):
    return {gap.kind for gap in view.gaps if gap.node == node}


def test_a_year_not_opened_is_said_so(services):
    with pytest.raises(AppError) as refused:
        services.assessment.view(YEAR)
    assert refused.value.code == "year_unknown"


def test_a_year_is_opened_once(assessment):
    with pytest.raises(AppError) as refused:
        assessment.open_year(YEAR, "hai-duong-2024")
    assert refused.value.code == "year_exists"
    assert [summary.year for summary in assessment.years()] == [YEAR]


def test_a_fresh_year_has_nothing_and_says_what_is_missing(assessment):
    view = assessment.view(YEAR)
    assert view.state is YearState.OPEN
    assert view.evaluation.total == 0
    assert len([gap for gap in view.gaps if gap.kind is GapKind.NOT_SCORED]) == sum(
        leaf.id.startswith("B") for leaf in assessment.criteria_of(YEAR).leaves
    )
    assert len([gap for gap in view.gaps if gap.kind is GapKind.VETO_UNANSWERED]) == 2


def test_points_are_counted_as_they_are_typed(assessment):
    view = assessment.set_points(YEAR, "B.4.2.1", "0,5", "Có ảnh")
    assert view.evaluation.total == Decimal("0.5")
    assert view.rows["B.4.2.1"].entry.reason == "Có ảnh"
    assert view.rows["B.4.2.1"].entry.status is LeafStatus.DONE
    assert view.unbacked == Decimal("0.5")
    assert GapKind.NO_EVIDENCE in kinds(view, "B.4.2.1")


@pytest.mark.parametrize("typed", ["3", "-1", "abc", "0,3", "1e1"])
def test_points_against_the_rule_of_the_leaf_change_nothing(assessment, typed):
    assessment.set_points(YEAR, "B.1.1.1", "1")
    with pytest.raises(AppError) as refused:
        assessment.set_points(YEAR, "B.1.1.1", typed)
    assert refused.value.code == "points_refused"
    assert assessment.view(YEAR).rows["B.1.1.1"].entry.points == 1


def test_an_empty_field_takes_the_score_back(assessment):
    assessment.set_points(YEAR, "B.1.1.1", "1")
    view = assessment.set_points(YEAR, "B.1.1.1", "  ")
    assert view.rows["B.1.1.1"].entry.points is None
    assert view.rows["B.1.1.1"].entry.status is LeafStatus.TODO


def test_groups_and_unknown_nodes_cannot_be_scored(assessment):
    for node in ("B.1", "B.9.9"):
        with pytest.raises(AppError):
            assessment.set_points(YEAR, node, "1")


def test_survey_points_are_kept_apart_from_self_points(assessment):
    assessment.set_points(YEAR, "A.1", "8,35")
    view = assessment.set_points(YEAR, "B.1.6", "7")
    assert (view.evaluation.survey_points, view.evaluation.self_points) == (Decimal("8.35"), Decimal(7))


def test_evidence_backs_points(services, assessment):
    assessment.set_points(YEAR, "B.1.6", "7")
    add_evidence(services, "B.1.6")
    view = assessment.view(YEAR)
    assert view.unbacked == 0
    assert view.rows["B.1.6"].evidence_count == 1
    assert kinds(view, "B.1.6") == set()


def test_evidence_of_another_year_and_empty_files_are_found(services, assessment):
    add_evidence(services, "B.1.6", issued_on=date(2025, 12, 31))
    add_evidence(services, "B.1.4", size=0, digest="b" * 64)
    view = assessment.view(YEAR)
    assert GapKind.OUTSIDE_YEAR in kinds(view, "B.1.6")
    assert GapKind.EMPTY_FILE in kinds(view, "B.1.4")


def test_work_past_its_day_is_found(services, assessment):
    officer = services.office.save_person(Person(0, "Trần Thị An", "Công chức"))
    entry = Entry("B.1.6", officer_id=officer.id, due=date(2026, 11, 19))
    view = assessment.save_entry(YEAR, entry)
    assert GapKind.OVERDUE in kinds(view, "B.1.6")
    assert view.rows["B.1.6"].entry.officer_id == officer.id


def test_a_leaf_that_may_not_be_skipped_is_not_skipped(assessment):
    with pytest.raises(AppError) as refused:
        assessment.save_entry(YEAR, Entry("B.1.6", status=LeafStatus.NOT_APPLICABLE))
    assert refused.value.code == "not_applicable_refused"


def test_a_veto_takes_the_level_away(assessment):
    for leaf in assessment.criteria_of(YEAR).leaves:
        assessment.set_points(YEAR, leaf.id, leaf.max_points)
    assert assessment.view(YEAR).evaluation.level.id == "level-4"
    view = assessment.set_veto(YEAR, assessment.criteria_of(YEAR).vetoes[0].id, True, "Vụ việc tại thôn 3")
    assert view.evaluation.vetoed
    assert not view.evaluation.level.passing


def test_a_frozen_year_refuses_changes_and_keeps_a_readable_copy(assessment):
    assessment.set_points(YEAR, "B.1.6", "7")
    snapshot = assessment.freeze(YEAR)
    for change in (
        lambda: assessment.set_points(YEAR, "B.1.6", "5"),
        lambda: assessment.freeze(YEAR),
        lambda: assessment.set_report_text(YEAR, "situation", "x"),
    ):
        with pytest.raises(AppError) as refused:
            change()
        assert refused.value.code == "year_frozen"
    assessment.reopen(YEAR)
    assessment.set_points(YEAR, "B.1.6", "5")
    content = json.loads(assessment.snapshots(YEAR)[0].content)
    assert content["total"] == "7"
    assert content["frozen_on"] == "2026-11-20"
    assert next(leaf for leaf in content["leaves"] if leaf["node"] == "B.1.6")["points"] == "7"
    assert assessment.freeze(YEAR).number == snapshot.number + 1


def test_a_copy_is_written_as_it_was_frozen(assessment, tmp_path):
    stored = assessment.freeze(YEAR)
    target = tmp_path / "Bản chốt.json"
    assessment.write_snapshot(YEAR, 1, target)
    assert hashlib.sha256(target.read_bytes()).hexdigest() == stored.sha256
    with pytest.raises(AppError) as refused:
        assessment.write_snapshot(YEAR, 2, target)
    assert refused.value.code == "snapshot_unknown"
    with pytest.raises(AppError) as refused:
        assessment.write_snapshot(YEAR, 1, tmp_path)
    assert refused.value.code == "file_not_written"


def test_a_copy_that_was_tampered_with_is_noticed_and_keeps_no_other_from_being_read(
    services, assessment, tmp_path
):
    assessment.freeze(YEAR)
    assessment.reopen(YEAR)
    with services.db.write() as connection:
        connection.execute(tables.snapshots.update().values(content="{}"))
    assessment.freeze(YEAR)
    assert [one.sound for one in assessment.snapshots(YEAR)] == [False, True]
    with pytest.raises(AppError) as refused:
        assessment.write_snapshot(YEAR, 1, tmp_path / "bản chốt.json")
    assert refused.value.code == "snapshot_damaged"
    assert not (tmp_path / "bản chốt.json").exists()
    assert [check.ok for check in services.doctor.examine() if check.name == "years"] == [False]


def test_the_new_year_takes_officers_over_but_never_points(services, assessment):
    officer = services.office.save_person(Person(0, "Trần Thị An", "Công chức"))
    assessment.save_entry(
        YEAR, Entry("B.1.6", points=Decimal(7), note="Xem sổ", officer_id=officer.id, due=date(2026, 12, 1))
    )
    assessment.set_appraisal(YEAR, "B.1.6", "6", "Thiếu biên bản")
    row = assessment.open_year(YEAR + 1, "hai-duong-2024", carry_over=True).rows["B.1.6"]
    assert (row.entry.points, row.entry.officer_id, row.entry.due) == (None, officer.id, date(2027, 12, 1))
    assert (row.last_points, row.last_appraised, row.last_remark) == (7, 6, "Thiếu biên bản")


def test_a_year_keeps_its_set_when_the_program_ships_another_wording(services, assessment, monkeypatch):
    before = assessment.criteria_of(YEAR)
    shipped = replace(before, title="Tên khác")
    monkeypatch.setattr(services.criteria, "_shipped_sets", lambda: [shipped])
    assert assessment.criteria_of(YEAR) == before


def test_the_number_of_statements_does_not_grow_with_the_evidence(services, assessment):
    def statements(call):
        seen = []

        def count(*arguments):
            seen.append(arguments[2])

        event.listen(services.db._engine, "before_cursor_execute", count)
        call()
        event.remove(services.db._engine, "before_cursor_execute", count)
        return len(seen)

    assessment.view(YEAR)
    few = (
        statements(lambda: assessment.view(YEAR)),
        statements(lambda: assessment.set_points(YEAR, "B.1.6", "7")),
    )
    for number in range(200):
        add_evidence(services, "B.1.6", digest=f"{number:064x}")
    many = (
        statements(lambda: assessment.view(YEAR)),
        statements(lambda: assessment.set_points(YEAR, "B.1.6", "6")),
    )
    assert many == few
    assert max(many) <= 22


def test_report_texts_are_kept_by_section(assessment):
    assessment.set_report_text(YEAR, "situation", " Xã có 12 thôn. ")
    assert assessment.report_texts(YEAR) == {"situation": "Xã có 12 thôn."}


def test_documents_bear_the_day_of_the_freeze(assessment):
    assert assessment.document_date(YEAR) == date(2026, 11, 20)


def test_facts_the_documents_need_are_asked_for(services, assessment):
    def asked():
        return [gap.message for gap in assessment.gaps(YEAR) if gap.kind is GapKind.OFFICE_INCOMPLETE]

    assert asked() == ["Phần Cài đặt còn thiếu: tên đơn vị, cơ quan cấp trên nhận hồ sơ, người ký."]
    services.office.save_office(Office(name="An Bình", authority="Sở Nội vụ"))
    services.office.save_signatory(Signatory(0, "Nguyễn Thị Minh Hòa"))
    assert asked() == []


def test_points_that_a_new_version_refuses_stay_readable_in_the_note(services, assessment, tmp_path):
    assessment.set_points(2026, "B.3.4", "4")
    shipped = (RESOURCES / "criteria" / "hai-duong-2024.yaml").read_text(encoding="utf-8")
    revised = (
        shipped.replace("id: B.3.3", "id: B.3.X")
        .replace("id: B.3.4", "id: B.3.3")
        .replace("id: B.3.X", "id: B.3.4")
    )
    path = tmp_path / "bản sửa.yaml"
    path.write_text(revised, encoding="utf-8")
    version = services.criteria.import_file(path).version
    report = assessment.move_to_version(2026, version)
    entry = assessment.view(2026).rows["B.3.4"].entry
    assert report.refused == ("B.3.4",)
    assert (entry.points, entry.note) == (None, "Theo phiên bản 1 đã chấm 4 điểm.")
