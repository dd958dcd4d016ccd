"""Every command with hostile arguments: ``python -m tests.fuzz.commands --cases 300``.

The commands are found in the parser, not in a list. Whatever is typed, a command ends with 0, 1, 2 or 3, answers with
one JSON document, and writes nowhere but where it was told.
"""

import argparse
import contextlib
import io
import os
import random
import sys
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from friendly_desktop import cli
from tests.cheap_rounds import keep_what_never_differs
from tests.fuzz import hostile, seeds
from tests.fuzz.cage import Fault, Outcome, caged
from tests.fuzz.desk import YEAR, Desk, command, desk, make_office
from tests.torture.act import workshop

#: Words that are right somewhere, so that a command comes further than its first check.
_RIGHT = (
    str(YEAR), "hai-duong-2024", "B.1.1.1", "1", "2", "0,5", "2026-11-05", "5/11/2026", "wedding", "condolence", "citizen",
    "complaint", "denunciation", "TC-2026-001", "2026-11", "11", "khiếu nại", "thứ Năm tuần 1 và 3", "slogan", "5MB", "v1",
    "Nguyễn Văn Đức",
)  # fmt: skip
_WITH_QT = (("letter", "print"), ("letter", "printers"))  # these need what only the program's start brings
_SUFFIXES = (".pdf", ".xlsx", ".docx", ".zip", ".json", ".csv", ".yaml", "", ".exe", ".PDF ", ".")


def leaves(
    parser: argparse.ArgumentParser | None = None, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], argparse.ArgumentParser]]:
    """Every command with its own parser."""
    parser = parser or cli._parser()
    groups = [one for one in parser._actions if isinstance(one, argparse._SubParsersAction)]
    if not groups:
        yield path, parser
    for group in groups:
        for name, inner in group.choices.items():
            yield from leaves(inner, (*path, name))


def arguments_of(parser: argparse.ArgumentParser, chance: random.Random, place: Path) -> list[str]:
    """Arguments of the right number, mostly, with values that are not."""
    given: list[str] = []
    for action in parser._actions:
        if isinstance(action, argparse._HelpAction):
            continue
        needed = action.required or not action.option_strings
        if not needed and chance.random() < 0.6:
            continue
        many = action.nargs in ("*", "+", argparse.REMAINDER)
        values = [_value(action, chance, place) for _one in range(chance.choice((1, 1, 3)) if many else 1)]
        if action.option_strings:
            given += [action.option_strings[0]] if action.nargs == 0 else [action.option_strings[0], *values]
        elif chance.random() < 0.95:
            given += values
    if chance.random() < 0.05:
        given.append(chance.choice(("--", "-", "--x", *hostile.TEXTS)))
    return [one.replace("\x00", "") for one in given]  # no system lets a zero into an argument


def _value(action: argparse.Action, chance: random.Random, place: Path) -> str:
    if action.choices and chance.random() < 0.85:
        return str(chance.choice(list(action.choices)))
    if action.type is cli.path_argument and chance.random() < 0.95:
        return _path(chance, place)
    return chance.choice((chance.choice(_RIGHT), chance.choice(hostile.TEXTS)))


def _path(chance: random.Random, place: Path) -> str:
    """A path inside the place: files of every kind, folders, links, pipes, names that no disk takes."""
    if chance.random() < 0.6:
        return str(chance.choice(sorted(place.iterdir())))
    name = chance.choice(hostile.TEXTS)[:300].replace("\x00", "").replace("/", "_") or "x"
    return str(place / (name + chance.choice(_SUFFIXES)))


def lay_out(place: Path, chance: random.Random) -> None:
    """Files of every kind, and what is no file."""
    every = (
        *seeds.people(),
        *seeds.values(),
        *seeds.scores(),
        *seeds.ballots(),
        *seeds.pdfs(),
        *seeds.word_files(),
    )
    for one in chance.sample(every, 6):
        (place / one.name).write_bytes(one.content)
    (place / "trống.xlsx").write_bytes(b"")
    (place / "thư mục.pdf").mkdir(exist_ok=True)
    (place / "vòng").symlink_to(place / "vòng")
    (place / "vô tận").symlink_to("/dev/zero")
    (place / "gãy").symlink_to(place / "không có")
    os.mkfifo(place / "ống")


def trial(at: Desk, path: tuple[str, ...], given: list[str]) -> str:
    """Run a command with arguments."""
    sys.stdin = io.StringIO()
    with contextlib.redirect_stderr(io.StringIO()):
        told = command(at.place, *path, *given)
        # The same for people: no traceback, no control character that a terminal would obey.
        answer = io.StringIO()
        with contextlib.redirect_stdout(answer):
            cli.main(["--data", str(at.place / "Dữ liệu"), *path, *given])
    if "\x1b" in answer.getvalue() or "\x07" in answer.getvalue():
        raise Fault("a control character for the terminal")
    return told


def main() -> int:
    """Try every command; 3 when something must be repaired."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.commands")
    parser.add_argument("--cases", type=int, default=30, help="of each command")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="words of one command")
    arguments = parser.parse_args()
    counts: Counter[str] = Counter()
    found: dict[str, tuple[Outcome, list[str]]] = {}
    keep_what_never_differs()
    with workshop() as root:
        office = root / "office"
        make_office(office)
        for path, inner in leaves():
            words = " ".join(path)
            if not words.startswith(arguments.only) or path[:2] in _WITH_QT:
                continue
            for number in range(arguments.first, arguments.first + arguments.cases):
                chance = random.Random(f"{words}/{arguments.seed}/{number}")
                with desk(root / "bàn", office if chance.random() < 0.9 else None) as at:
                    lay_out(at.place, chance)
                    given = arguments_of(inner, chance, at.place)
                    outcome = caged(partial(trial, at, path, given), at.place)
                counts[outcome.kind if outcome.is_fault else outcome.detail.split()[-1]] += 1
                if outcome.is_fault and (key := f"{outcome.kind} {outcome.detail[:160]}") not in found:
                    found[key] = (outcome, [*path, *given])
                    shown = " ".join(repr(one[:80]) for one in (*path, *given))
                    sys.stdout.write(f"! {words} {number}: {outcome.kind}: {outcome.detail}\n    {shown}\n")
                    sys.stdout.flush()
    sys.stdout.write(f"{sum(counts.values())} runs: {dict(counts.most_common(12))}\n")
    return 3 if found else 0


if __name__ == "__main__":
    sys.exit(main())
