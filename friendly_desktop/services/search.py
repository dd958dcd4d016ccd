"""One search over everything an office has: cases, letters, meetings, surveys, activities, evidence, criteria, its people.

Cases come from their full-text index. What there are only hundreds or thousands of is kept in memory as words
to look through, until a write says that it changed. Denunciations are found by their code alone and show
nothing else (Luật Tố cáo Điều 8).
"""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from typing import NamedTuple

from friendly_desktop.domain.activities.rules import KIND_TITLES as KIND_TITLES_OF_ACTIVITIES
from friendly_desktop.domain.cases import CaseKind, case_code
from friendly_desktop.domain.cases.words import person_words
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.letters.register import KIND_TITLES
from friendly_desktop.domain.meetings import MeetingKind
from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.search import SearchArea, SearchHit
from friendly_desktop.domain.search.words import (
    Findable,
    SearchWord,
    asked_words,
    beginning,
    findable,
    nearness,
    snippet,
)
from friendly_desktop.domain.text import fold, same_tone_places
from friendly_desktop.formats import short_date
from friendly_desktop.i18n import LANGUAGES, N_, _, language
from friendly_desktop.services.assessment import AssessmentService
from friendly_desktop.services.indicators import IndicatorsService
from friendly_desktop.storage import case_search, help_files, search_lines
from friendly_desktop.storage.database import Connection, Database

#: Everything the office has, without the program's own help.
RECORDS = frozenset(SearchArea) - {SearchArea.HELP}
#: Hits of one kind of record, unless more are asked for.
MOST = 20
#: Letters that are looked at for one answer; those whose tones fit come from among them.
_LETTERS = 500
_WORD = re.compile(r"\w+")
#: How near a record is that only has other marks than were typed; shown where nothing nearer was found.
_OTHER_MARKS = 2

_MEETINGS: Mapping[MeetingKind, str] = {
    MeetingKind.REGULAR: N_("Tiếp công dân thường xuyên {day}"),
    MeetingKind.PERIODIC: N_("Tiếp công dân định kỳ {day}"),
    MeetingKind.AD_HOC: N_("Tiếp công dân đột xuất {day}"),
    MeetingKind.DIALOGUE: N_("Đối thoại với Nhân dân {day}"),
    MeetingKind.VISIT: N_("Đi cơ sở {day}"),
}


class _Line(NamedTuple):
    """A record kept for searching."""

    hit: SearchHit
    words: Findable
    texts: tuple[str, ...]


