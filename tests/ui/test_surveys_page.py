"""The page of surveys: rounds and their steps, papers, lists, the result, own forms."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from friendly_desktop.domain.surveys import Ballot, Survey, SurveyState
from friendly_desktop.services.pages import page_sizes
from tests.ui import paper_tray
from tests.ui.desk import YEAR, Desk, dialog_of
from ui.pages.surveys.forms import SurveyForms
from ui.pages.surveys.import_dialog import BallotImport
from ui.pages.surveys.page import SurveysPage
from ui.pages.surveys.reading import read_round
from ui.pages.surveys.removed_dialog import RemovedDialog
from ui.pages.surveys.round import SurveyRound, Tab
from ui.pages.surveys.round_dialog import CountDialog, RoundDialog
from ui.pages.surveys.rows import Stage, StepKind, stage
from ui.places import PageId, Place
from ui.printing.dialog import PrintDialog

BEST = ("good",) * 5


@pytest.fixture
def page(desk: Desk) -> Iterator[SurveysPage]:
    """The page in view; dialogs a test leaves open are closed."""
    made = SurveysPage(desk.context)
    desk.show(made)
    yield made
    for dialog in made.window().findChildren(QDialog):
        dialog.close()


@pytest.fixture
def survey(desk: Desk) -> Survey:
    return desk.services.surveys.open(
        YEAR,
        "citizen",
        "Người dân, đợt 1",
        first_day=date(2026, 11, 16),
        last_day=date(2026, 11, 20),
        issued=12,
        groups=("Thôn Đông", "Thôn Tây"),
    )


def fill(desk: Desk, survey: Survey, count: int = 8) -> None:
    many = [
        Ballot(
            number,
            ("good", "good", "fair", "average", "poor"),
            group="Thôn Đông" if number > 2 else "Thôn Tây",
        )
        for number in range(1, count + 1)
    ]
    desk.services.surveys.enter_many(survey.id, many)
    desk.wait()


def opened(desk: Desk, page: SurveysPage, place: str) -> SurveyRound:
    page.show_place(Place(PageId.SURVEYS, part=place))
    desk.wait()
    part = page.part_in_view()
    assert isinstance(part, SurveyRound)
    return part


# -- rounds


def test_a_year_without_rounds_says_how_to_begin(desk: Desk, page: SurveysPage) -> None:
    assert page.rounds._nothing.isVisibleTo(page)
    assert "chưa có đợt khảo sát nào" in page.rounds._nothing.text()


def test_a_round_is_opened_for_the_days_of_its_form_with_what_is_wrong_told(
    desk: Desk, page: SurveysPage
) -> None:
    places: list[Place] = []
    desk.context.place_requested.connect(places.append)
    page.rounds.add()
    dialog = dialog_of(RoundDialog)
    assert dialog.first.line.text() == "23/11/2026"
    assert dialog.last.line.text() == "27/11/2026"
    dialog.yes.click()
    assert "Hãy gõ một số" in dialog.issued.problem()
    dialog.issued.line.setText("120")
    dialog.last.line.setText("1/11")
    dialog.yes.click()
    assert "Ngày cuối" in dialog.last.problem()
    dialog.last.line.setText("27/11")
    dialog.yes.click()
    desk.wait()
    (made,) = desk.services.surveys.find(YEAR)
    assert (made.issued, made.first_day, made.second_share) == (120, date(2026, 11, 23), 10)
    assert places[-1].part == f"survey:{made.id}:paper"
    assert desk.undo is not None
    desk.undo()
    desk.wait()
    assert desk.services.surveys.find(YEAR) == ()


def test_days_a_person_typed_stay_when_another_form_is_chosen(desk: Desk, page: SurveysPage) -> None:
    page.rounds.add()
    dialog = dialog_of(RoundDialog)
    dialog.first.line.setText("2/12")
    dialog.form.show_value("village")
    dialog.form.committed.emit("village")
    dialog.form.committed.emit("citizen")
    assert dialog.first.line.text() == "2/12"
    dialog.reject()


def test_the_steps_tell_what_is_done_and_what_comes_next(
    desk: Desk, page: SurveysPage, survey: Survey
) -> None:
    desk.wait()
    assert page.rounds.steps.words().split("\n")[1] == "Chưa ghi số phiếu thu về"
    page.rounds.steps.buttons[StepKind.RETURNED].click()
    dialog = dialog_of(CountDialog)
    dialog.count.line.setText("13")
    dialog.yes.click()
    assert "từ 0 đến 12" in dialog.count.problem()
    dialog.count.line.setText("8")
    dialog.yes.click()
    desk.wait()
    fill(desk, survey)
    words = page.rounds.steps.words()
    assert "Thu về 8 / 12 phiếu" in words
    assert "Đã nhập 8 / 8 phiếu" in words
    assert "Nhập lần hai 0 / 1 phiếu" in words
    row = page.rounds.chosen()
    assert row is not None
    assert stage(row.survey, date(2026, 11, 20)) is Stage.ASKING
    assert stage(row.survey, date(2026, 11, 21)) is Stage.ENTERING
    assert row.average == Decimal("5.5")


def test_a_round_is_closed_opened_again_removed_and_comes_back(
    desk: Desk, page: SurveysPage, survey: Survey
) -> None:
    fill(desk, survey)
    page.rounds.steps.buttons[StepKind.CLOSE].click()
    desk.wait()
    assert desk.services.surveys.get(survey.id).state is SurveyState.CLOSED
    assert desk.undo is not None
    desk.undo()
    desk.wait()
    assert desk.services.surveys.get(survey.id).state is SurveyState.OPEN
    page.rounds.table.setFocus()
    QTest.keyClick(page.rounds.table, Qt.Key.Key_Delete)
    desk.wait()
    assert desk.services.surveys.find(YEAR) == ()
    desk.undo()
    desk.wait()
    assert len(desk.services.surveys.ballots(survey.id)) == 8


def test_a_round_removed_long_ago_still_comes_back(desk: Desk, page: SurveysPage, survey: Survey) -> None:
    fill(desk, survey)
    assert not page.rounds.removed_button.isVisibleTo(page)
    desk.services.surveys.remove(survey.id)
    desk.wait()
    assert page.rounds.removed_button.text() == "Đã bỏ 1 đợt"
    page.rounds.removed_button.click()
    dialog_of(RemovedDialog).restore.click()
    desk.wait()
    assert len(desk.services.surveys.ballots(survey.id)) == 8
    assert not page.rounds.removed_button.isVisibleTo(page)


def test_facts_of_a_round_are_changed_and_taken_back(desk: Desk, page: SurveysPage, survey: Survey) -> None:
    desk.wait()
    page.rounds.edit_button.click()
    dialog = dialog_of(RoundDialog)
    dialog.name.setText("Đợt cuối năm")
    dialog.yes.click()
    desk.wait()
    changed = desk.services.surveys.get(survey.id)
    assert changed.title == "Đợt cuối năm"
    assert changed.form == survey.form
    assert desk.undo is not None
    desk.undo()
    desk.wait()
    assert desk.services.surveys.get(survey.id) == survey


def test_the_palette_leads_to_the_round_at_work(desk: Desk, page: SurveysPage, survey: Survey) -> None:
    part = opened(desk, page, "latest:result")
    assert part.survey_id() == survey.id
    assert part.tab is Tab.RESULT
    words = [one.text() for one in page.commands()]
    assert "Nhập phiếu khảo sát" in words


def test_a_year_without_a_round_to_work_at_is_told(desk: Desk, page: SurveysPage) -> None:
    page.show_place(Place(PageId.SURVEYS, part="latest:entry"))
    desk.wait()
    assert "chưa có đợt khảo sát nào" in desk.told[-1]


# -- papers


def test_ballots_are_printed_and_saved_with_their_numbers_and_more_are_issued(
    desk: Desk, page: SurveysPage, survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    tray = paper_tray.load(monkeypatch, desk.root / "khay")
    part = opened(desk, page, f"survey:{survey.id}:paper")
    part.paper.first.line.setText("11")
    part.paper.last.line.setText("13")
    assert part.paper.numbers() is None
    assert "từ 11 đến 12" in part.paper.last.problem()
    part.paper.last.line.setText("12")
    part.paper.print_button.click()
    desk.wait()
    dialog_of(PrintDialog).print.click()
    desk.wait()
    assert tray.sheets() == 2
    target = desk.root / "Phiếu"
    desk.answers.paths = [target]
    part.paper.save_button.click()
    desk.wait()
    assert len(page_sizes(target.with_name("Phiếu.pdf").read_bytes())) == 2
    part.paper.more_button.click()
    dialog = dialog_of(CountDialog)
    dialog.count.line.setText("8")
    dialog.yes.click()
    desk.wait()
    assert desk.services.surveys.get(survey.id).issued == 20
    assert part.paper.numbers() == (13, 20)


# -- lists


def test_a_list_is_looked_at_row_by_row_and_taken_in_one_act(
    desk: Desk, page: SurveysPage, survey: Survey
) -> None:
    desk.services.surveys.enter(survey.id, Ballot(1, BEST))
    part = opened(desk, page, f"survey:{survey.id}:entry")
    path = desk.root / "Phiếu.csv"
    rows = ["Số phiếu,Câu 1,Câu 2,Câu 3,Câu 4,Câu 5", "1,1,1,1,1,2", "2,Tốt,Khá,Tốt,Tốt,Yếu", "3,1,1,1,1,9"]
    path.write_text("\n".join(rows), encoding="utf-8")
    part.import_button.click()
    dialog = dialog_of(BallotImport)
    desk.answers.paths = [path]
    dialog.choose.click()
    desk.wait()
    assert dialog.count.text() == "1 phiếu mới, 1 phiếu đã nhập khác, 1 dòng không nhập được."
    dialog.replace.setChecked(True)
    assert dialog.take.text() == "Nhập 2 phiếu"
    dialog.take.click()
    desk.wait()
    found = {one.number: one.answers for one in desk.services.surveys.ballots(survey.id)}
    assert found == {1: (*BEST[:4], "fair"), 2: ("good", "fair", "good", "good", "poor")}


def test_a_list_that_is_none_is_told_in_the_dialog(desk: Desk, page: SurveysPage, survey: Survey) -> None:
    part = opened(desk, page, f"survey:{survey.id}:entry")
    path = desk.root / "Ảnh.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" * 30)
    part.import_button.click()
    dialog = dialog_of(BallotImport)
    dialog.open_file(path)
    desk.wait()
    assert dialog._problem.text()
    assert not dialog.take.isEnabled()
    dialog.reject()


def test_the_form_for_a_list_is_saved(desk: Desk, page: SurveysPage, survey: Survey) -> None:
    part = opened(desk, page, f"survey:{survey.id}:entry")
    part.import_button.click()
    dialog = dialog_of(BallotImport)
    desk.answers.paths = [desk.root / "Mẫu"]
    dialog.template.click()
    desk.wait()
    assert (desk.root / "Mẫu.xlsx").stat().st_size > 1000
    dialog.reject()


# -- the result


def test_the_result_shows_its_sums_bars_and_groups(desk: Desk, page: SurveysPage, survey: Survey) -> None:
    fill(desk, survey)
    part = opened(desk, page, f"survey:{survey.id}:result")
    words = part.result.text()
    assert "5,5" in words
    assert "16 × 2 (Tốt) + 8 × 1 (Khá) + 8 × 0,5 (Trung bình) + 8 × 0 (Yếu) = 44 điểm" in words
    assert "chưa ghi số phiếu thu về" in words
    assert "Câu 1: Tốt 8, Khá 0, Trung bình 0, Yếu 0; trung bình 2" in part.result.chart.words()
    assert "lộ ý kiến" in part.result._groups_note.text()
    assert part.primary_button() is part.result.close_button


def test_a_round_without_ballots_has_no_result_yet(desk: Desk, page: SurveysPage, survey: Survey) -> None:
    part = opened(desk, page, f"survey:{survey.id}:result")
    assert part.primary_button() is None
    assert not part.result.pdf_button.isEnabled()


def test_odd_ballots_lead_to_their_paper(desk: Desk, page: SurveysPage, survey: Survey) -> None:
    desk.services.surveys.enter_many(
        survey.id, [Ballot(number, BEST, seconds=Decimal("0.3")) for number in range(1, 4)]
    )
    part = opened(desk, page, f"survey:{survey.id}:result")
    assert part.result._odd.isVisibleTo(part)
    part.result.ballot_wanted.emit(2)
    assert part.tab is Tab.ENTRY
    assert part.entry.number() == 2


def test_a_closed_round_is_proposed_for_its_line_of_the_criteria(
    desk: Desk, page: SurveysPage, survey: Survey
) -> None:
    fill(desk, survey)
    places: list[Place] = []
    desk.context.place_requested.connect(places.append)
    part = opened(desk, page, f"survey:{survey.id}:result")
    assert "Đóng đợt rồi đưa vào bảng chấm" in part.result.proposal.text()
    part.result.close_button.click()
    desk.wait()
    assert "5,5" in part.result.proposal.text()
    button = part.primary_button()
    assert button is part.result.propose_button
    assert button.text() == "Đưa vào A.1"
    button.click()
    assert places[-1] == Place(PageId.ASSESSMENT, node="A.1")


@pytest.mark.parametrize("ending", ["pdf", "xlsx"])
def test_the_result_is_saved(desk: Desk, page: SurveysPage, survey: Survey, ending: str) -> None:
    fill(desk, survey)
    part = opened(desk, page, f"survey:{survey.id}:result")
    desk.answers.paths = [desk.root / "Kết quả"]
    (part.result.pdf_button if ending == "pdf" else part.result.xlsx_button).click()
    desk.wait()
    assert (desk.root / f"Kết quả.{ending}").stat().st_size > 1000
    assert f"Kết quả.{ending}" in desk.told[-1]


# -- forms


@pytest.fixture
def forms(desk: Desk, page: SurveysPage) -> SurveyForms:
    page.show_place(Place(PageId.SURVEYS, part="forms"))
    desk.wait()
    part = page.part_in_view()
    assert isinstance(part, SurveyForms)
    return part


def test_forms_of_the_scheme_are_shown_as_their_ballot_and_not_changed(
    desk: Desk, forms: SurveyForms
) -> None:
    form = forms.chosen()
    assert form is not None
    assert form.id == "citizen"
    assert not forms.edit_button.isVisibleTo(forms)
    assert "Phụ lục số 02" in forms._source.text()
    assert forms.preview.page_count() == 1


def test_an_own_form_is_made_without_code(desk: Desk, forms: SurveyForms) -> None:
    forms.new_button.click()
    desk.wait()
    editor = forms.editor
    assert forms.is_editing()
    editor.save()
    assert "Hãy đặt tên cho mẫu phiếu" in editor.problem()
    editor.name.setText("Bộ phận một cửa")
    editor.questions()[0].text.put("Ông/Bà có hài lòng không?")
    editor.add_question.click()
    editor.questions()[1].text.put("Ông/Bà phải đi lại mấy lần?")
    editor.questions()[1].up.click()
    editor.choices()[0].points.setText("nhiều")
    editor.save()
    assert "phải là số" in editor.problem()
    editor.choices()[0].points.setText("2,5")
    editor.save()
    desk.wait()
    assert not forms.is_editing()
    made = next(one for one in desk.services.surveys.forms() if one.own)
    assert made.name == "Bộ phận một cửa"
    assert [one.text for one in made.questions] == [
        "Ông/Bà phải đi lại mấy lần?",
        "Ông/Bà có hài lòng không?",
    ]
    assert made.choices[0].points == Decimal("2.5")


def test_a_half_made_form_is_kept_and_gone_on_with(desk: Desk, forms: SurveyForms) -> None:
    forms.copy()
    desk.wait()
    forms.editor.name.setText("Dở dang")
    forms.editor.name.textEdited.emit("Dở dang")
    QTest.keyClick(forms.editor, Qt.Key.Key_Escape)
    desk.wait()
    assert not forms.is_editing()
    forms.copy()
    desk.wait()
    assert forms.editor.name.text() == "Dở dang"
    forms.editor._drop.click()
    desk.wait()
    assert forms.editor.name.text() != "Dở dang"


def test_a_question_taken_away_comes_back(desk: Desk, forms: SurveyForms) -> None:
    forms.copy()
    desk.wait()
    before = [one.question() for one in forms.editor.questions()]
    forms.editor.questions()[1].remove.click()
    assert len(forms.editor.questions()) == 4
    assert desk.undo is not None
    desk.undo()
    assert [one.question() for one in forms.editor.questions()] == before


def test_a_form_that_was_asked_with_is_changed_as_a_copy(desk: Desk, forms: SurveyForms) -> None:
    form = desk.services.surveys.save_form(desk.services.surveys.copy_of("citizen"))
    desk.services.surveys.open(YEAR, form.id, issued=5)
    page = forms.parentWidget()
    assert page is not None
    forms.start(form.id)
    desk.wait()
    forms.edit_button.click()
    desk.wait()
    assert "bản sao" in desk.told[-1]
    assert forms.editor.form().id == ""


def test_a_form_goes_to_another_office_as_a_file(desk: Desk, forms: SurveyForms, tmp_path: Path) -> None:
    target = tmp_path / "mẫu.yaml"
    form = desk.services.surveys.save_form(desk.services.surveys.copy_of("citizen"))
    forms.start(form.id)
    desk.wait()
    desk.answers.paths = [target]
    forms.file_button.click()
    desk.wait()
    desk.services.surveys.remove_form(form.id)
    desk.wait()
    forms.add_button.click()
    desk.wait()
    assert form.id in {one.id for one in desk.services.surveys.forms()}
    target.write_text("id: [", encoding="utf-8")
    forms.add_button.click()
    desk.wait()
    assert forms.problem.text()


def test_a_round_is_told_to_count_complete_ballots_alone_and_otherwise_again(
    desk: Desk, page: SurveysPage, survey: Survey
) -> None:
    for wanted in (True, False):
        desk.wait()
        page.rounds.choose(survey.id)
        page.rounds.edit_button.click()
        desk.wait()
        dialog = dialog_of(RoundDialog)
        assert dialog.complete.isChecked() is not wanted
        dialog.complete.setChecked(wanted)
        dialog.yes.click()
        desk.wait()
        assert desk.services.surveys.get(survey.id).form.complete is wanted


def test_a_round_takes_the_hamlets_of_the_office_as_groups_also_later(desk: Desk, page: SurveysPage) -> None:
    desk.services.office.save_hamlets("Thôn Đông\nThôn Tây")
    made = desk.services.surveys.open(YEAR, "citizen", "Không nhóm", issued=3)
    desk.wait()
    page.rounds.choose(made.id)
    page.rounds.edit_button.click()
    desk.wait()
    dialog = dialog_of(RoundDialog)
    assert dialog.by_hamlet.isVisibleTo(dialog)
    assert not dialog.by_hamlet.isChecked()
    dialog.by_hamlet.setChecked(True)
    dialog.yes.click()
    desk.wait()
    assert desk.services.surveys.get(made.id).form.groups == ("Thôn Đông", "Thôn Tây")


def test_an_own_form_removed_long_ago_still_comes_back(desk: Desk, forms: SurveyForms) -> None:
    form = desk.services.surveys.save_form(desk.services.surveys.copy_of("citizen"))
    forms.start(form.id)
    desk.wait()
    QTest.keyClick(forms.table, Qt.Key.Key_Delete)
    desk.wait()
    assert form.id not in {one.id for one in desk.services.surveys.forms()}
    assert forms.removed_button.text() == "Đã bỏ 1 mẫu"
    forms.removed_button.click()
    dialog_of(RemovedDialog).restore.click()
    desk.wait()
    assert form.id in {one.id for one in desk.services.surveys.forms()}
    assert not forms.removed_button.isVisibleTo(forms)


def test_the_parts_of_a_round_are_reached_by_keys_and_escape_leads_back(
    desk: Desk, page: SurveysPage, survey: Survey
) -> None:
    places: list[Place] = []
    desk.context.place_requested.connect(places.append)
    part = opened(desk, page, f"survey:{survey.id}:paper")
    for number, tab in enumerate(Tab, 1):
        part.setFocus()
        QTest.keyClick(part, Qt.Key(int(Qt.Key.Key_0) + number), Qt.KeyboardModifier.ControlModifier)
        assert part.tab is tab
    part.show_tab(Tab.ENTRY)
    QTest.keyClick(part.entry.sheet, Qt.Key.Key_Escape)
    assert places[-1] == Place(PageId.SURVEYS, part="rounds")


def test_more_ballots_take_no_more_statements(desk: Desk, page: SurveysPage, survey: Survey) -> None:
    fill(desk, survey, 2)
    before = desk.statements(lambda: read_round(desk.services, survey.id))
    desk.services.surveys.enter_many(survey.id, [Ballot(number, BEST) for number in range(3, 13)])
    assert desk.statements(lambda: read_round(desk.services, survey.id)) == before
