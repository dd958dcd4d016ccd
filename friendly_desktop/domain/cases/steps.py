"""The way of a case: which step is lawful where it stands, what a step asks for, and where it leads.

Sources: TT 05/2021/TT-TTCP (classifying and processing), Luật Khiếu nại Điều 11a, 27, 28, Luật Tố cáo Điều 24 to
40, Luật Tiếp công dân Điều 26 to 28, NĐ 154, 155, 156/2026/NĐ-CP. What is against the law but happened is
written down and warned about; what has nothing to rest on (an extension without a document) is refused.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from friendly_desktop.domain.cases import (
    Case,
    CaseAction,
    CaseKind,
    CaseState,
    Channel,
    Competence,
    Conditions,
    Outcome,
    StepEntry,
)
from friendly_desktop.i18n import N_, _

A, S = CaseAction, CaseState

#: A complaint and a denunciation are accepted and decided; a petition and feedback are answered.
FORMAL = frozenset({CaseKind.COMPLAINT, CaseKind.DENUNCIATION})

#: Steps that say something of a case without moving it; they may carry an earlier day than the last step.
BESIDE = frozenset({A.NATIONAL, A.LINK, A.SPLIT, A.CORRECT, A.NOTE, A.OUTSIDE_RESULT, A.NOTIFY, A.PUBLISH})

#: Steps of the program itself: nobody enters them as steps.
BY_THE_PROGRAM = frozenset({A.ENTER, A.CORRECT, A.SPLIT, A.LINK})

#: Steps after which nothing more is to be done on the merits.
CLOSING: Mapping[CaseAction, CaseState] = {
    A.NOT_ACCEPT: S.NOT_ACCEPTED,
    A.GUIDE: S.GUIDED,
    A.TRANSFER: S.TRANSFERRED,
    A.FILE: S.FILED,
    A.RESOLVE: S.RESOLVED,
    A.ANSWER: S.RESOLVED,
    A.WITHDRAW: S.WITHDRAWN,
    A.TERMINATE: S.TERMINATED,
    A.DECLINE: S.DECLINED,
}

_NEW = frozenset({S.ENTERED, S.PROCESSING})
_WORKED_ON = frozenset({S.ACCEPTED, S.RESOLVING})
_LIVE = _NEW | _WORKED_ON | {S.SUSPENDED}
_CLOSED = frozenset(CaseState) - _LIVE


@dataclass(frozen=True, slots=True)
class StepNeed:
    """A field that a step asks for: its path in ``StepEntry`` ("document.number"), its name for people."""

    field: str
    label: str
    required: bool = True


_NUMBER = StepNeed("document.number", N_("Số văn bản"))
_DAY = StepNeed("document.day", N_("Ngày văn bản"))
_SIGNER = StepNeed("document.signer", N_("Người ký"))
_ISSUER = StepNeed("document.issuer", N_("Cơ quan ban hành"))


def _may(*needs: StepNeed) -> tuple[StepNeed, ...]:
    return tuple(replace(one, required=False) for one in needs)


def _text(label: str, *, required: bool = True) -> StepNeed:
    return StepNeed("text", label, required)


_WHY = _text(N_("Lý do"))
_TO = StepNeed("body", N_("Cơ quan, đơn vị"))
_COMPLEXITY = StepNeed("complexity", N_("Mức độ phức tạp"))

_NEEDS: Mapping[CaseAction, tuple[StepNeed, ...]] = {
    A.ENTER: (),
    A.CLASSIFY: _may(
        StepNeed("kind", N_("Loại đơn")),
        StepNeed("conditions", N_("Điều kiện xử lý")),
        StepNeed("competence", N_("Thẩm quyền")),
        _WHY,
    ),
    A.ASK_MORE: (_text(N_("Nội dung cần bổ sung")), *_may(_NUMBER, _DAY)),
    A.ACCEPT: _may(_NUMBER, _DAY, StepNeed("officer", N_("Người được giao"))),
    A.NOT_ACCEPT: (_WHY, *_may(_NUMBER, _DAY)),
    A.GUIDE: (_TO, *_may(_NUMBER, _DAY, _text(N_("Nội dung hướng dẫn")))),
    A.TRANSFER: (_TO, _NUMBER, _DAY, *_may(_text(N_("Ghi chú")))),
    A.FILE: (_WHY,),
    A.ASSIGN: (
        StepNeed("officer", N_("Người được giao")),
        *_may(_NUMBER, _DAY, _text(N_("Nội dung giao"))),
    ),
    A.DIALOGUE: _may(_text(N_("Kết quả đối thoại")), _NUMBER, _DAY),
    A.EXTEND: (_NUMBER, _DAY, *_may(_WHY)),
    A.SUSPEND: (_NUMBER, _DAY, _WHY),
    A.RESUME: _may(_NUMBER, _DAY, _WHY),
    A.RESOLVE: (
        StepNeed("outcome", N_("Kết quả")),
        _NUMBER,
        _DAY,
        _SIGNER,
        _ISSUER,
        *_may(_text(N_("Nội dung chính"))),
    ),
    A.ANSWER: (
        _text(N_("Nội dung trả lời")),
        *_may(StepNeed("outcome", N_("Kết quả")), _NUMBER, _DAY, _SIGNER),
    ),
    A.NOTIFY: _may(StepNeed("body", N_("Nơi nhận")), _NUMBER, _DAY, _text(N_("Ghi chú"))),
    A.PUBLISH: (_text(N_("Hình thức công khai")),),
    A.OUTSIDE_RESULT: (
        _text(N_("Kết quả")),
        *_may(_TO, _NUMBER, _DAY, StepNeed("outcome", N_("Kết luận"))),
    ),
    A.WITHDRAW: _may(_WHY, _NUMBER, _DAY),
    A.TERMINATE: (_NUMBER, _DAY, _WHY),
    A.DECLINE: (_WHY, *_may(_NUMBER, _DAY)),
    A.REOPEN: (_WHY, *_may(_NUMBER, _DAY)),
    A.NATIONAL: _may(StepNeed("code", N_("Mã trong cơ sở dữ liệu quốc gia"))),
    A.SPLIT: (),
    A.LINK: (),
    A.CORRECT: (_WHY,),
    A.NOTE: (_text(N_("Ghi chú")),),
}

_DOCUMENTS: Mapping[tuple[CaseAction, CaseKind | None], tuple[str, ...]] = {
    (A.ENTER, None): (N_("Giấy biên nhận thông tin, tài liệu"),),
    (A.DECLINE, None): (N_("Thông báo về việc từ chối tiếp công dân"),),
    (A.CLASSIFY, CaseKind.COMPLAINT): (N_("Phiếu đề xuất thụ lý đơn"),),
    (A.CLASSIFY, CaseKind.DENUNCIATION): (N_("Phiếu đề xuất thụ lý đơn"),),
    (A.ACCEPT, CaseKind.COMPLAINT): (N_("Thông báo thụ lý giải quyết khiếu nại"),),
    (A.ACCEPT, CaseKind.DENUNCIATION): (
        N_("Quyết định thụ lý tố cáo"),
        N_("Thông báo thụ lý tố cáo"),
    ),
    (A.ACCEPT, None): (N_("Văn bản thụ lý"),),
    (A.NOT_ACCEPT, CaseKind.COMPLAINT): (N_("Thông báo không thụ lý giải quyết khiếu nại"),),
    (A.NOT_ACCEPT, CaseKind.DENUNCIATION): (N_("Thông báo không thụ lý tố cáo"),),
    (A.GUIDE, None): (N_("Phiếu hướng dẫn"),),
    (A.TRANSFER, CaseKind.DENUNCIATION): (N_("Phiếu chuyển đơn tố cáo"),),
    (A.TRANSFER, CaseKind.COMPLAINT): (N_("Phiếu chuyển đơn khiếu nại"),),
    (A.TRANSFER, None): (N_("Phiếu chuyển đơn kiến nghị, phản ánh"),),
    (A.ASSIGN, None): (N_("Văn bản giao nhiệm vụ"),),
    (A.DIALOGUE, None): (N_("Biên bản đối thoại"),),
    (A.EXTEND, CaseKind.DENUNCIATION): (N_("Quyết định gia hạn giải quyết tố cáo"),),
    (A.EXTEND, CaseKind.COMPLAINT): (N_("Văn bản xác định vụ việc phức tạp"),),
    (A.EXTEND, None): (N_("Văn bản gia hạn"),),
    (A.SUSPEND, CaseKind.COMPLAINT): (N_("Quyết định tạm đình chỉ giải quyết khiếu nại"),),
    (A.SUSPEND, CaseKind.DENUNCIATION): (N_("Quyết định tạm đình chỉ giải quyết tố cáo"),),
    (A.RESUME, None): (N_("Quyết định tiếp tục giải quyết"),),
    (A.RESOLVE, CaseKind.COMPLAINT): (N_("Quyết định giải quyết khiếu nại"),),
    (A.RESOLVE, CaseKind.DENUNCIATION): (N_("Kết luận nội dung tố cáo"),),
    (A.ANSWER, None): (N_("Văn bản trả lời"),),
    (A.TERMINATE, CaseKind.COMPLAINT): (N_("Quyết định đình chỉ giải quyết khiếu nại"),),
    (A.TERMINATE, CaseKind.DENUNCIATION): (N_("Quyết định đình chỉ giải quyết tố cáo"),),
    (A.WITHDRAW, CaseKind.DENUNCIATION): (N_("Biên bản ghi nhận việc rút tố cáo"),),
    (A.WITHDRAW, None): (N_("Đơn rút"),),
    (A.NOTIFY, None): (N_("Thông báo kết quả giải quyết"),),
}


def lawful(case: Case, today: date, history: Sequence[StepEntry] = ()) -> tuple[CaseAction, ...]:
    """The steps that may be taken now, the likely ones first.

    Args:
        case: where it stands.
        today: the office's day (nothing depends on it yet; a step never waits for a day).
        history: the steps taken, without those that were taken back.
    """
    del today
    done = {one.action for one in history}
    return tuple(action for action, allowed in _LAWFUL.items() if allowed(case, done))


def needs(action: CaseAction, case: Case) -> tuple[StepNeed, ...]:
    """The fields a step of this case asks for, in the order in which one fills them in.

    The day of the step and who took it belong to every step and are not among them.
    """
    found = _NEEDS[action]
    if action is A.ACCEPT and case.entry.kind is CaseKind.COMPLAINT:
        return (*found, *_may(_COMPLEXITY))  # NĐ 155/2026 Điều 3a: with a document
    if action is A.EXTEND:
        if case.entry.kind is CaseKind.COMPLAINT:
            return (_COMPLEXITY, *found)  # LKN Điều 28 knows the longer limit, no extension by days
        days = StepNeed("days", N_("Số ngày gia hạn"))
        if case.entry.kind is CaseKind.DENUNCIATION and case.accepted_on:
            return (_COMPLEXITY, days, *found)
        return (days, *found)
    return found


def document_titles(action: CaseAction, kind: CaseKind) -> tuple[str, ...]:
    """The papers lawful at a step, in Vietnamese; empty where a step has none of its own."""
    return _DOCUMENTS.get((action, kind), _DOCUMENTS.get((action, None), ()))


def state_after(case: Case, entry: StepEntry) -> CaseState:
    """Where a step leads."""
    action = entry.action
    if action in CLOSING:
        return CLOSING[action]
    match action:
        case CaseAction.CLASSIFY | CaseAction.ASK_MORE:
            return S.PROCESSING if case.state is S.ENTERED else case.state
        case CaseAction.ASSIGN:
            return {S.ENTERED: S.PROCESSING, S.ACCEPTED: S.RESOLVING}.get(case.state, case.state)
        case CaseAction.ACCEPT:
            return S.RESOLVING if entry.officer else S.ACCEPTED
        case CaseAction.DIALOGUE | CaseAction.RESUME:
            return S.RESOLVING
        case CaseAction.SUSPEND:
            return S.SUSPENDED
        case CaseAction.REOPEN:
            return S.RESOLVING if case.accepted_on else S.PROCESSING
        case _:
            return case.state


def applied(case: Case, entry: StepEntry) -> Case:
    """The case after a step, its dates (``due``, ``on_time``) aside, which ``cases.dates`` knows."""
    state = state_after(case, entry)
    changed = replace(case, state=state, officer=entry.officer or case.officer)
    match entry.action:
        case CaseAction.CLASSIFY:
            changed = replace(
                changed,
                entry=replace(case.entry, kind=entry.kind or case.entry.kind),
                conditions=entry.conditions or case.conditions,
                competence=entry.competence or case.competence,
            )
        case CaseAction.ACCEPT:
            changed = replace(
                changed,
                accepted_on=entry.on,
                conditions=Conditions.MET,
                competence=Competence.OWN,
                complexity=entry.complexity or case.complexity,
            )
        case CaseAction.EXTEND:
            changed = replace(changed, complexity=entry.complexity or case.complexity)
        case CaseAction.GUIDE | CaseAction.TRANSFER:
            changed = replace(changed, body=entry.body)
            if entry.action is A.TRANSFER:
                changed = replace(changed, competence=Competence.OTHER, waiting=True)
        case CaseAction.OUTSIDE_RESULT:
            changed = replace(changed, waiting=False, outcome=_outcome(entry, case.outcome))
        case CaseAction.RESOLVE | CaseAction.ANSWER:
            usual = Outcome.EXPLAINED if entry.action is A.ANSWER else case.outcome
            changed = replace(changed, outcome=_outcome(entry, usual))
        case CaseAction.NATIONAL:
            changed = replace(changed, national_on=entry.on, national_code=entry.code)
        case CaseAction.REOPEN:
            changed = replace(changed, outcome=Outcome.NONE, waiting=False, body="")
    if entry.action in CLOSING:
        return replace(changed, closed_on=entry.on)
    return replace(changed, closed_on=None) if entry.action is A.REOPEN else changed


def given(entry: StepEntry, field: str) -> bool:
    """Whether a field of a step was filled in."""
    value: object = entry
    for name in field.split("."):
        value = getattr(value, name)
    return value not in (None, "", Outcome.NONE)


def _outcome(entry: StepEntry, usual: Outcome) -> Outcome:
    return usual if entry.outcome is Outcome.NONE else entry.outcome


_Test = Callable[[Case, set[CaseAction]], bool]


def _in(*states: CaseState) -> _Test:
    return lambda case, _done: case.state in states


def _formal(case: Case) -> bool:
    return case.entry.kind in FORMAL


def _acceptable(case: Case, _done: set[CaseAction]) -> bool:
    """LTC Điều 25 and LKN Điều 11: nobody's complaint or denunciation is not accepted."""
    return (
        case.state in _NEW
        and case.competence is not Competence.OTHER
        and case.conditions is not Conditions.NOT_MET
        and not (case.entry.anonymous and _formal(case))
    )


