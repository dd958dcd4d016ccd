"""How this office counts ages in letters of condolence; custom, so each office may choose."""

from dataclasses import replace

from friendly_desktop.domain.letters.ages import CUSTOM, AgeCount, AgeRule
from friendly_desktop.domain.settings import AGE_COUNT
from friendly_desktop.services.office import OfficeService


def age_rule(office: OfficeService) -> AgeRule:
    """The rule in use; tuổi mụ until another one was chosen."""
    stored = office.setting(AGE_COUNT)
    known = {one.value: one for one in AgeCount}
    return replace(CUSTOM, count=known.get(stored, CUSTOM.count))


def save_age_rule(office: OfficeService, rule: AgeRule) -> None:
    """Count in this way from now on."""
    office.set_setting(AGE_COUNT, rule.count.value)
