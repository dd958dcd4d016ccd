"""The age at death as letters of condolence say it: "hưởng thọ 78 tuổi", "hưởng dương 45 tuổi".

No law says any of this: it is custom, families differ, and lexicographers dispute the two words. So it
is only ever suggested, by a rule the office may change, and what a person typed stays.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from friendly_desktop.domain.letters import Field, FieldKind, Template
from friendly_desktop.domain.text import fold

_BORN = ("born", "birth", "sinh")
_DIED = ("died", "death", "dod", "mat", "qua_doi", "tu_tran")
_MOST_YEARS = 130


class AgeCount(Enum):
    """How a family counts."""

    NOMINAL = "nominal"  # tuổi mụ: the year of death less the year of birth, and one
    FULL = "full"  # whole years lived


@dataclass(frozen=True, slots=True)
class AgeRule:
    """How an age is suggested.

    Attributes:
        count: tuổi mụ by default, as most families count.
        long_life_from: from this age on "hưởng thọ", below it "hưởng dương".
        children_below: below this age no phrase is suggested. 16 is where Luật Trẻ em 102/2016/QH13,
            article 1, ends childhood; that the phrase is left out for children is custom.
    """

    count: AgeCount = AgeCount.NOMINAL
    long_life_from: int = 60
    children_below: int = 16


CUSTOM = AgeRule()


def age(born: date | int, died: date | int, rule: AgeRule = CUSTOM) -> int | None:
    """The age at death, None where the two cannot belong together.

    Args:
        born: the day, or the year where only that is known.
        died: the same.
        rule: how to count; from years alone the full age may be one too high.
    """
    years = _year(died) - _year(born)
    if rule.count is AgeCount.NOMINAL:
        years += 1
    elif isinstance(born, date) and isinstance(died, date):
        years -= (died.month, died.day) < (born.month, born.day)
    lowest = 1 if rule.count is AgeCount.NOMINAL else 0
    return years if lowest <= years <= _MOST_YEARS else None


def age_phrase(born: date | int, died: date | int, rule: AgeRule = CUSTOM) -> str:
    """What is suggested for the letter ("hưởng thọ 78 tuổi"); "" for children and for impossible years."""
    years = age(born, died, rule)
    return "" if years is None or years < rule.children_below else phrase_of(years, rule)


def phrase_of(years: int, rule: AgeRule = CUSTOM) -> str:
    """The phrase for an age that a person typed; a child's is "khi mới 8 tuổi"."""
    if years < rule.children_below:
        return f"khi mới {years} tuổi"
    return f"{'hưởng thọ' if years >= rule.long_life_from else 'hưởng dương'} {years} tuổi"


def suggested_ages(template: Template, values: Mapping[str, str], rule: AgeRule = CUSTOM) -> dict[str, str]:
    """The suggestion for every age of a template whose days or years are entered.

    Args:
        template: birth and death are recognised by the ids of its fields.
        values: canonical texts by field id.
        rule: the office's.
    """
    born = _entered(template, values, says_birth)
    died = _entered(template, values, says_death)
    if born is None or died is None:
        return {}
    phrase = age_phrase(born, died, rule)
    return {field.id: phrase for field in template.fields if field.kind is FieldKind.AGE} if phrase else {}


def says_birth(field: Field) -> bool:
    """Whether the day or year of this field is that of a birth ("born", "birth_year", "ngay_sinh")."""
    return _says(field, _BORN)


def says_death(field: Field) -> bool:
    """Whether the day or year of this field is that of a death ("died", "death_date", "ngay_mat")."""
    return _says(field, _DIED)


def looks_back(field: Field) -> bool:
    """Whether the day or year of this field has already been.

    Templates say so (``past``); fields found in an office's own Word file are known by their ids only.
    """
    return field.past or says_birth(field) or says_death(field)


def _says(field: Field, words: tuple[str, ...]) -> bool:
    name = f"_{fold(field.id)}_"
    return field.kind in (FieldKind.DATE, FieldKind.YEAR) and any(f"_{word}_" in name for word in words)


def _entered(
    template: Template, values: Mapping[str, str], says: Callable[[Field], bool]
) -> date | int | None:
    for field in template.fields:
        value = values.get(field.id, "")
        if says(field) and value:
            try:
                return int(value) if field.kind is FieldKind.YEAR else date.fromisoformat(value)
            except ValueError:
                return None
    return None


def _year(day: date | int) -> int:
    return day.year if isinstance(day, date) else day
