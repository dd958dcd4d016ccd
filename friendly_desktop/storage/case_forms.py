"""Rows of the forms that were made of cases and meetings."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, or_, select, update

from friendly_desktop.domain.cases import CasePaper, PaperState
from friendly_desktop.domain.cases.forms import CaseForm, FormDraft
from friendly_desktop.domain.evidence import Evidence
from friendly_desktop.i18n import _
from friendly_desktop.storage.kept_files import prints_of, release
from friendly_desktop.storage.tables import case_forms


def add(connection: Connection, new: CaseForm, draft: FormDraft, version: int) -> int:
    """Write a made form down; its PDF must lie in the store and have its row."""
    statement = insert(case_forms).values(
        case_id=new.case_id,
        meeting_id=new.meeting_id,
        form=new.form,
        number=new.number,
        day=new.day,
        content=_plain(draft, new.title, version),
        sha256=new.sha256 or None,
        made_at=new.made_at,
    )
    return int(connection.execute(statement.returning(case_forms.c.id)).scalar_one())


def one(connection: Connection, form_id: int) -> CaseForm | None:
    """A form that was made, None when there is none with this id."""
    row = connection.execute(select(case_forms).where(case_forms.c.id == form_id)).first()
    return _form(row) if row else None


def of_case(connection: Connection, case_id: int) -> tuple[CaseForm, ...]:
    """The forms made of a case, the last first."""
    return _forms(connection, case_forms.c.case_id == case_id)


def draft_of(connection: Connection, form_id: int) -> FormDraft | None:
    """What was filled in, to begin the next one with; None once it was wiped."""
    row = connection.execute(select(case_forms).where(case_forms.c.id == form_id)).first()
    if row is None or not row.content:
        return None
    said = json.loads(row.content)
    return FormDraft(
        form=row.form,
        date=row.day,
        case_id=row.case_id,
        meeting_id=row.meeting_id,
        values=said["values"],
        papers=tuple(
            CasePaper(one["name"], one["pages"], PaperState(one["state"])) for one in said["papers"]
        ),
        number=row.number,
        place=said["place"],
        signatory_id=said["signatory_id"],
        recipients=tuple(said["recipients"]),
    )


def used_numbers(connection: Connection, draft: FormDraft) -> tuple[str, ...]:
    """The numbers that forms of a kind bear in its year, those of other cases and meetings."""
    columns = case_forms.c
    rows = connection.execute(
        select(columns.number).where(
            columns.form == draft.form,
            columns.number != "",
            columns.day.between(date(draft.date.year, 1, 1), date(draft.date.year, 12, 31)),
            or_(
                columns.case_id.is_distinct_from(draft.case_id),
                columns.meeting_id.is_distinct_from(draft.meeting_id),
            ),
        )
    )
    return tuple(rows.scalars())


def wipe(connection: Connection, case_id: int) -> tuple[str, ...]:
    """Forget what the forms of a case say: a case that turns out to be a denunciation names nobody.

    That a form was made, its number and day stay; the values go, and with them the rows of PDFs that nothing
    else names.

    Returns:
        The digests whose files nothing names any more, for the store to delete.
    """
    return _forget(connection, case_forms.c.case_id == case_id)


def wipe_of_meeting(connection: Connection, meeting_id: int, names: Callable[[str], bool]) -> tuple[str, ...]:
    """The same for the forms of a meeting that name the person, such as its conclusion.

    Args:
        connection: a write.
        meeting_id: where the case was received.
        names: whether a text names the person.

    Returns:
        As for ``wipe``.
    """
    statement = select(case_forms.c.id, case_forms.c.content).where(case_forms.c.meeting_id == meeting_id)
    told = [form_id for form_id, content in connection.execute(statement) if names(content)]
    return _forget(connection, case_forms.c.id.in_(told)) if told else ()


def _forget(connection: Connection, mine: ColumnElement[bool]) -> tuple[str, ...]:
    digests = set(
        connection.execute(
            select(case_forms.c.sha256).where(mine, case_forms.c.sha256.is_not(None))
        ).scalars()
    )
    connection.execute(update(case_forms).where(mine).values(content="", sha256=None))
    return release(connection, digests)


def kept_files(connection: Connection) -> tuple[Evidence, ...]:
    """Every stored PDF that a made form names."""
    words = _("Bản in của biểu mẫu mã {id}.pdf")
    return prints_of(connection, case_forms.c.sha256, case_forms.c.day, lambda one: words.format(id=one))


def _forms(connection: Connection, condition: Any) -> tuple[CaseForm, ...]:
    rows = connection.execute(select(case_forms).where(condition).order_by(case_forms.c.id.desc()))
    return tuple(map(_form, rows))


def _form(row: Row[Any]) -> CaseForm:
    title = json.loads(row.content)["title"] if row.content else ""
    return CaseForm(
        row.id,
        row.form,
        title,
        row.number,
        row.day,
        row.made_at,
        row.case_id,
        row.meeting_id,
        row.sha256 or "",
    )


def _plain(draft: FormDraft, title: str, version: int) -> str:
    papers: Sequence[CasePaper] = draft.papers
    return json.dumps(
        {
            "title": title,
            "version": version,
            "values": dict(draft.values),
            "papers": [{"name": one.name, "pages": one.pages, "state": one.state.value} for one in papers],
            "place": draft.place,
            "signatory_id": draft.signatory_id,
            "recipients": list(draft.recipients),
        },
        ensure_ascii=False,
    )
