"""Steps of cases and their corrections: nothing is overwritten, a wrong entry is put right by a further one."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from enum import Enum

from friendly_desktop.domain.cases import (
    Case,
    CaseAction,
    CaseEntry,
    CaseKind,
    CaseProblem,
    CaseStep,
    Channel,
    LinkKind,
    StepChange,
    StepEntry,
)
from friendly_desktop.domain.cases.checks import problems as step_problems
from friendly_desktop.domain.cases.rules import cleaned, cleaned_step, problems
from friendly_desktop.domain.cases.secrecy import (
    IDENTITY_FIELDS,
    Secrets,
    denunciation_problems,
    named_fields,
    nameless,
    secrets_of,
    step_without,
)
from friendly_desktop.domain.cases.steps import BY_THE_PROGRAM, StepNeed, lawful, needs
from friendly_desktop.domain.cases.words import ACTION_TITLES, LINK_TITLES
from friendly_desktop.domain.changes import Area
from friendly_desktop.errors import AppError
from friendly_desktop.formats import short_date
from friendly_desktop.i18n import _, in_vietnamese
from friendly_desktop.services.cases.records import CaseRecords, effective, folded, known_case, refuse
from friendly_desktop.storage import case_forms, case_wiping, owed_files
from friendly_desktop.storage import case_history as history
from friendly_desktop.storage import cases as rows
from friendly_desktop.storage.database import Connection
from friendly_desktop.storage.evidence_store import EvidenceStore


class Stepping(CaseRecords):
    """Cases go their way."""

    _store: EvidenceStore

    def lawful(self, case_id: int) -> tuple[CaseAction, ...]:
        """The steps that may be taken now, the likely ones first."""
        with self._db.read() as connection:
            case = known_case(connection, case_id)
            steps = self._effective(connection, case_id)
        return lawful(case, self._clock.today(), steps)

    def needs(self, case_id: int, action: CaseAction) -> tuple[StepNeed, ...]:
        """The fields a step of this case asks for."""
        return needs(action, self.get(case_id))

    def check_step(self, case_id: int, entry: StepEntry) -> tuple[CaseProblem, ...]:
        """What is to say about a step before it is taken, what forbids it first."""
        with self._db.read() as connection:
            return self._step_problems(connection, known_case(connection, case_id), cleaned_step(entry))

    def step(self, case_id: int, entry: StepEntry) -> Case:
        """Take a step: written down, dates met, computed or superseded, the case where it leads.

        Raises:
            AppError: ``step_refused`` where it is not lawful now or lacks what it rests on; nothing is
                stored then. ``case_unknown``.
        """
        entry = cleaned_step(entry)
        with self._db.write(Area.CASES) as connection:
            before = known_case(connection, case_id)
            refuse(
                self._step_problems(connection, before, entry), "step_refused", _("Chưa ghi được bước này")
            )
            hidden = self._becomes_denunciation(before, entry.kind)
            entry = step_without(entry, hidden) if hidden is not None else entry
            steps = (*self._effective(connection, case_id), entry)
            if hidden is not None:
                steps = tuple(step_without(one, hidden) for one in steps)
            state = folded(before, before.entry, steps).state
            history.add_step(connection, case_id, entry, state, self._clock.now())
            case = self._refold(connection, before, before.entry, steps)
            printed = self._hide(connection, case, hidden)
        self._wipe(hidden, printed)
        return case

    def correct(
        self,
        case_id: int,
        step_id: int,
        new: StepEntry | CaseEntry | None,
        why: str,
        by: str = "",
    ) -> Case:
        """Put a wrong entry right by a further one; the wrong one stays to be seen.

        Args:
            case_id: whose.
            step_id: the wrong step; the first one is the entry itself.
            new: what stands in its place; the facts of the case for the first step; None takes a step back.
            why: the reason, never empty.
            by: who corrects.

        Raises:
            AppError: ``correction_refused`` where the new entry cannot be or later steps would not fit any
                more, ``denouncer_identity``; nothing is stored then.
        """
        title = _("Chưa đính chính được")
        with self._db.write(Area.CASES) as connection:
            before = known_case(connection, case_id)
            steps = history.steps(connection, case_id)
            replaced = history.replacements(connection, case_id)
            wrong = _correctable(steps, replaced, step_id, new, why)
            latest = self._latest_day(connection)
            note = cleaned_step(StepEntry(CaseAction.CORRECT, latest, by=by, text=why))
            entry, replacement = before.entry, None
            changes: tuple[StepChange, ...] = ()
            if isinstance(new, CaseEntry):
                entry = cleaned(new)
                becoming = self._becomes_denunciation(before, entry.kind)
                if becoming is not None and not named_fields(entry):
                    entry = nameless(entry, becoming)  # known words go by themselves
                refuse(
                    denunciation_problems(entry),
                    "denouncer_identity",
                    _("Đơn tố cáo không được ghi người tố cáo"),
                )
                refuse(problems(entry, latest), "correction_refused", title)
                kind = _kind_at_entry(before, wrong, entry, effective(steps, replaced))
                replacement = StepEntry(CaseAction.ENTER, entry.received, by=entry.receiver, kind=kind)
                changes = _entry_changes(before.entry, entry)
            elif isinstance(new, StepEntry):
                replacement = cleaned_step(new)
                changes = _step_changes(wrong, replacement)
            now = effective(steps, {**replaced, step_id: replacement})
            hidden = self._becomes_denunciation(before, folded(before, entry, now).entry.kind)
            if hidden is not None:
                now = tuple(step_without(one, hidden) for one in now)
            self._replay(before, entry, now, latest)
            if hidden is not None:
                note = step_without(note, hidden)
                replacement = replacement and step_without(replacement, hidden)
                changes = tuple(_without(one, hidden) for one in changes)
            with_number = self._with_register_number(connection, before, entry)
            history.add_step(
                connection,
                case_id,
                note,
                folded(before, entry, now).state,
                self._clock.now(),
                corrects=step_id,
                changes=changes,
                replacement=replacement,
            )
            if with_number is not before:
                rows.change(connection, before, with_number)
            case = self._refold(connection, with_number, entry, now)
            printed = self._hide(connection, case, hidden)
        self._wipe(hidden, printed)
        return case

    def link(self, case_id: int, other_id: int, kind: LinkKind = LinkKind.SAME) -> None:
        """Say that two cases belong together; both remember who said so and when."""
        with self._db.write(Area.CASES) as connection:
            one, other = known_case(connection, case_id), known_case(connection, other_id)
            if one.id == other.id:
                raise AppError(
                    "case_refused",
                    _("Chưa nối được"),
                    _("Một vụ việc không nối với chính nó."),
                    _("Hãy chọn vụ việc khác."),
                )
            history.link(connection, one.id, other.id, kind)
            day, at = self._latest_day(connection), self._clock.now()
            for case, its in ((one, other), (other, one)):
                with in_vietnamese():
                    words = _("{how}: {code}").format(how=_(LINK_TITLES[kind]), code=its.code)
                history.add_step(
                    connection, case.id, StepEntry(CaseAction.LINK, day, text=words), case.state, at
                )

    def unlink(self, case_id: int, other_id: int) -> None:
        """Take a link back; both remember it."""
        with self._db.write(Area.CASES) as connection:
            one, other = known_case(connection, case_id), known_case(connection, other_id)
            history.unlink(connection, one.id, other.id)
            day, at = self._latest_day(connection), self._clock.now()
            for case, its in ((one, other), (other, one)):
                with in_vietnamese():
                    words = _("Bỏ nối với {code}").format(code=its.code)
                history.add_step(
                    connection, case.id, StepEntry(CaseAction.LINK, day, text=words), case.state, at
                )

    def mark_national(self, case_id: int, on: date, code: str = "", by: str = "") -> Case:
        """Note that a case was entered into the national database (NĐ 154/2026 Điều 27)."""
        return self.step(case_id, StepEntry(CaseAction.NATIONAL, on, by=by, code=code))

    def _step_problems(self, connection: Connection, case: Case, entry: StepEntry) -> tuple[CaseProblem, ...]:
        latest = self._latest_day(connection)
        steps = self._effective(connection, case.id)
        return step_problems(case, steps, entry, latest, self._clock.today())

    def _replay(self, before: Case, entry: CaseEntry, steps: Sequence[StepEntry], latest: date) -> None:
        """Refuse a correction after which the steps would not follow each other any more."""
        for place in range(1, len(steps)):
            step = steps[place]
            if step.action in BY_THE_PROGRAM:
                continue
            case = folded(before, entry, steps[:place])
            found = step_problems(case, steps[:place], step, latest)
            blocking = [one for one in found if one.blocking]
            if blocking:
                told = CaseProblem(
                    "step",
                    _("Bước «{step}» ngày {day} không còn hợp lệ: {why}").format(
                        step=_(ACTION_TITLES[step.action]), day=short_date(step.on), why=blocking[0].message
                    ),
                )
                refuse([told], "correction_refused", _("Chưa đính chính được"))

    def _with_register_number(self, connection: Connection, before: Case, entry: CaseEntry) -> Case:
        """A case that turns out to have been received in person gets its place in the register."""
        if entry.channel is not Channel.IN_PERSON or before.register_number is not None:
            return before
        return replace(before, register_number=rows.next_numbers(connection, before.year)[1])

    def _becomes_denunciation(self, before: Case, kind: CaseKind | None) -> Secrets | None:
        """The words to hide when a case becomes a denunciation now."""
        if kind is not CaseKind.DENUNCIATION or before.entry.kind is CaseKind.DENUNCIATION:
            return None
        return secrets_of(before.entry)

    def _hide(self, connection: Connection, case: Case, hidden: Secrets | None) -> tuple[str, ...]:
        """Take a denouncer out of the rows; the digests of printed forms whose files must go."""
        if hidden is None:
            return ()
        from friendly_desktop.services.case_register import wipe_denouncer

        self._db.owe_scrub(connection)
        wipe_denouncer(connection, case)
        case_wiping.hide(connection, case, hidden)
        printed = case_forms.wipe(connection, case.id)
        if case.entry.meeting_id is not None and hidden:
            printed += case_forms.wipe_of_meeting(connection, case.entry.meeting_id, hidden.in_text)
        if printed:
            owed_files.owe(connection, printed)
        return printed

    def _wipe(self, hidden: Secrets | None, printed: tuple[str, ...]) -> None:
        """Take what was hidden out of the files: the database's own, and the forms printed with it."""
        if hidden is not None:
            if printed:
                self.finish_wiping()
            self._db.scrub()

    def finish_wiping(self) -> None:
        """Delete the files that nobody may keep; at every start those that were held, or were left by a power cut."""
        with self._db.read() as connection:
            digests = owed_files.owed(connection)
        held = self._store.forget(digests)
        with self._db.write() as connection:
            owed_files.keep_owed(connection, held)


