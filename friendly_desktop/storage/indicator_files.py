"""Reads which figures there are: what comes with the program, and what an office added."""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from friendly_desktop.domain.criteria.source import Fields, Findings, Table
from friendly_desktop.domain.indicators import Gathering, Indicator, Share
from friendly_desktop.i18n import _
from friendly_desktop.paths import RESOURCES
from friendly_desktop.storage.text_trees import from_plain, program_file

SHIPPED = RESOURCES / "indicators" / "indicators.yaml"
_ID = re.compile(r"[a-z][a-z0-9_]{1,39}")


@dataclass(frozen=True, slots=True)
class Figures:
    """Indicators in their order, and the shares made of them."""

    indicators: tuple[Indicator, ...]
    shares: tuple[Share, ...]


@cache
def shipped() -> Figures:
    """What comes with the program, read once."""
    return load(SHIPPED)


def load(path: Path) -> Figures:
    """Read and check a file.

    Raises:
        AppError: ``indicator_file_wrong``, with the first problem and its place.
    """
    return program_file(path, _figures, "indicator_file_wrong", _("Danh mục số liệu đi kèm bị hỏng"))


def _figures(fields: Fields, findings: Findings) -> Figures:
    fields.line("version", required=True)
    indicators = tuple(_indicator(one, findings, own=False) for one in fields.tables("indicators"))
    known = {one.id for one in indicators}
    if len(known) < len(indicators):
        fields.refuse(_("Có hai chỉ tiêu trùng mã."), "indicators")
    return Figures(indicators, tuple(_share(one, findings, known) for one in fields.tables("shares")))


def indicator_text(indicator: Indicator) -> str:
    """An office's own figure as the database keeps it."""
    told = {
        "what": "indicator",
        "id": indicator.id,
        "group": indicator.group,
        "title": indicator.title,
        "unit": indicator.unit,
        "gathering": indicator.gathering.value,
        "whole": "true" if indicator.whole else "false",
        "hint": indicator.hint,
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def share_text(share: Share) -> str:
    """An office's own share as the database keeps it."""
    told = {
        "what": "share",
        "id": share.id,
        "title": share.title,
        "of": list(share.of),
        "over": list(share.over),
        "capped": "true" if share.capped else "false",
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def stored(text: str) -> Indicator | Share:
    """What a stored text says.

    Raises:
        TypeError: it is no such text: the records were changed from outside.
    """
    content = json.loads(text)
    what = content.pop("what")
    root = from_plain(content, "")
    findings = Findings()
    if not isinstance(root, Table):
        raise TypeError("a stored figure is not an object")
    if what == "share":
        return _share(root, findings, None)
    return _indicator(root, findings, own=True)


def _indicator(table: Table, findings: Findings, *, own: bool) -> Indicator:
    fields = Fields(table, findings)
    found = Indicator(
        id=_id(fields),
        title=fields.line("title", required=True),
        unit=fields.line("unit", required=True),
        group=fields.line("group", required=True),
        gathering=fields.member("gathering", Gathering, Gathering.SUM),
        hint=fields.line("hint"),
        own=own,
        names=fields.lines("names"),
        whole=fields.truth("whole", default=True),
    )
    fields.finish()
    return found


def _share(table: Table, findings: Findings, known: set[str] | None) -> Share:
    fields = Fields(table, findings)
    found = Share(
        id=_id(fields),
        title=fields.line("title", required=True),
        of=fields.lines("of"),
        over=fields.lines("over"),
        capped=fields.truth("capped", default=True),
        own=known is None,
    )
    for key, ids in (("of", found.of), ("over", found.over)):
        if not ids:
            fields.refuse(_("Chưa ghi chỉ tiêu nào."), key)
        for one in ids if known is not None else ():
            fields.known_word(key, one, known or ())
    fields.finish()
    return found


def _id(fields: Fields) -> str:
    return fields.matching("id", _ID, _("Mã gồm chữ thường không dấu, số và gạch dưới."), required=True)
