"""What the evidence tables show, worked out from the records as plain values."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from friendly_desktop import formats
from friendly_desktop.domain.assessment import YearState
from friendly_desktop.domain.criteria import CriteriaSet
from friendly_desktop.domain.evidence import Evidence, InboxFile
from friendly_desktop.domain.gaps import naming
from friendly_desktop.domain.privacy import privacy_warning
from friendly_desktop.domain.text import fold, sort_key
from friendly_desktop.i18n import _, ngettext
from friendly_desktop.services.own_lines import own_evidence
from ui import icons
from ui.evidence.kinds import kind_of
from ui.evidence.strip import warning_of
from ui.models.columns import Column

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


class Tab(Enum):
    """The tabs; the value is the name a ``Place`` uses."""

    UNSORTED = "unsorted"
    ALL = "all"
    BIN = "bin"


@dataclass(frozen=True, slots=True)
class Row:
    """A piece of evidence in a table. ``leaves`` are the names of what it proves; ``order`` sorts its name."""

    evidence: Evidence
    leaves: tuple[str, ...]
    warning: str  # a word or two
    why: str  # the whole sentence
    folded: str
    order: tuple[object, ...]


@dataclass(frozen=True)
class EvidenceOfYear:
    """Everything the page shows, read in one go."""

    year: int
    criteria: CriteriaSet
    frozen: bool
    rows: tuple[Row, ...]
    binned: tuple[Row, ...]
    inbox: tuple[InboxFile, ...]
    own: frozenset[int] | None = None  # the papers that whoever works here may change; None for all


def read_evidence(services: "Services", year: int) -> EvidenceOfYear:
    """Read it in a number of statements that does not grow with the files."""
    state = next(one.state for one in services.assessment.years() if one.year == year)
    criteria = services.assessment.criteria_of(year)
    listed, binned = services.evidence.listing(year), services.evidence.bin(year)
    return EvidenceOfYear(
        year=year,
        criteria=criteria,
        frozen=state is YearState.FROZEN,
        rows=make_rows(listed, criteria),
        binned=make_rows(binned, criteria),
        inbox=services.evidence.inbox_files(),
        own=own_evidence((*listed, *binned), services.assessment.own_lines(year)),
    )


def make_rows(evidence: Sequence[Evidence], criteria: CriteriaSet) -> tuple[Row, ...]:
    """The rows of some evidence; made on the worker, because thousands take their time."""
    same = Counter(one.sha256 for one in evidence)
    names = {leaf.id: naming(criteria, leaf.id) for leaf in criteria.leaves}
    return tuple(_row(one, names, same[one.sha256]) for one in evidence)


def rows_of(found: EvidenceOfYear, tab: Tab) -> tuple[Row, ...]:
    """The rows of a tab."""
    if tab is Tab.BIN:
        return found.binned
    if tab is Tab.UNSORTED:
        return tuple(row for row in found.rows if not row.evidence.nodes)
    return found.rows


def _row(one: Evidence, names: dict[str, str], copies: int) -> Row:
    leaves = tuple(names.get(node, _("mục không còn trong bộ tiêu chí")) for node in one.nodes)
    word, why = "", warning_of(one)
    if one.bytes == 0:
        word = _("Tệp rỗng")
    elif one.outside_year:
        word = _("Ngoài năm")
    elif private := privacy_warning(one.name, one.title):
        word, why = _("Riêng tư"), private
    elif copies > 1:
        word = _("Trùng")
        why = _("Có {n} tài liệu cùng một nội dung; nội dung chỉ được lưu một lần.").format(n=copies)
    folded = fold(" ".join((one.title, one.name, one.number, one.description, *leaves)))
    return Row(one, leaves, word, why, folded, sort_key(one.label))


def leaves_text(leaves: Sequence[str]) -> str:
    """What it proves, in the width of a column."""
    if not leaves:
        return ""
    if len(leaves) == 1:
        return leaves[0]
    more = len(leaves) - 1
    return ngettext("{first} và {n} mục khác", "{first} và {n} mục khác", more).format(
        first=leaves[0], n=more
    )


def columns() -> tuple[Column[Row], ...]:
    """The columns of all three tables."""
    return (
        Column(
            _("Tên tài liệu"),
            value=lambda row: row.evidence.label,
            tooltip=lambda row: row.evidence.name,
            icon=lambda row: icons.icon(kind_of(row.evidence).icon, "quiet"),
        ),
        Column(_("Số, ký hiệu"), value=lambda row: row.evidence.number, width=14),
        Column(_("Ngày"), value=lambda row: row.evidence.issued_on, display=formats.short_date, width=11),
        Column(
            _("Chứng minh cho"),
            value=lambda row: row.leaves,
            display=leaves_text,
            tooltip=lambda row: "\n".join(row.leaves),
        ),
        Column(
            _("Lưu ý"),
            value=lambda row: row.warning,
            tooltip=lambda row: row.why,
            icon=lambda row: icons.icon("warning", "warning") if row.warning else None,
            width=12,
        ),
        Column(
            _("Dung lượng"),
            value=lambda row: row.evidence.bytes,
            display=formats.file_size,
            right=True,
            width=11,
        ),
    )


def sort_by(column: int) -> Callable[[Row], Any]:
    """The key by which a column is sorted."""
    keys: tuple[Callable[[Row], Any], ...] = (
        lambda row: row.order,
        lambda row: row.evidence.number,
        lambda row: row.evidence.issued_on.toordinal() if row.evidence.issued_on else 0,
        lambda row: row.leaves,
        lambda row: row.warning,
        lambda row: row.evidence.bytes,
    )
    return keys[column]
