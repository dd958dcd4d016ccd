"""Letters as proof: which lines of a criteria set they back, how many there are, which ones are shown.

A letter counts for the year in which the Chairman signed it (handed over without a noted signature: in
which it was handed over); drafts and letters in the signing folder are told apart, cancelled ones never
count. A line is backed only by the kinds it names itself: what hangs on a group (Hải Dương, criterion V)
is shown beside the leaves below it and backs none of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from friendly_desktop.domain.criteria import CriteriaSet, Node
from friendly_desktop.domain.letters import LetterKind, LetterState
from friendly_desktop.domain.letters.register import KIND_TITLES
from friendly_desktop.i18n import N_, _, ngettext

#: The states in which a letter proves something, and those on the way there.
COUNTED = frozenset((LetterState.SIGNED, LetterState.DELIVERED))
WAITING = frozenset((LetterState.DRAFT, LetterState.SUBMITTED))

#: Kinds that are shown as samples only when a person ticks them: a family in mourning, a fault of the office.
DELICATE = frozenset((
    LetterKind.CONDOLENCE, LetterKind.SYMPATHY, LetterKind.APOLOGY, LetterKind.APOLOGY_EXTENSION
))  # fmt: skip

_SHORT = {
    LetterKind.WEDDING: N_("kết hôn"),
    LetterKind.BIRTH: N_("sinh con"),
    LetterKind.CONGRATULATION: N_("chúc mừng"),
    LetterKind.PRAISE: N_("khen"),
    LetterKind.COMMEND: N_("biểu dương"),
    LetterKind.THANKS: N_("cảm ơn"),
    LetterKind.CONDOLENCE: N_("chia buồn"),
    LetterKind.SYMPATHY: N_("thăm hỏi"),
    LetterKind.APOLOGY: N_("xin lỗi"),
    LetterKind.APOLOGY_EXTENSION: N_("gia hạn"),
}


@dataclass(frozen=True, slots=True)
class KindTally:
    """The letters of one kind in a year. ``first`` and ``last`` are the days of those that count."""

    kind: LetterKind
    drafts: int = 0
    submitted: int = 0
    signed: int = 0
    delivered: int = 0
    first: date | None = None
    last: date | None = None

    @property
    def counted(self) -> int:
        """The letters that prove something."""
        return self.signed + self.delivered

    @property
    def waiting(self) -> int:
        """The letters that will, once they are signed."""
        return self.drafts + self.submitted


Tallies = Mapping[LetterKind, KindTally]


@dataclass(frozen=True, slots=True)
class LetterProof:
    """The letters of one line of the set: the kinds it names, and a tally of each that was written."""

    node: str
    kinds: tuple[LetterKind, ...]
    tallies: tuple[KindTally, ...] = ()

    @property
    def counted(self) -> int:
        """The letters that prove the line."""
        return sum(one.counted for one in self.tallies)

    @property
    def waiting(self) -> int:
        """The letters that are not signed yet."""
        return sum(one.waiting for one in self.tallies)


@dataclass(frozen=True, slots=True)
class ProvingLetter:
    """A letter in the list of a year.

    Attributes:
        date: what the letter says.
        day: the day that decides in which year it counts.
        recipient: whom it is for; addresses and identity numbers are masked.
        hamlet: the part of the commune, "" where it is not known.
        word: written with the office's own Word file, which cannot be masked and so never is a sample.
        sample: the office chose to show it.
    """

    id: int
    kind: LetterKind
    number: str
    day: date
    date: date
    state: LetterState
    recipient: str
    hamlet: str = ""
    word: bool = False
    sample: bool = False


@dataclass(frozen=True)
class SampleDraft:
    """A letter as its sample shows it: the very template version, and values that are masked already."""

    letter_id: int
    template_id: str
    template_version: int
    values: Mapping[str, str]
    date: date
    signatory_id: int | None = None
    place: str = ""
    number: str = ""
    sheet: str = ""
    """The sheet as the register keeps it, "" for the template's own."""


@dataclass(frozen=True)
class YearLetters:
    """The letters of a year: those that count, and the masked samples among them."""

    letters: tuple[ProvingLetter, ...] = ()
    samples: tuple[SampleDraft, ...] = field(default=())


def kinds_of(node: Node) -> tuple[LetterKind, ...]:
    """The kinds of letters that prove a line."""
    return tuple(LetterKind(kind) for kind in node.letter_kinds)


def proving_kinds(criteria: CriteriaSet) -> frozenset[LetterKind]:
    """Every kind that proves some line of the set."""
    return frozenset(kind for node in criteria.walk() for kind in kinds_of(node))


