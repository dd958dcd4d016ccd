"""Builds a form of a case from what a data file says; the format is told in ``resources/forms/README.md``."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from friendly_desktop.domain.cases import CaseAction, CaseKind, CaseState
from friendly_desktop.domain.cases.form_values import SOURCES
from friendly_desktop.domain.cases.forms import (
    KEEPER,
    CaseFormTemplate,
    FormAbout,
    FormBlock,
    FormField,
    FormSigner,
    FormStyle,
    FormWording,
    Secret,
    Signing,
)
from friendly_desktop.domain.criteria import Problem
from friendly_desktop.domain.criteria.source import FIELD_ID, FILE_ID, Fields, Findings, Table
from friendly_desktop.domain.deadlines.workdays import Confidence
from friendly_desktop.domain.letters import Blank, Field, FieldKind
from friendly_desktop.domain.letters.corrections import corrections_in
from friendly_desktop.domain.letters.text import FACTS, problems
from friendly_desktop.i18n import N_, _

FORMAT = "1"
_FORM_ADVICE = N_("Chỉ dùng chữ thường không dấu, chữ số và dấu gạch nối, như receipt.")
_FIELD_ADVICE = N_("Chỉ dùng chữ thường không dấu, chữ số và dấu gạch dưới, như received_on.")


@dataclass(frozen=True, slots=True)
class BuiltForm:
    """A form, or every problem found."""

    form: CaseFormTemplate | None
    problems: tuple[Problem, ...] = ()


def build(root: Table) -> BuiltForm:
    """The form a file describes."""
    findings = Findings()
    reader = Fields(root, findings)
    reader.require_format(
        FORMAT, _("Chương trình này đọc tệp biểu mẫu có «format: {known}», không đọc được «{said}».")
    )
    day = reader.day("valid_from")
    form = CaseFormTemplate(
        id=reader.matching("id", FILE_ID, _(_FORM_ADVICE), required=True),
        version=reader.whole("version", 1, 999_999, 1),
        code=reader.line("code"),
        title=reader.line("title", required=True),
        wording=reader.member("wording", FormWording, FormWording.PROGRAM, required=True),
        source=reader.line("source", required=True),
        confidence=reader.member("confidence", Confidence, Confidence.KNOWN, required=True),
        note=reader.line("note"),
        about=reader.member("about", FormAbout, FormAbout.CASE),
        kinds=reader.members("kinds", CaseKind),
        states=reader.members("states", CaseState),
        actions=reader.members("actions", CaseAction),
        valid_from=date.fromisoformat(day) if day else None,
        symbol=reader.line("symbol"),
        heading=reader.line("heading"),
        subject=reader.line("subject"),
        addressee=reader.line("addressee"),
        signing=reader.member("signing", Signing, Signing.HEAD),
        signers=tuple(_signer(table, findings) for table in reader.tables("signers")),
        recipients=reader.lines("recipients"),
        keeper=reader.line("keeper") or KEEPER,
        fields=tuple(_field(table, findings) for table in reader.tables("fields")),
        blocks=tuple(_block(table, findings) for table in reader.tables("blocks")),
        corrections=corrections_in(reader, findings),
    )
    reader.finish()
    if not findings.problems:
        for message in _text_problems(form):
            findings.add(root.where, message)
    return BuiltForm(None if findings.problems else form, tuple(findings.problems))


def _text_problems(form: CaseFormTemplate) -> Iterator[str]:
    """What is wrong in the texts, and what would let a denouncer's name through."""
    known = {one.id for one in form.fields}
    if len(known) < len(form.fields):
        yield _("Hai trường của biểu mẫu có cùng mã.")
    texts = [block.text for block in form.blocks]
    texts += [form.subject, form.addressee, *form.recipients, *(signer.name for signer in form.signers)]
    for text in texts:
        yield from problems(text, known)
    for block in form.blocks:
        for condition in filter(None, (block.when, block.unless)):
            if condition not in known:
                yield _("Một phần của biểu mẫu tùy theo trường «{field}», nhưng không có trường này.").format(
                    field=condition
                )
    for one in form.fields:
        if one.id in FACTS:
            yield _("Mã trường «{field}» trùng với tên có sẵn của chương trình.").format(field=one.id)
        if one.source and one.source not in SOURCES:
            yield _("Không có dữ liệu «{source}» để điền vào trường «{field}».").format(
                source=one.source, field=one.id
            )
        secret = SOURCES.get(one.source, Secret.NOTHING)
        if secret is not Secret.NOTHING and secret is not one.secret:
            yield _("Trường «{field}» phải ghi «secret: {secret}».").format(field=one.id, secret=secret.value)
    if form.signing is Signing.PEOPLE and not form.signers:
        yield _("Biểu mẫu do nhiều người ký phải ghi «signers».")


def _signer(table: Table, findings: Findings) -> FormSigner:
    reader = Fields(table, findings)
    signer = FormSigner(reader.text("title", required=True), reader.line("hint"), reader.line("name"))
    reader.finish()
    return signer


def _field(table: Table, findings: Findings) -> FormField:
    reader = Fields(table, findings)
    field = FormField(
        Field(
            id=reader.matching("id", FIELD_ID, _(_FIELD_ADVICE), required=True),
            kind=reader.member("kind", FieldKind, FieldKind.LINE, required=True),
            label=reader.line("label", required=True),
            required=reader.truth("required", default=False),
            hint=reader.line("hint"),
            choices=reader.lines("choices"),
            default=reader.text("default"),
            blank=reader.member("blank", Blank, Blank.DOTS),
        ),
        source=reader.line("source"),
        secret=reader.member("secret", Secret, Secret.NOTHING),
    )
    reader.finish()
    return field


def _block(table: Table, findings: Findings) -> FormBlock:
    reader = Fields(table, findings)
    block = FormBlock(
        style=reader.member("style", FormStyle, FormStyle.BODY, required=True),
        text=reader.text("text"),
        when=reader.line("when"),
        unless=reader.line("unless"),
        kinds=reader.members("kinds", CaseKind),
        count=reader.whole("count", 1, 30, 3),
        columns=reader.lines("columns"),
    )
    reader.finish()
    return block
