"""The package page: checks with their places, words, freezing, export, history, packages that came in."""

import pytest
from PySide6.QtCore import Qt

from friendly_desktop.domain.assessment import GapKind, YearState
from friendly_desktop.domain.report import Paper
from tests.ui.desk import YEAR, Desk
from ui.pages.assessment.page import AssessmentPage
from ui.pages.package.checks import place_of
from ui.pages.package.page import PARTS, PackagePage
from ui.places import PageId, Place

LEAF = "B.1.1.1"


@pytest.fixture
def page(desk: Desk) -> PackagePage:
    made = PackagePage(desk.context)
    desk.show(made)
    return made


def test_a_finding_leads_to_its_leaf(desk: Desk, page: PackagePage) -> None:
    desk.services.assessment.set_points(YEAR, LEAF, "1")
    desk.wait()
    gone: list[Place] = []
    desk.context.place_requested.connect(gone.append)
    assert page._state is not None
    (gap,) = [one for one in page._state.view.gaps if one.kind is GapKind.NO_EVIDENCE]
    place = next(line for root in page.checks.model._nodes for line in root.below if line.gap == gap)
    page.checks.view.setCurrentIndex(page.checks.model.index_of(place.key))
    page.checks.view.setFocus()
    desk.qtbot.keyClick(page.checks.view, Qt.Key.Key_Return)
    assert gone == [Place(PageId.ASSESSMENT, node=LEAF)]
    criteria = AssessmentPage(desk.context)
    criteria.show_place(gone[0])
    desk.show(criteria)
    assert criteria.current == LEAF


def test_every_kind_of_finding_has_a_title_and_a_place(page: PackagePage) -> None:
    from friendly_desktop.domain.assessment import Gap
    from ui.pages.package.checks import check_lines

    gaps = tuple(Gap(kind, kind.value) for kind in GapKind)
    assert len(check_lines(gaps)) == len(gaps)
    assert all(isinstance(place_of(gap), Place) for gap in gaps)


def test_report_words_are_saved_while_they_are_typed(desk: Desk, page: PackagePage) -> None:
    page.show_place(Place(PageId.PACKAGE, part="report"))
    page.report.fields["causes"].words.insertPlainText("Kinh phí còn hạn hẹp.")
    page.show_place(Place(PageId.PACKAGE, part="check"))
    desk.wait()
    assert desk.services.assessment.report_texts(YEAR)["causes"] == "Kinh phí còn hạn hẹp."


def test_figures_that_move_under_an_edit_are_told_and_the_edit_stays(desk: Desk, page: PackagePage) -> None:
    page.show_place(Place(PageId.PACKAGE, part="report"))
    field = page.report.fields["criterion:B.1"]
    field.words.put("Xã đã làm tốt.")
    field.words.edited.emit()
    page.report.flush()
    desk.wait()
    assert field.moved.isHidden()
    desk.services.assessment.set_points(YEAR, LEAF, "1")
    desk.wait()
    assert "«0/22 điểm» nay là «1/22 điểm»" in field.moved.text()
    assert field.words.toPlainText() == "Xã đã làm tốt."
    field.take.click()
    desk.wait()
    assert field.words.toPlainText().startswith("Điểm tự chấm: 1/")
    assert field.moved.isHidden()
    assert desk.services.assessment.report_texts(YEAR) == {}


def test_a_paper_is_saved_as_word(desk: Desk, page: PackagePage) -> None:
    page.show_place(Place(PageId.PACKAGE, part="report"))
    target = desk.folder.root.parent / "Báo cáo"
    desk.answers.paths = [target]
    page.report.save_paper(Paper.REPORT)
    desk.wait()
    assert target.with_name("Báo cáo.docx").stat().st_size > 10_000


def test_freezing_is_offered_to_be_taken_back(desk: Desk, page: PackagePage) -> None:
    page.show_place(Place(PageId.PACKAGE, part="freeze"))
    page.freezing.freeze.click()
    desk.wait()
    assert desk.services.assessment.view(YEAR).state is YearState.FROZEN
    assert page.report.fields["strengths"].words.isReadOnly()
    assert desk.undo is not None
    desk.undo()
    desk.wait()
    assert desk.services.assessment.view(YEAR).state is YearState.OPEN
    assert len(desk.services.assessment.snapshots(YEAR)) == 1


