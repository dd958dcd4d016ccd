"""Numbers and sums of money in Vietnamese words, as they stand in brackets behind the figures."""

from decimal import Decimal

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION = 10**9

#: The largest number that is spelled: a million billion ("một triệu tỷ").
LARGEST = 10**15


def spelled(number: int | Decimal) -> str:
    """A number in words: 21 is "hai mươi mốt", 1005 "một nghìn không trăm linh năm".

    Args:
        number: at most ``LARGEST`` in size; a fraction is read after "phẩy".

    Raises:
        ValueError: the number is larger, or not a number.
    """
    exact = Decimal(number)
    if not exact.is_finite() or abs(exact) > LARGEST:
        raise ValueError(f"not spelled: {number}")
    whole, _point, fraction = format(abs(exact), "f").partition(".")
    fraction = fraction.rstrip("0")
    words = _whole(int(whole))
    if fraction:
        words = f"{words} phẩy {_fraction(fraction)}"
    return f"âm {words}" if exact < 0 else words


def spelled_money(amount: int | Decimal) -> str:
    """A sum of money in words: 5000000 is "năm triệu đồng"."""
    return f"{spelled(amount)} đồng"


def _whole(number: int, *, padded: bool = False) -> str:
    """A whole number; ``padded`` reads it as what follows a larger part ("không trăm linh năm")."""
    if number >= _BILLION:
        head, rest = divmod(number, _BILLION)
        words = f"{_whole(head)} tỷ"
        return f"{words} {_whole(rest, padded=True)}" if rest else words
    groups: list[str] = []
    for size, name in ((10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        group, number = divmod(number, size)
        if group:
            groups.append(f"{_group(group, padded=padded or bool(groups))} {name}".rstrip())
    return " ".join(groups) or _DIGITS[0]


def _group(group: int, *, padded: bool) -> str:
    """Three digits. "linh" stands for a missing ten; mốt, tư and lăm follow a ten."""
    hundreds, rest = divmod(group, 100)
    tens, ones = divmod(rest, 10)
    words = []
    if hundreds or padded:
        words += [_DIGITS[hundreds], "trăm"]
    if tens == 1:
        words.append("mười")
    elif tens:
        words += [_DIGITS[tens], "mươi"]
    elif ones and words:
        words.append("linh")
    if ones:
        words.append(_ones(tens, ones))
    return " ".join(words)


def _ones(tens: int, ones: int) -> str:
    if tens >= 1 and ones == 5:
        return "lăm"
    if tens >= 2 and ones in (1, 4):
        return "mốt" if ones == 1 else "tư"
    return _DIGITS[ones]


def _fraction(digits: str) -> str:
    """What follows "phẩy": as a number while it is short, digit by digit otherwise ("không năm")."""
    if digits[0] == "0" or len(digits) > 2:
        return " ".join(_DIGITS[int(digit)] for digit in digits)
    return _whole(int(digits))
