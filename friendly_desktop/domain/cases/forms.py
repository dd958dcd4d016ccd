"""Forms of a case or a meeting: what a form is, a form being filled in, and one that was made.

Sources: NĐ 154/2026/NĐ-CP (forms 01/TCD, 02/TCD), NĐ 124/2020/NĐ-CP as amended by NĐ 155/2026/NĐ-CP (03, 04,
14, 14a, 14b), NĐ 31/2019/NĐ-CP and TT 05/2021/TT-TTCP (titles). A form is data (``resources/forms``); nothing
here knows how it is drawn.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from friendly_desktop.domain.cases import Case, CaseAction, CaseKind, CasePaper, CaseState
from friendly_desktop.domain.deadlines.workdays import Confidence
from friendly_desktop.domain.letters import Field, WordingCorrection
from friendly_desktop.i18n import _

#: Who files a form, where it does not say.
KEEPER = "VT, hồ sơ"


class FormAbout(Enum):
    """What a form is made for."""

    CASE = "case"
    MEETING = "meeting"


class FormWording(Enum):
    """Whose words a form says."""

    LAW = "law"  # the form of a decree, letter by letter
    PROGRAM = "program"  # written for this program: of the form of the law only the title is known, or none


class Secret(Enum):
    """What of a denunciation a field would give away; it is then filled by the program alone."""

    NOTHING = ""
    PERSON = "person"  # who the denouncer is
    MATTER = "matter"  # what the denunciation says


class FormStyle(Enum):
    """The parts of a form between its head and its signatures; each is drawn in one way."""

    BODY = "body"
    GROUNDS = "grounds"  # Căn cứ ...: italic
    HEADING = "heading"
    AUTHORITY = "authority"  # CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ ...
    DECIDES = "decides"  # QUYẾT ĐỊNH:
    ARTICLE = "article"  # Điều 1. ...: its name in bold
    LINES = "lines"  # dotted lines to write upon
    PAPERS = "papers"  # the table of what was handed over
    ROWS = "rows"  # free text as a table: one line a row, columns parted by "|"


class Signing(Enum):
    """Who signs a form."""

    HEAD = "head"  # CHỦ TỊCH, or KT. CHỦ TỊCH / PHÓ CHỦ TỊCH: the Chairman's own papers
    COMMITTEE = "committee"  # TM. ỦY BAN NHÂN DÂN
    PEOPLE = "people"  # those the form names, side by side


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of a form.

    Attributes:
        field: how it is typed, checked and printed, as in a letter.
        source: the name of the case's or meeting's value that fills it (``domain/cases/form_values.py``).
        secret: what it would give away of a denunciation.
    """

    field: Field
    source: str = ""
    secret: Secret = Secret.NOTHING

    @property
    def id(self) -> str:
        """The name of the field in the texts."""
        return self.field.id


@dataclass(frozen=True, slots=True)
class FormBlock:
    """A part of a form.

    Attributes:
        style: how it is drawn.
        text: with fields in braces (``domain/letters/text.py``).
        when: a field without which it is left out; ``unless`` one with which it is.
        kinds: the kinds of case it is printed for; empty for all.
        count: of dotted lines.
        columns: headings of the table of ``ROWS``.
    """

    style: FormStyle
    text: str = ""
    when: str = ""
    unless: str = ""
    kinds: tuple[CaseKind, ...] = ()
    count: int = 3
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormSigner:
    """A place to sign: in whose quality, the hint under it, a text with fields for the name."""

    title: str
    hint: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class CaseFormTemplate:
    """A form with holes.

    Attributes:
        id: ASCII name ("receipt").
        code: how the law numbers it ("02/TCD"); "" for none.
        title: how people find it.
        wording, source, confidence, note: whose words, where from, how sure, and what people must know.
        kinds: the kinds of case it is for, empty for all; ``states`` in which it is lawful, empty for all;
            ``actions`` the steps it is the document of.
        valid_from: the first day of cases it is the form for; earlier ones are told of it.
        symbol: of the number ("TB" gives "Số: .../TB-UBND"); "" for a form without number; "CV" for a letter
            of the office, whose number has none ("Số: .../UBND").
        heading, subject: THÔNG BÁO; Về việc ...; a text with fields.
        addressee: a text with fields after "Kính gửi:", "" for none.
        recipients: "Nơi nhận" before "Lưu"; ``keeper`` who files it.
    """

    id: str
    title: str
    wording: FormWording
    source: str
    confidence: Confidence
    fields: tuple[FormField, ...]
    blocks: tuple[FormBlock, ...]
    version: int = 1
    code: str = ""
    note: str = ""
    about: FormAbout = FormAbout.CASE
    kinds: tuple[CaseKind, ...] = ()
    states: tuple[CaseState, ...] = ()
    actions: tuple[CaseAction, ...] = ()
    valid_from: date | None = None
    symbol: str = ""
    heading: str = ""
    subject: str = ""
    addressee: str = ""
    signing: Signing = Signing.HEAD
    signers: tuple[FormSigner, ...] = ()
    recipients: tuple[str, ...] = ()
    keeper: str = KEEPER
    corrections: tuple[WordingCorrection, ...] = ()

    def offered_fields(self, kind: CaseKind | None) -> tuple[FormField, ...]:
        """The fields a person fills in; of a denunciation none that would give it away."""
        if kind is not CaseKind.DENUNCIATION:
            return self.fields
        return tuple(one for one in self.fields if one.secret is Secret.NOTHING)

    @property
    def verified(self) -> bool:
        """Whether the words are those of a law's form that was read; otherwise they are the program's own."""
        return self.wording is FormWording.LAW and self.confidence is Confidence.READ

    @property
    def numbered(self) -> bool:
        """Whether a number is printed."""
        return bool(self.symbol)

    @property
    def lists_papers(self) -> bool:
        """Whether it has the table of papers handed over."""
        return any(block.style is FormStyle.PAPERS for block in self.blocks)


