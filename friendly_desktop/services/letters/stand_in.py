"""Templates by name and fields alone, until the shipped ones are read from their files."""

import json

from friendly_desktop.clock import Clock
from friendly_desktop.domain.letter_register import KIND_TITLES
from friendly_desktop.domain.letters import Field, FieldKind, LetterKind, Template, Tone, Wording
from friendly_desktop.storage.database import Connection
from friendly_desktop.storage.tables import letter_templates


def _template(kind: LetterKind) -> Template:
    fields = (
        Field("salutation", FieldKind.SALUTATION, "Xưng hô", default="Ông"),
        Field("name", FieldKind.PERSON, "Họ và tên", required=True),
        Field("address", FieldKind.ADDRESS, "Địa chỉ"),
        Field("hamlet", FieldKind.HAMLET, "Thôn, tổ dân phố", remembered=True),
    )
    if kind is LetterKind.WEDDING:
        fields = (
            Field("groom", FieldKind.PERSON, "Chú rể", required=True),
            Field("bride", FieldKind.PERSON, "Cô dâu", required=True),
            *fields[2:],
        )
    recipient = "{groom} và {bride}" if kind is LetterKind.WEDDING else "{salutation} {name}"
    same = ("groom", "bride") if kind is LetterKind.WEDDING else ("name",)
    return Template(
        kind.value, 1, kind, KIND_TITLES[kind], Tone.PLAIN, Wording.PROGRAM, fields,
        recipient=recipient, same_by=same, hamlet="hamlet", shipped=True,
        book="extensions" if kind is LetterKind.APOLOGY_EXTENSION else "letters",
    )  # fmt: skip


class StandInTemplates:
    """One bare template a kind."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def templates(self, kind: LetterKind | None = None) -> tuple[Template, ...]:
        return tuple(_template(one) for one in LetterKind if kind in (None, one))

    def get(self, template_id: str, version: int | None = None) -> Template:  # noqa: ARG002
        return _template(LetterKind(template_id))

    def default(self, kind: LetterKind) -> Template:
        return _template(kind)

    def remember(self, connection: Connection, template: Template) -> None:
        statement = letter_templates.insert().prefix_with("OR IGNORE")
        connection.execute(
            statement.values(
                id=template.id, version=template.version, kind=template.kind.value, title=template.title,
                content=json.dumps({}), sha256="", saved_at=self._clock.now(),
            )
        )  # fmt: skip
