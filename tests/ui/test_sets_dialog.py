"""Criteria sets in the window: a dry run first, every error named, a year moved to a new version."""

from pathlib import Path

import pytest

from friendly_desktop.services.criteria import SHIPPED
from tests.ui.desk import YEAR, Desk
from ui.pages.assessment.page import AssessmentPage
from ui.pages.assessment.sets_dialog import SetsDialog

OLD_WORDS = "Trên hệ thống truyền thanh ở cơ sở"
NEW_WORDS = "Trên hệ thống truyền thanh của xã"


@pytest.fixture
def page(desk: Desk) -> AssessmentPage:
    made = AssessmentPage(desk.context)
    desk.show(made)
    return made


def dialog(desk: Desk, page: AssessmentPage) -> SetsDialog:
    page._sets.click()
    desk.wait()
    found = page.findChild(SetsDialog)
    assert isinstance(found, SetsDialog)
    return found


def revised(desk: Desk) -> Path:
    text = (SHIPPED / "hai-duong-2024.yaml").read_text(encoding="utf-8")
    assert OLD_WORDS in text
    path = desk.root / "Bộ tiêu chí sửa đổi.yaml"
    path.write_text(text.replace(OLD_WORDS, NEW_WORDS), encoding="utf-8")
    return path


def test_a_file_with_errors_is_told_of_and_nothing_is_taken_in(desk: Desk, page: AssessmentPage) -> None:
    path = desk.root / "hỏng.yaml"
    path.write_text("format: 1\nid: x\nnodes: []\n", encoding="utf-8")
    desk.answers.paths = [path]
    sets = dialog(desk, page)
    sets._import.click()
    desk.wait()
    assert "Chưa có gì được nhập" in sets.report.toPlainText()
    assert "dòng 1" in sets.report.toPlainText()
    assert not sets._take.isVisible()
    sets.reject()


def test_a_year_moves_to_a_revision_and_hears_what_changed(desk: Desk, page: AssessmentPage) -> None:
    desk.services.assessment.set_points(YEAR, "B.1.1.1", "1")
    desk.answers.paths = [revised(desk)]
    sets = dialog(desk, page)
    sets._import.click()
    desk.wait()
    assert "B.1.1.1" in sets.report.toPlainText()
    assert len(desk.services.criteria.versions("hai-duong-2024")) == 1
    sets._take.click()
    desk.wait()
    assert page._newer.isVisible()
    sets._move.click()
    desk.wait()
    assert NEW_WORDS in sets.report.toPlainText()
    assert desk.services.assessment.view(YEAR).set_version == "2"
    assert not page._newer.isVisible()
    line = page.tree.line("B.1.1.1")
    assert line is not None
    assert (line.text, str(line.points)) == (NEW_WORDS, "1")
    sets.reject()


def test_the_excel_form_is_written(desk: Desk, page: AssessmentPage) -> None:
    target = desk.root / "biểu.xlsx"
    desk.answers.paths = [target]
    sets = dialog(desk, page)
    sets._form.click()
    desk.wait()
    assert target.stat().st_size > 1000
    sets.reject()