class SearchService:
    """Finds records by words, with tones and without."""

    def __init__(
        self,
        db: Database,
        assessment: AssessmentService,
        indicators: IndicatorsService,
        may: Callable[[Right], bool],
    ) -> None:
        """Search the records of ``db``; the criteria are those of the years that were opened.

        ``may`` tells whether whoever asks may read of a kind; what they may not is not found.
        """
        self._may = may
        self._indicators = indicators
        self._db = db
        self._assessment = assessment
        self._kept: dict[tuple[SearchArea, str], tuple[_Line, ...]] = {}
        self._turn = 0  # of changes
        db.on_change(self._on_change)

    def find(
        self, text: str, limit: int = MOST, areas: Iterable[SearchArea] = RECORDS
    ) -> tuple[SearchHit, ...]:
        """The records in which all words of a text stand, the last word perhaps a beginning.

        Words typed with marks mean themselves; words typed without mean every word they may be. What fits as typed
        comes first; of each kind the newest comes first. A case is also found by its code, "2026-015".

        Args:
            text: as typed, whatever it is.
            limit: the most records of one kind.
            areas: which kinds; the program's own help only where it is asked for.
        """
        words = asked_words(text)
        if not words:
            return ()
        asked = set(areas)
        found: list[SearchHit] = []
        with self._db.read() as connection:
            if SearchArea.CASE in asked and self._may(Right.READ_CASES):
                found += self._cases(connection, text, words, limit)
            if SearchArea.LETTER in asked:
                found += _nearest(words, _letters(connection, words), limit)
            for area, read in _READERS.items():
                if area in asked:
                    found += _nearest(words, self._lines(area, partial(read, connection)), limit)
        if SearchArea.CRITERION in asked:
            criteria = self._lines(SearchArea.CRITERION, self._read_criteria)
            found += _nearest(words, criteria, limit)
        if SearchArea.INDICATOR in asked:
            found += _nearest(words, self._lines(SearchArea.INDICATOR, self._read_indicators), limit)
        if SearchArea.HELP in asked:
            found += _help(text, words, limit)
        found.sort(key=lambda hit: hit.near)
        near = [hit for hit in found if hit.near < _OTHER_MARKS]
        return tuple(near or found)

    def _cases(
        self, connection: Connection, text: str, words: tuple[SearchWord, ...], limit: int
    ) -> Iterator[SearchHit]:
        ids = case_search.matching(connection, text, limit)
        for case in search_lines.case_texts(connection, ids):
            person = person_words(case.kind, case.name, case.year, case.number)
            if case.kind is CaseKind.DENUNCIATION:
                yield SearchHit(SearchArea.CASE, case.id, person)
                continue
            code = case_code(case.year, case.number)
            title = f"{code} · {person}"
            # The index knows a little more than what is read here: the representatives, the papers.
            near = nearness(words, findable((code, *case.texts)))
            known = findable((code, case.name))
            unsaid = tuple(word for word in words if nearness((word,), known) is None)
            shown = snippet(unsaid, case.texts) or beginning(case.texts[0] if case.texts else "")
            yield SearchHit(SearchArea.CASE, case.id, title, shown, None, 1 if near is None else near)

    def _lines(self, area: SearchArea, read: Callable[[], Iterator[_Line]]) -> tuple[_Line, ...]:
        key = area, language()  # titles are words of the screen
        kept = self._kept.get(key)
        if kept is None:
            turn = self._turn
            kept = tuple(read())
            if turn == self._turn:  # nothing was written meanwhile
                self._kept[key] = kept
        return kept

    def _read_criteria(self) -> Iterator[_Line]:
        """The leaves of the sets in use; a set that serves several years is shown at the last one."""
        seen: set[tuple[str, str]] = set()
        for year in self._assessment.years():
            criteria = self._assessment.criteria_of(year.year)
            if (criteria.id, criteria.version) in seen:
                continue
            seen.add((criteria.id, criteria.version))
            for leaf in criteria.leaves:
                above = [node.text for node in criteria.path(leaf.id)[:-1]]
                reference = criteria.references[leaf.id]
                title = _("Mục {reference}").format(reference=reference)
                hit = SearchHit(SearchArea.CRITERION, leaf.id, title, "", year.year)
                yield _Line(hit, findable((leaf.text, leaf.id, *above[-1:])), (leaf.text, *above[-1:]))

    def _read_indicators(self) -> Iterator[_Line]:
        for one in self._indicators.indicators():
            facts = " · ".join(filter(None, (one.group, one.unit)))
            hit = SearchHit(SearchArea.INDICATOR, one.id, one.title, facts)
            yield _Line(hit, findable((one.title, one.group)), ())

    def _on_change(self, areas: frozenset[Area]) -> None:
        """Called on the thread that wrote."""
        self._turn += 1
        for area, kinds in _CHANGED_BY.items():
            if areas & kinds:
                for spoken in LANGUAGES:
                    self._kept.pop((area, spoken), None)


def _letters(connection: Connection, words: tuple[SearchWord, ...]) -> Iterator[_Line]:
    for letter in search_lines.letter_texts(connection, [word.folded for word in words], _LETTERS):
        title = f"{_(KIND_TITLES[letter.kind])} · {letter.recipient}"
        facts = filter(None, (letter.number, short_date(letter.day), letter.hamlet))
        hit = SearchHit(SearchArea.LETTER, letter.id, title, " · ".join(facts))
        yield _Line(hit, findable((letter.recipient, letter.hamlet, letter.number)), ())


def _meetings(connection: Connection) -> Iterator[_Line]:
    for meeting in search_lines.meeting_texts(connection):
        title = _(_MEETINGS[meeting.kind]).format(day=short_date(meeting.day))
        hit = SearchHit(SearchArea.MEETING, meeting.id, title)
        yield _Line(hit, findable((title, *meeting.texts)), meeting.texts)


def _promises(connection: Connection) -> Iterator[_Line]:
    for one in search_lines.promise_texts(connection):
        title = _("Việc đã hứa, buổi {day}").format(day=short_date(one.day))
        hit = SearchHit(SearchArea.PROMISE, one.id, title, within=one.meeting_id)
        yield _Line(hit, findable((title, *one.texts)), one.texts)


