"""The full-text index of cases: SQLite's FTS5, fed with our own words (``domain.search.words``).

The index holds no text, only which words stand in which case, so a row is taken out by giving the words it
was put in with. Denunciations are never in it (Luật Tố cáo Điều 8); they are found by their code alone.

What is put in for a case, each with the sign that tells it from the others (a sign is in no word):

    đường   a word as written
    ·duong  a word without its marks, where it has some
    «đư     the first two and three letters of a word as written; else SQLite would have to merge the lists of
    »du     every word that begins so, at each key; and without their marks, where they have some

A row's number is ``_NEWEST - case id``: SQLite walks an index upwards several times faster than downwards, and
the newest case comes first.

A contentless table of SQLite 3.40 cannot say what it holds: whoever changes ``written_words`` or what is
indexed of a case adds a migration that calls :func:`rebuild`.
"""

import itertools
import re
from array import array
from collections.abc import Callable, Iterable
from dataclasses import replace
from operator import itemgetter

from sqlalchemy import (
    ColumnElement,
    Connection,
    bindparam,
    column,
    insert,
    literal_column,
    select,
    table,
)

from friendly_desktop.domain.cases import Case, CaseKind
from friendly_desktop.domain.search.words import SearchWord, asked_words, without_marks, written_words
from friendly_desktop.storage.tables import cases

_INDEX = table("case_search", column("rowid"), column("words"))
_NEWEST = 2**31 - 1
_COMMANDS = table("case_search", column("case_search"), column("rowid"), column("words"))
_CODE = re.compile(r"\s*(?:TC\s*-\s*)?(\d{4})\s*[-/]\s*(\d{1,6})\s*", re.IGNORECASE)
#: The statement of most searches, as text, because putting it together takes longer than running it.
_FAST = "SELECT rowid FROM case_search WHERE case_search MATCH ? ORDER BY rowid LIMIT ?"
#: Cases whose words are in memory at a time.
_AT_ONCE = 1000
#: Signs before a word without marks, before a beginning as written, before a beginning without marks.
_FOLDED, _BEGINS, _BEGINS_FOLDED = "·", "«", "»"
#: The lengths of beginnings that are in the index.
_BEGINNINGS = (2, 3)
_DIGITS = re.compile(r"\d")


def index(connection: Connection, case: Case) -> None:
    """Make a case findable; a denunciation is left out."""
    words = _words(case)
    if words:
        connection.execute(insert(_INDEX).values(rowid=_NEWEST - case.id, **words))


def index_many(connection: Connection, some: Iterable[Case]) -> None:
    """Make many new cases findable, as an import brings them."""
    rows: list[dict[str, object]] = [
        {"rowid": _NEWEST - case.id, **words} for case in some if (words := _words(case))
    ]
    if rows:  # upwards, for SQLite begins a new part of the index at every step down
        connection.execute(insert(_INDEX), sorted(rows, key=itemgetter("rowid")))


def unindex(connection: Connection, case: Case) -> None:
    """Take a case out.

    Args:
        connection: a write.
        case: as it was when it was indexed; with other words the index would be damaged.
    """
    words = _words(case)
    if words:
        connection.execute(insert(_COMMANDS).values(case_search="delete", rowid=_NEWEST - case.id, **words))


def reindex(connection: Connection, before: Case, after: Case) -> None:
    """Follow a change of a case; nothing is written where no word changed.

    A case that has become a denunciation leaves no word behind, not even in parts of the index that
    SQLite would clear away some day.
    """
    old, new = _words(before), _words(after)
    if old == new:
        return
    unindex(connection, before)
    index(connection, after)
    if old and not new:
        compact(connection)


def compact(connection: Connection) -> None:
    """Write the index anew: no part of it keeps a word that was taken out."""
    _command(connection, "optimize")


def rebuild(connection: Connection, every: Iterable[Case]) -> None:
    """Make the index anew from all cases."""
    _command(connection, "delete-all")
    waiting = iter(every)
    while part := list(itertools.islice(waiting, _AT_ONCE)):
        index_many(connection, part)


