"""What the list of postings shows: states, tabs, columns."""

from collections.abc import Mapping
from enum import Enum

from friendly_desktop import formats
from friendly_desktop.domain.postings import Posting
from friendly_desktop.i18n import N_, _
from ui.models.columns import Column
from ui.widgets.chips import Tone


class State(Enum):
    """Where a posting is; the value is the name a ``Place`` uses as its filter."""

    WAITING = "waiting"
    UP = "up"
    DOWN = "down"


LOOKS: Mapping[State, tuple[str, Tone, str]] = {
    State.WAITING: (N_("Chưa treo"), Tone.WARNING, "todo"),
    State.UP: (N_("Đang treo"), Tone.GOOD, "done"),
    State.DOWN: (N_("Đã gỡ"), Tone.NEUTRAL, "minus"),
}


class Tab(Enum):
    """The tabs of the list; the value is the name a ``Place`` uses as its filter."""

    ALL = "all"
    UP = "up"
    WAITING = "waiting"
    DOWN = "down"

    def takes(self, posting: Posting) -> bool:
        """Whether a posting is in it."""
        return self is Tab.ALL or state(posting).value == self.value


TAB_WORDS: Mapping[Tab, str] = {
    Tab.ALL: N_("Tất cả {n}"),
    Tab.UP: N_("Đang treo {n}"),
    Tab.WAITING: N_("Chưa treo {n}"),
    Tab.DOWN: N_("Đã gỡ {n}"),
}

#: Columns that give way, and the table widths (in letters) below which they do.
TITLE, SIZE, PLACE, SINCE, PHOTOS, STATE = range(6)
ROOM = {SIZE: 98, PHOTOS: 88, SINCE: 72}


def state(posting: Posting) -> State:
    """Where it is."""
    if posting.hung_on is None:
        return State.WAITING
    return State.UP if posting.hangs else State.DOWN


def paper_words(posting: Posting) -> str:
    """Its size and how it lies: "A3, ngang"."""
    way = _("ngang") if posting.lying else _("đứng")
    return _("{size}, {way}").format(size=posting.size.value, way=way)


def hung_words(posting: Posting) -> str:
    """Since when it hangs, or when it hung."""
    if posting.hung_on is None:
        return _("làm ngày {day}").format(day=formats.short_date(posting.made_on))
    if posting.down_on is None:
        return _("từ {day}").format(day=formats.short_date(posting.hung_on))
    first = posting.hung_on
    begun = (
        f"{first.day:02}/{first.month:02}"
        if first.year == posting.down_on.year
        else formats.short_date(first)
    )
    return _("{first} đến {last}").format(first=begun, last=formats.short_date(posting.down_on))


def columns() -> tuple[Column[Posting], ...]:
    """The columns of the list."""
    return (
        Column(_("Tờ niêm yết"), value=lambda one: one.title, tooltip=lambda one: one.title),
        Column(_("Khổ"), value=paper_words, width=9),
        Column(_("Nơi treo"), value=lambda one: one.place, tooltip=lambda one: one.place),
        Column(_("Thời gian"), value=hung_words, width=19),
        Column(
            _("Ảnh"),
            value=lambda one: len(one.evidence),
            display=lambda n: str(n) if n else "",
            right=True,
            width=4,
        ),
        Column(_("Trạng thái"), value=state, display=lambda one: _(LOOKS[one][0]), width=13),
    )


def look(posting: Posting) -> tuple[Tone, str]:
    """The colour and the icon of where a posting is."""
    _words, tone, icon = LOOKS[state(posting)]
    return tone, icon