@dataclass(frozen=True, slots=True)
class FormDraft:
    """A form as it is filled in.

    Attributes:
        form: the id of its template.
        date: of the paper.
        case_id, meeting_id: what it is made for; one of both.
        values: canonical texts by field, as those of a letter.
        papers: what was handed over, for the forms that list it.
        number: as typed ("12", "12/TB-UBND"); "" leaves room to write it by hand.
        place: before the date, "" for the office's own.
        recipients: "Nơi nhận" as it will be printed, without "Lưu".
    """

    form: str
    date: date
    case_id: int | None = None
    meeting_id: int | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    papers: tuple[CasePaper, ...] = ()
    number: str = ""
    place: str = ""
    signatory_id: int | None = None
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseForm:
    """A form that was made and kept. ``sha256`` is the PDF in the store, "" once it was wiped."""

    id: int
    form: str
    title: str
    number: str
    day: date
    made_at: datetime
    case_id: int | None = None
    meeting_id: int | None = None
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class OfferedForm:
    """A form of a case's kind. ``lawful`` when it belongs to the state the case is in; ``warning`` says more."""

    template: CaseFormTemplate
    lawful: bool
    warning: str = ""


@dataclass(frozen=True, slots=True)
class FormProblem:
    """Something to say about a form before it is made. ``field`` is "" for the form as a whole."""

    field: str
    message: str
    blocking: bool = False


def whose_words(template: CaseFormTemplate) -> str:
    """Whose words a form says, in a sentence for people."""
    if template.verified:
        return _("Lời văn theo mẫu {code} của văn bản đã đọc; chỗ nào khác mẫu đều có ghi chú.").format(
            code=template.code.removeprefix("Mẫu ")
        )
    return _("Lời văn của chương trình, chưa đối chiếu văn bản; hãy đọc lại trước khi ký.")


def denouncer(case: Case) -> str:
    """What stands for the person who denounced: "người tố cáo số TC-2026-015" (LTC Điều 8(3))."""
    return f"người tố cáo số TC-{case.code}"


def matter_on_paper() -> str:
    """What stands for the matter of a denunciation on a form: never a summary.

    In which cupboard the paper lies is told on the screen and nowhere else: most forms leave the office.
    """
    return "theo đơn trong hồ sơ giấy"


def number_line(template: CaseFormTemplate, number: str, symbol: str, room: str) -> str:
    """The line of the number: "Số: 12/TB-UBND"; "" for a form without one.

    Args:
        template: whose symbol is used.
        number: as typed; one with a slash is printed as it is.
        symbol: of the office ("UBND").
        room: what is printed while there is no number.
    """
    if not template.numbered:
        return ""
    if "/" in number:
        return f"Số: {number}"
    digits = f"{int(number):02}" if number.isdecimal() else number
    middle = "" if template.symbol == "CV" else f"{template.symbol}-"
    return f"Số: {digits or room}/{middle}{symbol}"
