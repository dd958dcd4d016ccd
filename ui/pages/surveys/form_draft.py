"""A form that is not finished: kept as text over a power cut, shown on paper with dots, tidied when it is saved."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

from friendly_desktop import formats
from friendly_desktop.domain.surveys import Choice, Question, SurveyForm


def draft_place(form_id: str) -> str:
    """Where a half-made form is kept."""
    return f"survey-form/{form_id or 'new'}"


def without_empty_end(form: SurveyForm) -> SurveyForm:
    """The form as it will be kept: empty lines at the end are no questions; new ones get their ids later."""
    questions = list(form.questions)
    while questions and not questions[-1].text:
        questions.pop()
    choices = list(form.choices)
    while choices and not choices[-1].text:
        choices.pop()
    return replace(
        form,
        questions=tuple(replace(one, id=one.id or f"new{place}") for place, one in enumerate(questions)),
        choices=tuple(replace(one, id=one.id or f"new{place}") for place, one in enumerate(choices)),
    )


def printable(form: SurveyForm) -> SurveyForm:
    """The form for the preview: what is still empty shows as dots."""
    made = replace(
        form,
        questions=tuple(
            Question(one.id or f"new{place}", one.text or "...") for place, one in enumerate(form.questions)
        ),
        choices=tuple(
            replace(one, id=one.id or f"new{place}", text=one.text or "...")
            for place, one in enumerate(form.choices)
        ),
    )
    return replace(made, title=made.title or "...")


def draft_text(form: SurveyForm) -> str:
    """A half-made form as JSON."""
    value = {
        "name": form.name,
        "title": form.title,
        "heading": list(form.heading),
        "audience": form.audience,
        "instruction": form.instruction,
        "questions": [[one.id, one.text] for one in form.questions],
        "choices": [[one.id, one.text, formats.plain(one.points)] for one in form.choices],
        "groups": list(form.groups),
        "signature": form.signature,
        "thanks": form.thanks,
    }
    return json.dumps(value, ensure_ascii=False)


def from_draft(text: str, form: SurveyForm) -> SurveyForm:
    """The form with what a draft says of it; this program wrote the draft itself."""
    value: dict[str, Any] = json.loads(text)
    return replace(
        form,
        name=value["name"],
        title=value["title"],
        heading=tuple(value["heading"]),
        audience=value["audience"],
        instruction=value["instruction"],
        questions=tuple(Question(one, words) for one, words in value["questions"]),
        choices=tuple(Choice(one, words, Decimal(worth)) for one, words, worth in value["choices"]),
        groups=tuple(value["groups"]),
        signature=bool(value["signature"]),
        thanks=value["thanks"],
    )
