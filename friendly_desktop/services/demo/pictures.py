"""Pictures for the demonstration: plain drawn scenes that stand for the photos an office takes."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from random import Random

from PIL import Image, ImageDraw, ImageFont

from friendly_desktop.paths import RESOURCES

_SIZE = (1280, 960)
_FONT = RESOURCES / "fonts" / "LiberationSerif-Bold.ttf"
_WALL, _FLOOR, _WOOD, _RED, _GREEN = "#e9e2d0", "#b8a98c", "#8a5a33", "#a3252a", "#4f7f4a"
_SKIN, _CLOTHES = "#d9a77f", ("#31506f", "#6b3d55", "#3d6b4c", "#77612d", "#4a4a57")

Pen = ImageDraw.ImageDraw


def draw_picture(path: Path, scene: str, title: str, day: date) -> None:
    """Draw ``scene`` with its title and write it as a JPEG that says it was taken on ``day``.

    Args:
        path: where to write.
        scene: one of the keys of ``SCENES``.
        title: the caption in the picture; also makes every picture different.
        day: the day in the EXIF data, as a camera writes it.
    """
    image = Image.new("RGB", _SIZE, _WALL)
    pen = ImageDraw.Draw(image)
    SCENES[scene](pen, Random(title))  # noqa: S311 - a drawing, not a secret
    _caption(pen, title)
    exif = Image.Exif()
    exif[0x0132] = exif[0x9003] = f"{day:%Y:%m:%d} 09:30:00"
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=86, exif=exif)
    path.write_bytes(buffer.getvalue())


def _caption(pen: Pen, title: str) -> None:
    font = ImageFont.truetype(_FONT, 34)
    pen.rectangle((0, 880, 1280, 960), fill="#22262b")
    pen.text((32, 898), title, font=font, fill="#f4f1e8")


def _person(pen: Pen, x: int, foot: int, height: int, clothes: str) -> None:
    head = height // 5
    pen.ellipse((x - head // 2, foot - height, x + head // 2, foot - height + head), fill=_SKIN)
    pen.rounded_rectangle((x - head, foot - height + head, x + head, foot), radius=head // 2, fill=clothes)


def _room(pen: Pen) -> None:
    pen.rectangle((0, 640, 1280, 960), fill=_FLOOR)
    pen.line((0, 640, 1280, 640), fill="#9b8d72", width=4)


def _banner(pen: Pen, top: int, words: str) -> None:
    pen.rectangle((200, top, 1080, top + 110), fill=_RED)
    font = ImageFont.truetype(_FONT, 40)
    width = pen.textlength(words, font=font)
    pen.text((640 - width / 2, top + 30), words, font=font, fill="#ffe9a8")


def _meeting(pen: Pen, chance: Random) -> None:
    _room(pen)
    _banner(pen, 60, "HỘI NGHỊ ĐỐI THOẠI")
    pen.rectangle((360, 420, 920, 560), fill=_WOOD)
    for x in (460, 640, 820):
        _person(pen, x, 430, 170, chance.choice(_CLOTHES))
    for row, foot in enumerate((720, 800, 880)):
        for x in range(110 + 40 * (row % 2), 1250, 120):
            _person(pen, x, foot, 150, chance.choice(_CLOTHES))


def _counter(pen: Pen, chance: Random) -> None:
    _room(pen)
    _banner(pen, 40, "BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ")
    for x in range(170, 1200, 320):
        _person(pen, x, 560, 190, chance.choice(_CLOTHES))
        pen.rectangle((x + 50, 420, x + 130, 480), fill="#2b3138")
    pen.rectangle((60, 500, 1220, 680), fill=_WOOD)
    pen.rectangle((60, 490, 1220, 510), fill="#6e4526")
    for x in (300, 760):
        _person(pen, x + chance.randrange(120), 870, 230, chance.choice(_CLOTHES))


def _board(pen: Pen, chance: Random) -> None:
    _room(pen)
    pen.rectangle((150, 90, 1130, 600), fill=_WOOD)
    pen.rectangle((170, 110, 1110, 580), fill="#dfe8e0")
    for column in range(5):
        for row in range(2):
            left, top = 200 + column * 180, 140 + row * 220
            pen.rectangle((left, top, left + 140, top + 190), fill="white", outline="#b9bdb4")
            for line in range(8):
                width = chance.randrange(60, 120)
                pen.line(
                    (left + 12, top + 24 + line * 20, left + 12 + width, top + 24 + line * 20), fill="#777"
                )
    _person(pen, 1000, 870, 280, chance.choice(_CLOTHES))


def _yard(pen: Pen, chance: Random) -> None:
    pen.rectangle((0, 0, 1280, 520), fill="#cfe3ee")
    pen.rectangle((0, 520, 1280, 960), fill="#9fb57e")
    pen.rectangle((220, 220, 1060, 560), fill="#f2e3b3")
    pen.polygon([(190, 230), (640, 90), (1090, 230)], fill="#a5472f")
    for x in range(280, 1040, 150):
        pen.rectangle((x, 300, x + 80, 400), fill="#5f7f92")
    pen.rectangle((590, 420, 690, 560), fill=_WOOD)
    pen.polygon([(560, 960), (720, 960), (680, 560), (600, 560)], fill="#d9d2c0")
    for _tree in range(9):
        x, y = chance.randrange(40, 1240), chance.randrange(600, 860)
        pen.rectangle((x - 8, y - 60, x + 8, y), fill=_WOOD)
        pen.ellipse((x - 60, y - 170, x + 60, y - 40), fill=_GREEN)


def _village(pen: Pen, chance: Random) -> None:
    _yard(pen, chance)
    for x in range(160, 1200, 130):
        _person(pen, x + chance.randrange(40), 860, 200, chance.choice(_CLOTHES))


#: Every scene that can be drawn.
SCENES: dict[str, Callable[[Pen, Random], None]] = {
    "meeting": _meeting,
    "counter": _counter,
    "board": _board,
    "yard": _yard,
    "village": _village,
}
