"""argparse's own words in Vietnamese: the standard library has English only.

argparse asks ``gettext`` for its words under two names of its own module; ``install`` answers in
their place. English, and a sentence that a later Python words anew, stay as argparse has them.
"""

import argparse
import gettext

from friendly_desktop.i18n import language

_WORDS = {
    "usage: ": "cách dùng: ",
    "positional arguments": "đối số",
    "options": "tùy chọn",
    "show this help message and exit": "hiện phần trợ giúp này rồi thoát",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "the following arguments are required: %s": "còn thiếu: %s",
    "one of the arguments %s is required": "cần một trong các tùy chọn: %s",
    "unrecognized arguments: %s": "không có đối số hoặc tùy chọn này: %s",
    "ambiguous option: %(option)s could match %(matches)s": (
        "tùy chọn %(option)s chưa rõ, có thể là: %(matches)s"
    ),
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "không nhận %(value)r; hãy dùng một trong: %(choices)s"
    ),
    "unknown parser %(parser_name)r (choices: %(choices)s)": (
        "không có lệnh %(parser_name)r; hãy dùng một trong: %(choices)s"
    ),
    "invalid %(type)s value: %(value)r": "giá trị không hợp lệ: %(value)r",
    "not allowed with argument %s": "không dùng chung được với %s",
    "ignored explicit argument %r": "không nhận giá trị %r",
    "expected one argument": "cần một giá trị",
    "expected at most one argument": "chỉ nhận nhiều nhất một giá trị",
    "expected at least one argument": "cần ít nhất một giá trị",
    "expected %s argument": "cần %s giá trị",
    "expected %s arguments": "cần %s giá trị",
    "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s\n",
}


def _spoken(message: str) -> str:
    """Argparse's words in the language in use."""
    return _WORDS.get(message, message) if language() == "vi" else message


def _spoken_number(one: str, many: str, count: int) -> str:
    """Argparse's words about ``count`` things in the language in use."""
    return _spoken(gettext.ngettext(one, many, count))


def install() -> None:
    """Make argparse speak the language in use."""
    vars(argparse).update(_=_spoken, ngettext=_spoken_number)
