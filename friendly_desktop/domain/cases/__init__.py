"""Cases of the register: complaints, denunciations, petitions and feedback, their steps and states.

Sources: Luật Tiếp công dân, Luật Khiếu nại, Luật Tố cáo; NĐ 154, 155, 156/2026/NĐ-CP; TT 05/2021/TT-TTCP for
classifying and processing. A denunciation stores nobody's identity: a code stands for the person.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from friendly_desktop.domain.deadlines import Complexity, Deadline


class CaseKind(Enum):
    """What a paper is by its content, not by its title (TT 05/2021 Điều 6). The values are those of the commands."""

    COMPLAINT = "complaint"  # khiếu nại
    DENUNCIATION = "denunciation"  # tố cáo
    PETITION = "petition"  # kiến nghị
    FEEDBACK = "feedback"  # phản ánh, góp ý


class Channel(Enum):
    """How it reached the office."""

    IN_PERSON = "in_person"
    POST = "post"
    SUGGESTION_BOX = "suggestion_box"
    HOTLINE = "hotline"
    LINE_1022 = "line_1022"
    ZALO = "zalo"
    FACEBOOK = "facebook"
    EMAIL = "email"
    FRONT = "front"  # qua Mặt trận Tổ quốc và đoàn thể
    DIALOGUE = "dialogue"


class CaseState(Enum):
    """Where a case is. Who works on it is an attribute, no state."""

    ENTERED = "entered"  # mới vào sổ
    PROCESSING = "processing"  # đang xử lý đơn
    ACCEPTED = "accepted"  # đã thụ lý
    RESOLVING = "resolving"  # đang giải quyết (xác minh, đối thoại)
    SUSPENDED = "suspended"  # tạm đình chỉ
    RESOLVED = "resolved"  # đã giải quyết, đã trả lời
    GUIDED = "guided"  # đã hướng dẫn, trả lại đơn
    TRANSFERRED = "transferred"  # đã chuyển đơn
    NOT_ACCEPTED = "not_accepted"  # không thụ lý
    FILED = "filed"  # lưu đơn
    TERMINATED = "terminated"  # đình chỉ
    WITHDRAWN = "withdrawn"  # rút đơn
    DECLINED = "declined"  # từ chối tiếp

    @property
    def open(self) -> bool:
        """Whether the office still owes something."""
        return self in OPEN_STATES


OPEN_STATES = frozenset(
    {
        CaseState.ENTERED,
        CaseState.PROCESSING,
        CaseState.ACCEPTED,
        CaseState.RESOLVING,
        CaseState.SUSPENDED,
    }
)


class CaseAction(Enum):
    """What can happen to a case; each leaves a step that is never changed."""

    ENTER = "enter"
    CLASSIFY = "classify"  # kind, conditions, competence decided
    ASK_MORE = "ask_more"  # yêu cầu bổ sung thông tin, tài liệu
    ACCEPT = "accept"
    NOT_ACCEPT = "not_accept"
    GUIDE = "guide"
    TRANSFER = "transfer"
    FILE = "file"
    ASSIGN = "assign"  # giao tham mưu, xác minh
    DIALOGUE = "dialogue"
    EXTEND = "extend"
    SUSPEND = "suspend"
    RESUME = "resume"
    RESOLVE = "resolve"  # quyết định giải quyết, kết luận nội dung tố cáo
    ANSWER = "answer"  # trả lời (kiến nghị, phản ánh; việc rõ, trả lời ngay)
    NOTIFY = "notify"  # gửi quyết định, kết luận, thông báo kết quả
    PUBLISH = "publish"  # công khai kết luận
    OUTSIDE_RESULT = "outside_result"  # the body it was transferred to told the result
    WITHDRAW = "withdraw"
    TERMINATE = "terminate"
    DECLINE = "decline"
    REOPEN = "reopen"
    NATIONAL = "national"  # đã nhập CSDL quốc gia
    SPLIT = "split"
    LINK = "link"
    CORRECT = "correct"  # a wrong entry is put right by a further one
    NOTE = "note"


class Conditions(Enum):
    """Whether the paper meets the conditions to be processed (TT 05/2021)."""

    UNKNOWN = "unknown"
    MET = "met"
    NOT_MET = "not_met"


class Competence(Enum):
    """Whether the matter is the office's to settle."""

    UNKNOWN = "unknown"
    OWN = "own"
    OTHER = "other"


