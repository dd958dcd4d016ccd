"""The words of evidence by rule: thresholds, what was counted, periods that are missing."""

from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal

from friendly_desktop import formats
from friendly_desktop.domain.criteria import Measure
from friendly_desktop.domain.criteria.measures import Gauge, Source
from friendly_desktop.domain.proof.facts import Period
from friendly_desktop.i18n import N_, _, ngettext

_NAMED_WEEKS = 3
_WHOLE = 100
_AMOUNTS = {
    "percent": N_("{value}%"),
    "times": N_("{value} lần"),
    "days": N_("{value} ngày"),
    "models": N_("{value} mô hình"),
    "persons": N_("{value} người"),
}
_OPERATORS = {
    ">=": N_("ít nhất {amount}"),
    ">": N_("trên {amount}"),
    "=": N_("đúng {amount}"),
    "<=": N_("không quá {amount}"),
    "<": N_("dưới {amount}"),
}
_PERIODS = {
    "week": N_("{told} mỗi tuần"),
    "month": N_("{told} mỗi tháng"),
    "quarter": N_("{told} mỗi quý"),
    "year": N_("{told} mỗi năm"),
}
_PLACES = {
    ">=": N_("treo ở ít nhất {n} nơi"),
    ">": N_("treo ở trên {n} nơi"),
    "=": N_("treo ở đúng {n} nơi"),
    "<=": N_("treo ở không quá {n} nơi"),
    "<": N_("treo ở dưới {n} nơi"),
}
_WHATS = {
    Gauge.LETTERS: N_("Thư đã ký"),
    Gauge.RECORDS: N_("Việc trong sổ tiếp dân"),
    Gauge.ON_TIME: N_("Việc xong đúng hạn"),
    Gauge.POSTINGS: N_("Niêm yết"),
    Gauge.ACTIVITIES: N_("Hoạt động đã ghi"),
    Gauge.INDICATOR: N_("Tỷ lệ theo số liệu tháng"),
    Gauge.FIGURE: N_("Số liệu tháng"),
    Gauge.APOLOGIES: N_("Hồ sơ trễ hạn đã có thư xin lỗi"),
    Gauge.SURVEY: N_("Đợt khảo sát đã đóng"),
}
_QUARTERS = ("I", "II", "III", "IV")


def threshold_text(measure: Measure, source: Source | None = None) -> str:
    """The threshold alone: "ít nhất 1 lần mỗi tháng"; one of the program's own says so."""
    value = formats.points(measure.value)
    if measure.operator == "=" and measure.unit == "persons" and not measure.value:
        told = _("không có người nào")
    elif measure.operator == ">=" and measure.unit == "percent" and measure.value == _WHOLE:
        told = _("đủ {value}%").format(value=value)
    elif source is not None and source.gauge is Gauge.POSTINGS:
        told = _(_PLACES[measure.operator]).format(n=value)
    else:
        amount = _(_AMOUNTS[measure.unit]).format(value=value)
        told = _(_OPERATORS[measure.operator]).format(amount=amount)
    if measure.per in _PERIODS:
        told = _(_PERIODS[measure.per]).format(told=told)
    return _("{threshold} (chương trình đặt)").format(threshold=told) if measure.own else told


def measure_text(measure: Measure) -> str:
    """The threshold with what it is of: "ít nhất 1 lần mỗi tuần (lãnh đạo trực tiếp xuống địa bàn thôn)"."""
    told = threshold_text(measure)
    return _("{told} ({of})").format(told=told, of=measure.of) if measure.of else told


def what_text(measure: Measure, source: Source) -> str:
    """What is counted, at the beginning of a sentence."""
    words = measure.of or _(_WHATS[source.gauge])
    return words[:1].upper() + words[1:]


def count_text(count: int, unit: str) -> str:
    """How often something was: "12 lần"."""
    if unit == "days":
        return ngettext("{n} ngày", "{n} ngày", count).format(n=formats.whole_number(count))
    if unit == "models":
        return ngettext("{n} mô hình", "{n} mô hình", count).format(n=formats.whole_number(count))
    if unit == "persons":
        return ngettext("{n} người", "{n} người", count).format(n=formats.whole_number(count))
    return ngettext("{n} lần", "{n} lần", count).format(n=formats.whole_number(count))


def percent_text(percent: Decimal, bound: Decimal) -> str:
    """A percentage, rounded down; with more places where it would look like the threshold and is not."""
    for places in ("0.01", "0.0001", "0.00000001"):
        shown = percent.quantize(Decimal(places), ROUND_DOWN)
        if shown != bound or percent == bound:
            break
    return f"{formats.points(shown)}%"


def number_text(number: Decimal) -> str:
    """A figure: thousands apart where it is whole."""
    return (
        formats.whole_number(int(number)) if number == number.to_integral_value() else formats.points(number)
    )


def months_text(months: Sequence[int]) -> str:
    """Months in a phrase: "tháng 3, 4, 8"."""
    return _("tháng {months}").format(months=", ".join(str(month) for month in months))


def periods_text(periods: Sequence[Period], per: str) -> str:
    """Periods in a phrase: "tháng 8", "quý I, II", "tuần 02/03-08/03 và 3 tuần khác"."""
    if per == "month":
        return months_text([one.number for one in periods])
    if per == "quarter":
        return _("quý {quarters}").format(quarters=", ".join(_QUARTERS[one.number - 1] for one in periods))
    named = ", ".join(
        f"{one.first.day:02}/{one.first.month:02}-{one.last.day:02}/{one.last.month:02}"
        for one in periods[-_NAMED_WEEKS:]
    )
    rest = len(periods) - _NAMED_WEEKS
    if rest <= 0:
        return _("tuần {weeks}").format(weeks=named)
    words = ngettext("tuần {weeks} và {n} tuần trước đó", "tuần {weeks} và {n} tuần trước đó", rest)
    return words.format(weeks=named, n=rest)


def met_text(met: int, judged: int, per: str) -> str:
    """How many periods that are over reached the number: "10 trên 11 tháng đã qua đủ"."""
    if per == "week":
        words = ngettext("{met} trên {n} tuần đã qua đủ", "{met} trên {n} tuần đã qua đủ", judged)
    elif per == "month":
        words = ngettext("{met} trên {n} tháng đã qua đủ", "{met} trên {n} tháng đã qua đủ", judged)
    else:
        words = ngettext("{met} trên {n} quý đã qua đủ", "{met} trên {n} quý đã qua đủ", judged)
    return words.format(met=met, n=judged)


def year_met_text(met: int, judged: int, per: str) -> str:
    """The same of a year that is over: "11 trên 12 tháng đủ"."""
    if per == "week":
        words = ngettext("{met} trên {n} tuần đủ", "{met} trên {n} tuần đủ", judged)
    elif per == "month":
        words = ngettext("{met} trên {n} tháng đủ", "{met} trên {n} tháng đủ", judged)
    else:
        words = ngettext("{met} trên {n} quý đủ", "{met} trên {n} quý đủ", judged)
    return words.format(met=met, n=judged)
