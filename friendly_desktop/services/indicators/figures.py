"""The figures of every month: which there are, what they say, what the year makes of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from friendly_desktop.clock import Clock
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.indicators import Indicator, MonthValue, Share, ShareValue, Total
from friendly_desktop.domain.indicators import figures as arithmetic
from friendly_desktop.domain.text import ascii_slug, clean_line, fold
from friendly_desktop.errors import AppError
from friendly_desktop.formats import plain
from friendly_desktop.i18n import _
from friendly_desktop.storage import indicator_files
from friendly_desktop.storage import indicators as rows
from friendly_desktop.storage.database import Connection, Database

_OWN = "own_"
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class YearOfFigures:
    """Everything about the figures of a year, read at once.

    Attributes:
        year: which.
        indicators: in the order of their lists, with those that were taken away but have figures of this year.
        values: what was written down.
        shares: with their arithmetic.
        monthly: by id of a share, each month by itself, None where a figure is missing.
        doubts: figures that contradict each other.
        known: the last month whose figures could be there.
    """

    year: int
    indicators: tuple[Indicator, ...]
    values: tuple[MonthValue, ...]
    shares: tuple[ShareValue, ...]
    monthly: Mapping[str, tuple[Decimal | None, ...]]
    doubts: tuple[arithmetic.Doubt, ...]
    known: int


class Figures:
    """Figures by month, and shares of them."""

    def __init__(self, db: Database, clock: Clock) -> None:
        """Work on ``db``; ``clock`` says which months could be known."""
        self._db = db
        self._clock = clock

    # What there is

    def indicators(self) -> tuple[Indicator, ...]:
        """Every figure that is written down, the office's own ones last within their group."""
        with self._db.read() as connection:
            return _in_groups(self._known(connection).indicators)

    def shares(self) -> tuple[Share, ...]:
        """Every share, the office's own ones last."""
        with self._db.read() as connection:
            return self._known(connection).shares

    def indicator(self, indicator_id: str) -> Indicator:
        """One figure, also one that was taken away.

        Raises:
            AppError: there is none with this id.
        """
        with self._db.read() as connection:
            return self._indicator(connection, indicator_id)

    def save_own(self, indicator: Indicator) -> Indicator:
        """Write down a figure of the office itself (id "" for a new one), or change it.

        Raises:
            AppError: it has no name, its name is taken, or it belongs to the program.
        """
        wanted = replace(
            indicator,
            title=clean_line(indicator.title),
            unit=clean_line(indicator.unit) or _("lượt"),
            group=clean_line(indicator.group) or _("Của đơn vị"),
            hint=clean_line(indicator.hint),
            own=True,
            names=(),
        )
        _require_name(wanted.title)
        with self._db.write(Area.FIGURES) as connection:
            known = self._known(connection)
            _require_free(wanted.id, wanted.title, known.indicators)
            _require_own(wanted.id, known.indicators)
            if not wanted.id:
                wanted = replace(wanted, id=_new_id(wanted.title, connection))
            rows.put_own(connection, wanted.id, indicator_files.indicator_text(wanted))
        return wanted

    def save_own_share(self, share: Share) -> Share:
        """Write down a share of the office itself (id "" for a new one), or change it.

        Raises:
            AppError: it has no name, its name is taken, it names no figures, or it belongs to the program.
        """
        wanted = replace(share, title=clean_line(share.title), own=True)
        _require_name(wanted.title)
        with self._db.write(Area.FIGURES) as connection:
            known = self._known(connection)
            _require_free(wanted.id, wanted.title, known.shares)
            _require_own(wanted.id, known.shares)
            ids = {one.id for one in known.indicators}
            if not wanted.of or not wanted.over or not {*wanted.of, *wanted.over} <= ids:
                raise AppError(
                    "share_incomplete",
                    _("Tỷ lệ chưa đủ"),
                    _("Tỷ lệ «{title}» chưa chọn số ở trên và số ở dưới.").format(title=wanted.title),
                    _("Hãy chọn ít nhất một chỉ tiêu ở mỗi phần."),
                )
            if not wanted.id:
                wanted = replace(wanted, id=_new_id(wanted.title, connection))
            rows.put_own(connection, wanted.id, indicator_files.share_text(wanted))
        return wanted

    def remove_own(self, own_id: str) -> None:
        """Take a figure or share of the office out of the lists; what was written down stays.

        Raises:
            AppError: it belongs to the program, or a share of the office is made of it.
        """
        with self._db.write(Area.FIGURES) as connection:
            known = self._known(connection)
            _require_own(own_id, (*known.indicators, *known.shares))
            using = [one.title for one in known.shares if own_id in (*one.of, *one.over)]
            if using:
                raise AppError(
                    "indicator_in_use",
                    _("Chỉ tiêu đang được dùng"),
                    _("Tỷ lệ «{title}» tính từ chỉ tiêu này.").format(title=using[0]),
                    _("Hãy bỏ tỷ lệ đó trước."),
                )
            rows.remove_own(connection, own_id, self._clock.now())

    def restore_own(self, own_id: str) -> None:
        """Put a figure or share of the office back that was taken away."""
        with self._db.write(Area.FIGURES) as connection:
            rows.remove_own(connection, own_id, None)

    # What was written down

    def values(self, year: int) -> tuple[MonthValue, ...]:
        """Every figure of a year."""
        with self._db.read() as connection:
            return rows.values_of(connection, year)

    def years(self) -> tuple[int, ...]:
        """The years that have figures, in order."""
        with self._db.read() as connection:
            return rows.years(connection)

    def set_values(
        self, year: int, month: int, figures: Mapping[str, str | Decimal], source: str = ""
    ) -> tuple[MonthValue, ...]:
        """Write down figures of a month, exact or as they were typed; "" takes one away.

        Args:
            year: which.
            month: 1 to 12.
            figures: by indicator.
            source: where they are from; "" for typed by hand.

        Raises:
            AppError: the month is still to come, an indicator is unknown, or a text is no number; nothing is
                written then.
        """
        return self.set_many(year, {(one, month): text for one, text in figures.items()}, source)

    def set_many(
        self, year: int, figures: Mapping[tuple[str, int], str | Decimal], source: str = ""
    ) -> tuple[MonthValue, ...]:
        """As ``set_values``, for several months in one act, by indicator and month."""
        with self._db.write(Area.FIGURES) as connection:
            known = {one.id: one for one in self._every(connection)}
            read = {}
            for (indicator_id, month), given in figures.items():
                self._require_month(year, month)
                if indicator_id not in known:
                    raise _unknown(indicator_id)
                try:
                    read[indicator_id, month] = _read(given, known[indicator_id])
                except ValueError as error:
                    raise AppError(
                        "figure_invalid",
                        _("Số liệu chưa đúng"),
                        _("Tháng {month}, «{title}»: {message}").format(
                            month=month, title=known[indicator_id].title, message=error
                        ),
                        _("Hãy nhập lại ô này."),
                    ) from error
            rows.put_values(connection, year, read, clean_line(source) or _("nhập tay"), self._clock.now())
            return rows.values_of(connection, year)

    # What the year makes of it

    def year(self, year: int) -> YearOfFigures:
        """Everything about the figures of a year."""
        with self._db.read() as connection:
            known = self._known(connection)
            values = rows.values_of(connection, year)
            every = {one.id: one for one in self._every(connection)}
        listed = {one.id for one in known.indicators}
        gone = [every[one] for one in dict.fromkeys(one.indicator for one in values) if one in every]
        indicators = _in_groups((*known.indicators, *(one for one in gone if one.id not in listed)))
        months = arithmetic.by_month(values)
        last = arithmetic.known_months(year, self._clock.today())
        shares = tuple(arithmetic.share_value(one, every, months, 12, last) for one in known.shares)
        monthly = {one.id: arithmetic.monthly(one, every, months) for one in known.shares}
        doubts = arithmetic.doubts(known.shares, every, months)
        return YearOfFigures(year, indicators, values, shares, monthly, doubts, last)

    def share(self, year: int, share_id: str, until: int | None = None) -> ShareValue:
        """A share of a year with its arithmetic.

        Args:
            year: which.
            share_id: which.
            until: the last month that counts; all that was written down by default.

        Raises:
            AppError: there is no such share.
        """
        with self._db.read() as connection:
            every = {one.id: one for one in self._every(connection)}
            share = next((one for one in self._known(connection).shares if one.id == share_id), None)
            if share is None:
                raise _unknown(share_id)
            months = arithmetic.by_month(rows.values_of(connection, year))
        return arithmetic.share_value(
            share, every, months, until or 12, arithmetic.known_months(year, self._clock.today())
        )

    def total(self, year: int, indicator_id: str, until: int | None = None) -> Total:
        """What the months of a year make of one figure.

        Raises:
            AppError: there is no such figure.
        """
        with self._db.read() as connection:
            indicator = self._indicator(connection, indicator_id)
            months = arithmetic.by_month(rows.values_of(connection, year))
        known = arithmetic.known_months(year, self._clock.today())
        return arithmetic.total(indicator, months, until or 12, known)

    def _require_month(self, year: int, month: int) -> None:
        today = self._clock.today()
        if month not in arithmetic.MONTHS:
            raise AppError(
                "month_invalid",
                _("Tháng chưa đúng"),
                _("Không có tháng {month}.").format(month=month),
                _("Hãy ghi tháng từ 1 đến 12."),
            )
        if (year, month) > (today.year, today.month):
            raise AppError(
                "month_to_come",
                _("Tháng chưa đến"),
                _("Tháng {month}/{year} chưa đến nên chưa có số liệu.").format(month=month, year=year),
                _("Hãy xem lại năm và tháng."),
            )

    def _known(self, connection: Connection) -> indicator_files.Figures:
        """What comes with the program and what the office added."""
        shipped = indicator_files.shipped()
        own = [indicator_files.stored(one.content) for one in rows.own(connection) if not one.removed]
        return indicator_files.Figures(
            (*shipped.indicators, *(one for one in own if isinstance(one, Indicator))),
            (*shipped.shares, *(one for one in own if isinstance(one, Share))),
        )

    def _every(self, connection: Connection) -> tuple[Indicator, ...]:
        """Every figure, also those that were taken away."""
        own = [indicator_files.stored(one.content) for one in rows.own(connection)]
        return (
            *indicator_files.shipped().indicators,
            *(one for one in own if isinstance(one, Indicator)),
        )

    def _indicator(self, connection: Connection, indicator_id: str) -> Indicator:
        found = next((one for one in self._every(connection) if one.id == indicator_id), None)
        if found is None:
            raise _unknown(indicator_id)
        return found


