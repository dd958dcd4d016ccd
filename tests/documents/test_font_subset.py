"""A face cut to a few characters is a face that others can read."""

import io

from PIL import Image, ImageChops, ImageDraw, ImageFont

from friendly_desktop.paths import RESOURCES
from friendly_desktop.services.documents.alphabet import Alphabet, embedded
from friendly_desktop.services.documents.font_subset import subset

WORDS = "Nguyễn Thị Hường, 20/11 (ĐẶNG)"


def test_the_outlines_and_widths_stay_as_they_were() -> None:
    table = [""] * 256
    for code, char in enumerate(sorted(set(WORDS)), 33):
        table[code] = char
    basic = ImageFont.Layout.BASIC
    file = io.BytesIO(subset((False, True), table))
    cut = ImageFont.truetype(file, 60, encoding="armn", layout_engine=basic)  # the table of bytes
    whole = ImageFont.truetype(RESOURCES / "fonts" / "LiberationSerif-Italic.ttf", 60, layout_engine=basic)
    for code, char in enumerate(table):
        if char:
            drawn = []
            for font, text in ((whole, char), (cut, chr(code))):
                picture = Image.new("L", (120, 120))
                ImageDraw.Draw(picture).text((30, 20), text, fill=255, font=font)
                drawn.append(picture.reduce(4))
                assert abs(font.getlength(text) - whole.getlength(char)) <= 1
            assert sum(ImageChops.difference(*drawn).histogram()[128:]) <= 4, char


def test_the_same_characters_make_the_same_font_whatever_was_made_before() -> None:
    first, second = Alphabet((True, False)), Alphabet((True, False))
    embedded((True, False), "\0" + "\ufffe" * 254 + "x")
    first.add(set(WORDS))
    second.add(set(WORDS))
    assert first.tables == second.tables
    assert embedded((True, False), first.tables[0]) == embedded((True, False), second.tables[0])


def test_no_code_has_to_be_escaped_and_the_space_keeps_its_own() -> None:
    alphabet = Alphabet((False, False))
    alphabet.add(set(WORDS) | {" "})
    ((table, codes),) = alphabet.encode(WORDS)
    assert table == 0
    assert not set(codes) & set(b"()\\\r\n\0")
    assert codes.count(b" ") == WORDS.count(" ")
