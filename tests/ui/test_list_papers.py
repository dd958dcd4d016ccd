"""Every list can be printed and taken to Excel, with the same button in the same place."""

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QTableView, QTreeView, QWidget

from friendly_desktop.domain.cases import CaseEntry, CaseKind
from tests.ui.desk import YEAR, Desk
from ui import navigation
from ui.lists.papers import ListPapers
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.pages.assessment.lines import Filter
from ui.pages.assessment.page import AssessmentPage
from ui.pages.cases.page import CasesPage
from ui.pages.evidence.page import EvidencePage
from ui.places import PageId
from ui.printing.dialog import PrintDialog
from ui.widgets.views import table


def papers_of(widget: QWidget) -> ListPapers:
    found = widget.findChild(ListPapers)
    assert isinstance(found, ListPapers)
    return found


def written(desk: Desk, name: str = "ra.xlsx") -> list[tuple[object, ...]]:
    sheet = load_workbook(desk.root / name).active
    assert sheet is not None
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows()]


@pytest.fixture
def evidence(desk: Desk) -> EvidencePage:
    for place, name in enumerate(("Ảnh trụ sở.png", "Ảnh bảng tin.png", "Ảnh hội nghị.png")):
        desk.services.evidence.add_files(YEAR, "B.1.1.1", [desk.photo(name, 60 + place)])
    page = EvidencePage(desk.context)
    desk.show(page)
    page.tabs.setCurrentIndex(1)
    desk.wait()
    return page


def test_a_list_goes_to_excel_as_it_stands_on_the_screen(desk: Desk, evidence: EvidencePage) -> None:
    desk.answers.paths = [desk.root / "ra"]
    papers_of(evidence).sheet.trigger()
    desk.wait()
    rows = written(desk)
    shown = [evidence.model.index(row, 0).data() for row in range(evidence.model.rowCount())]
    assert rows[0][0] == "Tên tài liệu"
    assert [row[0] for row in rows[1:]] == shown
    assert desk.told == ["Đã lưu tệp ra.xlsx."]


def test_only_the_chosen_rows_go_when_that_is_asked_for(desk: Desk, evidence: EvidencePage) -> None:
    evidence.table.selectRow(0)
    evidence.table.selectionModel().select(
        evidence.model.index(2, 0),
        evidence.table.selectionModel().SelectionFlag.Select
        | evidence.table.selectionModel().SelectionFlag.Rows,
    )
    papers = papers_of(evidence)
    papers.button.menu().aboutToShow.emit()
    offered = [action.text() for action in papers.button.menu().actions() if action.text()]
    assert offered[2:] == ["In 2 dòng đang chọn...", "Lưu 2 dòng đang chọn ra Excel..."]
    desk.answers.paths = [desk.root / "ra.xlsx"]
    papers.button.menu().actions()[-1].trigger()
    desk.wait()
    shown = [evidence.model.index(row, 0).data() for row in (0, 2)]
    assert [row[0] for row in written(desk)[1:]] == shown


def test_printing_opens_the_print_dialog_with_the_list(desk: Desk, evidence: EvidencePage) -> None:
    papers_of(evidence).print.trigger()
    desk.wait()
    dialog = evidence.window().findChild(PrintDialog)
    assert isinstance(dialog, PrintDialog)
    assert dialog.windowTitle() == "Tài liệu của năm"
    dialog.close()


def test_the_button_stands_at_the_end_of_the_heading_and_covers_no_word(
    desk: Desk, evidence: EvidencePage
) -> None:
    papers = papers_of(evidence)
    header = evidence.table.horizontalHeader()
    for width in (700, 1100):
        evidence.resize(width, 500)
        desk.wait()
        assert papers.button.geometry().right() == header.geometry().right()
        assert papers.button.height() == header.height()


def test_a_list_whose_rows_are_read_in_pages_goes_out_whole(desk: Desk) -> None:
    day = desk.clock.today()
    for number in range(150):
        desk.services.cases.add(
            CaseEntry(CaseKind.PETITION, day, name=f"Người {number}", content="Đường làng")
        )
    page = CasesPage(desk.context)
    desk.show(page)
    desk.answers.paths = [desk.root / "ra.xlsx"]
    papers_of(page).sheet.trigger()
    desk.wait()
    rows = written(desk)
    assert len(rows) == 151
    assert len({row[0] for row in rows[1:]}) == 150


def test_a_denunciation_goes_out_as_its_code_alone(desk: Desk) -> None:
    day = desk.clock.today()
    desk.services.cases.add(
        CaseEntry(CaseKind.DENUNCIATION, day, content="Zuyquang nhận tiền", paper_file="Tủ 9, ngăn 2")
    )
    page = CasesPage(desk.context)
    desk.show(page)
    desk.answers.paths = [desk.root / "ra.xlsx"]
    papers_of(page).sheet.trigger()
    desk.wait()
    assert "Zuyquang" not in str(written(desk))


def test_any_model_goes_out_by_its_words(desk: Desk) -> None:
    view = QTreeView()
    desk.qtbot.addWidget(view)
    from PySide6.QtGui import QStandardItem, QStandardItemModel

    model = QStandardItemModel(view)
    model.setHorizontalHeaderLabels(["Mục", "Điểm"])
    group = QStandardItem("Nhóm")
    group.appendRow([QStandardItem("Mục con"), QStandardItem("=2+3")])
    model.appendRow([group, QStandardItem("5")])
    view.setModel(model)
    view.setAccessibleName("Cây")
    desk.answers.paths = [desk.root / "ra.xlsx"]
    ListPapers(desk.context, view).sheet.trigger()
    desk.wait()
    assert written(desk) == [("Mục", "Điểm"), ("Nhóm", "5"), ("\u2003Mục con", "=2+3")]


def test_the_criteria_go_out_with_points_and_proof_as_they_are_filtered(desk: Desk) -> None:
    desk.services.assessment.set_points(YEAR, "B.1.1.1", "1")
    page = AssessmentPage(desk.context)
    desk.show(page)
    page.filters.choose(Filter.NO_EVIDENCE)
    desk.wait()
    desk.answers.paths = [desk.root / "ra.xlsx"]
    papers_of(page).sheet.trigger()
    desk.wait()
    rows = written(desk)
    assert rows[0] == ("Mục", "Nội dung", "Điểm chuẩn", "Điểm tự chấm", "Trạng thái", "Minh chứng")
    assert rows[-1][2:] == (1, 1, "Đã chấm", "0 tệp") or rows[-1][3] == 1
    assert len(rows) < 8


def test_an_empty_list_is_told_and_writes_nothing(desk: Desk) -> None:
    columns = (Column[str]("Tên", value=str),)
    view = table(TableModel(columns, key=lambda row: row), columns, "Trống")
    desk.qtbot.addWidget(view)
    desk.answers.paths = [desk.root / "ra.xlsx"]
    ListPapers(desk.context, view).sheet.trigger()
    desk.wait()
    assert [error.title for error in desk.errors] == ["Danh sách đang trống"]  # type: ignore[attr-defined]
    desk.errors.clear()
    assert not (desk.root / "ra.xlsx").exists()


@pytest.mark.parametrize("page_id", [spec.id for spec in navigation.PAGES])
def test_no_table_of_a_page_lacks_it(desk: Desk, page_id: PageId) -> None:
    page = navigation.spec(page_id).make(desk.context)
    desk.show(page)
    having = {one.view for one in page.findChildren(ListPapers)}
    tables = [
        one for one in (*page.findChildren(QTableView), *page.findChildren(QTreeView)) if one.accessibleName()
    ]
    assert [one.accessibleName() for one in tables if one not in having] == []
