"""Letters of the Chairman to citizens: kinds, templates, fields, and a letter with its way to the citizen.

Sources: the letter appendices of the Hải Dương scheme (seed), NĐ 30/2020/NĐ-CP for the layout, NĐ
118/2025/NĐ-CP for the one-stop apology. A template is data; nothing here knows how it is drawn.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum


class LetterKind(Enum):
    """What a letter is for. The values are the ids of the command line and of the criteria files."""

    WEDDING = "wedding"
    BIRTH = "birth"
    CONGRATULATION = "congratulation"
    PRAISE = "praise"
    COMMEND = "commend"
    THANKS = "thanks"
    CONDOLENCE = "condolence"
    SYMPATHY = "sympathy"
    APOLOGY = "apology"
    APOLOGY_EXTENSION = "apology_extension"


class Tone(Enum):
    """How a letter feels, which decides colours and frames."""

    JOY = "joy"
    SORROW = "sorrow"
    PLAIN = "plain"


class Wording(Enum):
    """Whose words a template says."""

    SEED = "seed"  # the appendix of a scheme, line for line
    PROGRAM = "program"  # written for this program, because no source gives a model
    OFFICE = "office"  # the office's own


class FieldKind(Enum):
    """What is typed into a field, and so how it is read, suggested, checked and printed."""

    PERSON = "person_name"
    SALUTATION = "form_of_address"
    DATE = "date"
    TIME = "time"
    YEAR = "year"
    ADDRESS = "address"
    HAMLET = "hamlet"
    AGE = "age"
    NUMBER = "number"
    MONEY = "money"
    CODE = "code"  # identity and file numbers: text that keeps its zeros
    CHOICE = "choice"
    LINE = "line"
    TEXT = "free_text"


class Blank(Enum):
    """What is printed where nothing was entered."""

    DOTS = "dots"  # a dotted line to be filled in by hand
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a template.

    Attributes:
        id: ASCII name used in templates, tables and JSON ("groom").
        label: what people read beside it.
        required: a letter without it is told of before it is printed.
        hint: one sentence of help at the field.
        choices: what is offered in a list; other text may be typed, except for ``CHOICE``.
        default: what stands there at first, as it would be typed.
        remembered: the next letter begins with the last value (thôn, place).
        blank: what is printed while it is empty.
        names: other headings under which lists carry this field ("họ tên chú rể", "chồng").
        past: the day or year has already been (births and deaths), so "5/3/50" means 1950.
    """

    id: str
    kind: FieldKind
    label: str
    required: bool = False
    hint: str = ""
    choices: tuple[str, ...] = ()
    default: str = ""
    remembered: bool = False
    blank: Blank = Blank.DOTS
    names: tuple[str, ...] = ()
    past: bool = False


class BlockStyle(Enum):
    """The parts of a letter between the header and the signature; each is drawn in one way."""

    TITLE = "title"  # THƯ CHÚC MỪNG
    SENDER = "sender"  # CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ ...
    CALL = "call"  # CHÚC MỪNG
    NAMES = "names"  # Anh Nguyễn Văn Đức    Chị Trần Thị Hường
    DETAIL = "detail"  # Địa chỉ: ...
    BODY = "body"
    WISH = "wish"  # CHÚC ANH CHỊ TRĂM NĂM HẠNH PHÚC
    ADDRESSEE = "addressee"  # Kính gửi: ...


@dataclass(frozen=True, slots=True)
class TemplateBlock:
    """A part of a template.

    ``texts`` is one text, or one for each column side by side. In a text ``{groom}`` is a field and
    ``{unit|upper}`` a field in another dress (``domain/letters/text.py``). ``when`` names a field without
    which the whole block is left out.
    """

    style: BlockStyle
    texts: tuple[str, ...]
    when: str = ""


class Paper(Enum):
    """The sheet."""

    A4 = "A4"
    A5 = "A5"


