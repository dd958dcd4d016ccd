"""Numbers and money as people type them ("5tr", "1,5 triệu", "5.000.000") and as papers group them."""

import re
from decimal import Decimal

from friendly_desktop.domain.text import fold
from friendly_desktop.formats import plain
from friendly_desktop.i18n import _

_UNITS = {
    "": 1, "k": 10**3, "n": 10**3, "nghin": 10**3, "ngan": 10**3, "tr": 10**6, "trieu": 10**6,
    "ty": 10**9, "ti": 10**9,
}  # fmt: skip
_MONEY = re.compile(
    r"(?P<amount>[\d.,]*\d)\s*(?P<unit>k|n|nghin|ngan|tr|trieu|ty|ti)?\s*(?P<more>\d{1,3})?"
    r"\s*(?:dong|d|vnd)?\.?"
)
_GROUPED_BY = {mark: re.compile(rf"-?[1-9]\d{{0,2}}(?:\{mark}\d{{3}})+") for mark in ".,"}
_MOST_DIGITS = 15


def read_number(text: str) -> Decimal:
    """A number: 1234, 1.234 (thousands), 0,5 or 0.5; a comma before three digits is a decimal comma.

    Raises:
        ValueError: with a translated sentence.
    """
    cleaned = re.sub(r"(?<=\d)\s(?=\d{3}\b)", "", text.strip())
    if _GROUPED_BY["."].fullmatch(cleaned) or (
        cleaned.count(",") > 1 and _GROUPED_BY[","].fullmatch(cleaned)
    ):
        cleaned = cleaned.replace(".", "").replace(",", "")
    elif re.fullmatch(r"-?\d{1,3}(\.\d{3})+,\d+", cleaned):
        cleaned = cleaned.replace(".", "")
    if not re.fullmatch(rf"-?\d{{1,{_MOST_DIGITS}}}([.,]\d{{1,6}})?", cleaned):
        raise ValueError(_("«{text}» không phải là số. Hãy nhập như 2 hoặc 0,5.").format(text=text.strip()))
    return Decimal(cleaned.replace(",", "."))


def read_money(text: str) -> int:
    """A sum in đồng: 5000000, 5.000.000đ, 5tr, 1tr5, 1,5 triệu, 500k, 2 tỷ; words in brackets are passed over.

    Raises:
        ValueError: with a translated sentence.
    """
    cleaned = " ".join(fold(re.sub(r"\([^)]*\)", " ", text)).split())
    found = _MONEY.fullmatch(re.sub(r"(?<=\d)\s(?=\d{3}\b)", "", cleaned))
    amount = _sum(found) if found else None
    if amount is None:
        raise ValueError(
            _("«{text}» không phải là số tiền. Hãy nhập như 5.000.000 hoặc 5tr.").format(text=text.strip())
        )
    return amount


def grouped(number: Decimal) -> str:
    """A number as Vietnamese papers write it, in every language of the screen: "1.234,5"."""
    whole, _point, fraction = plain(number).partition(".")
    text = f"{int(whole):,}".replace(",", ".")
    text = f"-{text}" if whole.startswith("-") and not text.startswith("-") else text
    return f"{text},{fraction}" if fraction else text


def _sum(found: re.Match[str]) -> int | None:
    unit = _UNITS[found["unit"] or ""]
    digits = found["amount"]
    if _GROUPED_BY["."].fullmatch(digits) or _GROUPED_BY[","].fullmatch(digits):
        digits = re.sub(r"[.,]", "", digits)
    if not re.fullmatch(r"\d{1,15}([.,]\d{1,6})?", digits):
        return None
    amount = Decimal(digits.replace(",", ".")) * unit
    if found["more"]:
        if unit == 1:
            return None
        # "1tr5" is 1.500.000 and "1tr250" is 1.250.000: the digits go on after the unit.
        amount += Decimal(f"0.{found['more']}") * unit
    if amount != amount.to_integral_value() or amount >= 10**_MOST_DIGITS:
        return None
    return int(amount)