def test_an_exported_package_is_told_of_remembered_and_verified(desk: Desk, page: PackagePage) -> None:
    desk.services.assessment.set_points(YEAR, LEAF, "1")
    desk.services.evidence.add_files(YEAR, LEAF, [desk.photo("Ảnh.png")])
    desk.wait()
    target = desk.root / "USB của xã" / "hồ sơ.zip"
    target.parent.mkdir()
    desk.answers.paths = [target]
    page.show_place(Place(PageId.PACKAGE, part="export"))
    page.exporting.start.show()  # as the head of the window does
    page.exporting.start.setFocus()
    page.exporting.start.click()
    desk.wait()
    assert page.exporting.start.hasFocus()  # though it was switched off meanwhile
    assert "DỰ THẢO" in page.exporting.result_text()
    assert str(target) in page.exporting.result_text()
    assert page.history.rowCount() == 1
    page.receiving.check([target])
    desk.wait()
    assert "đầy đủ và nguyên vẹn" in page.receiving.text()


def test_a_package_never_takes_the_place_of_an_older_one(desk: Desk, page: PackagePage) -> None:
    target = desk.root / "hồ sơ.zip"
    for _time in range(2):
        page.exporting._export(target)
        desk.wait()
    assert (desk.root / "hồ sơ-2.zip").exists()


def test_a_changed_package_is_told_in_a_sentence(desk: Desk, page: PackagePage) -> None:
    desk.services.evidence.add_files(YEAR, LEAF, [desk.photo("Ảnh.png")])
    folder = desk.root / "hồ sơ"
    desk.services.package.export(YEAR, folder)
    index = next(folder.rglob("index.html"))
    index.write_text("changed", encoding="utf-8")
    page.show_place(Place(PageId.PACKAGE, part="verify"))
    page.receiving.drop.files_dropped.emit([folder])
    desk.wait()
    assert "không nguyên vẹn" in page.receiving.text()
    assert "index.html" in page.receiving.text()


def test_evidence_kept_out_for_its_name_goes_along_only_when_ticked(desk: Desk, page: PackagePage) -> None:
    desk.services.evidence.add_files(YEAR, LEAF, [desk.photo("căn cước công dân ông A.png")])
    desk.wait()
    assert page.exporting._withheld.count() == 1
    assert not page.exporting._released()
    page.exporting._withheld.item(0).setCheckState(Qt.CheckState.Checked)
    assert len(page.exporting._released()) == 1


def test_every_part_can_be_reached(page: PackagePage) -> None:
    for place, part in enumerate(PARTS):
        page.show_place(Place(PageId.PACKAGE, part=part))
        assert page.steps.currentIndex() == place


def test_a_page_closed_while_a_package_is_written_leaves_nothing_behind(desk: Desk) -> None:
    big = desk.root / "phim.bin"
    big.write_bytes(bytes(range(256)) * 40_000)
    desk.services.evidence.add_files(YEAR, LEAF, [big])
    target = desk.root / "USB" / "hồ sơ.zip"
    target.parent.mkdir()
    page = PackagePage(desk.context)
    desk.show(page, closed_by_test=True)
    page.exporting._export(target)
    page.close()
    page.deleteLater()
    desk.close()
    assert not [path for path in target.parent.iterdir() if path != target]
    if target.exists():
        from friendly_desktop.services.package import verify

        assert verify([target]).ok


def test_a_frozen_year_with_something_unfinished_is_said_to_become_a_draft(
    desk: Desk, page: PackagePage
) -> None:
    page.show_place(Place(PageId.PACKAGE, part="freeze"))
    page.freezing.freeze.click()
    desk.wait()
    page.show_place(Place(PageId.PACKAGE, part="export"))
    assert "DỰ THẢO" in page.exporting._draft.text()
    assert "bản chính thức" not in page.freezing._words.text()
