"""The way of a letter: signing folder, signature, delivery, and what was cancelled and why."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.letters import Delivery, Letter, LetterEvent, LetterState
from friendly_desktop.domain.letters.register import STATE_TITLES, may_become, state_before
from friendly_desktop.domain.text import clean_line, clean_text
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, in_vietnamese
from friendly_desktop.services.letters.records import LetterRecords, future_day, known_letters
from friendly_desktop.storage import letters as rows

#: What a step back takes away again.
_UNDONE: Mapping[LetterState, Mapping[str, object]] = {
    LetterState.SUBMITTED: {},
    LetterState.SIGNED: {"signed_on": None},
    LetterState.DELIVERED: {"delivered_on": None, "delivery": None, "delivered_by": ""},
    LetterState.CANCELLED: {"cancelled_on": None, "cancel_reason": ""},
}


class Register(LetterRecords):
    """Steps of letters, forward and back; of many at once all or none."""

    def submit(self, ids: Sequence[int], on: date | None = None) -> tuple[Letter, ...]:
        """Put drafts into the signing folder (trình ký).

        Args:
            ids: the drafts.
            on: the day, today by default.

        Raises:
            AppError: one of them is no draft.
        """
        return self._step(ids, LetterState.SUBMITTED, on or self._clock.today(), {}, "")

    def sign(self, ids: Sequence[int], on: date) -> tuple[Letter, ...]:
        """Mark letters as signed.

        Args:
            ids: letters in the signing folder, or drafts signed at once.
            on: the day of the signature.

        Raises:
            AppError: one of them is signed or cancelled already, or the day has not come.
        """
        return self._step(ids, LetterState.SIGNED, on, {"signed_on": on}, "")

    def deliver(self, ids: Sequence[int], on: date, how: Delivery, by: str) -> tuple[Letter, ...]:
        """Mark signed letters as handed over or posted.

        Args:
            ids: the signed letters.
            on: the day.
            how: handed over or posted.
            by: who did it; may be empty.

        Raises:
            AppError: one of them is not signed, was signed later than ``on``, or the day has not come.
        """
        by = clean_line(by)
        with in_vietnamese():
            note = _("Trao tận tay") if how is Delivery.HANDED else _("Gửi bưu điện")

        def require_signed_before(one: Letter) -> None:
            if one.signed_on and one.signed_on > on:
                raise AppError(
                    "delivered_before_signed",
                    _("Ngày chưa hợp lý"),
                    _("Có thư ký ngày {signed:%d/%m/%Y}, sau ngày trao, gửi {on:%d/%m/%Y}.").format(
                        signed=one.signed_on, on=on
                    ),
                    _("Hãy kiểm tra lại ngày trao, gửi."),
                )

        columns = {"delivered_on": on, "delivery": how.value, "delivered_by": by}
        note = f"{note}: {by}" if by else note
        return self._step(ids, LetterState.DELIVERED, on, columns, note, require_signed_before)

    def cancel(self, letter_id: int, reason: str, on: date | None = None) -> Letter:
        """Cancel a letter; its number stays in the book and is never given again.

        Args:
            letter_id: the letter.
            reason: why, for the book.
            on: the day, today by default.

        Raises:
            AppError: no reason is given, or it is cancelled already.
        """
        return self.cancel_many([letter_id], reason, on)[0]

    def cancel_many(self, ids: Sequence[int], reason: str, on: date | None = None) -> tuple[Letter, ...]:
        """Cancel several letters for one reason. See :meth:`cancel`."""
        reason = clean_text(reason)
        if not reason:
            raise AppError(
                "reason_empty",
                _("Chưa có lý do"),
                _("Thư bị hủy phải ghi lý do, vì số của thư vẫn còn trong sổ."),
                _("Hãy nhập lý do, ví dụ: viết sai tên người nhận."),
            )
        day = on or self._clock.today()
        return self._step(
            ids, LetterState.CANCELLED, day, {"cancelled_on": day, "cancel_reason": reason}, reason
        )

    def reopen(self, letter_id: int, note: str = "") -> Letter:
        """Take a letter one step back: to the draft, the signing folder, the signed ones; a cancelled one revives.

        The step that is taken back stays in the history.

        Raises:
            AppError: it is a draft already.
        """
        return self.reopen_many([letter_id], note)[0]

    def reopen_many(self, ids: Sequence[int], note: str = "") -> tuple[Letter, ...]:
        """Take several letters one step back, all or none. See :meth:`reopen`."""
        ids = list(dict.fromkeys(ids))
        now = self._clock.now()
        with self._db.write(Area.LETTERS) as connection:
            for one in known_letters(connection, ids).values():
                back = state_before(rows.history(connection, one.id), one.state)
                if back is None:
                    raise _refused(Counter({one.state: 1}), len(ids), LetterState.DRAFT)
                columns = {**_UNDONE[one.state], "state": back.value, "changed_at": now}
                rows.change(connection, [one.id], columns)
                event = LetterEvent(now, back, self._clock.today(), clean_line(note))
                rows.add_events(connection, [one.id], event)
            found = known_letters(connection, ids)
            return tuple(found[letter_id] for letter_id in ids)

    def history(self, letter_id: int) -> tuple[LetterEvent, ...]:
        """Every step of a letter, the first one first; nothing is ever taken out of it."""
        with self._db.read() as connection:
            return rows.history(connection, letter_id)

    def _step(  # noqa: PLR0917 - every step is told in the same order
        self,
        ids: Sequence[int],
        state: LetterState,
        on: date,
        columns: Mapping[str, object],
        note: str,
        require: Callable[[Letter], None] = lambda _one: None,
    ) -> tuple[Letter, ...]:
        if on > self._clock.today():
            raise future_day(on)
        ids = list(dict.fromkeys(ids))
        now = self._clock.now()
        with self._db.write(Area.LETTERS) as connection:
            found = known_letters(connection, ids)
            wrong = Counter(one.state for one in found.values() if not may_become(one.state, state))
            if wrong:
                raise _refused(wrong, len(ids), state)
            for one in found.values():
                require(one)
            rows.change(connection, ids, {**columns, "state": state.value, "changed_at": now})
            rows.add_events(connection, ids, LetterEvent(now, state, on, note))
            if state in (LetterState.SUBMITTED, LetterState.SIGNED):
                self._remember_people(connection, tuple(found.values()))
            found = known_letters(connection, ids)
            return tuple(found[letter_id] for letter_id in ids)


def _refused(wrong: Mapping[LetterState, int], asked: int, state: LetterState) -> AppError:
    """Why letters cannot take a step, by number and state; nothing was changed."""
    found = ", ".join(
        _("{n} thư: {state}").format(n=count, state=_(STATE_TITLES[one]).lower())
        for one, count in wrong.items()
    )
    return AppError(
        "step_refused",
        _("Chưa chuyển được thư sang bước này"),
        _("Trong {n} thư đã chọn có thư không chuyển sang «{state}» được ({found}).").format(
            n=asked, state=_(STATE_TITLES[state]), found=found
        ),
        _("Chưa thư nào bị thay đổi. Hãy bỏ chọn các thư đó, hoặc lùi thư một bước."),
    )
