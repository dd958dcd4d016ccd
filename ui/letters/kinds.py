"""Kinds of letters by name, as pages and the palette call them. Imports nothing heavy: the palette is quick."""

from collections.abc import Mapping
from typing import NamedTuple

from friendly_desktop.domain.letters import LetterKind
from friendly_desktop.i18n import N_, _


class _Named(NamedTuple):
    """A kind: what one writes, and what people also look for."""

    write: str
    also: str


_KINDS: Mapping[LetterKind, _Named] = {
    LetterKind.WEDDING: _Named(N_("Soạn thư chúc mừng kết hôn"), N_("đám cưới, đăng ký kết hôn")),
    LetterKind.BIRTH: _Named(N_("Soạn thư chúc mừng sinh con"), N_("khai sinh, em bé, trẻ sơ sinh")),
    LetterKind.CONGRATULATION: _Named(N_("Soạn thư chúc mừng"), N_("nhà mới, năm mới, ngày lễ, Tết")),
    LetterKind.PRAISE: _Named(N_("Soạn thư khen"), N_("khen ngợi, thành tích, gương tốt")),
    LetterKind.COMMEND: _Named(N_("Soạn thư biểu dương"), N_("sáng kiến, biểu dương")),
    LetterKind.THANKS: _Named(N_("Soạn thư cảm ơn"), N_("cám ơn, đóng góp, ủng hộ, hiến đất")),
    LetterKind.CONDOLENCE: _Named(N_("Soạn thư chia buồn"), N_("qua đời, từ trần, đám tang, phúng viếng")),
    LetterKind.SYMPATHY: _Named(
        N_("Soạn thư thăm hỏi thiên tai, hỏa hoạn"), N_("bão, lũ, lụt, cháy nhà, sạt lở")
    ),
    LetterKind.APOLOGY: _Named(N_("Soạn thư xin lỗi"), N_("trễ hẹn, thiếu sót, sai sót")),
    LetterKind.APOLOGY_EXTENSION: _Named(
        N_("Soạn văn bản xin lỗi và đề nghị gia hạn"), N_("một cửa, hẹn lại, trễ hẹn, gia hạn")
    ),
}


def write_words(kind: LetterKind) -> str:
    """The command that begins a letter of this kind: "Soạn thư chúc mừng kết hôn"."""
    return _(_KINDS[kind].write)


def also_called(kind: LetterKind) -> str:
    """Other words by which people look for it."""
    return _(_KINDS[kind].also)
