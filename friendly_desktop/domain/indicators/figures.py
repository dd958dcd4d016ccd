"""The arithmetic of figures: totals of months, shares that hide nothing, numbers as people type them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal

from friendly_desktop.domain.indicators import Gathering, Indicator, MonthValue, Share, ShareValue, Total
from friendly_desktop.formats import plain, points
from friendly_desktop.i18n import _

MONTHS = range(1, 13)
_MOST_DIGITS = 12
_GROUPED = re.compile(r"[0-9]{1,3}(?:[. \u00a0\u202f][0-9]{3})+")
_COMMA_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]{1,4})?")

Months = Mapping[tuple[str, int], Decimal]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that two figures of a month say together and that can hardly be: in a sentence."""

    month: int
    indicators: tuple[str, ...]
    message: str


def by_month(values: Iterable[MonthValue]) -> dict[tuple[str, int], Decimal]:
    """The figures of one year by indicator and month."""
    return {(one.indicator, one.month): one.value for one in values}


def known_months(year: int, today: date) -> int:
    """The last month of a year whose figures could be known on a day; 0 for none."""
    if year != today.year:
        return 12 if year < today.year else 0
    return today.month - 1


def total(indicator: Indicator, values: Months, until: int, known: int) -> Total:
    """What the months up to ``until`` make of a figure.

    Args:
        indicator: which.
        values: the figures of the year.
        until: the last month that counts.
        known: the last month whose figures could be there; later ones are not missed.
    """
    there = [month for month in range(1, until + 1) if (indicator.id, month) in values] if values else []
    if indicator.gathering is Gathering.LAST:
        newest = there[-1:]
        value = values[indicator.id, newest[0]] if newest else None
        return Total(indicator, value, () if newest or not known else (min(until, known),))
    missing = tuple(month for month in range(1, min(until, known) + 1) if month not in there)
    found = sum((values[indicator.id, month] for month in there), Decimal())
    return Total(indicator, found if there else None, missing)


def share_value(
    share: Share, indicators: Mapping[str, Indicator], values: Months, until: int, known: int
) -> ShareValue:
    """A share of the months up to ``until``.

    A month counts only when every figure of the share is there: files on time without the late ones would
    make a share that is too good. What an office counts afresh each month is taken from its newest month.

    Args:
        share: which.
        indicators: by id.
        values: the figures of the year.
        until: the last month that counts.
        known: the last month whose figures could be there; later ones are not missed.
    """
    used = tuple(dict.fromkeys((*share.of, *share.over)))
    summed = [one for one in used if indicators[one].gathering is Gathering.SUM]
    whole_months = [
        month
        for month in range(1, until + 1)
        if (values or not summed) and all((one, month) in values for one in summed)
    ]
    missing = {month for month in range(1, min(until, known) + 1) if summed and month not in whole_months}
    amounts: dict[str, Decimal] = {}
    lacking = False
    for one in used:
        if one in summed:
            amounts[one] = sum((values[one, month] for month in whole_months), Decimal())
            continue
        found = total(indicators[one], values, until, known)
        lacking = lacking or found.value is None
        amounts[one] = found.value or Decimal()
        missing.update(found.missing)
    part = sum((amounts[one] for one in share.of), Decimal())
    whole = sum((amounts[one] for one in share.over), Decimal())
    percent = part * 100 / whole if whole and not lacking else None
    return ShareValue(share, part, whole, percent, tuple(sorted(missing)))


def monthly(share: Share, indicators: Mapping[str, Indicator], values: Months) -> tuple[Decimal | None, ...]:
    """The share of each month by itself; None where a figure of the month is not there.

    What is counted afresh each month is that of the month or of the last one before it that has it.
    """
    found: list[Decimal | None] = []
    newest: dict[str, Decimal] = {}
    for month in MONTHS:
        for one in (*share.of, *share.over):
            if (one, month) in values:
                newest[one] = values[one, month]
            elif indicators[one].gathering is Gathering.SUM:
                newest.pop(one, None)
        lacking = any(one not in newest for one in (*share.of, *share.over))
        # Of figures that stay, a month in which none was counted afresh says nothing new.
        silent = not any((one, month) in values for one in (*share.of, *share.over))
        if lacking or silent:
            found.append(None)
            continue
        whole = sum((newest[one] for one in share.over), Decimal())
        part = sum((newest[one] for one in share.of), Decimal())
        found.append(part * 100 / whole if whole else None)
    return tuple(found)


