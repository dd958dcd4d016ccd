"""The numbered books: the next number proposed, given once, never twice."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.letters import Letter, LetterBook, LetterEvent, LetterState
from friendly_desktop.domain.letters.register import NUMBER_FIELD, printed_number, typed_number
from friendly_desktop.domain.text import ascii_slug, clean_line
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, in_vietnamese
from friendly_desktop.services.letters.records import (
    LetterRecords,
    book_of,
    describing_columns,
    known_letters,
    number_taken,
)
from friendly_desktop.storage import letters as rows
from friendly_desktop.storage.database import Connection

_FREE = (LetterState.DRAFT, LetterState.SUBMITTED)
_LARGEST = 999_999


class Numbers(LetterRecords):
    """Giving numbers by book and year (NĐ 30/2020: one series a year from 01)."""

    def books(self) -> tuple[LetterBook, ...]:
        """Every numbered register."""
        with self._db.read() as connection:
            return rows.books(connection)

    def save_book(self, book: LetterBook) -> LetterBook:
        """Add a register (id "") or change its title and pattern. Numbers already printed stay as they are.

        Raises:
            AppError: the title is empty or the pattern does not say where the number stands.
        """
        kept = LetterBook(clean_line(book.id), clean_line(book.title), clean_line(book.pattern))
        if not kept.title:
            raise AppError(
                "name_empty", _("Chưa nhập tên"), _("Tên sổ đang để trống."), _("Hãy nhập tên của sổ.")
            )
        if kept.pattern.count(NUMBER_FIELD) != 1:
            raise AppError(
                "book_pattern",
                _("Cách ghi số chưa đúng"),
                _("Cách ghi «{pattern}» phải có {number} đúng một lần.").format(
                    pattern=kept.pattern, number=NUMBER_FIELD
                ),
                _("Hãy nhập như {example}.").format(example=f"{NUMBER_FIELD}/UBND"),
            )
        with self._db.write(Area.LETTERS) as connection:
            if not kept.id:
                kept = replace(kept, id=_new_id(kept.title, [one.id for one in rows.books(connection)]))
            rows.put_book(connection, kept)
        return kept

    def propose_number(self, book: str, year: int) -> int:
        """The number that comes next in the book of a year; nothing is taken by asking."""
        with self._db.read() as connection:
            return rows.next_number(connection, book, year)

    def give_number(self, letter_id: int, number: int | None, text: str = "") -> Letter:
        """Give a letter its number, change it, or take it off again.

        After signing only a letter without a number can be given one: the one that was written by hand.

        Args:
            letter_id: the letter.
            number: its place in the book of its year; None to take it off.
            text: how it is printed, by the pattern of the book when left out.

        Raises:
            AppError: the number is taken, no number at all, or the letter is settled.
        """
        with self._db.write(Area.LETTERS) as connection:
            one = known_letters(connection, [letter_id])[letter_id]
            _require_open(one)
            if number is not None and not 0 < number <= _LARGEST:
                raise AppError(
                    "number_invalid",
                    _("Số không hợp lệ"),
                    _("Số của thư phải từ 1 đến {n}.").format(n=_LARGEST),
                )
            book = book_of(connection, one.book)
            held = number and rows.holder(connection, one.book, one.year, number)
            if held and held.letter_id != letter_id:
                raise number_taken(connection, one.book, one.year, held)
            words = clean_line(text) or ("" if number is None else printed_number(book.pattern, number))
            self._write_number(connection, one, number, words)
            return known_letters(connection, [letter_id])[letter_id]

    def give_next_numbers(self, ids: Sequence[int]) -> tuple[Letter, ...]:
        """Give each letter without a number the next one, in the order given, in one act.

        Raises:
            AppError: one of them is settled.
        """
        with self._db.write(Area.LETTERS) as connection:
            found = known_letters(connection, ids)
            patterns = {one.id: one.pattern for one in rows.books(connection)}
            upcoming: dict[tuple[str, int], int] = {}
            for one in (found[letter_id] for letter_id in ids):
                if one.number is not None:
                    continue
                _require_open(one)
                place = one.book, one.year
                number = upcoming.get(place) or rows.next_number(connection, *place)
                upcoming[place] = number + 1
                self._write_number(connection, one, number, printed_number(patterns[one.book], number))
            found = known_letters(connection, ids)
            return tuple(found[letter_id] for letter_id in ids)

    def number_typed(self, book: str, text: str) -> tuple[int | None, str]:
        """What typing ``text`` into the number field means: the place in the book and the printed words."""
        with self._db.read() as connection:
            return typed_number(book_of(connection, book).pattern, text)

    def _write_number(self, connection: Connection, one: Letter, number: int | None, words: str) -> None:
        if (number, words) == (one.number, one.draft.number):
            return
        now = self._clock.now()
        template = self.template_of(one.draft)
        columns = describing_columns(connection, template, one.draft.values, words)
        rows.change(
            connection,
            [one.id],
            {"number": number, "number_text": words, "folded": columns["folded"], "changed_at": now},
        )
        with in_vietnamese():
            note = (
                _("Cấp số {number}").format(number=words)
                if words
                else _("Bỏ số {number}").format(number=one.draft.number)
            )
        rows.add_events(connection, [one.id], LetterEvent(now, one.state, None, note))


def _new_id(title: str, taken: Collection[str]) -> str:
    stem = ascii_slug(title, 40)
    return next(one for one in (stem, *(f"{stem}-{count}" for count in range(2, 1000))) if one not in taken)


def _require_open(one: Letter) -> None:
    if one.state in _FREE or (one.number is None and one.state is not LetterState.CANCELLED):
        return
    raise AppError(
        "number_settled",
        _("Số của thư không đổi được nữa"),
        _("Thư mang số {number} đã ký hoặc đã hủy; số của thư phải còn nguyên trong sổ.").format(
            number=one.draft.number or "-"
        ),
        _("Hãy lùi thư một bước rồi đổi số, hoặc hủy thư và viết thư mới."),
    )
