"""The file of values for ``letter make``: read strictly, told of all at once when something is wrong."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from friendly_desktop.cli.json_file import read_object, unreadable
from friendly_desktop.domain.letters import Field, FieldKind, LetterDraft, Template
from friendly_desktop.domain.letters import fields as letter_fields
from friendly_desktop.domain.office import Signatory
from friendly_desktop.domain.text import clean_line, same_tone_places
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _


def particulars() -> tuple[Field, ...]:
    """What every letter has beside the fields of its template; the file of values may name them."""
    return (
        Field("date", FieldKind.DATE, _("Ngày của thư")),
        Field("number", FieldKind.LINE, _("Số, ký hiệu")),
        Field("place", FieldKind.LINE, _("Địa danh")),
        Field("signatory", FieldKind.PERSON, _("Người ký")),
    )


def read_values(path: Path) -> dict[str, str]:
    """The file as texts by field; numbers are taken as they stand.

    Raises:
        AppError: there is no such file, or it is not one JSON object of texts.
    """
    told = read_object(path, numbers=False)
    values = {}
    for name, value in told.items():
        if value is not None and not isinstance(value, str):
            raise unreadable(path, _("trường «{name}» phải là chữ").format(name=name))
        values[name] = value or ""
    return values


def read_draft(
    template: Template,
    given: Mapping[str, str],
    begun: LetterDraft,
    signatories: Sequence[Signatory],
    today: date,
) -> tuple[LetterDraft, Signatory | None]:
    """The letter that the values make.

    Args:
        template: whose fields are filled in.
        given: texts as people type them, or canonical.
        begun: date, place and signatory where the file names none.
        signatories: who may sign.
        today: what "hôm nay" and a missing year mean.

    Returns:
        The draft with canonical values, and who signs; a name that is on no list signs as Chairman.

    Raises:
        AppError: an unknown field, or all values that are wrong or missing.
    """
    own = {one.id: one for one in template.fields}
    common = {one.id: one for one in particulars() if one.id not in own}
    _require_known(given, [*own, *common])
    values: dict[str, str] = {}
    wrong: list[str] = []
    for one in (*own.values(), *common.values()):
        text = given.get(one.id, one.default)
        try:
            value = letter_fields.read_value(one, text, today)
        except ValueError as error:
            wrong.append(
                _("{field} ({label}): {message}").format(field=one.id, label=one.label, message=error)
            )
            continue
        if value:
            values[one.id] = value
        elif one.required:
            wrong.append(_("{field} ({label}): chưa có giá trị.").format(field=one.id, label=one.label))
    told = {name: values.pop(name, "") for name in common}
    draft = replace(
        begun,
        values=values,
        date=date.fromisoformat(told["date"]) if told.get("date") else begun.date,
        number=told.get("number", ""),
        place=told.get("place") or begun.place,
    )
    if not wrong:
        found = letter_fields.check(template, draft, today)
        wrong = [f"{one.field}: {one.message}" for one in found if one.blocking]
    if wrong:
        raise AppError(
            "fields_invalid",
            _("Chưa đủ hoặc chưa đúng giá trị"),
            "\n  ".join(wrong),
            _("Hãy sửa tệp giá trị rồi chạy lại. Lệnh letter kinds nêu các trường của mẫu."),
        )
    signatory = _signatory(told.get("signatory", ""), signatories, begun.signatory_id)
    return replace(draft, signatory_id=signatory.id or None if signatory else None), signatory


def require_signatory(signatory: Signatory | None, known: Sequence[Signatory]) -> None:
    """A letter of the register is signed by somebody on the office's list.

    Raises:
        AppError: the name is on no list.
    """
    if signatory is not None and not signatory.id:
        names = ", ".join(one.name for one in known)
        raise AppError(
            "signatory_unknown",
            _("Không có người ký này"),
            _("«{name}» không có trong danh sách người ký.").format(name=signatory.name),
            _("Danh sách hiện có: {names}.").format(names=names)
            if names
            else _("Hãy thêm người ký trong phần thiết lập."),
        )


def _signatory(name: str, known: Sequence[Signatory], usual: int | None) -> Signatory | None:
    if not name:
        return next((one for one in known if one.id == usual), None)
    found = (one for one in known if same_tone_places(one.name) == same_tone_places(clean_line(name)))
    return next(found, Signatory(0, clean_line(name)))


def _require_known(given: Mapping[str, str], known: Sequence[str]) -> None:
    unknown = [name for name in given if name not in known]
    if not unknown:
        return
    lines = []
    for name in unknown:
        near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
        lines.append(
            _("«{name}» (gần giống: {near})").format(name=name, near=", ".join(near))
            if near
            else _("«{name}»").format(name=name)
        )
    raise AppError(
        "field_unknown",
        _("Mẫu thư không có trường này"),
        _("Không có trường {names}.").format(names="; ".join(lines)),
        _("Các trường của mẫu: {known}.").format(known=", ".join(known)),
    )