def _help(text: str, words: tuple[SearchWord, ...], limit: int) -> list[SearchHit]:
    """Parts of the help: by the words of their headings, or where the whole question stands as it was typed.

    A text that explains everything holds most words somewhere; they say something only side by side.
    """
    found = []
    asked = " ".join(_WORD.findall(same_tone_places(text)))
    for part in help_files.help_parts(language()):
        title = part.title if part.heading == part.title else f"{part.title} · {part.heading}"
        near = nearness(words, findable((part.heading,)))
        if near is None and len(words) > 1:
            told, loose = _word_for_word(part.text)
            if f" {asked} " in told:
                near = 0
            elif asked == fold(asked) and f" {asked} " in loose:
                near = 1
        if near is not None and near < _OTHER_MARKS:
            shown = snippet(words, (part.text,))
            found.append(SearchHit(SearchArea.HELP, part.heading, title, shown, None, near, part.topic))
    return found[:limit]


def _evidence(connection: Connection) -> Iterator[_Line]:
    for one in search_lines.evidence_texts(connection):
        hit = SearchHit(SearchArea.EVIDENCE, one.id, one.label, "", one.year)
        yield _Line(hit, findable(one.texts), one.texts[1:])


def _surveys(connection: Connection) -> Iterator[_Line]:
    for one in search_lines.survey_texts(connection):
        hit = SearchHit(SearchArea.SURVEY, one.id, one.title, "", one.year)
        yield _Line(hit, findable((one.title, short_date(one.first_day), *one.texts)), one.texts)


def _activities(connection: Connection) -> Iterator[_Line]:
    for one in search_lines.activity_texts(connection):
        facts = " · ".join((_(KIND_TITLES_OF_ACTIVITIES[one.kind]), short_date(one.day)))
        hit = SearchHit(SearchArea.ACTIVITY, one.id, one.title, facts, one.day.year)
        yield _Line(hit, findable((one.title, facts, *one.texts)), one.texts)


@lru_cache(maxsize=512)
def _word_for_word(text: str) -> tuple[str, str]:
    """A text as words with single spaces around them, as written and without marks; the help does not change."""
    told = " ".join(_WORD.findall(same_tone_places(text)))
    return f" {told} ", f" {fold(told)} "


def _postings(connection: Connection) -> Iterator[_Line]:
    for one in search_lines.posting_texts(connection):
        day = short_date(one.hung_on or one.made_on)
        facts = " · ".join(filter(None, (one.place, day)))
        hit = SearchHit(SearchArea.POSTING, one.id, one.title, facts, (one.hung_on or one.made_on).year)
        yield _Line(hit, findable((one.title, day, *one.texts)), one.texts)


def _people(connection: Connection) -> Iterator[_Line]:
    for one in search_lines.person_texts(connection):
        facts = " · ".join(filter(None, (one.position, one.unit)))
        yield _Line(SearchHit(SearchArea.PERSON, one.id, one.name, facts), findable((one.name, facts)), ())


_READERS: Mapping[SearchArea, Callable[[Connection], Iterator[_Line]]] = {
    SearchArea.MEETING: _meetings,
    SearchArea.PROMISE: _promises,
    SearchArea.EVIDENCE: _evidence,
    SearchArea.SURVEY: _surveys,
    SearchArea.ACTIVITY: _activities,
    SearchArea.POSTING: _postings,
    SearchArea.PERSON: _people,
}
_CHANGED_BY: Mapping[SearchArea, frozenset[Area]] = {
    SearchArea.MEETING: frozenset({Area.MEETINGS}),
    SearchArea.PROMISE: frozenset({Area.MEETINGS}),
    SearchArea.INDICATOR: frozenset({Area.FIGURES}),
    SearchArea.EVIDENCE: frozenset({Area.EVIDENCE}),
    SearchArea.SURVEY: frozenset({Area.SURVEYS}),
    SearchArea.ACTIVITY: frozenset({Area.ACTIVITIES}),
    SearchArea.POSTING: frozenset({Area.POSTINGS}),
    SearchArea.PERSON: frozenset({Area.OFFICE}),
    SearchArea.CRITERION: frozenset({Area.CRITERIA, Area.ASSESSMENT}),
}


def _nearest(words: tuple[SearchWord, ...], lines: Iterable[_Line], limit: int) -> list[SearchHit]:
    """The records that hold all words, what fits best first."""
    found: dict[int, list[_Line]] = {0: [], 1: [], _OTHER_MARKS: []}
    for line in lines:
        near = nearness(words, line.words)
        if near is not None and len(found[near]) < limit:
            found[near].append(line)
    told = (
        SearchHit(
            line.hit.area,
            line.hit.id,
            line.hit.title,
            line.hit.snippet or snippet(words, line.texts),
            line.hit.year,
            near,
            line.hit.within,
        )
        for near, some in found.items()
        for line in some
    )
    return list(itertools.islice(told, limit))