def _correctable(
    steps: Sequence[CaseStep],
    replaced: "dict[int, StepEntry | None]",
    step_id: int,
    new: StepEntry | CaseEntry | None,
    why: str,
) -> StepEntry:
    """The step that is put right, as it counts now.

    Raises:
        AppError: it cannot be.
    """
    title, hint = _("Chưa đính chính được"), _("Hãy chọn một bước khác.")
    if not why.strip():
        raise AppError(
            "correction_refused", title, _("Cần ghi lý do đính chính."), _("Hãy ghi lý do rồi làm lại.")
        )
    found = next((one for one in steps if one.id == step_id), None)
    if found is None:
        raise AppError("correction_refused", title, _("Vụ việc không có bước này."), hint)
    if found.entry.action in BY_THE_PROGRAM - {CaseAction.ENTER}:
        raise AppError("correction_refused", title, _("Bước này do chương trình tự ghi."), hint)
    counted = replaced.get(step_id, found.entry)
    if counted is None:
        raise AppError("correction_refused", title, _("Bước này đã được rút lại."), hint)
    first = found.entry.action is CaseAction.ENTER
    if first is not isinstance(new, CaseEntry):
        message = (
            _("Vụ việc đã vào sổ thì không rút lại được; hãy đính chính nội dung.")
            if first
            else _("Nội dung vào sổ chỉ đính chính ở bước vào sổ.")
        )
        raise AppError("correction_refused", title, message, hint)
    return counted


