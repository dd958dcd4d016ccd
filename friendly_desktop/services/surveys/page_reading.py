"""Reads the ballots of one picture: which pages they are, what their boxes say, pictures of the doubtful rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

from friendly_desktop.domain.projection import Projection
from friendly_desktop.domain.surveys import SurveyForm
from friendly_desktop.domain.surveys.ballot_code import NO_SURVEY, BallotCode
from friendly_desktop.domain.surveys.ballot_layout import BOX_SIDE, BallotPage, rows_of
from friendly_desktop.domain.surveys.ballot_reading import Unread, Verdict, grain_of, judge
from friendly_desktop.services.documents.ballot import ballot_layout
from friendly_desktop.services.surveys.box_reading import measure, straighten
from friendly_desktop.services.surveys.page_finding import find_codes, is_empty, locate

#: Dots a millimetre of the pictures that a person is shown.
PICTURE_SCALE = 8
_AROUND = 6.0  # millimetres above and below the boxes that a person is shown


@dataclass(frozen=True, slots=True)
class SeenPage:
    """One page that was read.

    Attributes:
        code: which page of which ballot.
        verdicts: what each of its questions says, by their places in the form.
        pictures: the row of boxes of each doubtful question, as JPEG; nothing else of the page is kept.
    """

    code: BallotCode
    verdicts: Mapping[int, Verdict]
    pictures: Mapping[int, bytes]


@dataclass(frozen=True, slots=True)
class RefusedPage:
    """One page that was not read; ``code`` is what its code says, None where there is none."""

    why: Unread
    code: BallotCode | None = None


def read_picture(
    picture: Image.Image, form: SurveyForm, survey: int
) -> tuple[tuple[SeenPage, ...], tuple[RefusedPage, ...]]:
    """The pages in a picture of paper, several side by side too.

    Args:
        picture: in grey.
        form: as it was printed for the round.
        survey: the round; ballots printed without one are read too.
    """
    if is_empty(picture):
        return (), (RefusedPage(Unread.EMPTY),)
    layout = ballot_layout(form)
    seen, refused = [], []
    for found in find_codes(picture):
        code = found.code
        if code.survey not in (survey, NO_SURVEY):
            refused.append(RefusedPage(Unread.OTHER_SURVEY, code))
        elif code.seal != layout.seal or not 1 <= code.page <= len(layout.pages):
            refused.append(RefusedPage(Unread.OTHER_FORM, code))
        else:
            sheet = locate(picture, found)
            if sheet is None:
                refused.append(RefusedPage(Unread.NO_MARKS, code))
                continue
            seen.append(_read(picture, sheet, layout.pages[code.page - 1], code))
    if not seen and not refused:
        refused.append(RefusedPage(Unread.NO_CODE))
    return tuple(seen), tuple(refused)


def _read(picture: Image.Image, sheet: Projection, page: BallotPage, code: BallotCode) -> SeenPage:
    rows = measure(straighten(picture, sheet, page), page)
    grain = grain_of(rows.values())
    verdicts = {question: judge(row, grain) for question, row in rows.items()}
    doubtful = [question for question, verdict in verdicts.items() if verdict.choice is None]
    return SeenPage(
        code, verdicts, {question: _row_picture(picture, sheet, page, question) for question in doubtful}
    )


def _row_picture(picture: Image.Image, sheet: Projection, page: BallotPage, question: int) -> bytes:
    """The boxes of one question, with what stands right above and below them."""
    boxes = rows_of(page)[question]
    left, top = boxes[0].cell[0], boxes[0].y - _AROUND
    width, height = boxes[-1].cell[2] - left, BOX_SIDE + 2 * _AROUND
    row = picture.transform(
        (round(width * PICTURE_SCALE), round(height * PICTURE_SCALE)),
        Image.Transform.PERSPECTIVE,
        sheet.window(left, top, PICTURE_SCALE),
        Image.Resampling.BICUBIC,
        fillcolor=255,
    )
    stream = BytesIO()
    # Deep shadow is lifted for the eye; noise of a bad copy would make a PNG six times as large.
    ImageOps.autocontrast(row, cutoff=1).save(stream, "JPEG", quality=82)
    return stream.getvalue()
