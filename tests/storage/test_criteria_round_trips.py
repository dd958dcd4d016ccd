"""Any set there can be comes back unchanged from the database's text and from the Excel form."""

import string
import tempfile
import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from friendly_desktop.domain.criteria import (
    Band,
    Correction,
    CriteriaSet,
    LegalBasis,
    Level,
    Measure,
    Node,
    NotApplicable,
    Option,
    Scorer,
    Scoring,
    ScoringKind,
    Step,
    Veto,
    VetoEffect,
)
from friendly_desktop.domain.criteria.plain import canonical
from friendly_desktop.storage.criteria_files import load, load_canonical
from friendly_desktop.storage.criteria_xlsx_write import form_bytes

MOMENT = datetime(2026, 11, 20, tzinfo=UTC)
LETTERS = string.ascii_letters + string.digits + "ăâđêôơưĂÂĐÊÔƠƯếộữạỹ“”«»…–=+-@'\"|;,.:/#&<>%_x(){}[]*!? "


def tidy(text: str) -> str:
    return unicodedata.normalize("NFC", "\n".join(line.strip() for line in text.split("\n")).strip())


lines = st.text(LETTERS, min_size=1, max_size=30).map(lambda text: " ".join(text.split())).filter(bool)
texts = st.text(LETTERS + "\n", min_size=1, max_size=60).map(tidy).filter(bool)
maybe_line = st.just("") | lines
maybe_text = st.just("") | texts
quarters = st.integers(1, 40).map(lambda number: Decimal(number) / 4)
numbers = st.integers(0, 100_000).map(lambda number: Decimal(number) / 100)
days = st.dates(date(2000, 1, 1), date(2099, 1, 1)).map(lambda day: day.isoformat()) | st.just("")  # fmt: skip

MEASURED_BY = {
    "percent": ["", "on_time", "on_time:petition", "indicator:on_time", "survey:citizen"],
    "times": [
        "",
        "letters",
        "letters:wedding",
        "records:visit",
        "postings:banner_build",
        "activities",
        "survey",
    ],
    "days": ["", "records", "activities:service"],
    "models": ["", "activities"],
    "persons": [""],
}


@st.composite
def measures(draw: st.DrawFn) -> Measure:
    plain = draw(plain_measures)
    return replace(plain, by=draw(st.sampled_from(MEASURED_BY[plain.unit])), own=draw(st.booleans()))


plain_measures = st.builds(
    Measure,
    operator=st.sampled_from([">=", ">", "=", "<=", "<"]),
    value=numbers,
    unit=st.sampled_from(["percent", "times", "days", "models", "persons"]),
    per=st.sampled_from(["", "week", "month", "quarter", "year"]),
    of=maybe_line.map(lambda text: text.replace("|", "/").strip()),
)


@st.composite
def rules(draw: st.DrawFn, points: Decimal) -> Scoring:
    kind = draw(st.sampled_from(["free", "yes_no", "choice", "bands", "ratio", "count", "bonus"]))
    absent = draw(st.sampled_from(NotApplicable))
    some = draw(st.lists(st.integers(1, 90), min_size=1, max_size=3, unique=True).map(sorted))
    match kind:
        case "choice":
            options = tuple(Option(f"o{number}", draw(lines), points / 2) for number in some)
            return Scoring(
                ScoringKind.CHOICE,
                options=(*options, Option("best", draw(lines), points)),
                not_applicable=absent,
            )
        case "bands":
            bands = tuple(Band(Decimal(number), points / 4) for number in some)
            return Scoring(
                ScoringKind.BANDS, bands=(*bands, Band(Decimal(95), points)), not_applicable=absent
            )
        case "ratio":
            return Scoring(
                ScoringKind.RATIO,
                Decimal("0.01"),
                unit_points=draw(st.none() | quarters),
                not_applicable=absent,
            )
        case "count":
            return Scoring(ScoringKind.COUNT, unit_points=draw(quarters), not_applicable=absent)
        case "yes_no":
            return Scoring(ScoringKind.YES_NO, not_applicable=absent)
        case _:
            return Scoring(ScoringKind(kind), Decimal("0.25"), not_applicable=absent)


