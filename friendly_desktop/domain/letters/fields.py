"""The values of a letter: read as people type them, shown, printed, and checked.

A value is stored as canonical text (``LetterDraft.values``): dates ISO 8601, times "15:30", numbers and
money plain decimals, everything else as typed, in NFC. Names keep the capitals that a person gave them.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from friendly_desktop.domain.legacy_text import convert, detect, legacy_name
from friendly_desktop.domain.letters import Blank, Field, FieldKind, FieldProblem, LetterDraft, Template
from friendly_desktop.domain.letters.ages import looks_back, phrase_of, says_birth, says_death
from friendly_desktop.domain.letters.amounts import grouped, read_money, read_number
from friendly_desktop.domain.letters.days import read_day, read_time, read_year
from friendly_desktop.domain.spelled_numbers import LARGEST, spelled, spelled_money
from friendly_desktop.domain.text import clean_line, clean_text, fold
from friendly_desktop.formats import document_date, plain, short_date
from friendly_desktop.i18n import _

#: Offered for a form of address; never guessed from a name ("Thị" and "Văn" tell nothing for certain).
SALUTATIONS = (
    "Ông", "Bà", "Anh", "Chị", "Cụ", "Cháu", "Em", "Đồng chí", "Gia đình", "Công ty", "Hợp tác xã",
    "Ông (Bà)", "Anh (Chị)",
)  # fmt: skip

_WORDS = frozenset(
    {FieldKind.PERSON, FieldKind.SALUTATION, FieldKind.ADDRESS, FieldKind.HAMLET, FieldKind.AGE,
     FieldKind.CHOICE, FieldKind.LINE, FieldKind.TEXT, FieldKind.CODE}
)  # fmt: skip
_DOTS = "." * 40
_SHORT_DOTS = "." * 12
_ODD_IN_NAMES = re.compile(r"[^\w\s.'’()-]|_")
_LONGEST_NAME = 80
_OLDEST_YEAR = 1880
_IDENTITY = re.compile(r"0(?:0[1-9]|[1-8]\d|9[0-6])[0-3]\d{8}")
_IDENTITY_WORDS = ("cccd", "cmnd", "can cuoc", "dinh danh", "chung minh nhan dan", "identity")


def read_value(field: Field, text: str, today: date) -> str:
    """What a person typed, as it is stored; "" for nothing.

    Args:
        field: whose kind says how to read it.
        text: as typed or as it stood in a list.
        today: what "hôm nay" and a missing year mean.

    Raises:
        ValueError: with a translated sentence, when the text is no such value.
    """
    line = clean_line(text)
    if not line:
        return ""
    match field.kind:
        case FieldKind.DATE:
            return read_day(line, today, past=looks_back(field)).isoformat()
        case FieldKind.YEAR:
            return str(read_year(line, today, past=looks_back(field)))
        case FieldKind.TIME:
            return read_time(line)
        case FieldKind.NUMBER:
            return plain(read_number(line))
        case FieldKind.MONEY:
            return str(read_money(line))
        case FieldKind.AGE:
            return phrase_of(int(line)) if re.fullmatch(r"\d{1,3}", line) else line
        case FieldKind.CHOICE:
            return _choice(field, line)
        case FieldKind.TEXT:
            return clean_text(text)
        case _:
            return line


def shown(field: Field, value: str) -> str:
    """A stored value as a person would type it: 05/03/2026, 15:30, 5.000.000."""
    if not value:
        return ""
    if field.kind is FieldKind.DATE:
        day = _day(value)
        return short_date(day) if day else value
    if field.kind in (FieldKind.NUMBER, FieldKind.MONEY):
        number = _number(value)
        return value if number is None else grouped(number)
    return value


def printed(field: Field, value: str, style: str = "") -> str:
    """A stored value as it stands in the letter.

    Args:
        field: its kind says how; while it is empty its ``blank`` does.
        value: canonical text.
        style: "" for the habit of the kind (dates in words, money with its words in brackets); ``words``,
            ``short``, ``upper``, ``lower``, ``capital``.
    """
    if not value:
        return blank(field, style)
    text = _dressed(field, value, style)
    if style == "upper":
        return text.upper()
    if style == "lower":
        return text.lower()
    return text[:1].upper() + text[1:] if style == "capital" else text


def blank(field: Field, style: str = "") -> str:
    """What is printed while nothing is entered: dots to write upon, or nothing."""
    if field.blank is Blank.NOTHING:
        return ""
    match field.kind:
        case FieldKind.DATE if style == "short":
            return "....../....../........."
        case FieldKind.DATE:
            return "ngày ...... tháng ...... năm ........."
        case FieldKind.TIME:
            return "...... giờ ...... phút"
        case FieldKind.AGE:
            return "hưởng thọ ...... tuổi"
        case FieldKind.MONEY:
            return f"{_DOTS} đồng"
        case FieldKind.YEAR | FieldKind.NUMBER | FieldKind.SALUTATION:
            return _SHORT_DOTS
        case _:
            return _DOTS


def choices(field: Field, hamlets: Sequence[str] = ()) -> tuple[str, ...]:
    """What is offered in the list at a field.

    Args:
        field: its own choices come first.
        hamlets: the parts of the commune, offered where one is asked for.
    """
    if field.choices:
        return field.choices
    if field.kind is FieldKind.SALUTATION:
        return SALUTATIONS
    return tuple(hamlets) if field.kind is FieldKind.HAMLET else ()


def known_hamlet(text: str, hamlets: Sequence[str]) -> str:
    """The part of the commune that a text names: "dong" and "số 5, thôn Đông" both find "Thôn Đông"; else ""."""
    words = f" {_bare_words(text)} "
    found = [name for name in hamlets if f" {_bare_words(name)} " in words]
    if found:
        return max(found, key=len)
    # A list often says "Đông" where the office says "thôn Đông".
    ends = [name for name in hamlets if _bare_words(name).endswith(words.rstrip())]
    return ends[0] if len(ends) == 1 and words.strip() else ""


def is_too_long(field: Field, value: str) -> bool:
    """Whether a name is longer than names are; two cells or a whole sentence may have got into it."""
    return field.kind is FieldKind.PERSON and len(value) > _LONGEST_NAME


def check(
    template: Template,
    draft: LetterDraft,
    today: date,
    drawable: Callable[[str], bool] | None = None,
) -> tuple[FieldProblem, ...]:
    """Everything to say about the values of a letter, in the order of its fields.

    Args:
        template: whose fields they are.
        draft: with canonical values.
        today: what lies in the past.
        drawable: whether the fonts of the letter can draw a character; None asks nothing.
    """
    problems: list[FieldProblem] = []
    for field in template.fields:
        value = draft.values.get(field.id, "")
        if value:
            problems += _value_problems(field, value, today, drawable)
        elif field.required:
            message = _("Chưa nhập «{label}».").format(label=field.label)
            problems.append(FieldProblem(field.id, message))
    return (*problems, *_order_problems(template, draft))


def _dressed(field: Field, value: str, style: str) -> str:
    match field.kind:
        case FieldKind.DATE:
            day = _day(value)
            return value if day is None else short_date(day) if style == "short" else document_date(day)
        case FieldKind.TIME if style != "short":
            hour, _colon, minute = value.partition(":")
            return f"{hour} giờ {minute} phút" if minute else value
        case FieldKind.AGE:
            return phrase_of(int(value)) if value.isdecimal() else value
        case FieldKind.NUMBER | FieldKind.MONEY:
            return _amount(field, value, style)
        case _:
            return value


def _amount(field: Field, value: str, style: str) -> str:
    number = _number(value)
    if number is None:
        return value
    if field.kind is FieldKind.NUMBER:
        return spelled(number) if style == "words" and abs(number) <= LARGEST else grouped(number)
    if style == "short" or abs(number) > LARGEST:
        return f"{grouped(number)} đồng"
    return spelled_money(number) if style == "words" else f"{grouped(number)} đồng ({spelled_money(number)})"


def _value_problems(
    field: Field, value: str, today: date, drawable: Callable[[str], bool] | None
) -> Iterator[FieldProblem]:
    if drawable and (odd := [char for char in dict.fromkeys(value) if char != "\n" and not drawable(char)]):
        message = _("«{label}» có ký tự không in được: {chars}. Hãy xóa hoặc gõ lại.").format(
            label=field.label, chars=" ".join(_named(char) for char in odd[:3])
        )
        yield FieldProblem(field.id, message)
    if field.kind in _WORDS and (legacy := detect(value)):
        message = _("«{label}» có vẻ được gõ bằng {font}; chuyển sang Unicode sẽ là «{text}».").format(
            label=field.label, font=legacy_name(legacy), text=convert(value, legacy)
        )
        yield FieldProblem(field.id, message, blocking=False)
    match field.kind:
        case FieldKind.DATE | FieldKind.YEAR:
            yield from _day_problems(field, value, today)
        case FieldKind.PERSON:
            yield from _name_problems(field, value)
        case FieldKind.CODE:
            yield from _code_problems(field, value)
        case FieldKind.NUMBER | FieldKind.MONEY if _number(value) is None:
            yield FieldProblem(field.id, _("«{label}» không phải là số.").format(label=field.label))
        case FieldKind.TIME if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
            yield FieldProblem(field.id, _("«{label}» không phải là giờ.").format(label=field.label))
        case FieldKind.CHOICE if value not in field.choices:
            yield FieldProblem(field.id, _choice_sentence(field, value))


def _named(char: str) -> str:
    code = f"U+{ord(char):04X}"
    return f"«{char}» ({code})" if char.isprintable() else code


def _day_problems(field: Field, value: str, today: date) -> Iterator[FieldProblem]:
    if field.kind is FieldKind.YEAR:
        year = int(value) if re.fullmatch(r"\d{4}", value) else None
        later = year is not None and year > today.year
    else:
        day = _day(value)
        year = day.year if day else None
        later = day is not None and day > today
    if year is None:
        sentence = (
            _("«{label}» không phải là năm.")
            if field.kind is FieldKind.YEAR
            else _("«{label}» không phải là ngày.")
        )
        yield FieldProblem(field.id, sentence.format(label=field.label))
    elif looks_back(field) and later:
        message = _("«{label}» là {value}, muộn hơn hôm nay.")
        yield FieldProblem(field.id, message.format(label=field.label, value=shown(field, value)))
    elif year < _OLDEST_YEAR:
        message = _("«{label}» là {value}, quá xa hôm nay; hãy kiểm tra lại năm.")
        yield FieldProblem(
            field.id, message.format(label=field.label, value=shown(field, value)), blocking=False
        )


def _name_problems(field: Field, value: str) -> Iterator[FieldProblem]:
    """What looks odd in a name. It is only told, for names know no rules."""
    letters = [char for char in value if char.isalpha()]
    message = ""
    if any(char.isdecimal() for char in value):
        message = _("«{label}» có chữ số: «{value}».")
    elif _ODD_IN_NAMES.search(value):
        message = _("«{label}» có ký tự lạ: «{value}».")
    elif letters and not any(char.isupper() for char in letters):
        message = _("«{label}» toàn chữ thường: «{value}».")
    elif is_too_long(field, value):
        message = _("«{label}» dài bất thường: «{value}».")
    if message:
        short = value if len(value) <= _LONGEST_NAME else f"{value[:_LONGEST_NAME]}..."
        yield FieldProblem(field.id, message.format(label=field.label, value=short), blocking=False)


def _code_problems(field: Field, value: str) -> Iterator[FieldProblem]:
    """An identity number has 12 digits and begins with the place (001 to 096), an old one 9; only told."""
    heading = fold(" ".join((field.id.replace("_", " "), field.label, *field.names)))
    digits = value.replace(" ", "").replace(".", "")
    if not any(word in heading for word in _IDENTITY_WORDS) or not digits.isdecimal():
        return
    if _IDENTITY.fullmatch(digits) or len(digits) == 9:
        return
    if len(digits) in (10, 11):
        message = _("«{label}» có {n} chữ số; có lẽ thiếu số 0 ở đầu vì Excel đã lưu thành số.")
    else:
        message = _("«{label}» có {n} chữ số nhưng không giống số định danh (12 chữ số).")
    yield FieldProblem(field.id, message.format(label=field.label, n=len(digits)), blocking=False)


def _order_problems(template: Template, draft: LetterDraft) -> Iterator[FieldProblem]:
    """Nobody dies before the birth."""
    born = [draft.values.get(field.id, "") for field in template.fields if says_birth(field)]
    for field in template.fields:
        died = draft.values.get(field.id, "")
        # ISO dates and years compare as text, over the part that both have.
        if says_death(field) and died and any(day and died < day[: len(died)] for day in born):
            message = _("«{label}» sớm hơn ngày sinh.").format(label=field.label)
            yield FieldProblem(field.id, message)


def _choice(field: Field, line: str) -> str:
    folded = fold(line)
    for choice in field.choices:
        if choice == line or choice.casefold() == line.casefold():
            return choice
    same = [choice for choice in field.choices if fold(choice) == folded]
    if len(same) == 1:
        return same[0]
    raise ValueError(_choice_sentence(field, line))


def _choice_sentence(field: Field, value: str) -> str:
    return _("«{value}» không có trong danh sách của «{label}»: {choices}.").format(
        value=value, label=field.label, choices=", ".join(field.choices)
    )


def _bare_words(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _number(value: str) -> Decimal | None:
    return Decimal(value) if re.fullmatch(r"-?\d{1,18}(\.\d+)?", value) else None
