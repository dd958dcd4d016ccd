"""Keep the catalogues of words in step with the code; the source language is Vietnamese.

The strings in the code are the Vietnamese ones, so Vietnamese needs no catalogue and can never be
incomplete. English is ``translations/en/LC_MESSAGES/friendly_desktop.po``.

    python .ci/messages.py update        take new strings in, drop old ones, compile
    python .ci/messages.py missing       what English still lacks, as JSON to fill in
    python .ci/messages.py fill FILE     put the filled-in JSON into English, compile
    python .ci/messages.py check         1 when something is stale, missing or wrong
"""

import io
import json
import string
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from friendly_desktop.i18n import DOMAIN  # noqa: E402 - the program is found beside this folder

SOURCES = ("friendly_desktop", "ui")
TEMPLATE = ROOT / "translations" / "messages.pot"
ENGLISH = ROOT / "translations" / "en" / "LC_MESSAGES" / f"{DOMAIN}.po"
COMPILED = ENGLISH.with_suffix(".mo")
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)  # a fixed date: the same words give the same bytes
MOST_TOLD = 20
HEADER = "# Chính quyền thân thiện. The source language is Vietnamese; see .ci/messages.py.\n#"


def new_catalogue(locale: str | None) -> Catalog:
    """An empty catalogue with our header."""
    return Catalog(
        locale=locale,
        domain=DOMAIN,
        header_comment=HEADER,
        project="friendly-desktop",
        version="1",
        creation_date=EPOCH,
        revision_date=EPOCH,
        last_translator="",
        language_team="",
        fuzzy=False,
    )


def extract() -> Catalog:
    """The strings of the code as it is now, with the places' comments (``# L10N:``)."""
    template = new_catalogue(None)
    for source in SOURCES:
        found = extract_from_dir(
            ROOT / source,
            [("**.py", "python")],
            keywords=KEYWORDS,
            comment_tags=("L10N:",),
            strip_comment_tags=True,
        )
        for _name, _line, message, comments, context in found:
            template.add(message, auto_comments=comments, context=context)
    return template


def to_bytes(catalogue: Catalog) -> bytes:
    """The catalogue as a file, in an order that does not depend on where strings stand."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, no_location=True, sort_output=True, width=100, omit_header=False)
    return buffer.getvalue()


def to_machine(catalogue: Catalog) -> bytes:
    """The compiled form that gettext reads."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def read(path: Path) -> Catalog:
    """A catalogue from its file; an empty one when there is none."""
    if not path.exists():
        return new_catalogue("en")
    with path.open("rb") as file:
        return read_po(file, locale="en" if path == ENGLISH else None, domain=DOMAIN)


def messages(catalogue: Catalog) -> Iterator[Message]:
    """Every message but the header."""
    return (message for message in catalogue if message.id)


def key(message: Message) -> tuple[str, str]:
    """What identifies a message: its context and its Vietnamese words."""
    words = message.id if isinstance(message.id, str) else message.id[0]
    return (message.context or "", words)


def as_forms(words: str | list[str] | tuple[str, ...] | None) -> list[str]:
    """Singular and plural forms, or the one form."""
    return [words or ""] if words is None or isinstance(words, str) else list(words)


def fields(text: str) -> set[str]:
    """The names in braces, e.g. ``{"n", "name"}``."""
    return {name for _literal, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


def problems_of(message: Message) -> Iterator[str]:
    """What is wrong with one English message."""
    source, target = as_forms(message.id), as_forms(message.string)
    if message.fuzzy or not all(target) or not target:
        yield "not translated"
        return
    allowed = set().union(*(fields(form) for form in source))
    for form in target:
        try:
            extra = fields(form) - allowed
        except ValueError as error:
            yield f"braces: {error}"
            continue
        if extra:
            yield f"unknown fields {sorted(extra)}"
        # A singular may say "one" instead of {n}; a single form must keep every field.
        if len(target) == 1 and allowed - fields(form):
            yield f"lost fields {sorted(allowed - fields(form))}"


def updated_english(template: Catalog) -> Catalog:
    """English with exactly the messages of ``template``; nothing is guessed from similar words."""
    old = {key(message): message for message in messages(read(ENGLISH))}
    english = new_catalogue("en")
    for message in messages(template):
        kept = old.get(key(message))
        plural = not isinstance(message.id, str)
        words = kept.string if kept and (not isinstance(kept.id, str)) == plural else None
        english.add(
            message.id,
            words or (("", "") if plural else ""),
            auto_comments=message.auto_comments,
            context=message.context,
        )
    return english


def save(template: Catalog, english: Catalog) -> None:
    """Write template, English and its compiled form."""
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_bytes(to_bytes(template))
    ENGLISH.write_bytes(to_bytes(english))
    COMPILED.write_bytes(to_machine(english))


def update() -> int:
    """Bring the catalogues in step with the code."""
    template = extract()
    english = updated_english(template)
    save(template, english)
    lacking = sum(1 for message in messages(english) if any(problems_of(message)))
    print(f"{sum(1 for _ in messages(template))} messages, {lacking} without English")
    return 0


def missing() -> int:
    """Print the messages that English lacks: a list to fill in and hand to ``fill``."""
    english = updated_english(extract())
    entries = [
        {"context": message.context or "", "vi": as_forms(message.id), "en": as_forms(message.string)}
        for message in messages(english)
        if any(problems_of(message))
    ]
    print(json.dumps(entries, ensure_ascii=False, indent=1))
    return 0


def fill(path: Path) -> int:
    """Take the English of a filled-in list (as ``missing`` prints it)."""
    template = extract()
    english = updated_english(template)
    for entry in json.loads(path.read_text(encoding="utf-8")):
        message = english.get(entry["vi"][0], entry["context"] or None)
        if message is None:
            print(f"no longer in the code: {entry['vi'][0]}")
            continue
        message.string = entry["en"][0] if isinstance(message.id, str) else tuple(entry["en"])
    save(template, english)
    return check()


def check() -> int:
    """Name everything stale, missing or wrong; 1 when there is something."""
    template, english = extract(), read(ENGLISH)
    found = []
    if not TEMPLATE.exists() or TEMPLATE.read_bytes() != to_bytes(template):
        found.append("translations/messages.pot is stale: run python .ci/messages.py update")
    wanted, have = ({key(message) for message in messages(one)} for one in (template, english))
    found += [f"not in English: {words}" for _context, words in sorted(wanted - have)]
    found += [f"no longer in the code: {words}" for _context, words in sorted(have - wanted)]
    found += [
        f"{problem}: {key(message)[1]}" for message in messages(english) for problem in problems_of(message)
    ]
    if not COMPILED.exists() or COMPILED.read_bytes() != to_machine(english):
        found.append(f"{COMPILED.relative_to(ROOT).as_posix()} is stale: run python .ci/messages.py update")
    print("\n".join(found[:MOST_TOLD]))
    if len(found) > MOST_TOLD:
        print(f"... and {len(found) - MOST_TOLD} more")
    return 1 if found else 0


def main(arguments: list[str]) -> int:
    """Run the command named first."""
    commands = {"update": update, "missing": missing, "check": check}
    if arguments[:1] == ["fill"] and len(arguments) == 2:
        return fill(Path(arguments[1]))
    if len(arguments) == 1 and arguments[0] in commands:
        return commands[arguments[0]]()
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
