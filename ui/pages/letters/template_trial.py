"""What a template prints, with made-up values or those of the last letter; plain calls, no widget."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from friendly_desktop.domain.letters import LetterDraft, LetterFilter, Template
from friendly_desktop.domain.letters.template_edit import drawable
from friendly_desktop.domain.letters.trial import trial_values
from friendly_desktop.domain.text import safe_name
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.services.written_files import write_file

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services
    from friendly_desktop.services.letters.word_templates import WordFile


class Values(Enum):
    """Which values a template is looked at with."""

    TRIAL = "trial"
    LAST = "last"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Shown:
    """A template as it prints, or why it cannot be printed."""

    content: bytes
    pages: int
    why_not: str = ""


def values_of(services: "Services", template: Template, which: Values) -> Mapping[str, str]:
    """The values to look at a template with; made-up ones where no letter was written with it yet."""
    if which is Values.EMPTY:
        return {}
    if which is Values.LAST:
        known = {one.id for one in template.fields}
        letters = services.letters.find(LetterFilter(kind=template.kind))
        written = [one for one in letters if one.draft.template_id == template.id and one.draft.values]
        if written:
            last = max(written, key=lambda one: one.id)
            return {name: value for name, value in last.draft.values.items() if name in known}
    return trial_values(template, services.clock.today())


def trial_draft(services: "Services", template: Template, which: Values) -> LetterDraft:
    """A letter that nobody wrote."""
    signatory = next((one.id for one in services.office.signatories()), None)
    office = services.office.office()
    return LetterDraft(
        template.id,
        values_of(services, template, which),
        services.clock.today(),
        template_version=template.version,
        signatory_id=signatory,
        place=office.place or office.name,
    )


def render(template: Template, which: Values) -> "Callable[[Services], Shown]":
    """The PDF of a template as it stands, with all its faults."""

    def work(services: "Services") -> Shown:
        whole = drawable(template)
        draft = trial_draft(services, whole, which)
        word = services.letter_templates.word_file(whole) if whole.word_sha256 else b""
        try:
            pdf = services.letters.trial(whole, draft, word).pdf()
        except AppError as error:
            return Shown(b"", 0, " ".join(part for part in (error.message, error.hint) if part))
        return Shown(pdf.content, pdf.pages)

    return work


def titled_copy(services: "Services", template_id: str, title: str) -> Template:
    """A copy of a template under a title that no other template has."""
    taken = {one.title for one in services.letter_templates.templates()}
    found, count = title, 1
    while found in taken:
        count += 1
        found = f"{title} {count}"
    return services.letter_templates.copy(template_id, found)


def used_again(services: "Services", template_id: str, version: int) -> Template:
    """An older version as the newest one; what was being changed is given up."""
    kept = services.letter_templates.save(
        replace(services.letter_templates.get(template_id, version), shipped=False)
    )
    services.letter_templates.forget_unfinished(template_id)
    return kept


def trial_docx(file: "WordFile", title: str) -> "Callable[[Services], Path]":
    """A Word file filled with made-up values, for Word to open; only a copy beside the records."""

    def work(services: "Services") -> Path:
        template = replace(file.base, title=title, fields=file.fields, blocks=())
        draft = trial_draft(services, template, Values.TRIAL)
        content = services.letters.trial(template, draft, file.content).docx()
        name = safe_name(_("Thư điền thử {title}.docx").format(title=title))
        return write_file(services.folder.cache / "opened" / name, content, 0).file

    return work
