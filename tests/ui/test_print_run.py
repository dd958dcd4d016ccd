"""A run tells of every letter whether it was printed, whatever happens to the printer."""

from collections.abc import Callable
from pathlib import Path

import pytest

from friendly_desktop.domain.printing import SheetFit, Stock
from friendly_desktop.errors import AppError, Cancelled
from friendly_desktop.services.documents.model import WHOLE, Part
from friendly_desktop.services.jobs import UNWATCHED
from friendly_desktop.services.pages import page_sizes
from tests.ui.desk import Desk
from tests.ui.paper_tray import NAME, PaperTray, load
from tests.ui.sheets import A4, A5_LANDSCAPE, difference, marked, picture
from ui.printing.run import Outcome, Piece, PrintAccount, PrintOrder, PrintRun
from ui.printing.spooling import Target


@pytest.fixture
def tray(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> PaperTray:
    return load(monkeypatch, tmp_path / "khay")


def letters(
    count: int, size: tuple[float, float] = A5_LANDSCAPE, bad: tuple[int, ...] = (), pages: int = 1
) -> list[Piece]:
    def maker(number: int) -> Callable[..., bytes]:
        def make(_services: object, _parts: object) -> bytes:
            if number in bad:
                raise AppError("missing_glyph", "Thiếu chữ", "Thư có ký tự không in được.")
            return marked(size, pages=pages, words=f"{number}-")

        return make

    return [Piece(number, f"Thư {number}", maker(number), has_parts=True) for number in range(1, count + 1)]


def run(
    desk: Desk, pieces: list[Piece], order: PrintOrder | None = None, note: object = None
) -> PrintAccount:
    work = PrintRun(pieces, order or PrintOrder(Target(NAME)), note, queue_name="Thư")  # type: ignore[arg-type]
    return work(desk.services, UNWATCHED)


def keys(outcomes: tuple[Outcome, ...]) -> list[int]:
    return [one.piece.key for one in outcomes]


def test_each_letter_is_a_document_of_its_own_and_is_noted_when_it_is_out(
    desk: Desk, tray: PaperTray
) -> None:
    noted: list[tuple[int, bool, int]] = []
    contents: list[bytes] = []

    def note(_services: object, outcome: Outcome, _order: object) -> None:
        noted.append((outcome.piece.key, outcome.printed, len(tray.documents())))
        contents.append(outcome.content)

    account = run(desk, letters(3), note=note)
    assert keys(account.printed) == [1, 2, 3]
    assert noted == [(1, True, 1), (2, True, 2), (3, True, 3)]
    assert difference(picture(tray.documents()[1]), picture(marked(A5_LANDSCAPE, words="2-"))) < 1
    assert contents[0] == marked(A5_LANDSCAPE, words="1-")
    assert {one.content for one in account.outcomes} == {b""}


def test_a_letter_that_cannot_be_made_never_stops_the_others(desk: Desk, tray: PaperTray) -> None:
    account = run(desk, letters(4, bad=(2,)))
    assert keys(account.printed) == [1, 3, 4]
    assert [one.problem for one in account.unprinted] == ["Thư có ký tự không in được."]


def test_a_printer_that_refuses_once_gets_the_next_letter(desk: Desk, tray: PaperTray) -> None:
    tray.refuse = lambda number: number == 2
    account = run(desk, letters(4))
    assert keys(account.printed) == [1, 3, 4]
    assert "không nhận bản in" in account.unprinted[0].problem


def test_a_printer_that_refuses_again_and_again_is_left_alone(desk: Desk, tray: PaperTray) -> None:
    tray.refuse = lambda number: number > 2
    account = run(desk, letters(50))
    assert keys(account.printed) == [1, 2]
    assert tray.asked == 5
    assert len(account.unprinted) == 48
    assert account.unprinted[-1].problem == "Chưa in vì máy in không nhận bản in."


def test_a_printer_that_vanishes_ends_the_run_and_the_rest_is_printed_later(
    desk: Desk, tray: PaperTray
) -> None:
    tray.gone_after = 2
    account = run(desk, letters(6))
    assert keys(account.printed) == [1, 2]
    assert tray.asked == 3
    assert "Không thấy máy in" in account.unprinted[0].problem
    tray.gone_after = 10**6
    again = run(desk, [one.piece for one in account.unprinted])
    assert keys(again.printed) == [3, 4, 5, 6]


def test_a_stopped_run_tells_what_was_printed(desk: Desk, tray: PaperTray) -> None:
    class Stopping:
        def report(self, done: int, total: int | None = None, label: str = "") -> None: ...

        def checkpoint(self) -> None:
            if len(tray.documents()) == 2 and tray.asked == 2:
                raise Cancelled

    account = PrintRun(letters(5), PrintOrder(Target(NAME)))(desk.services, Stopping())
    assert account.stopped
    assert 1 <= len(account.printed) <= 2
    assert {one.problem for one in account.unprinted} == {"Đã dừng trước khi in."}


def test_a_register_that_cannot_be_written_stops_the_run_but_not_the_account(
    desk: Desk, tray: PaperTray
) -> None:
    def note(_services: object, outcome: Outcome, _order: object) -> None:
        if outcome.piece.key == 2:
            raise AppError("disk_full", "Đầy", "Ổ đĩa đã đầy.")

    account = run(desk, letters(5), note=note)
    assert account.unnoted == "Ổ đĩa đã đầy."
    assert keys(account.printed) == [1, 2]
    assert len(account.unprinted) == 3


def test_two_letters_share_a_sheet_and_an_odd_one_has_its_own(desk: Desk, tray: PaperTray) -> None:
    account = run(desk, letters(5, bad=(2,)), PrintOrder(Target(NAME), SheetFit.A4_TWO))
    assert keys(account.printed) == [1, 3, 4, 5]
    assert tray.sheets() == 2
    account = run(desk, letters(3), PrintOrder(Target(NAME), SheetFit.A4_TWO))
    assert keys(account.printed) == [1, 2, 3]
    assert tray.sheets() == 4


def test_two_letters_on_a_refused_sheet_are_both_still_to_be_printed(desk: Desk, tray: PaperTray) -> None:
    tray.refuse = lambda number: number == 1
    account = run(desk, letters(4), PrintOrder(Target(NAME), SheetFit.A4_TWO))
    assert keys(account.unprinted) == [1, 2]
    assert keys(account.printed) == [3, 4]


def test_copies_fill_the_halves_of_a_sheet(desk: Desk, tray: PaperTray) -> None:
    run(desk, letters(1), PrintOrder(Target(NAME, copies=4), SheetFit.A4_TWO))
    assert tray.sheets() == 2


def test_copies_of_a_run_are_counted_for_each_letter(desk: Desk, tray: PaperTray) -> None:
    run(desk, letters(3), PrintOrder(Target(NAME, copies=2)))
    assert [target.copies for target in tray.targets] == [2, 2, 2]
    assert tray.sheets() == 6


def test_chosen_numbers_are_pages_of_one_letter_and_letters_of_many(desk: Desk, tray: PaperTray) -> None:
    account = run(desk, letters(1, A4, pages=5), PrintOrder(Target(NAME), chosen=(1, 2)))
    assert (tray.sheets(), account.printed[0].pages) == (2, "2-3")
    account = run(desk, letters(5), PrintOrder(Target(NAME), chosen=(0, 4)))
    assert keys(account.printed) == [1, 5]


@pytest.mark.parametrize(
    ("stock", "parts"),
    [
        (Stock.BLANK, WHOLE),
        (Stock.FRAME, WHOLE - {Part.FRAME}),
        (Stock.HEAD, WHOLE - {Part.HEAD}),
        (Stock.FRAME_AND_HEAD, frozenset({Part.TEXT, Part.VALUE})),
        (Stock.FORM, frozenset({Part.VALUE})),
    ],
)
def test_only_what_is_not_on_the_paper_yet_is_printed(
    desk: Desk, tray: PaperTray, stock: Stock, parts: frozenset[Part]
) -> None:
    asked: list[object] = []

    def make(_services: object, wanted: frozenset[Part]) -> bytes:
        asked.append(wanted)
        return marked(A4)

    run(desk, [Piece(1, "Thư", make, has_parts=True)], PrintOrder(Target(NAME), stock=stock))
    run(desk, [Piece(1, "Danh sách", make)], PrintOrder(Target(NAME), stock=stock))
    assert asked == [parts, WHOLE]


def test_a_letter_on_a_larger_sheet_lies_in_its_middle(desk: Desk, tray: PaperTray) -> None:
    run(desk, letters(1), PrintOrder(Target(NAME), SheetFit.A4))
    size = page_sizes(tray.documents()[0].read_bytes())[0]
    assert (round(size.width), round(size.height)) == (210, 297)
