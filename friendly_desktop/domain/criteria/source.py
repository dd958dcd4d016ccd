"""What a criteria file says before it is understood: text with its place, tables, lists, and a reader
that turns them into values and collects every problem instead of stopping at the first.

YAML, TOML, the Excel form and the database all become these values, so that there is one builder.
"""

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TypeVar

from friendly_desktop.domain.criteria import Problem
from friendly_desktop.domain.text import nfc
from friendly_desktop.i18n import _

MOST_PROBLEMS = 200
_LONGEST_TEXT = 20_000
_DECIMAL = re.compile(r"-?[0-9]{1,7}(?:\.[0-9]{1,4})?")
_COMMA_DECIMAL = re.compile(r"-?[0-9]{1,7},[0-9]{1,4}")
#: How a file and what stands in it name themselves: a name means the same on every PC and in every spelling.
FILE_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
FIELD_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")

EnumT = TypeVar("EnumT", bound=Enum)


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar as written, never interpreted; ``where`` is shown to people ("bo.yaml, dòng 12").

    ``refused`` marks a value whose problem was told where it was read; nobody complains of it again.
    """

    value: str
    where: str
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    values: tuple["Value", ...]
    where: str


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping by name; ``names`` are what people know the names by, where the file is a form."""

    entries: Mapping[str, "Value"]
    where: str
    names: Mapping[str, str] = field(default_factory=dict)


Value = Text | Items | Table


@dataclass
class Findings:
    """Collects problems up to a number that a person can still read."""

    problems: list[Problem] = field(default_factory=list)

    def add(self, where: str, message: str) -> None:
        """Note one problem; a repeated one is noted once."""
        found = Problem(where, message)
        if not self.full and found not in self.problems:
            self.problems.append(found)

    @property
    def full(self) -> bool:
        """Whether more would not be noted."""
        return len(self.problems) >= MOST_PROBLEMS


