"""Where everything stands on a ballot, in millimetres from the upper left corner of A4: one source for print and eyes.

The marks lie well inside the margins, because careless photocopies cut the edges (sdaps#33). Words come from the
form; lines are broken with the widths that the caller measures, so that this module knows no font.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from hashlib import sha256

from friendly_desktop.domain.surveys import SurveyForm
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _

WIDTH, HEIGHT = 210.0, 297.0
MARK_SIDE = 7.0
#: Centres of the corner marks: upper left, upper right, lower left, lower right.
MARKS = ((16.5, 16.5), (193.5, 16.5), (16.5, 280.5), (193.5, 280.5))
CODE_SIDE = 24.0
#: Upper left corner of the code, beside the first mark with its quiet zone.
CODE_PLACE = (25.0, 13.0)
BOX_SIDE = 7.0
BOX_LINE = 0.4
MOST_CHOICES = 8
MOST_QUESTIONS = 60

_LEFT, _RIGHT = 23.0, 187.0
_BOTTOM = 274.0
#: Base line of the small words between the lower marks.
FOOT = 281.5
_NUMBER_PLACE = (186.0, 23.0)
_MM_PER_POINT = 25.4 / 72
_LEADING = 1.16
_PAD = 1.7
_SIZES = (14.0, 13.5, 13.0, 12.5, 12.0, 11.5, 11.0, 10.5)
_LARGEST_FLOWING = 12.0
_HEAD_SIZE = 12.5
_SMALLEST = 7.0
_SIGNATURE_ROOM = 15.0
_MOTTO_STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_MOTTO = "Độc lập - Tự do - Hạnh phúc"
_DAY = "............, ngày ...... tháng ...... năm ........"

#: The width of words in one face at one point, in points: ``measure(text, bold, italic)``.
Measure = Callable[[str, bool, bool], float]


class Align(Enum):
    """Which point of the words stands at their place."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Words:
    """Words on one line; ``y`` is their base line, ``size`` is in points."""

    x: float
    y: float
    text: str
    size: float
    bold: bool = False
    italic: bool = False
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    x: float
    y: float
    to_x: float
    to_y: float
    width: float = 0.25


@dataclass(frozen=True, slots=True)
class TickBox:
    """A box to tick and the cell of the table around it.

    Attributes:
        question: its place in the form, from 0.
        choice: its place in the scale, from 0.
        x: left edge of the box.
        y: upper edge of the box.
        cell: left, top, right and bottom of the cell.
    """

    question: int
    choice: int
    x: float
    y: float
    cell: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class BallotPage:
    """One page: what is the same on every ballot, and where its own number stands."""

    words: tuple[Words, ...]
    strokes: tuple[Stroke, ...]
    boxes: tuple[TickBox, ...]
    number_place: tuple[float, float] = _NUMBER_PLACE


@dataclass(frozen=True, slots=True)
class BallotLayout:
    """All pages of a form.

    Attributes:
        seal: changes with the wording and with every place: a ballot printed otherwise is not read by this layout.
    """

    pages: tuple[BallotPage, ...]
    seal: str


@dataclass(slots=True)
class _Draft:
    """A page being filled from the top; ``y`` is the edge of what is there."""

    y: float
    words: list[Words] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    boxes: list[TickBox] = field(default_factory=list)

    def line(self, text: str, x: float, size: float, align: Align = Align.LEFT, *, bold: bool = False,
             italic: bool = False) -> None:  # fmt: skip
        """Write one line and move below it."""
        self.words.append(Words(x, self.y + _ascent(size), text, size, bold, italic, align))
        self.y += _leading(size)

    def page(self) -> BallotPage:
        """What was filled in."""
        return BallotPage(tuple(self.words), tuple(self.strokes), tuple(self.boxes))


