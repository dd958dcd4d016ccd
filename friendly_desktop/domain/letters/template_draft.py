"""A template that is being changed, as a text that keeps even what cannot be saved yet."""

import json
from dataclasses import asdict
from enum import Enum
from typing import Any

from friendly_desktop.domain.letters import (
    Blank,
    BlockStyle,
    Field,
    FieldKind,
    Frame,
    LetterKind,
    Paper,
    Sheet,
    Template,
    TemplateBlock,
    Tone,
    Wording,
    WordingCorrection,
)


def as_text(template: Template) -> str:
    """The template word for word, empty titles and half-typed fields included."""
    return json.dumps(asdict(template), ensure_ascii=False, default=_plain)


def from_text(text: str) -> Template | None:
    """The template again; None when another release of the program wrote it in another shape."""
    try:
        values = json.loads(text)
        return Template(
            **{
                **values,
                "kind": LetterKind(values["kind"]),
                "tone": Tone(values["tone"]),
                "wording": Wording(values["wording"]),
                "fields": tuple(_field(one) for one in values["fields"]),
                "blocks": tuple(_block(one) for one in values["blocks"]),
                "same_by": tuple(values["same_by"]),
                "sheet": _sheet(values["sheet"]),
                "corrections": tuple(WordingCorrection(**one) for one in values["corrections"]),
            }
        )
    except (ValueError, TypeError, KeyError):
        return None


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    raise TypeError(type(value))


def _field(values: dict[str, Any]) -> Field:
    return Field(
        **{
            **values,
            "kind": FieldKind(values["kind"]),
            "blank": Blank(values["blank"]),
            "choices": tuple(values["choices"]),
            "names": tuple(values["names"]),
        }
    )


def _block(values: dict[str, Any]) -> TemplateBlock:
    return TemplateBlock(BlockStyle(values["style"]), tuple(values["texts"]), values["when"])


def _sheet(values: dict[str, Any]) -> Sheet:
    return Sheet(**{**values, "paper": Paper(values["paper"]), "frame": Frame(values["frame"])})
