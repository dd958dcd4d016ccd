"""What is deleted in the window goes to the bin, or offers "Hoàn tác"; a question is asked only before what cannot."""

import ast
import inspect
import re
import typing
from collections.abc import Iterator
from enum import Enum, auto
from pathlib import Path

from friendly_desktop.bootstrap import Services
from tests.made_services import made_services

ROOT = Path(__file__).parents[2]


class Way(Enum):
    """How a deletion is taken back."""

    BIN = auto()  # it lies in the bin until its term is over, and "Hoàn tác" is offered at once
    UNDO = auto()  # "Hoàn tác" puts it back as it was
    BUTTON = auto()  # the button beside it does the opposite, as long as anybody likes
    QUESTION = auto()  # it destroys, that is its sense: asked before
    OWN = auto()  # a draft or working copy that was put to its use, or a step inside another act


#: Every public method of a service whose name says that something goes.
WAYS = {
    "activities.detach": Way.UNDO,
    "activities.remove": Way.BIN,
    "assessment.reopen": Way.BUTTON,  # frozen again with the same button; the frozen copy stays
    "backups.forget_second": Way.UNDO,
    "ballot_reading.forget": Way.OWN,  # no screen: a scan read twice
    "bin.destroy": Way.QUESTION,
    "bin.empty_due": Way.OWN,
    "cases.unlink": Way.UNDO,
    "deadline_rules.reset_rule": Way.UNDO,
    "deadline_rules.unfollow_rule": Way.OWN,  # itself the undoing of follow_rule
    "demo.clear": Way.OWN,  # inside sample.clear_in_place
    "demo.discard_unfinished": Way.OWN,
    "drafts.clear_draft": Way.UNDO,
    "evidence.forget_files": Way.OWN,  # after bin.destroy
    "evidence.remove": Way.BIN,
    "evidence.unlink": Way.UNDO,
    "indicators.close_late": Way.QUESTION,  # the name of a citizen is taken out
    "indicators.remove_late": Way.BIN,
    "indicators.remove_own": Way.BIN,
    "letter_templates.forget_unfinished": Way.OWN,
    "letter_templates.remove": Way.BIN,
    "letters.cancel": Way.UNDO,
    "letters.cancel_many": Way.UNDO,
    "letters.forget_person": Way.OWN,  # no screen
    "letters.remove": Way.BIN,
    "letters.remove_many": Way.BIN,
    "letters.reopen": Way.BUTTON,  # the step is taken again
    "letters.reopen_many": Way.BUTTON,
    "meetings.cancel": Way.UNDO,
    "meetings.remove": Way.BIN,
    "meetings.remove_all": Way.BIN,
    "meetings.remove_promise": Way.BIN,
    "office.remove_hamlet": Way.BIN,
    "office.remove_person": Way.BIN,
    "office.remove_signatory": Way.BIN,
    "office.remove_unit": Way.BIN,
    "postings.detach": Way.UNDO,
    "postings.remove": Way.BIN,
    "proposals.withdraw": Way.UNDO,
    "retention.dispose": Way.QUESTION,  # a dialog of its own, with the protocol
    "sample.clear_in_place": Way.QUESTION,
    "sample.remove": Way.UNDO,
    "surveys.reopen": Way.BUTTON,
    "surveys.remove": Way.BIN,
    "surveys.remove_form": Way.BIN,
    "surveys.take_out": Way.UNDO,
    "users.end_sign_in": Way.QUESTION,
    "users.keep_out": Way.BUTTON,
    "vault.end": Way.QUESTION,  # a dialog of its own, with the passphrase
    "workdays.remove_day": Way.UNDO,
}
#: Questions of the kind "are you sure": only where nothing can be taken back.
QUESTIONS = {
    "ui/main_window.py": 1,  # sample.clear_in_place
    "ui/pages/figures/late.py": 1,  # indicators.close_late
    "ui/pages/safety/bin.py": 1,  # bin.destroy
    "ui/pages/safety/people.py": 2,  # users.end_sign_in; a new recovery sheet makes the old one worthless
}
#: Where a draft goes because what was typed has been stored, or came back into view.
DRAFTS_USED = frozenset({
    "_on_continue",
    "_keep_draft",
    "_on_promise",
    "_record",
    "enter",
    "save",
    "keep_draft",
    "left_draft",
})  # fmt: skip
GOING = re.compile(
    r"(remove|delete|destroy|discard|take_out|unlink|detach|clear|forget|drop|reset|close_late|cancel|"
    r"keep_out|end|withdraw|dispose|empty|reopen|unfollow)(_|$)"
)
#: What offers "Hoàn tác", and from how many arguments on.
_TELLERS = {"tell": 2, "_tell": 2, "_changed": 2, "_change": 4, "_perform": 4, "_do": 4}


def _going(services: Services) -> Iterator[str]:
    for service, made in made_services(services).items():
        for name, _function in inspect.getmembers(type(made), inspect.isfunction):
            if GOING.match(name):
                yield f"{service}.{name}"


class _Called(typing.NamedTuple):
    where: str
    function: str
    method: str
    undoes: bool


def _called() -> Iterator[_Called]:
    """Every deletion asked for in the window, with the method of the window it stands in."""
    for path in sorted((ROOT / "ui").rglob("*.py")):
        if "selftest" in path.parts:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        outer = [
            inner
            for node in tree.body
            for inner in (node.body if isinstance(node, ast.ClassDef) else [node])
            if isinstance(inner, ast.FunctionDef)
        ]
        for function in outer:
            undoes = any(
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and len(node.args) >= _TELLERS.get(node.func.attr, 99)
                for node in ast.walk(function)
            )
            for node in ast.walk(function):
                if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute):
                    holder = node.value
                    if isinstance(holder.value, ast.Name) and holder.value.id == "services":
                        name = f"{holder.attr}.{node.attr}"
                        if GOING.match(node.attr):
                            yield _Called(str(path.relative_to(ROOT)), function.name, name, undoes)


def test_every_deletion_of_a_service_has_a_way_back_or_a_reason(services: Services) -> None:
    assert sorted(_going(services)) == sorted(WAYS)


def test_every_deletion_in_the_window_offers_its_way_back() -> None:
    problems = []
    for one in _called():
        way = WAYS[one.method]
        if one.method == "drafts.clear_draft" and one.function in DRAFTS_USED:
            continue
        if way in {Way.BIN, Way.UNDO} and not one.undoes and one.function not in {"_take_away", "take_away"}:
            problems.append(f"{one.where} {one.function}: {one.method} without Hoàn tác")
    assert not problems, "\n".join(problems)


def test_a_question_is_asked_only_before_what_cannot_be_taken_back() -> None:
    found: dict[str, int] = {}
    for path in sorted((ROOT / "ui").rglob("*.py")):
        count = len(re.findall(r"messages\.confirm\(|QMessageBox\(", path.read_text(encoding="utf-8")))
        if count:
            found[path.relative_to(ROOT).as_posix()] = count
    assert found == QUESTIONS
