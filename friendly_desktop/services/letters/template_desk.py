"""What a person who keeps the templates in order sees: which there are, since when, and unfinished changes."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from friendly_desktop.clock import Clock
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.letters import LetterKind, Template
from friendly_desktop.domain.letters.template_draft import as_text, from_text
from friendly_desktop.storage import letter_templates as rows
from friendly_desktop.storage.database import Database


@dataclass(frozen=True, slots=True)
class ListedTemplate:
    """A template in a list.

    Attributes:
        template: its newest version.
        usual: whether new letters of its kind begin with it.
        saved_at: when that version was kept; None for one that came with the program.
        unfinished: whether somebody left changes that are not saved.
    """

    template: Template
    usual: bool
    saved_at: datetime | None
    unfinished: bool = False


class TemplateDesk(ABC):
    """Lists templates, and keeps what somebody is changing in one."""

    _clock: Clock

    @abstractmethod
    def templates(self, kind: LetterKind | None = None) -> tuple[Template, ...]:
        """The newest version of every template, the usual one of a kind first."""

    @abstractmethod
    def _records(self) -> Database:
        """The records of the office."""

    def listed(self) -> tuple[ListedTemplate, ...]:
        """Every template, by kind, the usual one of its kind first."""
        found = self.templates()
        with self._records().read() as connection:
            saved = {(one.id, one.version): one.saved_at for one in rows.stored_templates(connection)}
            open_ = {one.id for one in found if rows.unfinished(connection, one.id)}
        usual: dict[LetterKind, str] = {}
        for one in found:
            usual.setdefault(one.kind, one.id)
        return tuple(
            ListedTemplate(
                one,
                usual[one.kind] == one.id,
                None if one.shipped else saved.get((one.id, one.version)),
                one.id in open_,
            )
            for one in found
        )

    def saved_at(self, template_id: str) -> Mapping[int, datetime]:
        """When each version in the records was kept."""
        with self._records().read() as connection:
            stored = rows.stored_templates(connection)
        return {one.version: one.saved_at for one in stored if one.id == template_id}

    def unfinished(self, template_id: str) -> Template | None:
        """The template as somebody left it while changing it; None when nobody did."""
        with self._records().read() as connection:
            text = rows.unfinished(connection, template_id)
        return from_text(text) if text else None

    def keep_unfinished(self, template: Template) -> None:
        """Keep a template as it stands, right or wrong, until it is saved or given up."""
        with self._records().write(Area.LETTERS) as connection:
            rows.put_unfinished(connection, template.id, as_text(template))

    def forget_unfinished(self, template_id: str) -> None:
        """Give up what somebody was changing."""
        with self._records().write(Area.LETTERS) as connection:
            rows.put_unfinished(connection, template_id, "")
