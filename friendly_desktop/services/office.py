"""The office as its documents name it, its units and people, who signs, and its settings."""

import json
import re
from collections.abc import Iterable

from friendly_desktop.clock import Clock, SystemClock
from friendly_desktop.domain import settings
from friendly_desktop.domain.bin import BinKind
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.office import Hamlet, Office, Person, Signatory, Unit, UnitType
from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.settings import SAMPLE_DATA, SAMPLE_FILLING, Setting
from friendly_desktop.domain.text import clean_line, name_sort_key, same_tone_places, sort_key
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.storage import bin as binned
from friendly_desktop.storage import office as rows
from friendly_desktop.storage.database import Connection, Database

#: What stands before a name in a pasted list: "- ", "• ", "1. ", "2) ".
_BULLET = re.compile(r"^(?:[-–•*+]|[0-9]{1,3}[.)])\s*")


class OfficeService:
    """Everything the set-up and the settings page enter once and every document uses."""

    def __init__(self, db: Database, clock: Clock | None = None) -> None:
        """Work on ``db``."""
        self._db = db
        self._clock = clock or SystemClock()

    def office(self) -> Office:
        """The office; an empty one with ``set_up`` False before the set-up."""
        with self._db.read() as connection:
            stored = rows.all_settings(connection)
        return Office(
            unit_type=UnitType(settings.OFFICE_KIND.read(stored)),
            name=settings.OFFICE_NAME.read(stored),
            province=settings.OFFICE_PROVINCE.read(stored),
            place=settings.OFFICE_PLACE.read(stored),
            authority=settings.OFFICE_AUTHORITY.read(stored),
            authority_salutation=settings.OFFICE_SALUTATION.read(stored),
            symbol=settings.OFFICE_SYMBOL.read(stored),
            recipients=tuple(json.loads(settings.OFFICE_RECIPIENTS.read(stored))),
            set_up=settings.OFFICE_NAME.key in stored,
        )

    def save_office(self, office: Office) -> Office:
        """Store the office and return it as stored.

        Raises:
            AppError: the name is empty.
        """
        name = clean_line(office.name)
        if not name:
            raise AppError(
                "name_empty",
                _("Chưa có tên đơn vị"),
                _("Tên xã, phường hoặc đặc khu đang để trống."),
                _("Hãy nhập tên, ví dụ: Ninh Giang."),
            )
        recipients = [line for line in map(clean_line, office.recipients) if line]
        values = {
            settings.OFFICE_KIND: office.unit_type.value,
            settings.OFFICE_NAME: name,
            settings.OFFICE_PROVINCE: clean_line(office.province),
            settings.OFFICE_PLACE: clean_line(office.place) or name,
            settings.OFFICE_AUTHORITY: clean_line(office.authority),
            settings.OFFICE_SALUTATION: clean_line(office.authority_salutation),
            settings.OFFICE_SYMBOL: clean_line(office.symbol) or settings.OFFICE_SYMBOL.default,
            settings.OFFICE_RECIPIENTS: json.dumps(recipients, ensure_ascii=False),
        }
        with self._db.write(Area.OFFICE) as connection:
            rows.put_settings(connection, values)
        return self.office()

    def units(self) -> tuple[Unit, ...]:
        """The units of the office in Vietnamese order."""
        with self._db.read() as connection:
            return tuple(sorted(rows.all_units(connection), key=lambda unit: sort_key(unit.name)))

    def save_unit(self, name: str, unit_id: int | None = None) -> Unit:
        """Add a unit or rename one; the same name twice is one unit.

        Raises:
            AppError: the name is empty or belongs to another unit.
        """
        name = _required(name, _("Hãy nhập tên phòng, bộ phận."))
        with self._db.write(Area.OFFICE) as connection:
            for unit in rows.all_units(connection):
                if unit.name.casefold() == name.casefold() and unit.id != unit_id:
                    if unit_id is None:
                        return unit
                    raise AppError(
                        "unit_exists",
                        _("Tên đã có"),
                        _("Đã có phòng, bộ phận tên «{name}».").format(name=unit.name),
                        _("Hãy chọn một tên khác."),
                    )
            return Unit(rows.put_unit(connection, name, unit_id), name)

    def remove_unit(self, unit_id: int) -> None:
        """Take a unit away; what was given to it stays, without a unit."""
        with self._db.write(Area.OFFICE, Area.ASSESSMENT, right=Right.OFFICE) as connection:
            self._throw(connection, BinKind.UNIT, unit_id, rows.all_units(connection))

    def _throw(
        self,
        connection: Connection,
        kind: BinKind,
        row_id: int,
        known: Iterable[Unit | Person | Signatory | Hamlet],
    ) -> None:
        """Put a row into the bin."""
        for one in known:
            if one.id == row_id:
                binned.throw(connection, kind, row_id, one.name, self._clock.now())

    def people(self) -> tuple[Person, ...]:
        """The officers, sorted by given name as Vietnamese lists are."""
        with self._db.read() as connection:
            return tuple(sorted(rows.all_people(connection), key=lambda person: name_sort_key(person.name)))

    def save_person(self, person: Person) -> Person:
        """Add an officer (id 0) or change one.

        Raises:
            AppError: the name is empty.
        """
        name = _required(person.name, _("Hãy nhập họ và tên."))
        position = clean_line(person.position)
        with self._db.write(Area.OFFICE) as connection:
            person_id = rows.put_person(connection, Person(person.id, name, position, person.unit_id))
        return Person(person_id, name, position, person.unit_id)

    def remove_person(self, person_id: int) -> None:
        """Take an officer away; what was given to them stays, without an officer."""
        with self._db.write(Area.OFFICE, Area.ASSESSMENT, right=Right.OFFICE) as connection:
            self._throw(connection, BinKind.PERSON, person_id, rows.all_people(connection))

    def signatories(self) -> tuple[Signatory, ...]:
        """Everyone who may sign, the usual one first."""
        with self._db.read() as connection:
            return rows.all_signatories(connection)

    def save_signatory(self, signatory: Signatory) -> Signatory:
        """Add a signatory (id 0) or change one; the first one becomes the usual one.

        Raises:
            AppError: the name is empty.
        """
        name = _required(signatory.name, _("Hãy nhập họ và tên người ký."))
        with self._db.write(Area.OFFICE) as connection:
            others = [one for one in rows.all_signatories(connection) if one.id != signatory.id]
            usual = signatory.default or not any(one.default for one in others)
            signatory_id = rows.put_signatory(
                connection, Signatory(signatory.id, name, signatory.form, usual)
            )
        return Signatory(signatory_id, name, signatory.form, usual)

    def remove_signatory(self, signatory_id: int) -> None:
        """Take a signatory away."""
        with self._db.write(Area.OFFICE) as connection:
            self._throw(connection, BinKind.SIGNATORY, signatory_id, rows.all_signatories(connection))

    def hamlets(self) -> tuple[Hamlet, ...]:
        """The thôn and tổ dân phố in Vietnamese order, "Tổ dân phố số 2" before "Tổ dân phố số 10"."""
        with self._db.read() as connection:
            return tuple(sorted(rows.all_hamlets(connection), key=lambda one: _counting_key(one.name)))

    def save_hamlet(self, name: str, hamlet_id: int | None = None) -> Hamlet:
        """Add a thôn or rename one; the same name twice is one thôn.

        Letters already written keep the name they were written with.

        Raises:
            AppError: the name is empty or belongs to another one.
        """
        name = _required(name, _("Hãy nhập tên thôn hoặc tổ dân phố, ví dụ: Thôn Đồng Quýt."))
        with self._db.write(Area.OFFICE) as connection:
            for one in rows.all_hamlets(connection):
                if same_tone_places(one.name) == same_tone_places(name) and one.id != hamlet_id:
                    if hamlet_id is None:
                        return one
                    raise AppError(
                        "hamlet_exists",
                        _("Tên đã có"),
                        _("Đã có thôn, tổ dân phố tên «{name}».").format(name=one.name),
                        _("Hãy chọn một tên khác."),
                    )
            return Hamlet(rows.put_hamlet(connection, name, hamlet_id), name)

    def save_hamlets(self, lines: str) -> tuple[Hamlet, ...]:
        """Add a pasted list, one thôn a line; empty lines, bullets, "1." and names already there are passed over.

        Returns:
            Those that were added.
        """
        added = []
        with self._db.write(Area.OFFICE) as connection:
            known = {same_tone_places(one.name) for one in rows.all_hamlets(connection)}
            for line in lines.splitlines():
                name = clean_line(_BULLET.sub("", clean_line(line))).rstrip(" ;,.")
                if name and same_tone_places(name) not in known:
                    known.add(same_tone_places(name))
                    added.append(Hamlet(rows.put_hamlet(connection, name, None), name))
        return tuple(added)

    def remove_hamlet(self, hamlet_id: int) -> None:
        """Take a thôn out of the list; letters that name it stay as they are."""
        with self._db.write(Area.OFFICE) as connection:
            self._throw(connection, BinKind.HAMLET, hamlet_id, rows.all_hamlets(connection))

    def is_demo(self) -> bool:
        """Whether the records are the made-up ones of the demonstration."""
        return bool(self.setting(SAMPLE_DATA))

    def is_demo_unfinished(self) -> bool:
        """Whether the demonstration is being filled in, or was when its process was killed."""
        return self.setting(SAMPLE_DATA).startswith(SAMPLE_FILLING)

    def setting(self, wanted: Setting) -> str:
        """A setting; its default where none was stored."""
        with self._db.read() as connection:
            return rows.setting(connection, wanted)

    def set_setting(self, changed: Setting, value: str) -> None:
        """Store a setting.

        Raises:
            ValueError: the value is not of its kind.
        """
        if not changed.is_sound(value):
            raise ValueError(changed.key)
        with self._db.write(Area.OFFICE) as connection:
            rows.put_settings(connection, {changed: value})

    def remember(self, changed: Setting, value: str) -> None:
        """Store what was chosen in passing, a printer for one; everybody who works here may, and no screen is told.

        Raises:
            ValueError: the value is not of its kind.
        """
        if not changed.is_sound(value):
            raise ValueError(changed.key)
        with self._db.write() as connection:
            rows.put_settings(connection, {changed: value})


def missing_facts(connection: Connection) -> tuple[str, ...]:
    """What the documents of a package need and the office has not entered yet, in translated words."""
    stored = rows.all_settings(connection)
    missing = []
    if not settings.OFFICE_NAME.read(stored):
        missing.append(_("tên đơn vị"))
    if not settings.OFFICE_AUTHORITY.read(stored):
        missing.append(_("cơ quan cấp trên nhận hồ sơ"))
    if not rows.all_signatories(connection):
        missing.append(_("người ký"))
    return tuple(missing)


def _counting_key(name: str) -> tuple[object, ...]:
    """Vietnamese order in which numbers count as numbers."""
    return tuple(
        (0, int(part), ()) if part.isdecimal() else (1, 0, sort_key(part))
        for part in re.split(r"([0-9]+)", name)
        if part
    )


def _required(text: str, hint: str) -> str:
    cleaned = clean_line(text)
    if not cleaned:
        raise AppError("name_empty", _("Chưa nhập tên"), _("Tên đang để trống."), hint)
    return cleaned
