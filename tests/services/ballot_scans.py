"""Ballots as they come back: filled in by many hands, scanned, photographed, photocopied; always the same by their seed.

    python -m tests.services.ballot_scans [PAGES [KIND ...]]
                                                     reads PAGES of each kind and prints how many answers are
                                                     right, wrong and asked

A page is drawn at 200 dots an inch from the very PDF that prints, marked in millimetres, then spoilt.
"""

import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from io import BytesIO
from itertools import pairwise
from math import cos, pi, sin

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from friendly_desktop.domain.projection import fitted
from friendly_desktop.domain.surveys import SurveyForm
from friendly_desktop.domain.surveys.ballot_layout import BOX_SIDE, HEIGHT, WIDTH, BallotPage, TickBox
from friendly_desktop.services.documents.ballot import ballot_layout
from friendly_desktop.services.surveys.paper import ballots_pdf

DPI = 200
DOTS = DPI / 25.4
SIZE = (round(WIDTH * DOTS), round(HEIGHT * DOTS))

Spoil = Callable[[Image.Image, random.Random], Image.Image]


class Pen(Enum):
    """How people mark a box."""

    CROSS = "cross"
    TICK = "tick"
    THICK = "thick"
    PENCIL = "pencil"
    BLUE = "blue"
    LARGE = "large"
    SLASH = "slash"
    SLOPPY = "sloppy"
    FAINT = "faint"
    DOT = "dot"


@dataclass
class Filled:
    """A page somebody filled in: what was meant by question (None: a person must be asked), and the picture."""

    page: Image.Image
    meant: dict[int, int | None] = field(default_factory=dict)


@cache
def printed(form: SurveyForm, number: int, survey: int, place: int = 0) -> Image.Image:
    """A page as the printer lays it down."""
    with pypdfium2.PdfDocument(
        ballots_pdf(form, number, number, survey=survey, foot="UBND xã Ninh Giang")
    ) as pdf:
        page = pdf[place]
        drawn: Image.Image = page.render(scale=DPI / 72, grayscale=True).to_pil()
        return drawn.convert("L").resize(SIZE)


def _stroke(
    draw: ImageDraw.ImageDraw,
    points: Sequence[tuple[float, float]],
    width: float,
    tone: int,
    chance: random.Random,
) -> None:
    """A line through points in millimetres, by a hand that trembles."""
    dots = []
    for (x, y), (to_x, to_y) in pairwise(points):
        for step in range(8):
            part = step / 7
            shake = chance.gauss(0, 0.05)
            dots.append(((x + (to_x - x) * part + shake) * DOTS, (y + (to_y - y) * part + shake) * DOTS))
    thick = max(1, round(width * DOTS))
    draw.line(dots, fill=tone, width=thick, joint="curve")
    for at_x, at_y in (dots[0], dots[-1]):
        reach = thick / 2
        draw.ellipse((at_x - reach, at_y - reach, at_x + reach, at_y + reach), fill=tone)


def mark(draw: ImageDraw.ImageDraw, box: TickBox, pen: Pen, chance: random.Random) -> None:
    """Mark a box as one of many hands does."""
    x, y = box.x + BOX_SIDE / 2 + chance.uniform(-0.8, 0.8), box.y + BOX_SIDE / 2 + chance.uniform(-0.8, 0.8)
    size = chance.uniform(2.2, 3.4)
    width, tone = chance.uniform(0.4, 0.8), chance.randint(0, 60)
    match pen:
        case Pen.THICK:
            width = chance.uniform(1.3, 1.8)
        case Pen.PENCIL:
            tone = chance.randint(95, 140)
        case Pen.BLUE:
            tone = chance.randint(60, 105)
        case Pen.LARGE:
            size = chance.uniform(4.0, 5.2)
        case Pen.SLOPPY:
            x, y = x + chance.uniform(-2.6, 2.6), y + chance.uniform(-2.6, 2.6)
        case Pen.FAINT:
            width, tone = chance.uniform(0.3, 0.45), chance.randint(140, 185)
        case Pen.DOT:
            size, width = chance.uniform(0.5, 1.1), chance.uniform(0.5, 0.9)
        case _:
            pass
    if pen is Pen.TICK:
        _stroke(
            draw,
            [(x - size, y), (x - size * 0.2, y + size * 0.8), (x + size * 1.1, y - size)],
            width,
            tone,
            chance,
        )
        return
    lean = chance.uniform(-0.8, 0.8)
    _stroke(draw, [(x - size, y - size + lean), (x + size, y + size)], width, tone, chance)
    if pen is not Pen.SLASH:
        _stroke(draw, [(x - size, y + size), (x + size, y - size + lean)], width, tone, chance)


