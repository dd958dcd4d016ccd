"""Entering cases: one at the counter, many of an old register, several split from one."""

from collections.abc import Sequence
from dataclasses import replace

from friendly_desktop.domain.cases import (
    Case,
    CaseAction,
    CaseEntry,
    CaseProblem,
    CaseState,
    Channel,
    LinkKind,
    StepEntry,
)
from friendly_desktop.domain.cases.dates import OLD_REGISTER
from friendly_desktop.domain.cases.rules import cleaned, problems
from friendly_desktop.domain.cases.secrecy import denunciation_problems
from friendly_desktop.domain.changes import Area
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, in_vietnamese
from friendly_desktop.services.cases.records import (
    CaseRecords,
    folded,
    known_case,
    refuse,
    write_plan,
)
from friendly_desktop.storage import case_history as history
from friendly_desktop.storage import case_search
from friendly_desktop.storage import cases as rows
from friendly_desktop.storage.database import Connection


class Entering(CaseRecords):
    """New cases come into the register."""

    def check(self, entry: CaseEntry) -> tuple[CaseProblem, ...]:
        """What is to say about an entry, what forbids it first; warnings never block."""
        with self._db.read() as connection:
            latest = self._latest_day(connection)
        return problems(cleaned(entry), latest, self._clock.today())

    def add(self, entry: CaseEntry) -> Case:
        """Enter a case: it gets its number, its first dates, and can be found.

        Raises:
            AppError: ``denouncer_identity`` where a denunciation names somebody, ``case_refused`` for
                anything else that cannot be; nothing is stored then.
        """
        return self.add_many((entry,))[0]

    def add_many(self, entries: Sequence[CaseEntry]) -> tuple[Case, ...]:
        """Enter cases in one act: all of them or none.

        Raises:
            AppError: as for ``add``.
        """
        told = [cleaned(entry) for entry in entries]
        for entry in told:
            _refuse_identity(entry)
        with self._db.write(Area.CASES) as connection:
            latest = self._latest_day(connection)
            for entry in told:
                found = problems(entry, latest, self._clock.today())
                refuse(found, "case_refused", _("Chưa vào sổ được"))
            return tuple(self._enter(connection, entry) for entry in told)

    def split(self, case_id: int, entries: Sequence[CaseEntry]) -> tuple[Case, ...]:
        """Split a paper with several matters: each becomes a case of its own, joined to the first.

        The first case stays as it is and goes its own way; what of it is no longer its matter is put
        right by a correction.

        Raises:
            AppError: the case is unknown, or an entry is refused.
        """
        told = [cleaned(entry) for entry in entries]
        for entry in told:
            _refuse_identity(entry)
        if not told:
            raise AppError(
                "case_refused",
                _("Chưa tách được"),
                _("Cần ít nhất một nội dung để tách ra."),
                _("Hãy nhập nội dung của phần tách ra."),
            )
        with self._db.write(Area.CASES) as connection:
            parent = known_case(connection, case_id)
            latest = self._latest_day(connection)
            for entry in told:
                found = problems(entry, latest, self._clock.today())
                refuse(found, "case_refused", _("Chưa tách được"))
            parts = tuple(self._enter(connection, entry, parent.id) for entry in told)
            for part in parts:
                history.link(connection, parent.id, part.id, LinkKind.SPLIT)
            with in_vietnamese():
                text = _("Tách thành: {codes}").format(codes=", ".join(part.code for part in parts))
            step = StepEntry(CaseAction.SPLIT, latest, text=text)
            history.add_step(connection, parent.id, step, parent.state, self._clock.now())
        return parts

    def _enter(
        self,
        connection: Connection,
        entry: CaseEntry,
        parent_id: int | None = None,
        closing: StepEntry | None = None,
    ) -> Case:
        """Write a new case down.

        Args:
            connection: a write.
            entry: cleaned and checked.
            parent_id: the case it was split from.
            closing: how it ended long ago, in an old register; no limit of it is counted then.
        """
        at = self._clock.now()
        year = entry.received.year
        number, register_number = rows.next_numbers(connection, year)
        first = StepEntry(CaseAction.ENTER, entry.received, by=entry.receiver, kind=entry.kind)
        if closing is not None:
            first = replace(first, code=OLD_REGISTER)
        case = Case(
            id=0,
            year=year,
            number=number,
            register_number=register_number if entry.channel is Channel.IN_PERSON else None,
            entry=entry,
            state=CaseState.ENTERED,
            parent_id=parent_id,
            created_at=at,
            changed_at=at,
        )
        steps = (first,) if closing is None else (first, closing)
        case = folded(case, entry, steps)
        plan = self._plan(case, steps, ())
        case = replace(case, due=plan.due, due_rule=plan.due_rule, due_unit=plan.due_unit)
        case = replace(case, id=rows.add(connection, case))
        history.add_step(connection, case.id, first, CaseState.ENTERED, at)
        if closing is not None:
            history.add_step(connection, case.id, closing, case.state, at)
        write_plan(connection, case.id, plan, at)
        case_search.index(connection, case)
        return case


def _refuse_identity(entry: CaseEntry) -> None:
    """A denunciation that tells who denounced: refused before anything is written anywhere.

    Raises:
        AppError: ``denouncer_identity``; its words repeat nothing of what was typed.
    """
    refuse(denunciation_problems(entry), "denouncer_identity", _("Đơn tố cáo không được ghi người tố cáo"))
