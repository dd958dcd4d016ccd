"""Made-up values with which a template is looked at while nobody has written a letter with it."""

from datetime import date, timedelta

from friendly_desktop.domain.letters import Field, FieldKind, Template

_PEOPLE = ("Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường", "Phạm Thị Dung")
_PLACES = ("Thôn Đông", "Thôn Đoài", "Thôn Trung")
_TEXT = "nội dung viết ở đây, dài chừng một dòng để thấy lá thư thật trông ra sao"


def trial_values(template: Template, today: date) -> dict[str, str]:
    """A canonical value for every field, the same ones each time.

    Args:
        template: whose fields are filled.
        today: days are a little before it.
    """
    seen: dict[FieldKind, int] = {}
    values = {}
    for field in template.fields:
        count = seen.get(field.kind, 0)
        seen[field.kind] = count + 1
        values[field.id] = _value(field, count, today)
    return values


def _value(field: Field, count: int, today: date) -> str:
    if field.default or field.choices:
        return field.default or field.choices[0]
    made = {
        FieldKind.PERSON: _PEOPLE[count % len(_PEOPLE)],
        FieldKind.SALUTATION: ("Ông", "Bà")[count % 2],
        FieldKind.DATE: (today - timedelta(days=7 - count)).isoformat(),
        FieldKind.TIME: "08:30",
        FieldKind.YEAR: str(today.year - 76 if field.past else today.year),
        FieldKind.ADDRESS: _PLACES[count % len(_PLACES)],
        FieldKind.HAMLET: _PLACES[count % len(_PLACES)],
        FieldKind.AGE: "77",
        FieldKind.NUMBER: "3",
        FieldKind.MONEY: "5000000",
        FieldKind.CODE: f"H00.00-{today:%y%m%d}-{count + 1:04}",
        FieldKind.TEXT: _TEXT,
    }
    return made.get(field.kind, f"({field.label[:1].lower()}{field.label[1:]})")
