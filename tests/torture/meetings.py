"""A year's schedule is made again and again: it is always one whole schedule, never half of two."""

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.meetings import MeetingKind
from tests.torture.act import Act, Say

YEAR = 2031
RULES = ("thứ Năm hằng tuần", "ngày 10 và 25 hằng tháng", "thứ Sáu tuần cuối")


class MakingSchedules(Act):
    """Three rules in turn."""

    name = "schedule"
    turns = (1, 2, 3)

    def play(self, services: Services, turn: int, say: Say) -> None:
        services.meetings.make(YEAR, RULES[turn % 3])
        say(turn % 3)

    def look(self, services: Services) -> None:
        days = {one.entry.day for one in services.meetings.find_year(YEAR, [MeetingKind.PERIODIC])}
        plans = [{one.day for one in services.meetings.plan(YEAR, rule)} for rule in RULES]
        if days or self.told:
            assert days in plans
            found = plans.index(days)
            assert RULES[found] == services.meetings.settings().rule
            self.found[f"rule {found}"] += 1
