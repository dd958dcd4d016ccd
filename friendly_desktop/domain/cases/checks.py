"""Whether a step may be taken: what forbids it, and what is only to be looked at."""

from collections.abc import Sequence
from datetime import date

from friendly_desktop.domain.cases import Case, CaseAction, CaseKind, CaseProblem, StepEntry
from friendly_desktop.domain.cases.rules import clock_problems, day_problems
from friendly_desktop.domain.cases.secrecy import step_problems as secrecy_problems
from friendly_desktop.domain.cases.steps import BESIDE, FORMAL, given, lawful, needs, refusal
from friendly_desktop.domain.deadlines import Complexity
from friendly_desktop.formats import short_date
from friendly_desktop.i18n import _

_LONGEST_EXTENSION = 30
_MOST_EXTENSIONS = {Complexity.NORMAL: 0, Complexity.COMPLEX: 1, Complexity.VERY_COMPLEX: 2}


def problems(
    case: Case,
    history: Sequence[StepEntry],
    entry: StepEntry,
    today: date,
    clock_day: date | None = None,
) -> tuple[CaseProblem, ...]:
    """What is to say about a step before it is taken, what forbids it first.

    Args:
        case: where it stands.
        history: the steps taken, the entry first, without those that were taken back.
        entry: cleaned.
        today: the latest day that can have been (see ``cases.rules.problems``).
        clock_day: the day of the PC's clock.
    """
    if entry.action not in lawful(case, today, history):
        return (CaseProblem("action", refusal(case, entry.action)),)
    found = [
        *_order_problems(case, history, entry, today),
        *_missing(case, entry),
        *_document_problems(case, entry, today),
        *secrecy_problems(entry.kind or case.entry.kind, entry),
        *_extension_problems(case, history, entry),
    ]
    if entry.action is CaseAction.CLASSIFY and not any(
        given(entry, name) for name in ("kind", "conditions", "competence")
    ):
        message = _("Cần chọn loại đơn, điều kiện xử lý hoặc thẩm quyền.")
        found.append(CaseProblem("kind", message))
    if clock_day is not None:
        found += clock_problems(today, clock_day)
    return tuple(sorted(found, key=lambda one: not one.blocking))


def _order_problems(
    case: Case, history: Sequence[StepEntry], entry: StepEntry, today: date
) -> tuple[CaseProblem, ...]:
    if told := day_problems("on", entry.on, today):
        return told
    if entry.on < case.entry.received:
        message = _("Ngày {day} trước ngày tiếp nhận đơn ({received}).")
        received = short_date(case.entry.received)
        return (CaseProblem("on", message.format(day=short_date(entry.on), received=received)),)
    last = max((one.on for one in history if one.action not in BESIDE), default=case.entry.received)
    if entry.action not in BESIDE and entry.on < last:
        message = _("Ngày {day} trước bước xử lý gần nhất ({last}).")
        return (CaseProblem("on", message.format(day=short_date(entry.on), last=short_date(last))),)
    return ()


def _missing(case: Case, entry: StepEntry) -> list[CaseProblem]:
    asked = {one.field: one for one in needs(entry.action, case)}
    found = [
        CaseProblem(one.field, _("Còn thiếu: {field}.").format(field=_(one.label)))
        for one in asked.values()
        if one.required and not given(entry, one.field)
    ]
    if entry.complexity not in (None, Complexity.NORMAL):
        if "complexity" not in asked:
            message = _("Mức độ phức tạp được ghi ở bước gia hạn, kèm văn bản.")
            found.append(CaseProblem("complexity", message))
        elif not (given(entry, "document.number") and given(entry, "document.day")):
            message = _("Thời hạn dài hơn vì vụ việc phức tạp phải có số và ngày văn bản xác định.")
            found += [
                CaseProblem(name, message)
                for name in ("document.number", "document.day")
                if not given(entry, name) and all(one.field != name for one in found)
            ]
    return found


def _document_problems(case: Case, entry: StepEntry, today: date) -> list[CaseProblem]:
    day = entry.document.day
    if day is None:
        return []
    if told := day_problems("document.day", day, today):
        return list(told)
    if day > entry.on:
        message = _("Văn bản đề ngày {day}, sau ngày của bước này.")
        return [CaseProblem("document.day", message.format(day=short_date(day)), blocking=False)]
    if day < case.entry.received and entry.action is not CaseAction.WITHDRAW:
        message = _("Văn bản đề ngày {day}, trước ngày tiếp nhận đơn.")
        return [CaseProblem("document.day", message.format(day=short_date(day)), blocking=False)]
    return []


def _extension_problems(case: Case, history: Sequence[StepEntry], entry: StepEntry) -> list[CaseProblem]:
    if entry.action is not CaseAction.EXTEND:
        return []
    if entry.days is not None and not 1 <= entry.days <= 365:
        return [CaseProblem("days", _("Số ngày gia hạn phải từ 1 đến 365."))]
    if case.entry.kind in FORMAL and entry.complexity is Complexity.NORMAL:
        return [CaseProblem("complexity", _("Chỉ vụ việc phức tạp mới có thời hạn dài hơn."))]
    if case.entry.kind is not CaseKind.DENUNCIATION or not case.accepted_on:
        return []
    found = []
    if entry.days is not None and entry.days > _LONGEST_EXTENSION:
        message = _("Luật Tố cáo, Điều 30: mỗi lần gia hạn không quá 30 ngày.")
        found.append(CaseProblem("days", message, blocking=False))
    before = sum(one.action is CaseAction.EXTEND and one.on >= case.accepted_on for one in history)
    most = _MOST_EXTENSIONS[entry.complexity or case.complexity]
    if before >= most:
        message = _(
            "Luật Tố cáo, Điều 30: vụ việc phức tạp gia hạn 1 lần, đặc biệt phức tạp 2 lần; đã gia hạn {n} lần."
        )
        found.append(CaseProblem("days", message.format(n=before), blocking=False))
    return found
