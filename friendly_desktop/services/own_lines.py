"""A unit officer changes the criteria lines and the evidence of the own unit, and nothing of the others."""

from collections.abc import Callable, Collection, Iterable

from friendly_desktop.domain.evidence import Evidence
from friendly_desktop.domain.own_lines import OwnLines
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.storage import assessment as rows
from friendly_desktop.storage.database import Connection

#: Who asks: what holds whoever works here to some lines, as stored now; None for nobody held to any.
Limit = Callable[[Connection], OwnLines | None]


def own_nodes(limit: Limit | None, connection: Connection, year: int) -> frozenset[str] | None:
    """The lines of a year that whoever works here may change; None for all of them."""
    held = limit(connection) if limit is not None else None
    if held is None:
        return None
    entries = rows.entries_of(connection, year)
    return frozenset(node for node, entry in entries.items() if held.has(entry))


def require_own(
    limit: Limit | None, connection: Connection, year: int, lines: Collection[str] | None
) -> None:
    """Refuse what touches lines of another unit.

    Args:
        limit: who works here.
        connection: a view of the records.
        year: the year of the lines.
        lines: the lines that are touched; None for what belongs to the whole office, empty for what proves no line
            yet.

    Raises:
        AppError: ``not_permitted``, with the reason.
    """
    own = own_nodes(limit, connection, year)
    if own is None:
        return
    if lines is None:
        raise _refusal(
            _("Việc này thuộc về cả đơn vị, không riêng mục nào."),
            _("Cán bộ phòng, bộ phận chỉ làm các mục được giao; hãy nhờ cán bộ tổng hợp."),
        )
    if not own.issuperset(lines):
        raise _refusal(
            not_own_words(), _("Hãy nhờ người phụ trách mục, hoặc nhờ cán bộ tổng hợp giao mục này.")
        )


def own_evidence(evidence: Iterable[Evidence], own: Collection[str] | None) -> frozenset[int] | None:
    """Which papers whoever works here may change: those that prove no line of another unit; None for all.

    Args:
        evidence: the papers.
        own: the lines that may be changed; None for all.
    """
    if own is None:
        return None
    return frozenset(one.id for one in evidence if set(one.nodes).issubset(own))


def not_own_words() -> str:
    """Why a line or a paper is only shown."""
    return _("Chưa giao cho phòng, bộ phận của người đang đăng nhập nên chỉ xem được.")


def _refusal(message: str, hint: str) -> AppError:
    return AppError("not_permitted", _("Không có quyền làm việc này"), message, hint)