class Frame(Enum):
    """The printed frame. Drawn as vectors by ``services/documents/frames.py``."""

    NONE = "none"
    LOTUS = "lotus"
    DRUM = "drum"  # bronze-drum ornament
    BLOSSOM = "blossom"  # peach and apricot blossom, for the New Year
    LINE = "line"  # a fine double line
    QUIET = "quiet"  # a thin grey line, for sorrow


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a letter is laid on paper; ``scale`` is the type size in percent."""

    paper: Paper = Paper.A4
    landscape: bool = False
    frame: Frame = Frame.NONE
    scale: int = 100


@dataclass(frozen=True, slots=True)
class WordingCorrection:
    """A place where a template says otherwise than its source, and why."""

    found: str
    corrected: str
    why: str


@dataclass(frozen=True, slots=True)
class Template:
    """A letter with holes.

    Attributes:
        id: ASCII name; the shipped ones bear the name of their kind, sometimes with an occasion
            ("congratulation-new-house").
        version: counts the changes; a letter keeps the version it was written with.
        title: how people find it ("Thư chúc mừng kết hôn").
        source: the paper the wording is from, in words for people.
        note: what people should know of it (that the wording is the program's own).
        fields: in the order of typing.
        recipient: a text with fields that names whom the letter is for, in lists ("{groom} và {bride}").
        same_by: the fields that make two letters of one kind one and the same occasion.
        hamlet: the field that says which part of the commune, for the register's filter; an address
            counts too (``letters.text.hamlet_of``).
        numbered: whether a number is printed in the header (off by habit: the seed's letters have none).
        book: the id of the register whose numbers it takes.
        word_sha256: the office's own Word file; then ``blocks`` is empty.
        shipped: belongs to the program and is copied before it is changed.
        corrections: where a wording of a seed was changed, for whoever compares the two.
    """

    id: str
    version: int
    kind: LetterKind
    title: str
    tone: Tone
    wording: Wording
    fields: tuple[Field, ...]
    blocks: tuple[TemplateBlock, ...] = ()
    source: str = ""
    note: str = ""
    recipient: str = ""
    same_by: tuple[str, ...] = ()
    hamlet: str = ""
    numbered: bool = False
    book: str = "letters"
    sheet: Sheet = Sheet()
    word_sha256: str = ""
    shipped: bool = False
    corrections: tuple[WordingCorrection, ...] = ()

    def field(self, field_id: str) -> Field:
        """The field with this id.

        Raises:
            KeyError: the template has no such field.
        """
        for one in self.fields:
            if one.id == field_id:
                return one
        raise KeyError(field_id)


@dataclass(frozen=True, slots=True)
class TemplateProblem:
    """Something wrong in a template. ``block`` counts from 0, None for the whole."""

    block: int | None
    message: str


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """Something to say about a value. ``blocking`` ones must be put right before the letter is made."""

    field: str
    message: str
    blocking: bool = True


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """What a person enters for one letter.

    ``values`` are canonical texts by field id: dates ISO 8601, numbers plain decimals, everything else as
    typed, in NFC (``domain/letters/fields.py`` reads what people type). ``number`` is what is printed, "" to
    be written by hand. ``sheet`` None means the template's own.
    """

    template_id: str
    values: Mapping[str, str]
    date: date
    template_version: int | None = None
    signatory_id: int | None = None
    place: str = ""
    number: str = ""
    sheet: Sheet | None = None


class LetterState(Enum):
    """Where a letter is on its way to the citizen."""

    DRAFT = "draft"
    SUBMITTED = "submitted"  # trình ký
    SIGNED = "signed"
    DELIVERED = "delivered"  # trao tay hoặc gửi bưu điện
    CANCELLED = "cancelled"  # its number stays in the book


class Delivery(Enum):
    """How a letter reached the citizen."""

    HANDED = "handed"
    POSTED = "posted"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in the register.

    ``number`` orders the book (None while there is none), ``draft.number`` is what is printed.
    ``recipient`` and ``hamlet`` are what lists show. ``archived`` is the SHA-256 of the PDF that was
    printed last, "" before the first print.
    """

    id: int
    kind: LetterKind
    draft: LetterDraft
    state: LetterState
    recipient: str
    hamlet: str
    book: str
    year: int
    number: int | None = None
    pages: int = 0
    archived: str = ""
    batch: str = ""
    signed_on: date | None = None
    delivered_on: date | None = None
    delivery: Delivery | None = None
    delivered_by: str = ""
    cancelled_on: date | None = None
    cancel_reason: str = ""
    created_at: datetime | None = None
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LetterEvent:
    """A step of a letter, never changed or taken away."""

    at: datetime
    state: LetterState
    on: date | None
    note: str


@dataclass(frozen=True, slots=True)
class LetterPrint:
    """A time a letter went to paper; ``sha256`` is the very PDF that was printed."""

    letter_id: int
    at: datetime
    printer: str
    copies: int
    pages: str
    sha256: str
    succeeded: bool
    problem: str = ""


@dataclass(frozen=True, slots=True)
class LetterBook:
    """A numbered register. ``pattern`` is how a number is printed: "{number}/UBND"."""

    id: str
    title: str
    pattern: str


@dataclass(frozen=True, slots=True)
class LetterFilter:
    """Which letters a list shows; None and "" mean all."""

    year: int | None = None
    month: int | None = None
    kind: LetterKind | None = None
    state: LetterState | None = None
    hamlet: str = ""
    text: str = ""
    ids: tuple[int, ...] = field(default=())