def scribble(draw: ImageDraw.ImageDraw, box: TickBox, chance: random.Random) -> None:
    """Cross a mark out by going over it."""
    points = []
    for step in range(14):
        side = -1 if step % 2 else 1
        points.append((box.x + BOX_SIDE / 2 + side * chance.uniform(2.5, 4.2), box.y + BOX_SIDE * step / 13))
    _stroke(draw, points, chance.uniform(0.6, 1.1), chance.randint(0, 50), chance)


def circle(draw: ImageDraw.ImageDraw, box: TickBox, chance: random.Random) -> None:
    """Take a mark back by a ring around it."""
    reach = chance.uniform(5.2, 6.0)
    points = [
        (
            box.x + BOX_SIDE / 2 + reach * cos(step * pi / 10),
            box.y + BOX_SIDE / 2 + reach * sin(step * pi / 10),
        )
        for step in range(21)
    ]
    _stroke(draw, points, chance.uniform(0.5, 0.9), chance.randint(0, 60), chance)


def fill_in(
    form: SurveyForm, number: int, survey: int, seed: int, place: int = 0, *, odd: float = 0.08
) -> Filled:
    """A ballot somebody filled in; ``odd`` is the share of questions answered in a way only a person understands."""
    chance = random.Random(f"{form.id} {number} {seed}")
    page = ballot_layout(form).pages[place]
    picture = printed(form, number, survey, place).copy()
    draw = ImageDraw.Draw(picture)
    filled = Filled(picture)
    habit = chance.choice(list(Pen))
    for question, boxes in _rows(page).items():
        choice = chance.randrange(len(boxes))
        filled.meant[question] = choice
        if chance.random() >= odd:
            mark(draw, boxes[choice], habit, chance)
            continue
        filled.meant[question] = None
        other = (choice + chance.randrange(1, len(boxes))) % len(boxes)
        match chance.randrange(5):
            case 0:
                pass  # left blank
            case 1:
                mark(draw, boxes[choice], habit, chance)
                mark(draw, boxes[other], habit, chance)
            case 2:
                mark(draw, boxes[other], habit, chance)
                scribble(draw, boxes[other], chance)
                mark(draw, boxes[choice], habit, chance)
            case 3:
                mark(draw, boxes[other], habit, chance)
                circle(draw, boxes[other], chance)
                mark(draw, boxes[choice], habit, chance)
            case _:
                mark(draw, boxes[choice], Pen.CROSS, chance)
                circle(draw, boxes[choice], chance)
    return filled


def _rows(page: BallotPage) -> dict[int, list[TickBox]]:
    rows: dict[int, list[TickBox]] = {}
    for box in page.boxes:
        rows.setdefault(box.question, []).append(box)
    return rows


# What happens to paper


def clean(page: Image.Image, _chance: random.Random) -> Image.Image:
    """A good scanner."""
    return page


def turned(page: Image.Image, chance: random.Random) -> Image.Image:
    """Laid askew."""
    return page.rotate(chance.uniform(-6, 6), Image.Resampling.BICUBIC, expand=True, fillcolor=250)


def upside_down(page: Image.Image, chance: random.Random) -> Image.Image:
    """Fed in the wrong way round."""
    return page.rotate(chance.choice([90, 180, 270]) + chance.uniform(-2, 2), expand=True, fillcolor=245)


def blurred(page: Image.Image, chance: random.Random) -> Image.Image:
    """Out of focus."""
    return page.filter(ImageFilter.GaussianBlur(chance.uniform(1.2, 2.6)))


def coarse(page: Image.Image, chance: random.Random) -> Image.Image:
    """Scanned at 100 to 120 dots an inch."""
    share = chance.uniform(0.5, 0.6)
    return page.resize((round(page.width * share), round(page.height * share)), Image.Resampling.BILINEAR)


def jpeg(page: Image.Image, chance: random.Random) -> Image.Image:
    """Squeezed by a mail program."""
    return _squeezed(page, chance.randint(12, 30))


def _squeezed(page: Image.Image, quality: int) -> Image.Image:
    stream = BytesIO()
    page.save(stream, "JPEG", quality=quality)
    with Image.open(stream) as read:
        return read.convert("L")


