"""Letters of a year with planted secrets, for the tests of proof and package."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.letters import Delivery, Field, FieldKind, Letter, LetterKind

#: What must never leave the office, in any spelling a file could hold.
STREET = "Số nhà 4711 ngõ Hoa Sữa"
IDENTITY = "030190004711"
SECRETS = ("4711", "Hoa Sữa", "HOA SỮA", "030190")

_VALUES = {
    FieldKind.ADDRESS: f"{STREET}, thôn Đông Hạ, xã Ninh Giang",
    FieldKind.CODE: IDENTITY,
    FieldKind.HAMLET: "Thôn Đông Hạ",
    FieldKind.DATE: "2026-03-08",
    FieldKind.TIME: "07:30",
    FieldKind.YEAR: "1950",
    FieldKind.AGE: "hưởng thọ 76 tuổi",
    FieldKind.NUMBER: "3",
    FieldKind.MONEY: "1500000000",
    FieldKind.SALUTATION: "Ông",
    FieldKind.LINE: f"đóng góp cho thôn, ở {STREET}",
    FieldKind.TEXT: f"Gia đình ở {STREET.upper()} (số định danh {IDENTITY}) đã ủng hộ 1.500.000.000 đồng.",
}


def value_of(field: Field, name: str) -> str:
    """Something a clerk would type, with an address or an identity number wherever one fits."""
    if field.kind is FieldKind.PERSON:
        return name
    if field.kind is FieldKind.CHOICE:
        return field.choices[0]
    return _VALUES[field.kind]


def write(
    services: Services,
    what: LetterKind | str,
    on: date = date(2026, 3, 8),
    name: str = "Nguyễn Văn Đức",
    values: Mapping[str, str] | None = None,
) -> Letter:
    """A draft with every field filled in."""
    draft = services.letters.blank_draft(what, on)
    template = services.letter_templates.get(draft.template_id, draft.template_version)
    filled = {field.id: value_of(field, name) for field in template.fields}
    return services.letters.save(replace(draft, values={**draft.values, **filled, **(values or {})}))


def signed(
    services: Services, what: LetterKind | str, on: date = date(2026, 3, 8), name: str = "Nguyễn Văn Đức"
) -> int:
    """A signed letter; its id."""
    one = write(services, what, on, name)
    services.letters.sign([one.id], on)
    return one.id


def delivered(services: Services, what: LetterKind | str, on: date = date(2026, 3, 8)) -> int:
    """A letter that reached the citizen; its id."""
    key = signed(services, what, on)
    services.letters.deliver([key], on, Delivery.HANDED, "Nguyễn Thị Hoa")
    return key