def proofs_of(criteria: CriteriaSet, tallies: Tallies) -> tuple[LetterProof, ...]:
    """What the letters of a year prove, for every line that names a kind, in printed order."""
    return tuple(_proof(node, tallies) for node in criteria.walk() if node.letter_kinds)


def proofs_beside(criteria: CriteriaSet, node_id: str, tallies: Tallies) -> tuple[LetterProof, ...]:
    """What to show beside a line: its own letters, then those of the groups it stands in."""
    path = reversed(criteria.path(node_id))
    return tuple(_proof(node, tallies) for node in path if node.letter_kinds)


def counted_for(node: Node, tallies: Tallies) -> int:
    """How many letters prove a line itself."""
    return _proof(node, tallies).counted if node.letter_kinds else 0


def tallied(letters: Iterable[ProvingLetter]) -> dict[LetterKind, KindTally]:
    """The tallies of a list of letters that count."""
    found: dict[LetterKind, KindTally] = {}
    for one in letters:
        so_far = found.get(one.kind, KindTally(one.kind))
        days = [day for day in (so_far.first, so_far.last, one.day) if day is not None]
        found[one.kind] = KindTally(
            one.kind,
            signed=so_far.signed + (one.state is not LetterState.DELIVERED),
            delivered=so_far.delivered + (one.state is LetterState.DELIVERED),
            first=min(days),
            last=max(days),
        )
    return found


def propose(letters: Sequence[ProvingLetter], per_kind: int = 2) -> tuple[int, ...]:
    """Letters that show the year well: some of each kind, spread over it; the same list, the same choice.

    Delicate kinds and letters that cannot be masked are left to a person.
    """
    chosen: list[int] = []
    for kind in LetterKind:
        if kind in DELICATE:
            continue
        fit = sorted(
            (one for one in letters if one.kind is kind and not one.word), key=lambda one: (one.day, one.id)
        )
        count = min(per_kind, len(fit))
        # the middle of each of `count` equal stretches of the year's letters
        chosen += [fit[(2 * place + 1) * len(fit) // (2 * count)].id for place in range(count)]
    return tuple(chosen)


def kind_title(kind: LetterKind) -> str:
    """How people call a kind: "Thư chúc mừng kết hôn"."""
    return _(KIND_TITLES[kind])


def kinds_text(proof: LetterProof) -> str:
    """The kinds that prove a line, in short: "kết hôn, sinh con"."""
    return ", ".join(_(_SHORT[kind]) for kind in proof.kinds)


def short_text(proof: LetterProof) -> str:
    """The letters of a line by kind, in short: "kết hôn 8, sinh con 4 · 3 thư chưa ký"."""
    told = [
        _("{kind} {n}").format(kind=_(_SHORT[one.kind]), n=one.counted)
        for one in proof.tallies
        if one.counted
    ]
    parts = [", ".join(told)] if told else []
    if proof.waiting:
        words = ngettext("{n} thư chưa ký", "{n} thư chưa ký", proof.waiting)
        parts.append(words.format(n=proof.waiting))
    return " · ".join(parts)


def kind_word(kind: LetterKind) -> str:
    """A kind in a list that is about letters: "Kết hôn"."""
    word = _(_SHORT[kind])
    return word[:1].upper() + word[1:]


def kind_text(tally: KindTally) -> str:
    """One kind in a whole sentence: "Thư chúc mừng kết hôn: 8 thư, từ 12/01/2026 đến 20/11/2026."."""
    from friendly_desktop.formats import short_date

    title = kind_title(tally.kind)
    parts = []
    if tally.counted and tally.first != tally.last:
        words = ngettext(
            "{kind}: {n} thư, từ {first} đến {last}.",
            "{kind}: {n} thư, từ {first} đến {last}.",
            tally.counted,
        )
        parts.append(
            words.format(
                kind=title, n=tally.counted, first=short_date(tally.first), last=short_date(tally.last)
            )
        )
    elif tally.counted:
        words = ngettext("{kind}: {n} thư, ngày {day}.", "{kind}: {n} thư, ngày {day}.", tally.counted)
        parts.append(words.format(kind=title, n=tally.counted, day=short_date(tally.first)))
    if tally.waiting:
        words = (
            ngettext("Còn {n} thư chưa ký.", "Còn {n} thư chưa ký.", tally.waiting)
            if tally.counted
            else ngettext("{kind}: {n} thư, chưa ký.", "{kind}: {n} thư, chưa ký.", tally.waiting)
        )
        parts.append(words.format(kind=title, n=tally.waiting))
    return " ".join(parts)


def _proof(node: Node, tallies: Tallies) -> LetterProof:
    kinds = kinds_of(node)
    return LetterProof(node.id, kinds, tuple(tallies[kind] for kind in kinds if kind in tallies))