def matching(
    connection: Connection, text: str, limit: int | None = None, *conditions: ColumnElement[bool]
) -> "array[int]":
    """The cases in which all words of a text stand.

    A code ("2026-15") names its case, which comes first. Then come the cases with the words just as typed,
    then those where words typed without marks stand with marks; each time whole words before beginnings, and
    the newest first among equals. Where words typed with marks are found nowhere, the same letters with any
    marks will do.

    Args:
        connection: where to read.
        text: as typed, whatever it is; words are joined by "and", the last may be a beginning.
        limit: the most cases wanted.
        conditions: on columns of ``tables.cases``, for the cases wanted.

    Returns:
        Their ids in this order, as ``array("i")``.
    """
    found: dict[int, None] = {}
    code = _CODE.fullmatch(text[:40])
    if code:
        named = select(cases.c.id).where(cases.c.year == int(code[1]), cases.c.number == int(code[2]))
        found.update(dict.fromkeys(connection.execute(named.where(*conditions)).scalars()))
    words = asked_words(text)
    for question in _questions(words):
        _take(found, _rows(connection, question, limit, conditions))
        if limit is not None and len(found) >= limit:
            break
    if not found and any(word.marked for word in words):
        _take(found, _rows(connection, _asked(words, _loose), limit, conditions))
    ids = array("i", (one for one in found))
    return ids if limit is None else ids[:limit]


def _take(found: dict[int, None], ids: Iterable[int]) -> None:
    """Add ids one by one, so that a million of them never holds up the other threads."""
    for one in ids:
        found[one] = None


def _rows(
    connection: Connection, question: str, limit: int | None, conditions: tuple[ColumnElement[bool], ...]
) -> Iterable[int]:
    """One statement; the index is walked from the newest case on, and only as far as wanted."""
    if not conditions:
        rows = connection.exec_driver_sql(_FAST, (question, -1 if limit is None else limit))
        return (_NEWEST - place for (place,) in rows)
    place: ColumnElement[int] = literal_column("case_search.rowid")
    matches: ColumnElement[bool] = literal_column("case_search").op("MATCH", is_comparison=True)(
        bindparam("question", question)
    )
    statement = select(cases.c.id).select_from(_INDEX).join(cases, cases.c.id == _NEWEST - place)
    statement = statement.where(matches, *conditions).order_by(place)
    if limit is not None:
        statement = statement.limit(limit)
    return connection.execute(statement).scalars()


def _questions(words: tuple[SearchWord, ...]) -> list[str]:
    """What to ask in turn: the words as typed, then with marks added to those typed without.

    Each time the last word is a whole word first and a beginning next: a list of whole words is read only as far
    as wanted, while the lists of all words that begin alike have to be merged before the first case is known.
    """
    if not words:
        return []
    whole = tuple(replace(word, beginning=False) for word in words)
    clauses = (_exact,) if all(word.marked for word in words) else (_exact, _typed)
    asked = [_asked(some, clause) for clause in clauses for some in (whole, words)]
    return list(dict.fromkeys(asked))


def _asked(words: tuple[SearchWord, ...], clause: Callable[[SearchWord], str]) -> str:
    return " AND ".join(clause(word) for word in words)


def _exact(word: SearchWord) -> str:
    if not word.beginning:
        return f'"{word.exact}"'
    if len(word.exact) in _BEGINNINGS:
        return f'"{_BEGINS}{word.exact}"'
    return f'"{word.exact}"*'


def _loose(word: SearchWord) -> str:
    text = word.folded
    if not word.beginning:
        return f'("{text}" OR "{_FOLDED}{text}")'
    if len(text) in _BEGINNINGS:
        return f'("{_BEGINS}{text}" OR "{_BEGINS_FOLDED}{text}")'
    return f'("{text}"* OR "{_FOLDED}{text}"*)'


def _typed(word: SearchWord) -> str:
    return _exact(word) if word.marked else _loose(word)


def _command(connection: Connection, name: str) -> None:
    connection.execute(insert(_COMMANDS).values(case_search=name))


def _words(case: Case) -> dict[str, str]:
    """The columns of a case in the index; none for a denunciation."""
    entry = case.entry
    if entry.kind is CaseKind.DENUNCIATION:
        return {}
    texts = [case.code, entry.name, entry.address, entry.hamlet, entry.identity, entry.phone]
    texts += [entry.content, entry.request, entry.against, entry.earlier, entry.topic, entry.note]
    texts += [case.officer, case.body, case.national_code]
    for person in entry.representatives:
        texts += [person.name, person.address, person.identity]
    texts += [paper.name for paper in entry.papers]
    texts += ["".join(_DIGITS.findall(number)) for number in (entry.identity, entry.phone)]
    exact, folded = written_words(texts)
    begins = dict.fromkeys(word[:length] for word in exact for length in _BEGINNINGS if len(word) >= length)
    begins_folded = dict.fromkeys(without_marks(begin) for begin in begins)
    marked = [f"{_FOLDED}{word}" for word in folded]
    marked += [f"{_BEGINS}{begin}" for begin in begins]
    marked += [f"{_BEGINS_FOLDED}{begin}" for begin in begins_folded if begin not in begins]
    return {"words": " ".join(exact + marked)}