class Fields:
    """Reads the named values of one table.

    Each getter gives a usable value even when it notes a problem, so that reading goes on; ``broken``
    says then that the values are not all the file's own. ``finish`` reports the names nobody asked for.
    """

    def __init__(self, table: Table, findings: Findings, about: str = "") -> None:
        self._table = table
        self._findings = findings
        self._asked: set[str] = set()
        self.about = about
        self.broken = False

    @property
    def where(self) -> str:
        """The place of the whole table, for people."""
        return self._at(self._table)

    def place(self, key: str) -> str:
        """Where ``key`` stands, or the table when it has no such key."""
        return self._at(self._table.entries.get(key, self._table))

    def refuse(self, message: str, key: str = "") -> None:
        """Note a problem at ``key``, or at the table when it has no such key."""
        self._note(self.place(key), message)

    def require_format(self, known: str, refusal: str) -> None:
        """Refuse a file of another format than ``known``; ``refusal`` says so with ``{known}`` and ``{said}``."""
        if (said := self.line("format", required=True)) not in ("", known):
            self.refuse(refusal.format(known=known, said=said[:20]), "format")

    def text(self, key: str, *, required: bool = False) -> str:
        """A text, ends trimmed; "" when absent."""
        value = self._get(key)
        found = ""
        if isinstance(value, Text):
            found = self._clean(value)
        elif value is not None:
            self._note(self._at(value), _("«{key}» phải là một đoạn chữ.").format(key=self._name(key)))
            return ""
        if required and not found and not (isinstance(value, Text) and value.refused):
            self.refuse(_("Thiếu «{key}»; hãy ghi nội dung cho dòng này.").format(key=self._name(key)), key)
        return found

    def line(self, key: str, *, required: bool = False) -> str:
        """A text of one line, white space runs made single."""
        return " ".join(self.text(key, required=required).split())

    def matching(self, key: str, pattern: re.Pattern[str], advice: str, *, required: bool = False) -> str:
        """A one-line text of a given form; ``advice`` says which."""
        found = self.line(key, required=required)
        if found and not pattern.fullmatch(found):
            self.refuse(
                _("«{key}» không hợp lệ: «{value}». {advice}").format(
                    key=self._name(key), value=found[:60], advice=advice
                ),
                key,
            )
        return found

    def decimal(self, key: str, *, required: bool = False) -> Decimal | None:
        """An exact decimal with a dot, up to four places."""
        found = self.line(key, required=required)
        if not found:
            return None
        if _DECIMAL.fullmatch(found):
            return Decimal(found)
        if _COMMA_DECIMAL.fullmatch(found):
            message = _("«{key}» là «{value}»; trong tệp này hãy viết dấu chấm thập phân: {fixed}.")
            self.refuse(message.format(key=self._name(key), value=found, fixed=found.replace(",", ".")), key)
        else:
            message = _("«{key}» phải là số thập phân như 2 hoặc 0.5, không phải «{value}».")
            self.refuse(message.format(key=self._name(key), value=found[:60]), key)
        return None

    def whole(self, key: str, least: int, most: int, default: int) -> int:
        """A whole number within bounds."""
        found = self.line(key)
        if not found:
            return default
        if re.fullmatch(r"-?[0-9]{1,9}", found) and least <= int(found) <= most:
            return int(found)
        message = _("«{key}» phải là số nguyên từ {least} đến {most}, không phải «{value}».")
        self.refuse(message.format(key=self._name(key), least=least, most=most, value=found[:60]), key)
        return default

    def day(self, key: str) -> str:
        """A day as ISO text, "" when absent."""
        found = self.line(key)
        if found:
            try:
                if date.fromisoformat(found).isoformat() == found:
                    return found
            except ValueError:
                pass
            message = _("«{key}» phải là ngày có thật, viết như 2026-12-31, không phải «{value}».")
            self.refuse(message.format(key=self._name(key), value=found[:60]), key)
        return ""

    def truth(self, key: str, *, default: bool) -> bool:
        """``true`` or ``false``."""
        found = self.line(key).lower()
        if found in ("true", "false"):
            return found == "true"
        if found:
            message = _("«{key}» phải là true hoặc false, không phải «{value}».")
            self.refuse(message.format(key=self._name(key), value=found[:60]), key)
        return default

    def member(self, key: str, kind: type[EnumT], default: EnumT, *, required: bool = False) -> EnumT:
        """A member of an enumeration by its value."""
        found = self.line(key, required=required)
        if not found:
            return default
        return self.among(kind, found, key) or default

    def members(self, key: str, kind: type[EnumT]) -> tuple[EnumT, ...]:
        """A list of members of an enumeration by their values."""
        found = (self.among(kind, word, key) for word in self.lines(key))
        return tuple(one for one in found if one is not None)

    def among(self, kind: type[EnumT], word: str, key: str) -> EnumT | None:
        """The member called ``word``; a problem with the nearest right word when there is none."""
        known = {str(member.value): member for member in kind}
        if word not in known:
            self.known_word(key, word, known)
        return known.get(word)

    def known_word(self, key: str, word: str, known: Collection[str]) -> None:
        """Note a problem unless ``word`` is one of ``known``."""
        if word in known:
            return
        near = _nearest(word, known)
        if near:
            message = _("«{key}» không nhận «{word}». Có phải là «{near}»?").format(
                key=self._name(key), word=word[:60], near=near
            )
        else:
            message = _("«{key}» không nhận «{word}»; hãy dùng một trong: {known}.").format(
                key=self._name(key), word=word[:60], known=", ".join(sorted(known))
            )
        self.refuse(message, key)

    def lines(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty ones are problems."""
        found = []
        for value in self._items(key):
            if isinstance(value, Text) and value.refused:
                self.broken = True
                continue
            text = self._clean(value) if isinstance(value, Text) else ""
            if text:
                found.append(text)
            else:
                self._note(
                    self._at(value),
                    _("Mỗi dòng của «{key}» phải là một đoạn chữ không trống.").format(key=self._name(key)),
                )
        return tuple(found)

    def tables(self, key: str) -> Iterator[Table]:
        """A list of tables."""
        for value in self._items(key):
            if isinstance(value, Table):
                yield value
            elif isinstance(value, Text) and value.refused:
                self.broken = True
            else:
                self._note(
                    self._at(value),
                    _("Mỗi mục của «{key}» phải gồm các cặp «tên: giá trị».").format(key=self._name(key)),
                )

    def table(self, key: str) -> Table | None:
        """A nested table, None when absent."""
        value = self._get(key)
        if value is None or isinstance(value, Table):
            return value
        if not (isinstance(value, Text) and not value.value.strip()):
            self._note(
                self._at(value), _("«{key}» phải gồm các cặp «tên: giá trị».").format(key=self._name(key))
            )
        return None

    def free_names(self) -> tuple[str, ...]:
        """The names of a table whose names are data (ids); nothing is unknown then."""
        self._asked.update(self._table.entries)
        return tuple(self._table.entries)

    def finish(self) -> None:
        """Report names that nothing asked for, with the nearest known one."""
        for name, value in self._table.entries.items():
            if name in self._asked:
                continue
            if self._findings.full:  # a file of 400,000 strange names is not searched for what each may mean
                self.broken = True
                return
            near = _nearest(name, self._asked)
            if near:
                message = _("Không có mục tin nào tên «{name}». Có phải là «{near}»?").format(
                    name=name[:60], near=near
                )
            else:
                message = _("Không có mục tin nào tên «{name}»; hãy bỏ dòng này.").format(name=name[:60])
            self._note(self._at(value), message)

    def _name(self, key: str) -> str:
        return self._table.names.get(key, key)

    def _get(self, key: str) -> Value | None:
        self._asked.add(key)
        value = self._table.entries.get(key)
        self.broken = self.broken or (isinstance(value, Text) and value.refused)
        return value

    def _note(self, where: str, message: str) -> None:
        self.broken = True
        self._findings.add(where, message)

    def _items(self, key: str) -> tuple[Value, ...]:
        value = self._get(key)
        if isinstance(value, Items):
            return value.values
        if value is not None and not (isinstance(value, Text) and not value.value.strip()):
            self._note(self._at(value), _("«{key}» phải là một danh sách.").format(key=self._name(key)))
        return ()

    def _clean(self, value: Text) -> str:
        found = value.value.strip()
        if len(found) > _LONGEST_TEXT:
            self._note(self._at(value), _("Đoạn chữ dài quá {most} ký tự.").format(most=_LONGEST_TEXT))
            return found[:_LONGEST_TEXT]
        if _CONTROL.search(found):
            self._note(self._at(value), _("Đoạn chữ có ký tự điều khiển không in được; hãy gõ lại."))
            return _CONTROL.sub("", found)
        if not unicodedata.is_normalized("NFC", found):
            message = _("Chữ được gõ theo kiểu Unicode tổ hợp; hãy chuyển sang Unicode dựng sẵn (NFC).")
            self._note(self._at(value), message)
            return nfc(found)
        return found

    def _at(self, value: Value) -> str:
        return f"{value.where}{self.about}"


def _nearest(word: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(word[:60].lower(), sorted(known), n=1)
    return near[0] if near else ""
