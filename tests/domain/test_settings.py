"""Settings: one declaration each, damaged values count as not set."""

from friendly_desktop.domain.settings import (
    FAMILIES,
    LANGUAGE,
    OFFICE_RECIPIENTS,
    PRINTERS,
    SETTINGS,
    declared,
)


def test_keys_are_unlike_and_defaults_are_of_their_kind() -> None:
    keys = [one.key for one in SETTINGS]
    assert len(keys) == len(set(keys))
    assert not [key for key in keys if any(key.startswith(family.start) for family in FAMILIES)]
    for one in (*SETTINGS, *(family.of("tên") for family in FAMILIES)):
        assert one.words
        assert one.is_sound(one.default)


def test_a_damaged_value_counts_as_not_set() -> None:
    assert LANGUAGE.read({"language": "en"}) == "en"
    assert LANGUAGE.read({"language": "klingon"}) == "vi"
    assert OFFICE_RECIPIENTS.read({OFFICE_RECIPIENTS.key: '{"no": "list"}'}) == "[]"
    assert OFFICE_RECIPIENTS.read({OFFICE_RECIPIENTS.key: "[" * 100_000}) == "[]"
    assert PRINTERS.of("HP").read({"printer.HP": "["}) == "{}"


def test_a_stored_key_leads_to_its_declaration() -> None:
    assert declared("language") is LANGUAGE
    found = declared("printer.Máy in tầng 2")
    assert found is not None
    assert found.personal
    assert declared("of.tomorrow") is None
    assert PRINTERS.stored({"printer.HP": "{}", "printer-last": "HP"}) == {"HP": "{}"}