def lay_out(form: SurveyForm, measure: Measure) -> BallotLayout:
    """The pages of a form: on one page in the largest type that fits, else flowing over several.

    Raises:
        AppError: ``ballot_too_long``, the form has too many questions or answers, or a question fills a page.
    """
    _require_printable(form)
    settings = [(size, _Setter(form, measure, size).pages()) for size in _SIZES]
    fitting = [(size, pages) for size, pages in settings if pages]
    if not fitting:
        raise _too_long(_("Có câu hỏi dài hơn một trang giấy."))
    fewest = min(len(pages) for _size, pages in fitting)
    if fewest > 1:  # larger type would only make it longer
        fitting = [one for one in fitting if one[0] <= _LARGEST_FLOWING]
    return _sealed(form, next(pages for _size, pages in fitting if len(pages) == fewest))


def _require_printable(form: SurveyForm) -> None:
    if not form.questions or not form.choices:
        raise AppError(
            "ballot_empty",
            _("Mẫu phiếu chưa có câu hỏi"),
            _("Mẫu phiếu cần ít nhất một câu hỏi và một phương án trả lời."),
            _("Hãy bổ sung mẫu phiếu rồi in."),
        )
    if len(form.choices) > MOST_CHOICES or len(form.questions) > MOST_QUESTIONS:
        raise _too_long(
            _("Phiếu in được nhiều nhất {questions} câu hỏi, mỗi câu {choices} phương án.").format(
                questions=MOST_QUESTIONS, choices=MOST_CHOICES
            )
        )


def _too_long(message: str) -> AppError:
    return AppError(
        "ballot_too_long",
        _("Phiếu dài quá khổ giấy"),
        message,
        _("Hãy rút gọn hoặc tách thành hai mẫu phiếu."),
    )


def _sealed(form: SurveyForm, pages: tuple[BallotPage, ...]) -> BallotLayout:
    """Words and places together make the seal; a tenth of a millimetre counts."""
    told = [
        f"{MARKS} {MARK_SIDE} {CODE_PLACE} {CODE_SIDE} {BOX_SIDE}",
        form.title,
        *form.heading,
        *(one.text for one in form.questions),
    ]
    told += [f"{one.id} {one.text}" for one in form.choices]
    for number, page in enumerate(pages):
        told += [f"{number} {box.question} {box.choice} {box.x:.1f} {box.y:.1f}" for box in page.boxes]
    return BallotLayout(pages, sha256("\n".join(told).encode()).hexdigest()[:6].upper())


def _ascent(size: float) -> float:
    return size * 0.93 * _MM_PER_POINT


def _leading(size: float) -> float:
    return size * _LEADING * _MM_PER_POINT


