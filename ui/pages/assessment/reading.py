"""What the page reads, in a number of statements that does not grow with leaves or files."""

from typing import TYPE_CHECKING

from ui.pages.assessment.lines import YearPage

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


def read_page(services: "Services", year: int) -> YearPage:
    """The year, its set, and the people and units that leaves can be given to."""
    view = services.assessment.view(year)
    versions = services.criteria.versions(view.set_id)
    criteria = next(one for one in versions if one.version == view.set_version)
    newest = versions[-1].version
    return YearPage(
        view=view,
        criteria=criteria,
        people=services.office.people(),
        units=services.office.units(),
        newer_version=newest if newest != view.set_version else "",
        today=services.clock.today(),
        own=services.assessment.own_lines(year),
        proposals={one.node: one for one in services.proposals.proposals(year)},
    )