def _guidable(case: Case, _done: set[CaseAction]) -> bool:
    own_and_complete = case.competence is Competence.OWN and case.conditions is Conditions.MET
    return case.state in _NEW and not own_and_complete


_LAWFUL: Mapping[CaseAction, _Test] = {
    A.CLASSIFY: _in(*_NEW),
    A.ASSIGN: _in(*_NEW, *_WORKED_ON),
    A.ACCEPT: _acceptable,
    A.NOT_ACCEPT: lambda case, _done: case.state in _NEW and _formal(case),
    A.ANSWER: lambda case, _done: case.state in _LIVE and not _formal(case),
    A.GUIDE: _guidable,
    # "chỉ thực hiện một lần đối với đơn tố cáo có cùng nội dung" (TT 05/2021 Điều 14)
    A.TRANSFER: lambda case, done: (
        case.state in _NEW and case.competence is not Competence.OWN and A.TRANSFER not in done
    ),
    A.ASK_MORE: _in(*_NEW, *_WORKED_ON),
    A.DIALOGUE: lambda case, _done: case.state in _WORKED_ON,
    A.RESOLVE: lambda case, _done: case.state in _WORKED_ON and _formal(case),
    A.EXTEND: lambda case, _done: (
        case.state in _WORKED_ON or (case.state in _NEW and case.entry.kind is not CaseKind.COMPLAINT)
    ),
    A.SUSPEND: lambda case, _done: case.state in _WORKED_ON and _formal(case),
    A.RESUME: _in(S.SUSPENDED),
    A.NOTIFY: _in(
        S.ACCEPTED,
        S.RESOLVING,
        S.SUSPENDED,
        S.RESOLVED,
        S.NOT_ACCEPTED,
        S.TRANSFERRED,
        S.TERMINATED,
        S.DECLINED,
        S.FILED,
        S.WITHDRAWN,
    ),
    A.PUBLISH: _in(S.RESOLVED),
    A.OUTSIDE_RESULT: lambda case, _done: case.waiting,
    A.WITHDRAW: _in(*_LIVE),
    A.TERMINATE: lambda case, _done: case.state in (*_WORKED_ON, S.SUSPENDED) and _formal(case),
    A.FILE: _in(*_NEW),
    A.DECLINE: lambda case, _done: case.state is S.ENTERED and case.entry.channel is Channel.IN_PERSON,
    A.REOPEN: _in(*_CLOSED),
    A.NATIONAL: lambda case, _done: case.national_on is None,
    A.NOTE: lambda _case, _done: True,
}


def refusal(case: Case, action: CaseAction) -> str:
    """Why a step cannot be taken now, as a sentence."""
    from friendly_desktop.domain.cases.words import ACTION_TITLES, STATE_TITLES

    words = {"step": _(ACTION_TITLES[action]), "state": _(STATE_TITLES[case.state]), "code": case.code}
    if action is A.TRANSFER and case.state in _NEW and case.competence is not Competence.OWN:
        return _(
            "Vụ việc {code} đã chuyển đơn một lần; chương trình chỉ ghi chuyển đơn một lần cho mỗi vụ việc."
        ).format(**words)
    if action is A.NATIONAL:
        return _("Vụ việc {code} đã ghi là đã nhập cơ sở dữ liệu quốc gia.").format(**words)
    if action is A.ACCEPT and case.state in _NEW:
        return _(
            "Vụ việc {code} chưa thể thụ lý: đơn không rõ người gửi, không đủ điều kiện hoặc không thuộc thẩm "
            "quyền."
        ).format(**words)
    return _("Vụ việc {code} đang ở trạng thái «{state}» nên không có bước «{step}».").format(**words)
