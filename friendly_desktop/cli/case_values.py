"""The files of values for ``case add`` and ``case step``: read strictly, all that is wrong told at once."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from enum import Enum
from typing import Any

from friendly_desktop.domain.cases import (
    CaseAction,
    CaseEntry,
    CaseKind,
    CasePaper,
    CaseProblem,
    Competence,
    Conditions,
    DocumentRef,
    Outcome,
    PaperState,
    Representative,
    StepEntry,
)
from friendly_desktop.domain.cases.fields import FIELDS, read_entry
from friendly_desktop.domain.cases.secrecy import IDENTITY_FIELDS
from friendly_desktop.domain.deadlines import Complexity
from friendly_desktop.domain.letters.days import read_day
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _

_DOCUMENT = ("title", "number", "day", "issuer", "signer")
_STEP_WORDS = ("by", "body", "officer", "text", "code")
_STEP_KINDS: Mapping[str, type[Enum]] = {
    "complexity": Complexity,
    "kind": CaseKind,
    "conditions": Conditions,
    "competence": Competence,
    "outcome": Outcome,
}
_LONGEST_SHOWN = 40


def entry_of(given: Mapping[str, Any], today: date) -> CaseEntry:
    """The case that a file says.

    Raises:
        AppError: ``denouncer_identity`` where a denunciation names somebody, ``fields_wrong`` for unknown
            fields and values that cannot be understood.
    """
    known = {one.id for one in FIELDS} | {"meeting_id"}
    problems = _unknown(given, known)
    texts = {}
    people: tuple[Representative, ...] | None = None
    papers: tuple[CasePaper, ...] | None = None
    meeting: int | None = None
    for name, value in given.items():
        if name == "meeting_id":
            meeting = value if isinstance(value, int) and not isinstance(value, bool) else None
        elif name == "representatives" and isinstance(value, list):
            people = tuple(_representative(one, problems) for one in value)
        elif name == "papers" and isinstance(value, list):
            papers = tuple(_paper(one, problems) for one in value)
        elif name in known:
            texts[name] = _text(name, value, problems)
    read = read_entry(texts, today)
    if texts.get("kind") == CaseKind.DENUNCIATION.value or (
        read.entry is not None and read.entry.kind is CaseKind.DENUNCIATION
    ):
        _refuse_named(given)
    problems += [one.message for one in read.problems]
    _refuse(problems)
    if read.entry is None:
        raise RuntimeError("an entry without problems was not read")
    entry = replace(read.entry, meeting_id=meeting)
    if people is not None:
        entry = replace(entry, representatives=people)
    return entry if papers is None else replace(entry, papers=papers)


def step_of(given: Mapping[str, Any], today: date) -> StepEntry:
    """The step that a file says.

    Raises:
        AppError: ``fields_wrong``.
    """
    known = {"action", "on", "days", "document", *_STEP_WORDS, *_STEP_KINDS}
    problems = _unknown(given, known)
    values: dict[str, Any] = {
        name: _text(name, given[name], problems) for name in _STEP_WORDS if name in given
    }
    for name, kind in _STEP_KINDS.items():
        if given.get(name) is not None:
            values[name] = _one_of(name, given[name], kind, problems)
    action = _one_of("action", given.get("action", ""), CaseAction, problems)
    on = _day("on", given.get("on"), today, problems) or today
    days = given.get("days")
    if days is not None and (not isinstance(days, int) or isinstance(days, bool)):
        problems.append(_("Trường «{field}» phải là số.").format(field="days"))
    document = given.get("document") or {}
    if not isinstance(document, dict):
        problems.append(_("Trường «{field}» phải là một đối tượng.").format(field="document"))
        document = {}
    problems += _unknown(document, set(_DOCUMENT))
    paper = DocumentRef(
        **{name: _text(name, document.get(name), problems) for name in _DOCUMENT if name != "day"},
        day=_day("document.day", document.get("day"), today, problems),
    )
    _refuse(problems)
    if not isinstance(action, CaseAction):
        raise RuntimeError("an action without problems was not read")  # noqa: TRY004 - our own bug
    return StepEntry(action, on, days=days, document=paper, **values)


def _refuse_named(given: Mapping[str, Any]) -> None:
    if any(given.get(name) for name in IDENTITY_FIELDS):
        raise AppError(
            "denouncer_identity",
            _("Đơn tố cáo không được ghi người tố cáo"),
            _(
                "Đơn tố cáo không được ghi họ tên, địa chỉ, số định danh hay số điện thoại của người tố cáo. "
                "Thông tin này chỉ để trong hồ sơ giấy."
            ),
            _("Chưa có gì được ghi; hãy sửa rồi làm lại."),
        )


def _unknown(given: Mapping[str, Any], known: Iterable[str]) -> list[str]:
    names = sorted(known)
    told = []
    for name in given:
        if name in names:
            continue
        near = difflib.get_close_matches(name, names, 1)
        told.append(
            _("Không có trường «{field}»; có lẽ là «{near}».").format(
                field=name[:_LONGEST_SHOWN], near=near[0]
            )
            if near
            else _("Không có trường «{field}».").format(field=name[:_LONGEST_SHOWN])
        )
    return told


def _text(name: str, value: Any, problems: list[str]) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "x" if value else ""
        case str():
            return value
        case int():
            return str(value)
        case _:
            problems.append(_("Trường «{field}» phải là chữ.").format(field=name))
            return ""


def _representative(value: Any, problems: list[str]) -> Representative:
    if isinstance(value, str):
        return Representative(value)
    if isinstance(value, dict) and not set(value) - {"name", "address", "identity"}:
        return Representative(
            **{name: _text(f"representatives.{name}", text, problems) for name, text in value.items()}
        )
    problems.append(_("Trường «{field}» không hợp lệ.").format(field="representatives"))
    return Representative("")


def _paper(value: Any, problems: list[str]) -> CasePaper:
    if isinstance(value, str):
        return CasePaper(value)
    if isinstance(value, dict) and not set(value) - {"name", "pages", "state"}:
        pages = value.get("pages")
        state = _one_of("papers.state", value.get("state", "copy"), PaperState, problems)
        return CasePaper(
            _text("papers.name", value.get("name"), problems),
            pages if isinstance(pages, int) else None,
            state if isinstance(state, PaperState) else PaperState.COPY,
        )
    problems.append(_("Trường «{field}» không hợp lệ.").format(field="papers"))
    return CasePaper("")


def _one_of(name: str, value: Any, kind: type[Enum], problems: list[str]) -> Enum | None:
    known = [str(one.value) for one in kind]
    if value in known:
        return kind(value)
    message = _("Trường «{field}» không nhận giá trị này; hãy dùng một trong: {known}.")
    problems.append(message.format(field=name, known=", ".join(known)))
    return None


def _day(name: str, value: Any, today: date, problems: list[str]) -> date | None:
    if value in (None, ""):
        return None
    try:
        return read_day(str(value), today)
    except ValueError as error:
        problems.append(_("Trường «{field}»: {why}").format(field=name, why=error))
        return None


def _refuse(problems: list[str]) -> None:
    if problems:
        raise AppError(
            "fields_wrong",
            _("Dữ liệu chưa đúng"),
            " ".join(dict.fromkeys(problems)),
            _("Chưa có gì được ghi; hãy sửa rồi làm lại."),
        )


def warnings(problems: Iterable[CaseProblem]) -> list[str]:
    """The sentences that only warn."""
    return [one.message for one in problems if not one.blocking]
