"""The history of one record beside it: a line of the year, a paper, a round of survey, the office's own lists."""

from tests.ui.desk import YEAR, Desk, dialog_of
from ui.pages.assessment.page import AssessmentPage
from ui.pages.settings.page import SettingsPage
from ui.pages.surveys.page import SurveysPage
from ui.places import PageId, Place
from ui.safety.history_dialog import HistoryDialog


def words(desk: Desk) -> list[str]:
    """What the open history says of its record, and closes it."""
    desk.wait()
    dialog = dialog_of(HistoryDialog)
    found = [f"{row.line.table} {row.line.key}" for row in dialog.model.rows()]
    dialog.reject()
    desk.wait()
    return found


def test_a_line_of_the_year_tells_who_changed_what(desk: Desk) -> None:
    leaves = [one.id for one in desk.services.assessment.criteria_of(YEAR).leaves if one.max_points]
    desk.services.assessment.set_points(YEAR, leaves[0], "0.5")
    page = AssessmentPage(desk.context)
    desk.show(page)
    assert page.go_to(leaves[0])
    page.editor.history.click()
    assert words(desk) == [f"entries {YEAR} {leaves[0]}"]
    assert page.go_to(leaves[1])
    page.editor.history.click()
    assert words(desk) == []


def test_a_paper_and_a_round_tell_it_too(desk: Desk) -> None:
    desk.services.evidence.add_files(YEAR, None, [desk.photo("a.jpg")])
    page = AssessmentPage(desk.context)
    desk.show(page)
    viewer = page.viewer
    (one,) = desk.services.evidence.listing(YEAR)
    viewer.look([one], one, None, False)
    viewer.history.click()
    assert words(desk) == [f"evidence {one.id}"]
    viewer.put_away()
    survey = desk.services.surveys.open(YEAR, "citizen", "Đợt 1", issued=3)
    rounds = SurveysPage(desk.context)
    desk.show(rounds)
    rounds.rounds.history_button.click()
    assert words(desk) == [f"surveys {survey.id}"]


def test_an_officer_of_the_list_tells_it_too(desk: Desk) -> None:
    page = SettingsPage(desk.context)
    desk.show(page)
    page.show_place(Place(PageId.SETTINGS, part="people"))
    desk.wait()
    page._people.history.click()
    assert words(desk) == [f"people {desk.services.office.people()[0].id}"]
