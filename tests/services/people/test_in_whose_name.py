"""What is entered stands under the name of whoever is signed in; drafts belong to who typed them."""

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.rights import Role
from friendly_desktop.domain.surveys import Ballot, BallotSource
from friendly_desktop.services.trail.service import TrailFilter

HONG, BINH = "Nguyễn Thị Hồng", "Trần Văn Bình"


def people(services: Services) -> None:
    services.users.begin_sign_in(HONG, "lúa chín đầu bờ")
    services.users.add(BINH, Role.CLERK, "mưa rào tháng bảy")


def test_a_ballot_that_is_typed_carries_the_signed_in_name_and_no_other(services: Services) -> None:
    survey = services.surveys.open(2026, services.surveys.forms()[0].id)
    answers = tuple(survey.form.choices[0].id for _question in survey.form.questions)
    before = services.surveys.enter(survey.id, Ballot(1, answers, entered_by="Lê Thị Mai"))
    people(services)
    typed = services.surveys.enter(survey.id, Ballot(2, answers, entered_by="Lê Thị Mai"))
    listed = services.surveys.enter(
        survey.id, Ballot(3, answers, entered_by="Lê Thị Mai", source=BallotSource.LIST)
    )
    assert (before.entered_by, typed.entered_by, listed.entered_by) == ("Lê Thị Mai", HONG, "Lê Thị Mai")


def test_a_draft_is_seen_by_whoever_typed_it_alone(services: Services) -> None:
    people(services)
    services.drafts.save_draft("cases/new", '{"content": "Đường hỏng"}')
    services.users.sign_in(BINH, "mưa rào tháng bảy")
    assert services.drafts.draft("cases/new") == ""
    services.drafts.save_draft("cases/new", '{"content": "Đèn tắt"}')
    services.drafts.clear_draft("cases/new")
    services.users.sign_in(HONG, "lúa chín đầu bờ")
    assert services.drafts.draft("cases/new") == '{"content": "Đường hỏng"}'


def test_the_trail_tells_who_did_it(services: Services) -> None:
    people(services)
    services.office.save_unit("Văn phòng")
    services.users.sign_in(BINH, "mưa rào tháng bảy")
    services.office.save_unit("Tư pháp")
    services.users.sign_in(HONG, "lúa chín đầu bờ")
    told = [act.actor for act in services.trail.find(TrailFilter()) if act.lines[0].table == "units"]
    assert told == [HONG, BINH][::-1]
