"""Lines of the diary in the list: kinds with their icons, columns, months."""

from collections.abc import Mapping
from datetime import date

from friendly_desktop import formats
from friendly_desktop.domain.activities import Activity, ActivityEntry, ActivityKind
from friendly_desktop.domain.activities.rules import KIND_TITLES
from friendly_desktop.i18n import _, ngettext
from ui import icons
from ui.models.columns import Column

ICONS: Mapping[ActivityKind, str] = {
    ActivityKind.BROADCAST: "up",
    ActivityKind.MEETING: "person",
    ActivityKind.CONFERENCE: "unit",
    ActivityKind.TRAINING: "note",
    ActivityKind.VISIT: "home",
    ActivityKind.PUBLISHED: "open-outside",
    ActivityKind.INSPECTION: "eye",
    ActivityKind.CLEANUP: "refresh",
    ActivityKind.SERVICE: "done",
    ActivityKind.DOCUMENT: "file",
    ActivityKind.OTHER: "more",
}


def kind_words(kind: ActivityKind) -> str:
    """A kind in words."""
    return _(KIND_TITLES[kind])


def kind_choices() -> list[tuple[object, str]]:
    """Every kind with its words."""
    return [(kind, kind_words(kind)) for kind in ActivityKind]


def columns(references: Mapping[str, str]) -> tuple[Column[Activity], ...]:
    """The columns of the list; ``references`` are asked anew for every cell."""
    return (
        Column(_("Ngày"), value=lambda one: one.entry.day, display=formats.short_date, width=10),
        Column(_("Loại"), value=lambda one: kind_words(one.entry.kind), width=20),
        Column(
            _("Mục"),
            value=lambda one: ", ".join(references.get(node, node) for node in one.entry.nodes),
            tooltip=lambda one: ", ".join(references.get(node, node) for node in one.entry.nodes),
            width=13,
        ),
        Column(
            _("Ảnh"),
            value=lambda one: len(one.evidence),
            display=lambda count: str(count) if count else "",
            icon=lambda one: icons.icon("image", "quiet") if one.evidence else None,
            width=6,
        ),
        Column(
            _("Nội dung"),
            value=lambda one: one.entry.title,
            tooltip=lambda one: f"{kind_words(one.entry.kind)}: {one.entry.title}",
            icon=lambda one: icons.icon(ICONS[one.entry.kind], "quiet"),
        ),
    )


def facts(entry: ActivityEntry, today: date) -> str:
    """What is known of it besides its title: kind, day, times, place, who, how many."""
    parts = [kind_words(entry.kind), formats.near_day(entry.day, today)]
    if entry.times > 1:
        parts.append(ngettext("{n} lần", "{n} lần", entry.times).format(n=entry.times))
    parts += [entry.place, entry.hamlet, entry.organiser]
    if entry.participants is not None:
        parts.append(
            ngettext("{n} người tham gia", "{n} người tham gia", entry.participants).format(
                n=formats.whole_number(entry.participants)
            )
        )
    parts += [entry.number, entry.link]
    return " · ".join(part for part in parts if part)