def _read(given: str | Decimal, indicator: Indicator) -> Decimal | None:
    text = plain(given) if isinstance(given, Decimal) else given
    return arithmetic.read_figure(text.replace(".", ",") if isinstance(given, Decimal) else text, indicator)


def _in_groups(indicators: tuple[Indicator, ...]) -> tuple[Indicator, ...]:
    """The figures with those of one group together, groups in the order in which they first come."""
    groups = list(dict.fromkeys(one.group for one in indicators))
    return tuple(sorted(indicators, key=lambda one: groups.index(one.group)))


def _new_id(title: str, connection: Connection) -> str:
    taken = {one.id for one in rows.own(connection)}
    stem = _OWN + re.sub(r"\W", "_", ascii_slug(title, 28))
    number, found = 1, stem
    while found in taken:
        number += 1
        found = f"{stem}_{number}"
    return found


def _require_name(title: str) -> None:
    if not title or len(title) > _LONGEST:
        raise AppError(
            "indicator_nameless",
            _("Chưa có tên"),
            _("Tên đang để trống hoặc dài quá {most} ký tự.").format(most=_LONGEST),
            _("Hãy đặt một tên ngắn, ví dụ «Hồ sơ trả quá hạn»."),
        )


def _require_free(own_id: str, title: str, known: tuple[Indicator, ...] | tuple[Share, ...]) -> None:
    if any(fold(one.title) == fold(title) and one.id != own_id for one in known):
        raise AppError(
            "indicator_doubled",
            _("Tên đã có"),
            _("Đã có «{title}» trong danh mục.").format(title=title),
            _("Hãy dùng chỉ tiêu đã có, hoặc đặt tên khác."),
        )


def _require_own(own_id: str, known: tuple[Indicator | Share, ...]) -> None:
    if any(one.id == own_id and not one.own for one in known):
        raise AppError(
            "indicator_shipped",
            _("Không sửa được chỉ tiêu này"),
            _("Chỉ tiêu này có sẵn trong chương trình, các bộ tiêu chí dựa vào nó."),
            _("Hãy thêm một chỉ tiêu của đơn vị."),
        )


def _unknown(indicator_id: str) -> AppError:
    return AppError(
        "indicator_unknown",
        _("Không có chỉ tiêu này"),
        _("Không có chỉ tiêu hoặc tỷ lệ nào có mã «{id}».").format(id=indicator_id),
        _("Hãy xem danh mục bằng lệnh indicator list hoặc ở trang Số liệu, hoạt động."),
    )