def noisy(page: Image.Image, chance: random.Random) -> Image.Image:
    """The grain of a small sensor."""
    grain = Image.effect_noise((page.width // 2, page.height // 2), chance.uniform(25, 45)).resize(page.size)
    return ImageChops.add(page.point(lambda tone: tone * 0.85), grain, 1.0, -115)


def shadowed(page: Image.Image, chance: random.Random) -> Image.Image:
    """A hand and a lamp: light falls off, and a dark edge runs across."""
    small = Image.new("L", (60, 85), 255)
    draw = ImageDraw.Draw(small)
    reach, slope = chance.randint(15, 65), chance.uniform(-20, 20)
    draw.polygon([(0, reach), (60, reach + slope), (60, 85), (0, 85)], fill=chance.randint(95, 140))
    fall = Image.linear_gradient("L").rotate(chance.choice([0, 90, 180, 270])).resize((60, 85))
    fall = fall.point(lambda tone: 150 + tone * 0.41)
    light = ImageChops.multiply(small.filter(ImageFilter.GaussianBlur(chance.uniform(0.6, 3))), fall)
    return ImageChops.multiply(page, light.resize(page.size, Image.Resampling.BICUBIC))


def photocopied(page: Image.Image, chance: random.Random) -> Image.Image:
    """Copied on an old machine: grey ground, specks, lines broken, edges cut, a little turned and shrunk."""
    copy = page.rotate(chance.uniform(-1.5, 1.5), Image.Resampling.BICUBIC, fillcolor=255)
    copy = copy.filter(ImageFilter.GaussianBlur(chance.uniform(0.6, 1.2)))
    ground = chance.randint(185, 235)
    copy = copy.point([min(ground, max(15, round((tone - 60) * 1.5))) for tone in range(256)])
    copy = ImageChops.add(copy, Image.effect_noise(copy.size, 18), 1.0, -128)
    draw = ImageDraw.Draw(copy)
    for _speck in range(chance.randint(150, 500)):
        x, y, size = chance.randrange(copy.width), chance.randrange(copy.height), chance.choice([1, 1, 2, 3])
        draw.ellipse((x, y, x + size, y + size), fill=chance.choice([20, 60, 255]))
    cut = round(chance.uniform(5, 9) * DOTS)
    tone = chance.choice([15, 255])
    for box in ((0, 0, copy.width, cut), (0, copy.height - cut, copy.width, copy.height),
                (0, 0, cut, copy.height), (copy.width - cut, 0, copy.width, copy.height)):  # fmt: skip
        draw.rectangle(box, fill=tone)
    return copy


def copied_twice(page: Image.Image, chance: random.Random) -> Image.Image:
    """The copy of a copy."""
    return photocopied(photocopied(page, chance), chance)


def other_paper(page: Image.Image, chance: random.Random) -> Image.Image:
    """Printed to fit Letter or A5, and scanned on an A4 glass."""
    share = chance.choice([0.71, 0.8, 0.94])
    small = page.resize((round(page.width * share), round(page.height * share)), Image.Resampling.LANCZOS)
    glass = Image.new("L", SIZE, 238)
    glass.paste(small, (chance.randint(0, SIZE[0] - small.width), chance.randint(0, SIZE[1] - small.height)))
    return glass


def bent(page: Image.Image, chance: random.Random) -> Image.Image:
    """Paper that was folded and does not lie flat."""
    steps, wave, turn = 24, chance.uniform(4, 9), chance.uniform(0, 6)
    mesh = []
    for row in range(steps):
        top, bottom = row * page.height // steps, (row + 1) * page.height // steps
        shifts = [wave * sin(turn + edge / page.height * 2 * pi) for edge in (top, bottom)]
        lifts = [wave * 0.6 * cos(turn + edge / page.height * 3 * pi) for edge in (top, bottom)]
        quad = (
            shifts[0], top + lifts[0], shifts[1], bottom + lifts[1],
            page.width + shifts[1], bottom + lifts[1], page.width + shifts[0], top + lifts[0],
        )  # fmt: skip
        mesh.append(((0, top, page.width, bottom), quad))
    return page.transform(page.size, Image.Transform.MESH, mesh, Image.Resampling.BICUBIC, fillcolor=240)


def tilted(page: Image.Image, chance: random.Random) -> Image.Image:
    """Photographed from aside, on a dark table."""
    width, height = round(page.width * 1.25), round(page.height * 1.2)
    corners = [(0.1, 0.08), (0.9, 0.08), (0.1, 0.92), (0.9, 0.92)]
    seen = [
        (width * (x + chance.uniform(-0.05, 0.05)), height * (y + chance.uniform(-0.05, 0.05)))
        for x, y in corners
    ]
    paper = [(0.0, 0.0), (page.width, 0.0), (0.0, page.height), (page.width, page.height)]
    back = fitted(list(zip(seen, paper, strict=True)))
    assert back is not None
    table = Image.new("L", (width, height), chance.randint(30, 110))
    table = ImageChops.add(table, Image.effect_noise((width, height), 20), 1.0, -128)
    across = (Image.Transform.PERSPECTIVE, back.window(0, 0, 1), Image.Resampling.BICUBIC)
    sheet = page.transform((width, height), *across, fillcolor=0)
    where = Image.new("L", page.size, 255).transform((width, height), *across, fillcolor=0)
    table.paste(sheet, mask=where)
    return table


def phone(page: Image.Image, chance: random.Random) -> Image.Image:
    """All of it at once: tilted, shadowed, a little out of focus, grainy, squeezed."""
    seen = shadowed(tilted(bent(page, chance), chance), chance).filter(
        ImageFilter.GaussianBlur(chance.uniform(0.5, 1.5))
    )
    seen = ImageChops.add(seen, Image.effect_noise(seen.size, chance.uniform(8, 16)), 1.0, -128)
    return _squeezed(seen, chance.randint(45, 80))


def covered(page: Image.Image, chance: random.Random) -> Image.Image:
    """A thumb or a torn corner hides one of the marks farther from the code."""
    hidden = page.copy()
    x, y = chance.choice([(193.5, 16.5), (16.5, 280.5), (193.5, 280.5)])
    reach = chance.uniform(6, 11)
    box = tuple(side * DOTS for side in (x - reach, y - reach, x + reach, y + reach))
    ImageDraw.Draw(hidden).ellipse(box, fill=chance.choice([120, 170, 255]))
    return turned(hidden, chance)


def far(page: Image.Image, chance: random.Random) -> Image.Image:
    """Photographed from too far away: six or seven hundred dots of paper in a large picture."""
    seen = phone(page, chance)
    share = chance.uniform(0.42, 0.5)
    small = seen.resize((round(seen.width * share), round(seen.height * share)), Image.Resampling.BILINEAR)
    room = Image.new("L", (small.width * 2, small.height * 2), chance.randint(60, 150))
    room.paste(small, (chance.randint(0, small.width), chance.randint(0, small.height)))
    return _squeezed(room, 75)


def lines_only(page: Image.Image, chance: random.Random) -> Image.Image:
    """Scanned in black and white without grey."""
    edge = chance.randint(120, 190)
    return page.filter(ImageFilter.GaussianBlur(0.6)).point(
        [0 if tone < edge else 255 for tone in range(256)]
    )


def dirty(page: Image.Image, chance: random.Random) -> Image.Image:
    """A pen that fell, coffee, a stamp: spots anywhere on the page."""
    spotted = page.copy()
    draw = ImageDraw.Draw(spotted)
    for _spot in range(chance.randint(20, 60)):
        x, y, size = (
            chance.randrange(page.width),
            chance.randrange(page.height),
            chance.uniform(0.2, 0.9) * DOTS,
        )
        draw.ellipse((x, y, x + size, y + size), fill=chance.randint(0, 150))
    return spotted


KINDS: dict[str, Spoil] = {
    one.__name__: one
    for one in (
        clean, turned, upside_down, blurred, coarse, jpeg, noisy, shadowed, photocopied, copied_twice,
        other_paper, bent, tilted, covered, dirty, lines_only, phone, far,
    )
}  # fmt: skip


@dataclass
class Score:
    """How a kind of pages was read, in answers of four boxes each."""

    right: int = 0
    wrong: int = 0
    asked: int = 0
    must_ask: int = 0
    unreadable: int = 0


def read_kind(form: SurveyForm, kind: str, pages: int, seed: int = 1, survey: int = 7) -> Score:
    """Read pages of one kind and compare with what was meant."""
    from friendly_desktop.services.surveys.page_reading import read_picture

    score = Score()
    for number in range(1, pages + 1):
        filled = fill_in(form, number, survey, seed)
        spoilt = KINDS[kind](filled.page, random.Random(f"{kind} {seed} {number}"))
        seen, _refused = read_picture(spoilt, form, survey)
        if not seen:
            score.unreadable += 1
            continue
        (page,) = seen
        assert page.code.number == number
        for question, meant in filled.meant.items():
            verdict = page.verdicts[question]
            if verdict.choice is None:
                score.asked += meant is not None
                score.must_ask += meant is None
            elif verdict.choice == meant:
                score.right += 1
            else:
                score.wrong += 1
    return score


def main(pages: int, kinds: Sequence[str]) -> None:
    """Print the table."""
    from friendly_desktop.storage.survey_files import shipped_forms

    print(f"{'kind':<14}{'pages':>6}{'right':>7}{'wrong':>7}{'asked':>7}{'odd, asked':>12}{'unreadable':>12}")  # noqa: T201 - it is also a command
    whole = Score()
    for kind in kinds:
        score = read_kind(shipped_forms()["citizen"], kind, pages)
        for name in vars(whole):
            setattr(whole, name, getattr(whole, name) + getattr(score, name))
        print_line(kind, pages, score)
    print_line("all", pages * len(kinds), whole)


def print_line(kind: str, pages: int, score: Score) -> None:
    """One row of the table."""
    figures = f"{score.right:>7}{score.wrong:>7}{score.asked:>7}{score.must_ask:>12}{score.unreadable:>12}"
    print(f"{kind:<14}{pages:>6}{figures}", flush=True)  # noqa: T201 - it is also a command


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20, sys.argv[2:] or list(KINDS))
