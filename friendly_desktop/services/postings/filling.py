"""Fills a kind of posting: its own words, the facts of the office, the schedule, the people.

Needs no records, so that a poster can be made where no office was set up: what it would say is dots.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from friendly_desktop.domain.letters.text import Piece, dressed, facts, filled
from friendly_desktop.domain.office import Office, Signatory
from friendly_desktop.domain.postings import PostingField, PostingKind, PostingValue, PostingValues, cleaned
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, in_vietnamese

#: A name that was not given yet, short enough for a heading.
_DOTS = "........"


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """What the office's records say that a posting may need.

    Attributes:
        office: the office.
        signatory: who usually signs.
        fills: rows or texts by the name of the source (``domain.postings.FILLS``).
    """

    office: Office
    signatory: Signatory | None = None
    fills: Mapping[str, PostingValue] | None = None


def blank(kind: PostingKind, known: OfficeFacts) -> dict[str, PostingValue]:
    """The values a person begins with."""
    return {field.id: _begun(field, known) for field in kind.fields}


def _begun(field: PostingField, known: OfficeFacts) -> PostingValue:
    if field.fill and known.fills and (value := known.fills.get(field.fill)):
        return value
    if field.kind == "rows":
        return tuple(tuple(said(cell, known) for cell in row) for row in field.rows)
    return said(field.default, known)


def said(text: str, known: OfficeFacts) -> str:
    """A text with the facts of the office in their places."""
    with in_vietnamese():
        told = facts(known.office, known.signatory)
    short = {name: _DOTS if set(value) == {"."} else value for name, value in told.items()}
    short["unit"] = f"{told['unit_type']} {known.office.name or _DOTS}"

    def value(piece: Piece) -> str:
        return dressed(short.get(piece.field, ""), piece.style)

    return "".join(shown for _piece, shown in filled(text, value))


def checked(kind: PostingKind, values: PostingValues) -> dict[str, PostingValue]:
    """The values as they are drawn and kept.

    Raises:
        AppError: ``posting_field_unknown``, ``posting_field_empty``, ``posting_field_long``.
    """
    strange = [name for name in values if kind.field(name) is None]
    if strange:
        raise AppError(
            "posting_field_unknown",
            _("Không có trường này"),
            _("Loại niêm yết «{kind}» không có trường «{field}».").format(kind=kind.title, field=strange[0]),
            _("Hãy dùng một trong: {known}.").format(known=", ".join(one.id for one in kind.fields)),
        )
    told = cleaned(kind, values)
    for field in kind.fields:
        value = told[field.id]
        if field.required and not value:
            raise AppError(
                "posting_field_empty",
                _("Còn chỗ trống"),
                _("«{field}» chưa có nội dung.").format(field=field.label),
                _("Hãy nhập nội dung rồi làm lại."),
            )
        if field.kind == "choice" and value not in dict(field.choices):
            told[field.id] = field.default
        if field.most and len(value) > field.most:
            raise _too_much(field)
    return told


def _too_much(field: PostingField) -> AppError:
    if field.kind == "rows":
        message = _("«{field}» có quá {n} dòng, không vừa một tờ.").format(field=field.label, n=field.most)
    else:
        message = _("«{field}» dài quá {n} ký tự, không vừa một tờ.").format(field=field.label, n=field.most)
    return AppError("posting_field_long", _("Nội dung dài quá"), message, _("Hãy rút ngắn rồi làm lại."))