class Outcome(Enum):
    """How a case ended on its merits."""

    NONE = "none"
    RIGHT = "right"  # đúng
    PARTLY = "partly"  # đúng một phần
    WRONG = "wrong"  # sai
    EXPLAINED = "explained"  # đã trả lời, giải thích
    DONE = "done"  # đã thực hiện theo kiến nghị


class PaperState(Enum):
    """What a received paper is (Mẫu 02/TCD)."""

    ORIGINAL = "original"
    COPY = "copy"  # bản phô tô
    CERTIFIED = "certified"  # bản sao công chứng, chứng thực


@dataclass(frozen=True, slots=True)
class CasePaper:
    """A paper or thing handed over with the case."""

    name: str
    pages: int | None = None
    state: PaperState = PaperState.COPY


@dataclass(frozen=True, slots=True)
class Representative:
    """One of the people who speak for many (LTCD Điều 29: 5-10 people 1-2; more than 10 at most 5)."""

    name: str
    address: str = ""
    identity: str = ""


@dataclass(frozen=True, slots=True)
class CaseEntry:
    """What a person enters for a case; all text in NFC.

    For a denunciation ``name``, ``address``, ``hamlet``, ``identity``, ``identity_issued``, ``phone`` and
    ``representatives`` are always empty (LTC Điều 8(3); tables refuse them too) and ``paper_file`` says where
    the paper is kept.

    Attributes:
        received: the day the office got it.
        content: summary of the matter; ``request`` what is asked (yêu cầu, đề nghị).
        people: number of people with the same content.
        against: who or what decision is complained of or denounced.
        earlier: bodies that have settled it before ("Cơ quan đã giải quyết").
        topic: the field of work ("đất đai"), for statistics.
        anonymous: sender unknown.
        meeting_id: the session where it was received.
        remote: vùng sâu, vùng xa, so longer limits.
    """

    kind: CaseKind
    received: date
    channel: Channel = Channel.IN_PERSON
    name: str = ""
    address: str = ""
    hamlet: str = ""
    identity: str = ""
    identity_issued: str = ""
    phone: str = ""
    content: str = ""
    request: str = ""
    people: int = 1
    representatives: tuple[Representative, ...] = ()
    against: str = ""
    earlier: str = ""
    topic: str = ""
    papers: tuple[CasePaper, ...] = ()
    anonymous: bool = False
    meeting_id: int | None = None
    receiver: str = ""
    paper_file: str = ""
    remote: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """The paper a step rests on. ``number`` as printed ("12/TB-UBND"), ``issuer`` the body, ``signer`` the person."""

    title: str = ""
    number: str = ""
    day: date | None = None
    issuer: str = ""
    signer: str = ""


@dataclass(frozen=True, slots=True)
class StepEntry:
    """What a person enters for a step; an action asks only for what it needs (``cases.steps.needs``)."""

    action: CaseAction
    on: date
    by: str = ""
    document: DocumentRef = DocumentRef()
    body: str = ""  # the body transferred or guided to, or heard from
    officer: str = ""  # who was assigned
    days: int | None = None  # an extension's
    complexity: Complexity | None = None
    kind: CaseKind | None = None
    conditions: Conditions | None = None
    competence: Competence | None = None
    outcome: Outcome = Outcome.NONE
    text: str = ""  # answer, reason, what was corrected
    code: str = ""  # code in the national database


