"""What the entry of ballots says: which paper to take, what was entered, how far one is."""

from collections.abc import Collection, Sequence
from decimal import Decimal

from friendly_desktop import formats
from friendly_desktop.domain.surveys import Ballot, BallotState, Survey
from friendly_desktop.i18n import _, ngettext

_MOST_NAMED = 6


def again_words(known: Ballot) -> str:
    """A ballot that was entered is in view once more."""
    when = formats.moment(known.entered_at) if known.entered_at else ""
    words = _("Phiếu {n} đã nhập {when}. Enter sẽ thay bằng câu trả lời đang thấy.")
    return words.format(n=known.number, when=when)


def nothing_left_words(survey: Survey, hand: int) -> str:
    """No number waits any more."""
    if hand == 2:
        return _("Đã nhập lại đủ số phiếu phải kiểm tra.")
    return _("Cả {n} phiếu đã phát đều đã nhập.").format(n=formats.whole_number(survey.issued))


def all_returned_words(survey: Survey, entered: int) -> str:
    """As many were entered as came back; "" while some are left, or nobody counted them."""
    if survey.returned is None or entered < survey.returned:
        return ""
    return _("Đã nhập đủ {n} phiếu thu về.").format(n=formats.whole_number(survey.returned))


def take_words(number: int, left: Sequence[int]) -> str:
    """Which paper is to be entered a second time, and which come after it."""
    words = _("Lấy phiếu số {n} trong chồng phiếu và nhập lại, không xem lần nhập trước.").format(n=number)
    if not left:
        return words
    told = ", ".join(str(one) for one in left[:_MOST_NAMED]) + ("..." if len(left) > _MOST_NAMED else "")
    return _("{words} Sau đó: {left}.").format(words=words, left=told)


def stored_words(survey: Survey, ballot: Ballot, other: Ballot | None) -> str:
    """What was just stored; ``other`` is the first entry where this is the second."""
    if ballot.state is BallotState.INVALID:
        return _("Phiếu {n}: không hợp lệ, {why}.").format(n=ballot.number, why=_(ballot.why))
    known = {one.id: one.text for one in survey.form.choices}
    given = ", ".join(known.get(one, _("bỏ trống")) for one in ballot.answers)
    words = _("Phiếu {n}: {answers}.").format(n=ballot.number, answers=given)
    if other is not None and other.entered_by and other.entered_by == ballot.entered_by:
        return _("{words} Lần nhập trước cũng do {name}; nên để người khác nhập lần hai.").format(
            words=words, name=ballot.entered_by
        )
    return words


def count_words(done: int, of: int, recent: Collection[Decimal]) -> str:
    """How far one is, and how quick: "36 / 120 phiếu · 6,2 giây một phiếu"."""
    words = ngettext("{done} / {of} phiếu", "{done} / {of} phiếu", of).format(
        done=formats.whole_number(done), of=formats.whole_number(of)
    )
    if not recent:
        return words
    speed = (sum(recent, Decimal(0)) / len(recent)).quantize(Decimal("0.1"))
    return _("{count} · {seconds} giây một phiếu").format(count=words, seconds=formats.points(speed))