def percent_text(percent: Decimal) -> str:
    """A percentage for people, never rounded up: 99,996 % is not told as 100 %."""
    shown = percent.quantize(Decimal("0.01"), ROUND_DOWN)
    return f"{points(shown)}%"


def figure_text(value: Decimal | None) -> str:
    """A figure for people: "1.234", "12,5"; "" for None."""
    if value is None:
        return ""
    whole, _dot, rest = plain(value).partition(".")
    grouped = f"{int(whole):,}".replace(",", ".") if points(Decimal("0.5")) == "0,5" else f"{int(whole):,}"
    return grouped + (points(Decimal(f"0.{rest}"))[1:] if rest else "")


def arithmetic(value: ShareValue) -> str:
    """How a share came about, in one line: "1.202 : 1.204 = 99,83%"."""
    if value.percent is None:
        return _("Chưa đủ số liệu để tính.")
    return _("{part} : {whole} = {percent}").format(
        part=figure_text(value.part), whole=figure_text(value.whole), percent=percent_text(value.percent)
    )


def read_figure(text: str, indicator: Indicator) -> Decimal | None:
    """A figure as people type it and as lists carry it; None for an empty one.

    "1.234" is one thousand two hundred and thirty-four, as it is written here. "1,234" may be either, so it
    is refused rather than guessed.

    Raises:
        ValueError: with a sentence.
    """
    cleaned = " ".join(text.replace("\u00a0", " ").split())
    if cleaned in ("", "-", "–", "—"):
        return None
    if cleaned.endswith("%"):
        raise ValueError(
            _("«{text}» là tỷ lệ; hãy ghi số lượng, chương trình tự tính tỷ lệ.").format(text=cleaned)
        )
    if cleaned.startswith(("-", "−")):
        raise ValueError(_("«{text}» là số âm.").format(text=cleaned))
    if _GROUPED.fullmatch(cleaned):
        cleaned = re.sub(r"\D", "", cleaned)
    elif _COMMA_GROUPED.fullmatch(cleaned):
        message = _("Không rõ «{text}» là số nào; hãy ghi như 1234 hoặc 1.234.")
        raise ValueError(message.format(text=cleaned))
    if not _NUMBER.fullmatch(cleaned) or len(cleaned) > _MOST_DIGITS:
        raise ValueError(
            _("«{text}» không phải là số. Hãy nhập như 125 hoặc 1.250.").format(text=cleaned[:40])
        )
    value = Decimal(cleaned.replace(",", "."))
    if indicator.whole and value != value.to_integral_value():
        message = _("«{text}» không phải là số nguyên; {unit} đếm bằng số nguyên.")
        raise ValueError(message.format(text=cleaned, unit=indicator.unit))
    return value.normalize() + 0 if value == value.to_integral_value() else value


def doubts(shares: Sequence[Share], indicators: Mapping[str, Indicator], values: Months) -> tuple[Doubt, ...]:
    """Months whose figures contradict each other: a part that is more than its whole."""
    found = []
    for share in shares:
        if not share.capped or set(share.of) <= set(share.over):
            continue
        used = tuple(dict.fromkeys((*share.of, *share.over)))
        for month in MONTHS:
            if not all((one, month) in values for one in used):
                continue
            part = sum((values[one, month] for one in share.of), Decimal())
            whole = sum((values[one, month] for one in share.over), Decimal())
            if part > whole:
                message = _("Tháng {month}: «{part_title}» {part} nhiều hơn «{whole_title}» {whole}.").format(
                    month=month,
                    part_title=_titles(share.of, indicators),
                    part=figure_text(part),
                    whole_title=_titles(share.over, indicators),
                    whole=figure_text(whole),
                )
                found.append(Doubt(month, used, message))
    return tuple(found)


def _titles(ids: Sequence[str], indicators: Mapping[str, Indicator]) -> str:
    return " + ".join(indicators[one].title for one in ids)