class _Setter:
    """Sets one form in one size of type."""

    def __init__(self, form: SurveyForm, measure: Measure, size: float) -> None:
        self._form = form
        self._measure = measure
        self._size = size
        count = len(form.choices)
        column = 15.0 if count <= 4 else max(12.5, 64.0 / count)
        self._first = _RIGHT - column * count
        self._edges = [_LEFT, *(self._first + column * place for place in range(count + 1))]

    def pages(self) -> tuple[BallotPage, ...] | None:
        """The pages, or None where a row is higher than a page."""
        done: list[_Draft] = []
        draft = self._head()
        self._table_head(draft)
        for index, question in enumerate(self._form.questions):
            lines = self._question(index, question.text)
            height = max(len(lines) * _leading(self._size) + 2 * _PAD, BOX_SIDE + 2 * 2.0)
            last = index == len(self._form.questions) - 1
            below = height + (self._end_height() if last else 0)  # the end never stands on a page of its own
            if draft.y + below > _BOTTOM:
                done.append(draft)
                draft = self._continued()
                self._table_head(draft)
                if draft.y + below > _BOTTOM:
                    return None
            self._row(draft, index, lines, height)
        self._end(draft)
        done.append(draft)
        pages = tuple(one.page() for one in done)
        return pages if len(pages) == 1 else tuple(_told_apart(pages))

    def _head(self) -> _Draft:
        """The head of the source's form: State name, blank day, title, heading, audience, instruction."""
        middle = WIDTH / 2
        draft = _Draft(13.2)
        draft.line(_MOTTO_STATE, middle, _HEAD_SIZE, Align.CENTER, bold=True)
        draft.line(_MOTTO, middle, 13, Align.CENTER, bold=True)
        reach = self._width(_MOTTO, 13, bold=True) / 2
        draft.strokes.append(Stroke(middle - reach, draft.y + 0.9, middle + reach, draft.y + 0.9))
        draft.y += 4.2
        draft.line(_DAY, middle, _HEAD_SIZE, Align.CENTER, italic=True)
        draft.y = max(draft.y + 3.5, CODE_PLACE[1] + CODE_SIDE + 3.5)
        draft.line(self._form.title, middle, 15, Align.CENTER, bold=True)
        draft.y += 0.6
        for line in self._form.heading:
            for part in self._balanced(line, _HEAD_SIZE, bold=True):
                draft.line(part, middle, _HEAD_SIZE, Align.CENTER, bold=True)
        size = self._size
        if self._form.audience:
            draft.y += 0.8
            for part in self._balanced(self._form.audience, size, italic=True):
                draft.line(part, middle, size, Align.CENTER, italic=True)
        if self._form.instruction:
            draft.y += 1.6
            for part in self._broken(self._form.instruction, size, _RIGHT - _LEFT):
                draft.line(part, _LEFT, size)
        draft.y += 2.0
        return draft

    def _continued(self) -> _Draft:
        draft = _Draft(CODE_PLACE[1] + 8.0)
        draft.line(self._form.title, WIDTH / 2, 15, Align.CENTER, bold=True)
        draft.line("(tiếp theo)", WIDTH / 2, _HEAD_SIZE, Align.CENTER, italic=True)
        draft.y = CODE_PLACE[1] + CODE_SIDE + 4.0
        return draft

    def _table_head(self, draft: _Draft) -> None:
        """The row with the answers; a long answer is broken, and written smaller where a word is too wide."""
        titles = [self._fitted(self._form.column, self._first - _LEFT)]
        column = self._edges[2] - self._edges[1]
        titles += [self._fitted(choice.text, column) for choice in self._form.choices]
        height = max(len(lines) * _leading(size) for lines, size in titles) + 2 * 1.2
        for (lines, size), left, right in zip(titles, self._edges, self._edges[1:], strict=False):
            top = draft.y + (height - len(lines) * _leading(size)) / 2
            for place, line in enumerate(lines):
                y = top + place * _leading(size) + _ascent(size)
                draft.words.append(Words((left + right) / 2, y, line, size, bold=True, align=Align.CENTER))
        self._grid(draft, height, top=True)
        draft.y += height

    def _row(self, draft: _Draft, index: int, lines: list[tuple[Words, ...]], height: float) -> None:
        top = draft.y + (height - len(lines) * _leading(self._size)) / 2
        for place, pieces in enumerate(lines):
            y = top + place * _leading(self._size) + _ascent(self._size)
            draft.words += [replace(piece, y=y) for piece in pieces]
        for choice, (left, right) in enumerate(zip(self._edges[1:], self._edges[2:], strict=False)):
            x, y = (left + right - BOX_SIDE) / 2, draft.y + (height - BOX_SIDE) / 2
            draft.boxes.append(TickBox(index, choice, x, y, (left, draft.y, right, draft.y + height)))
        self._grid(draft, height)
        draft.y += height

    def _grid(self, draft: _Draft, height: float, *, top: bool = False) -> None:
        for y in (draft.y, draft.y + height)[0 if top else 1 :]:
            draft.strokes.append(Stroke(_LEFT, y, _RIGHT, y))
        draft.strokes += [Stroke(x, draft.y, x, draft.y + height) for x in self._edges]

    def _end_height(self) -> float:
        height = 3.0 + _leading(_HEAD_SIZE)
        if self._form.signature:
            height += _leading(_HEAD_SIZE) * 2 + _SIGNATURE_ROOM
        return height

    def _end(self, draft: _Draft) -> None:
        """Where one may sign, and the thanks."""
        draft.y += 3.0
        if self._form.signature:
            middle = _LEFT + (_RIGHT - _LEFT) * 0.72
            draft.line(self._form.signer, middle, _HEAD_SIZE, Align.CENTER, bold=True)
            draft.line(self._form.signer_note, middle, _HEAD_SIZE, Align.CENTER, italic=True)
            draft.y += _SIGNATURE_ROOM
        draft.line(self._form.thanks, WIDTH / 2, _HEAD_SIZE, Align.CENTER, bold=True)

    def _question(self, index: int, text: str) -> list[tuple[Words, ...]]:
        """The lines of a question behind its number in bold."""
        label = f"Câu {index + 1}:"
        left = _LEFT + _PAD
        indent = self._width(label + " ", self._size, bold=True)
        room = self._first - _PAD - left
        rows: list[tuple[Words, ...]] = []
        for place, line in enumerate(self._broken(text, self._size, room, indent=indent)):
            first = place == 0
            words = Words(left + (indent if first else 0), 0, line, self._size)
            rows.append((Words(left, 0, label, self._size, bold=True), words) if first else (words,))
        return rows

    def _fitted(self, text: str, room: float) -> tuple[list[str], float]:
        """A title of a column, in bold, and its size: smaller where its longest word is wider than the column."""
        size = min(self._size, 12.0)
        longest = max((self._width(word, size, bold=True) for word in text.split()), default=0)
        if longest > room - 1.0:
            size = max(_SMALLEST, size * (room - 1.0) / longest)
        return self._broken(text, size, room - 1.0, bold=True), size

    def _broken(
        self,
        text: str,
        size: float,
        room: float,
        *,
        bold: bool = False,
        italic: bool = False,
        indent: float = 0,
    ) -> list[str]:
        """Words in lines no wider than ``room``; a word that is wider itself is cut."""
        lines, line, left = [], "", room - indent
        for word in self._pieces(text, size, room - indent, bold=bold, italic=italic):
            longer = f"{line} {word}" if line else word
            if line and self._width(longer, size, bold=bold, italic=italic) > left:
                lines.append(line)
                line, left = word, room
            else:
                line = longer
        return [*lines, line]

    def _balanced(self, text: str, size: float, *, bold: bool = False, italic: bool = False) -> list[str]:
        """Centred lines of about the same length, as few as the page allows."""
        room = _RIGHT - _LEFT
        lines = self._broken(text, size, room, bold=bold, italic=italic)
        narrower = lines
        while len(narrower) == len(lines) > 1:
            lines, room = narrower, room - 2.0
            narrower = self._broken(text, size, room, bold=bold, italic=italic)
        return lines

    def _pieces(self, text: str, size: float, room: float, *, bold: bool, italic: bool) -> Iterator[str]:
        for word in text.split():
            start = 0
            for end in range(1, len(word) + 1):
                if end - start > 1 and self._width(word[start:end], size, bold=bold, italic=italic) > room:
                    yield word[start : end - 1]
                    start = end - 1
            yield word[start:]

    def _width(self, text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
        return self._measure(text, bold, italic) * size * _MM_PER_POINT


def _told_apart(pages: tuple[BallotPage, ...]) -> Iterator[BallotPage]:
    """Pages that say which of how many they are."""
    for number, page in enumerate(pages, start=1):
        told = Words(WIDTH / 2, FOOT - 5.0, f"Trang {number}/{len(pages)}", 10, align=Align.CENTER)
        yield replace(page, words=(*page.words, told))


def rows_of(page: BallotPage) -> dict[int, tuple[TickBox, ...]]:
    """The boxes of a page by question."""
    rows: dict[int, tuple[TickBox, ...]] = {}
    for box in page.boxes:
        rows[box.question] = (*rows.get(box.question, ()), box)
    return rows
