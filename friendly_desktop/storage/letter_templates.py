"""Letter templates on disk: shipped and hand-edited files, and the versions the records keep."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import yaml
from sqlalchemy import Connection, insert, select, update

from friendly_desktop.domain.criteria.source import Table
from friendly_desktop.domain.letters import Template
from friendly_desktop.domain.letters.template_build import (
    BuiltTemplate,
    build,
    canonical,
    content_digest,
    plain,
)
from friendly_desktop.domain.settings import DEFAULT_TEMPLATES, UNFINISHED_TEMPLATES
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.storage.office import all_settings, put_settings, setting
from friendly_desktop.storage.tables import letter_templates
from friendly_desktop.storage.text_trees import (
    LARGEST_TEXT_FILE,
    Refused,
    decode,
    from_plain,
    from_toml,
    from_yaml,
    read,
)


@dataclass(frozen=True, slots=True)
class StoredTemplate:
    """A version in the records, without its content."""

    id: str
    version: int
    sha256: str
    removed: bool
    saved_at: datetime


def load(path: Path) -> BuiltTemplate:
    """Read and check a template file (YAML, or TOML by its ending).

    Raises:
        AppError: the file is not there, too large, or another program holds it.
    """
    too_large = AppError(
        "letter_template_too_large",
        _("Tệp quá lớn"),
        _("Tệp {name} lớn hơn {most} MB nên không phải là tệp mẫu thư.").format(
            name=path.name, most=LARGEST_TEXT_FILE // 1_000_000
        ),
        _("Hãy chọn đúng tệp mẫu thư."),
    )
    try:
        text = decode(read(path, LARGEST_TEXT_FILE, too_large), path.name)
        toml = path.suffix.lower() == ".toml"
        return build(from_toml(text, path.name) if toml else from_yaml(text, path.name))
    except Refused as refused:
        return BuiltTemplate(None, (refused.problem,))


def file_text(template: Template) -> str:
    """The template as a YAML file that people read and change."""
    said = plain(replace(template, shipped=False, word_sha256=""))
    return yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=110)


def load_canonical(content: str) -> BuiltTemplate:
    """Read a template from the text in which the records keep it."""
    root = from_plain(json.loads(content, parse_int=str, parse_float=str), "")
    if not isinstance(root, Table):
        raise TypeError("a stored template is not an object")
    return build(root)


def stored_templates(connection: Connection) -> tuple[StoredTemplate, ...]:
    """Every version in the records, by id and version."""
    columns = letter_templates.c
    rows = connection.execute(
        select(columns.id, columns.version, columns.sha256, columns.removed_at, columns.saved_at).order_by(
            columns.id, columns.version
        )
    )
    return tuple(
        StoredTemplate(row.id, row.version, row.sha256, row.removed_at is not None, row.saved_at)
        for row in rows
    )


def template_content(connection: Connection, template_id: str, version: int) -> str | None:
    """The canonical text of a version, None when the records do not hold it."""
    columns = letter_templates.c
    return connection.execute(
        select(columns.content).where(columns.id == template_id, columns.version == version)
    ).scalar_one_or_none()


def add_template(connection: Connection, template: Template, moment: datetime) -> None:
    """Keep a new version. An existing one is refused by the table's key."""
    connection.execute(
        insert(letter_templates).values(
            id=template.id,
            version=template.version,
            kind=template.kind.value,
            title=template.title,
            content=canonical(template),
            sha256=content_digest(template),
            word_sha256=template.word_sha256 or None,
            saved_at=moment,
            removed_at=None,
        )
    )


def mark_removed(connection: Connection, template_id: str, moment: datetime | None) -> int:
    """Take every version of a template out of the lists, or back with None; how many there are."""
    statement = update(letter_templates).where(letter_templates.c.id == template_id)
    return connection.execute(statement.values(removed_at=moment)).rowcount


def defaults(connection: Connection) -> Mapping[str, str]:
    """The template that the office chose for a kind, by the kind's value."""
    return DEFAULT_TEMPLATES.stored(all_settings(connection))


def put_default(connection: Connection, kind: str, template_id: str) -> None:
    """Remember the office's choice for a kind."""
    put_settings(connection, {DEFAULT_TEMPLATES.of(kind): template_id})


def unfinished(connection: Connection, template_id: str) -> str:
    """The text of a template as somebody left it while changing it; "" when nobody did."""
    return setting(connection, UNFINISHED_TEMPLATES.of(template_id))


def put_unfinished(connection: Connection, template_id: str, text: str) -> None:
    """Keep a template as it stands while it is being changed; "" forgets it."""
    put_settings(connection, {UNFINISHED_TEMPLATES.of(template_id): text})


def template_files(folder: Path) -> Iterable[Path]:
    """The template files of a folder, by name."""
    return sorted(folder.glob("*.yaml"))