def _kind_at_entry(before: Case, first: StepEntry, entry: CaseEntry, steps: Sequence[StepEntry]) -> CaseKind:
    """The kind of the first step after a correction; what a classification decided is put right there."""
    if entry.kind is before.entry.kind:
        return first.kind or entry.kind
    if any(one.action is CaseAction.CLASSIFY and one.kind for one in steps):
        raise AppError(
            "correction_refused",
            _("Chưa đính chính được"),
            _("Loại đơn đã được phân loại ở một bước riêng."),
            _("Hãy đính chính bước phân loại, hoặc phân loại lại."),
        )
    return entry.kind


def _entry_changes(before: CaseEntry, after: CaseEntry) -> tuple[StepChange, ...]:
    """What a correction changed of the facts; of a denunciation's identity only that it changed."""
    secret = CaseKind.DENUNCIATION in (before.kind, after.kind)
    found = []
    for one in fields(CaseEntry):
        old, new = getattr(before, one.name), getattr(after, one.name)
        if old == new:
            continue
        hidden = secret and one.name in IDENTITY_FIELDS
        texts = ("", "") if hidden else (_plain(old), _plain(new))
        found.append(StepChange(one.name, *texts))
    return tuple(found)


def _step_changes(before: StepEntry, after: StepEntry) -> tuple[StepChange, ...]:
    pairs = [(one.name, before, after) for one in fields(StepEntry) if one.name != "document"]
    found = [(name, getattr(old, name), getattr(new, name)) for name, old, new in pairs]
    found += [
        (f"document.{one.name}", getattr(before.document, one.name), getattr(after.document, one.name))
        for one in fields(before.document)
    ]
    return tuple(StepChange(name, _plain(old), _plain(new)) for name, old, new in found if old != new)


def _plain(value: object) -> str:
    """A value as text that can be read and compared."""
    if value is None or value == ():
        return ""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "; ".join(getattr(one, "name", str(one)) for one in value)
    return str(value)


def _without(change: StepChange, secrets: Secrets) -> StepChange:
    return StepChange(change.field, secrets.cleared(change.before), secrets.cleared(change.after))
