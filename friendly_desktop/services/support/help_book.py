"""The program's help as a book: its chapters in order, and what stands in it about some words."""

from dataclasses import dataclass

from friendly_desktop.domain.text import fold
from friendly_desktop.i18n import language
from friendly_desktop.storage import help_files

#: The chapters in the order of a year's work; whatever else lies in the folder comes after them.
ORDER = (
    "welcome",
    "tasks",
    "home",
    "assessment",
    "evidence",
    "letters",
    "cases",
    "reception",
    "surveys",
    "figures",
    "postings",
    "package",
    "safety",
    "settings",
    "news",
)
_MOST = 12
_SNIPPET = 110


@dataclass(frozen=True, slots=True)
class Chapter:
    """A text of the help: its name as a file, its title, the headings below it."""

    topic: str
    title: str
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A part of the help in which the words stand, and the beginning of the sentence that has them."""

    topic: str
    title: str
    heading: str
    snippet: str


def chapters() -> tuple[Chapter, ...]:
    """Every chapter in the language in use."""
    made: dict[str, list[str]] = {}
    titles: dict[str, str] = {}
    for part in help_files.help_parts(language()):
        titles[part.topic] = part.title
        headings = made.setdefault(part.topic, [])
        if part.heading != part.title:
            headings.append(part.heading)
    ranks = {topic: rank for rank, topic in enumerate(ORDER)}
    topics = sorted(made, key=lambda topic: (ranks.get(topic, len(ORDER)), topic))
    return tuple(Chapter(topic, titles[topic], tuple(made[topic])) for topic in topics)


def find(words: str) -> tuple[Found, ...]:
    """Parts of the help that have all the words, with or without tone marks; in a heading first."""
    wanted = fold(words).split()
    if not wanted:
        return ()
    rated: list[tuple[int, int, Found]] = []
    for place, part in enumerate(help_files.help_parts(language())):
        heading, text = fold(f"{part.title} {part.heading}"), fold(part.text)
        if all(word in heading or word in text for word in wanted):
            phrase = " ".join(wanted)
            in_heading = all(word in heading for word in wanted)
            rank = 0 if in_heading else 1 if phrase in text else 2
            rated.append(
                (rank, place, Found(part.topic, part.title, part.heading, _snippet(part.text, wanted)))
            )
    return tuple(found for _rank, _place, found in sorted(rated, key=lambda one: one[:2])[:_MOST])


def topic_of(words: str, among: str) -> tuple[str, str]:
    """The chapter and heading that tell of a dialog by its title; the chapter ``among`` where none does."""
    wanted = fold(words).rstrip(". ")
    parts = help_files.help_parts(language())
    for part in sorted(parts, key=lambda one: one.topic != among):
        if wanted and wanted in fold(part.heading):
            return part.topic, part.heading
    for part in parts:
        if wanted and part.topic == among and wanted in fold(part.text):
            return part.topic, part.heading if part.heading != part.title else ""
    return among, ""


def _snippet(text: str, wanted: list[str]) -> str:
    sentences = text.replace("; ", ". ").split(". ")
    best = max(sentences, key=lambda one: sum(word in fold(one) for word in wanted))
    if not any(word in fold(best) for word in wanted):
        return ""
    return best if len(best) <= _SNIPPET else best[:_SNIPPET].rsplit(" ", 1)[0] + "…"
