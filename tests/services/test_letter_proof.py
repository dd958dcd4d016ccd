"""Letters prove criteria by themselves: what counts, what a frozen year keeps, which ones are shown."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import event

from friendly_desktop.domain.assessment import GapKind
from friendly_desktop.domain.letters import LetterKind, LetterState
from friendly_desktop.domain.letters.proof import kind_text, proofs_beside, short_text
from friendly_desktop.domain.snapshot import read_frozen, read_letters
from friendly_desktop.errors import AppError
from tests.letter_year import SECRETS, delivered, signed, write

YEAR = 2026
LEAF = "2.4.1"  # Ninh Giang: thư chúc mừng kết hôn

#: Which lines name which letters, read off the source documents of the sets.
NAMED = {
    "hai-duong-2024": {"B.5": "wedding birth praise thanks condolence"},
    "ninh-giang-2026": {
        "2.4.1": "wedding",
        "2.4.2": "condolence",
        "2.4.3": "thanks",
        "2.4.4": "commend",
        "2.4.5": "apology apology_extension",
        "2.5": "congratulation",
    },
    "xuan-luong-2023": {
        "1.2.2": "wedding birth condolence",
        "1.2.3": "thanks apology",
        "1.2.4": "congratulation",
    },
    "an-khuong-2024": {
        "1.2": "apology thanks wedding birth congratulation condolence",
        "4.2": "apology apology_extension thanks wedding birth congratulation",
        "6.2": "birth wedding congratulation condolence sympathy",
    },
    "bac-giang-2024": {"1.2": "thanks apology", "2": "apology apology_extension"},
}


@pytest.fixture
def year(services):
    """A year of a set whose leaves name letters."""
    services.assessment.open_year(YEAR, "ninh-giang-2026")
    return services


def proof(services, node=LEAF):
    return next(one for one in services.letter_proof.proofs(YEAR) if one.node == node)


@pytest.mark.parametrize("set_id", NAMED)
def test_every_letter_of_a_source_document_hangs_on_its_line(services, set_id):
    criteria_set = services.criteria.get(set_id)
    found = {node.id: " ".join(node.letter_kinds) for node in criteria_set.walk() if node.letter_kinds}
    assert found == NAMED[set_id]


def test_signed_and_delivered_letters_count_and_others_are_told_apart(year):
    write(year, LetterKind.WEDDING)
    submitted = write(year, LetterKind.WEDDING)
    year.letters.submit([submitted.id])
    signed(year, LetterKind.WEDDING, date(2026, 1, 12))
    delivered(year, LetterKind.WEDDING, date(2026, 11, 20))
    cancelled = signed(year, LetterKind.WEDDING)
    year.letters.cancel(cancelled, "Sai tên")
    (tally,) = proof(year).tallies
    assert (tally.drafts, tally.submitted, tally.signed, tally.delivered) == (1, 1, 1, 1)
    assert short_text(proof(year)) == "kết hôn 2 · 2 thư chưa ký"
    assert kind_text(tally) == (
        "Thư chúc mừng kết hôn: 2 thư, từ 12/01/2026 đến 20/11/2026. Còn 2 thư chưa ký."
    )


def test_a_letter_counts_in_the_year_it_was_signed(year):
    key = write(year, LetterKind.WEDDING, date(2025, 12, 31)).id
    year.letters.sign([key], date(2026, 1, 2))
    earlier = signed(year, LetterKind.WEDDING, date(2025, 12, 30))
    assert [one.id for one in year.letter_proof.letters(YEAR, LEAF)] == [key]
    year.assessment.open_year(2025, "ninh-giang-2026")
    assert [one.id for one in year.letter_proof.letters(2025, LEAF)] == [earlier]


def test_a_letter_in_the_bin_is_none(year):
    key = write(year, LetterKind.WEDDING).id
    year.letters.remove(key)
    assert proof(year).tallies == ()


def test_a_leaf_with_letters_is_not_without_evidence(year):
    from friendly_desktop.domain.assessment import Entry, LeafStatus

    view = year.assessment.save_entry(YEAR, Entry(LEAF, status=LeafStatus.DONE))
    assert GapKind.NO_EVIDENCE in {gap.kind for gap in view.gaps if gap.node == LEAF}
    signed(year, LetterKind.WEDDING)
    view = year.assessment.view(YEAR)
    assert GapKind.NO_EVIDENCE not in {gap.kind for gap in view.gaps if gap.node == LEAF}
    assert view.rows[LEAF].letters == 1
    assert view.rows[LEAF].entry.points is None  # nothing scores itself


def test_letters_of_a_group_are_shown_beside_its_leaves_and_back_none(services):
    services.assessment.open_year(YEAR, "hai-duong-2024")
    services.assessment.set_points(YEAR, "B.5.1", "7")
    signed(services, LetterKind.BIRTH)
    view = services.assessment.view(YEAR)
    criteria_set = services.criteria.get("hai-duong-2024")
    (beside,) = proofs_beside(criteria_set, "B.5.1", view.letters)
    assert (beside.node, beside.counted) == ("B.5", 1)
    assert view.unbacked == Decimal(7)


def test_the_statements_do_not_grow_with_the_letters(year):
    def statements(call):
        seen = []

        def count(*arguments):
            seen.append(arguments[2])

        event.listen(year.db._engine, "before_cursor_execute", count)
        call()
        event.remove(year.db._engine, "before_cursor_execute", count)
        return len(seen)

    calls = (
        lambda: year.assessment.view(YEAR),
        lambda: year.letter_proof.proofs(YEAR),
        lambda: year.letter_proof.of_year(YEAR),
    )
    signed(year, LetterKind.WEDDING)
    year.assessment.view(YEAR)
    few = [statements(call) for call in calls]
    for _number in range(12):
        signed(year, LetterKind.WEDDING)
        signed(year, LetterKind.THANKS)
    assert [statements(call) for call in calls] == few


def test_proposed_samples_are_spread_over_the_year_and_leave_sorrow_to_a_person(year):
    keys = [signed(year, LetterKind.WEDDING, date(2026, month, 5)) for month in range(1, 11)]
    signed(year, LetterKind.CONDOLENCE)
    signed(year, LetterKind.APOLOGY)
    assert year.letter_proof.propose_samples(YEAR) == (keys[2], keys[7])
    assert year.letter_proof.propose_samples(YEAR) == (keys[2], keys[7])
    assert len(year.letter_proof.propose_samples(YEAR, per_kind=4)) == 4


def test_a_chosen_sample_stays_chosen_and_any_letter_may_be_one(year):
    wedding, sorrow = signed(year, LetterKind.WEDDING), signed(year, LetterKind.CONDOLENCE)
    year.letter_proof.choose_sample(YEAR, [wedding, sorrow])
    assert {one.id for one in year.letter_proof.samples(YEAR)} == {wedding, sorrow}
    year.letter_proof.choose_sample(YEAR, [])
    assert year.letter_proof.samples(YEAR) == ()


def test_a_letter_that_does_not_count_is_no_sample(year):
    draft = write(year, LetterKind.WEDDING)
    with pytest.raises(AppError) as refused:
        year.letter_proof.choose_sample(YEAR, [draft.id])
    assert refused.value.code == "letter_not_counted"


def test_a_letter_from_a_word_file_is_listed_and_never_shown(year):
    from friendly_desktop.domain.changes import Area
    from friendly_desktop.storage import tables

    key = signed(year, LetterKind.WEDDING)
    with year.db.write(Area.LETTERS) as connection:
        connection.execute(
            tables.files.insert().values(
                sha256="a" * 64, bytes=1, media_type="application/zip", added_at=year.clock.now()
            )
        )
        connection.execute(tables.letter_templates.update().values(word_sha256="a" * 64))
    (one,) = year.letter_proof.letters(YEAR)
    assert one.word
    assert year.letter_proof.propose_samples(YEAR) == ()
    with pytest.raises(AppError) as refused:
        year.letter_proof.choose_sample(YEAR, [key])
    assert refused.value.code == "letter_not_masked"
    with pytest.raises(AppError) as hidden:
        year.letter_proof.masked_draft(YEAR, key)
    assert hidden.value.code == "letter_not_shown"


def test_a_letter_no_font_can_draw_is_refused_when_it_is_chosen(year):
    key = signed(year, LetterKind.THANKS, name="Công ty A & B <X> \U0001f600")
    with pytest.raises(AppError) as refused:
        year.letter_proof.choose_sample(YEAR, [key])
    assert refused.value.code == "missing_glyph"
    assert year.letter_proof.samples(YEAR) == ()


def test_a_cancelled_letter_leaves_the_list_and_the_samples(year):
    key = signed(year, LetterKind.WEDDING)
    year.letter_proof.choose_sample(YEAR, [key])
    year.letters.cancel(key, "Sai ngày")
    assert year.letter_proof.of_year(YEAR).letters == ()
    assert year.letter_proof.of_year(YEAR).samples == ()


def test_a_frozen_year_keeps_its_letters_whatever_the_register_does(year):
    first, second = signed(year, LetterKind.WEDDING), signed(year, LetterKind.THANKS)
    year.letter_proof.choose_sample(YEAR, [first])
    year.assessment.freeze(YEAR)
    kept, view = year.letter_proof.of_year(YEAR), year.assessment.view(YEAR)
    signed(year, LetterKind.WEDDING)
    year.letters.cancel(first, "Trùng")
    year.letters.reopen(second)
    assert year.letter_proof.of_year(YEAR) == kept
    assert year.assessment.view(YEAR) == view
    with pytest.raises(AppError) as refused:
        year.letter_proof.choose_sample(YEAR, [])
    assert refused.value.code == "year_frozen"
    year.assessment.reopen(YEAR)
    assert len(year.letter_proof.letters(YEAR)) == 1


def test_a_frozen_copy_holds_the_list_and_no_secret(year):
    keys = [signed(year, kind) for kind in LetterKind]
    year.letter_proof.choose_sample(YEAR, [one.id for one in year.letter_proof.letters(YEAR)])
    content = year.assessment.freeze(YEAR).content
    found = read_letters(content)
    assert {one.id for one in found.letters} < set(keys)  # birth, praise and sympathy prove nothing here
    assert {one.state for one in found.letters} == {LetterState.SIGNED}
    assert len(found.samples) == len(found.letters)
    assert read_frozen(content).leaves
    assert not [secret for secret in SECRETS if secret in content]


def test_a_copy_frozen_before_there_were_letters_reads_as_before(year):
    import hashlib
    import json

    from friendly_desktop.domain.changes import Area
    from friendly_desktop.storage import tables

    signed(year, LetterKind.WEDDING)
    older = json.loads(year.assessment.freeze(YEAR).content)
    del older["letters"]
    for leaf in older["leaves"]:
        del leaf["letters"]
    text = json.dumps(older, ensure_ascii=False)
    with year.db.write(Area.ASSESSMENT) as connection:
        digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
        connection.execute(tables.snapshots.update().values(content=text, sha256=digest))
    assert read_frozen(text).leaves[0].letters == 0
    assert year.letter_proof.letters(YEAR) == ()
    assert year.assessment.view(YEAR).rows[LEAF].letters == 0


def test_a_year_that_was_not_opened_is_said_so(services):
    with pytest.raises(AppError) as refused:
        services.letter_proof.proofs(YEAR)
    assert refused.value.code == "year_unknown"