@st.composite
def leaves(draw: st.DrawFn, node_id: str) -> Node:
    points = draw(quarters)
    scorer = draw(st.sampled_from(Scorer))
    scoring = Scoring(ScoringKind.SURVEY, Decimal("0.25")) if scorer is Scorer.SURVEY else draw(rules(points))
    return Node(
        node_id,
        draw(maybe_line),
        draw(texts),
        points,
        scoring,
        scorer,
        lead=draw(maybe_line),
        cooperating=tuple(draw(st.lists(lines, max_size=3))),
        time=draw(maybe_line),
        product=draw(maybe_text),
        measures=tuple(draw(st.lists(measures(), max_size=2))),
        guidance=draw(maybe_text),
        survey_form=draw(st.sampled_from(["", "citizen"])),
        letter_kinds=tuple(draw(st.sets(st.sampled_from(["wedding", "birth", "thanks"])))),
        record_kinds=tuple(draw(st.sets(st.sampled_from(["schedule", "dialogue", "visit"])))),
        posting_kinds=tuple(draw(st.sets(st.sampled_from(["banner_build", "telephones"])))),
        activity_kinds=tuple(draw(st.sets(st.sampled_from(["broadcast", "training", "visit"])))),
        printed=draw(st.booleans()),
    )


@st.composite
def branches(draw: st.DrawFn, node_id: str, depth: int) -> Node:
    count = draw(st.integers(0, 3)) if depth else 0
    if not count:
        return draw(leaves(node_id))
    children = tuple(draw(branches(f"{node_id}.{number}", depth - 1)) for number in range(1, count + 1))
    counted = [child for child in children if child.max_points and not only_bonus(child)]
    points = sum((child.max_points or Decimal(0) for child in counted), Decimal(0)) if counted else None
    return Node(
        node_id,
        draw(maybe_line),
        draw(texts),
        points,
        children=children,
        scorer=draw(st.sampled_from(Scorer)),
    )


def only_bonus(node: Node) -> bool:
    if node.is_leaf:
        return node.scoring.kind is ScoringKind.BONUS
    return all(only_bonus(child) for child in node.children)


@st.composite
def sets(draw: st.DrawFn) -> CriteriaSet:
    top = tuple(draw(branches(letter, 2)) for letter in draw(st.sampled_from(["A", "AB", "BA", "123"])))
    total = sum((node.max_points or Decimal(0) for node in top if not only_bonus(node)), Decimal(0))
    low = Level("none", draw(lines), Decimal(0), passing=False)
    minima = {top[0].id: top[0].max_points} if top[0].max_points else {}
    return CriteriaSet(
        "xa-thu",
        draw(st.sampled_from(["1", "12", "2.10"])),
        draw(texts),
        draw(lines),
        top,
        total,
        (low, Level("level-1", draw(lines), total, minima=minima)) if total else (low,),
        (Veto("v1", draw(texts), tuple(draw(st.sets(st.sampled_from(VetoEffect), min_size=1)))),),
        (Step("s1", draw(lines), draw(maybe_text), draw(maybe_line), draw(st.integers(1, 12)), draw(st.integers(0, 28)), draw(st.integers(-1, 1))),),
        (LegalBasis(draw(texts), draw(maybe_line), draw(days), draw(maybe_line)),),
        province=draw(maybe_line),
        valid_from=draw(days),
        replaces=draw(maybe_text),
        source=draw(maybe_text),
        note=draw(maybe_text),
        verified_by=draw(maybe_line),
        verified_on=draw(days),
        corrections=(Correction(top[0].id, draw(maybe_text), draw(texts), draw(maybe_text)),),
        table_title=draw(maybe_text),
        table_notes=tuple(draw(st.lists(texts, max_size=3))),
    )  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(sets())
def test_the_text_of_the_database_gives_the_set_back(whole: CriteriaSet):
    built = load_canonical(canonical(whole))
    assert built.problems == ()
    assert built.criteria_set == whole


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(sets())
def test_the_excel_form_gives_the_set_back(whole: CriteriaSet):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "biểu.xlsx"
        path.write_bytes(form_bytes(whole, MOMENT))
        built = load(path)
    assert built.problems == ()
    assert built.criteria_set == whole