@dataclass(frozen=True, slots=True)
class StepChange:
    """One field that a correction put right: its name, and its text before and after."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class CaseStep:
    """A step as it happened. ``at`` is when it was written down, ``entry.on`` the legal day.

    Attributes:
        state: of the case after it.
        corrects: of a correction, the id of the step it puts right.
        changes: what a correction changed; empty where it took the step back as a whole.
        undone: a later correction took this step back, or put another in its place.
    """

    id: int
    case_id: int
    at: datetime
    entry: StepEntry
    state: CaseState
    corrects: int | None = None
    changes: tuple[StepChange, ...] = ()
    undone: bool = False


def case_code(year: int, number: int) -> str:
    """How people name a case: "2026-015"."""
    return f"{year}-{number:03d}"


@dataclass(frozen=True, slots=True)
class Case:
    """A case of the register.

    Attributes:
        year, number: the office's running number of the year, given at entry, never changed.
        register_number: STT in the Sổ tiếp công dân; None for what was not received in person.
        due: the next date to keep (None when closed, paused or none), ``due_rule`` its rule's id, ``due_unit``
            "working_day" or "calendar_day".
        parent_id: the case it was split from.
        waiting: another body has it and has not told the result.
    """

    id: int
    year: int
    number: int
    register_number: int | None
    entry: CaseEntry
    state: CaseState
    conditions: Conditions = Conditions.UNKNOWN
    competence: Competence = Competence.UNKNOWN
    complexity: Complexity = Complexity.NORMAL
    officer: str = ""
    body: str = ""
    outcome: Outcome = Outcome.NONE
    accepted_on: date | None = None
    closed_on: date | None = None
    on_time: bool | None = None  # None while open, or where no date was to be kept
    due: date | None = None
    due_rule: str = ""
    due_unit: str = ""
    national_on: date | None = None
    national_code: str = ""
    parent_id: int | None = None
    waiting: bool = False
    created_at: datetime | None = None
    changed_at: datetime | None = None

    @property
    def code(self) -> str:
        """How people name the case: "2026-015"."""
        return case_code(self.year, self.number)


@dataclass(frozen=True, slots=True)
class CaseDeadline:
    """A date of a case as it was computed at its act and stored with its arithmetic.

    Attributes:
        met_on: the day of the step that met it.
        superseded: another computation took its place, or the case ended without it; kept to be seen.
        why: what was the reason to compute it ("Tiếp nhận", "Gia hạn theo ...").
        kind, complexity, remote: what chose rule and length.
    """

    id: int
    deadline: Deadline
    met_on: date | None = None
    superseded: bool = False
    why: str = ""
    kind: CaseKind | None = None
    complexity: Complexity = Complexity.NORMAL
    remote: bool = False


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list: never a denouncer, never the summary of a denunciation.

    ``person`` is the name, or "Người tố cáo số TC-2026-015"; ``summary`` one line of the content, for a
    denunciation where its paper file is.
    """

    id: int
    code: str
    kind: CaseKind
    channel: Channel
    state: CaseState
    received: date
    person: str
    summary: str
    people: int = 1
    officer: str = ""
    due: date | None = None
    due_rule: str = ""
    due_unit: str = ""
    closed_on: date | None = None
    on_time: bool | None = None
    national: bool = False
    register_number: int | None = None


class CaseView(Enum):
    """The lists an office works by."""

    ALL = "all"
    OPEN = "open"
    TODAY = "today"  # due today
    WEEK = "week"  # due until Sunday
    OVERDUE = "overdue"
    NOT_NATIONAL = "not_national"  # chưa nhập CSDL quốc gia
    WAITING = "waiting"  # chờ cơ quan khác
    OLD = "old"  # open at the 45th day or nearly


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases a list shows; None, "" and ALL mean all. ``text`` searches, without tones too."""

    view: CaseView = CaseView.ALL
    year: int | None = None
    kind: CaseKind | None = None
    channel: Channel | None = None
    state: CaseState | None = None
    text: str = ""
    due_until: date | None = None
    received_from: date | None = None
    received_to: date | None = None
    meeting_id: int | None = None
    ids: tuple[int, ...] = field(default=())


class LinkKind(Enum):
    """How two cases belong together."""

    SAME = "same"  # cùng nội dung
    SPLIT = "split"
    RELATED = "related"


@dataclass(frozen=True, slots=True)
class CaseLink:
    """A case and another one."""

    case_id: int
    other_id: int
    kind: LinkKind


@dataclass(frozen=True, slots=True)
class CaseProblem:
    """Something to say about an entry or a step. Warnings never block."""

    field: str
    message: str
    blocking: bool = True
