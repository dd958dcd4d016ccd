"""The paragraph styles of a Word file: one for each way a paragraph looks, so that a change reaches all of them."""

from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from friendly_desktop.services.documents.model import Align, Paragraph, Run

FONT = "Times New Roman"
#: Height of a single-spaced line of Times New Roman and Liberation Serif, as a multiple of the size.
SINGLE = 1.149
_JUSTIFICATION = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right", Align.JUSTIFY: "both"}
_PLACES = {
    Align.LEFT: "Canh trái",
    Align.CENTER: "Canh giữa",
    Align.RIGHT: "Canh phải",
    Align.JUSTIFY: "Nội dung",
}


def twips(millimetres: float) -> int:
    """Word's unit of length, a twentieth of a point."""
    return round(millimetres * 1440 / 25.4)


def points(value: float) -> int:
    """Points in Word's unit of length."""
    return round(value * 20)


def half_points(size: float) -> int:
    """A type size in Word's unit, rounded down so that no line grows longer than it was measured."""
    return max(int(size * 2 + 0.01), 2)


@dataclass(frozen=True, slots=True)
class Look:
    """What a style holds: the dress of a paragraph and the face of its words."""

    size: float
    align: Align
    first_line: float
    left: float
    before: float
    after: float
    line_height: float
    bold: bool = False
    italic: bool = False
    color: str = ""

    @classmethod
    def of(cls, paragraph: Paragraph) -> "Look":
        """The look of a paragraph; a face is the style's when all the words share it."""
        runs = [run for run in paragraph.runs if run.text.strip()]
        colors = {run.color for run in runs}
        return cls(
            paragraph.size,
            paragraph.align,
            paragraph.first_line,
            paragraph.left,
            paragraph.before,
            paragraph.after,
            paragraph.line_height,
            bool(runs) and all(run.bold for run in runs),
            bool(runs) and all(run.italic for run in runs),
            colors.pop() if len(colors) == 1 else "",
        )

    @property
    def name(self) -> str:
        """How people find the style in Word's list: "Canh giữa 14 đậm"."""
        words = [_PLACES[self.align], f"{self.size:g}".replace(".", ",")]
        words += ["đậm"] if self.bold else []
        words += ["nghiêng"] if self.italic else []
        return " ".join(words)

    def run_properties(self, run: Run) -> str:
        """What a run has other than its style, as ``w:rPr``; "" when nothing."""
        size = run.size or self.size
        return _properties(
            _switch("b", run.bold, self.bold)
            + _switch("i", run.italic, self.italic)
            + (f'<w:color w:val="{run.color.lstrip("#") or "auto"}"/>' if run.color != self.color else "")
            + (_size(size) if size != self.size else "")
        )

    def style(self, style_id: str, name: str) -> str:
        """The definition of the style."""
        face = _properties(
            _switch("b", self.bold, False)
            + _switch("i", self.italic, False)
            + (f'<w:color w:val="{self.color.lstrip("#")}"/>' if self.color else "")
            + _size(self.size)
        )
        line = round(240 * self.line_height / SINGLE * self.size * 2 / half_points(self.size))
        indent = f' w:left="{twips(self.left)}"' if self.left else ""
        indent += f' w:firstLine="{twips(self.first_line)}"' if self.first_line > 0 else ""
        indent += f' w:hanging="{twips(-self.first_line)}"' if self.first_line < 0 else ""
        return (
            f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style_id}"><w:name w:val={quoteattr(name)}/>'
            '<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>'
            f'<w:spacing w:before="{points(self.before)}" w:after="{points(self.after)}" w:line="{line}" '
            f'w:lineRule="auto"/>{f"<w:ind{indent}/>" if indent else ""}'
            f'<w:jc w:val="{_JUSTIFICATION[self.align]}"/></w:pPr>{face}</w:style>'
        )


def _switch(tag: str, wanted: bool, given: bool) -> str:
    if wanted == given:
        return ""
    return f"<w:{tag}/><w:{tag}Cs/>" if wanted else f'<w:{tag} w:val="0"/><w:{tag}Cs w:val="0"/>'


def _size(size: float) -> str:
    return f'<w:sz w:val="{half_points(size)}"/><w:szCs w:val="{half_points(size)}"/>'


def _properties(inner: str) -> str:
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


class Styles:
    """Gives every look its style id in order of appearance."""

    def __init__(self) -> None:
        self._ids: dict[Look, str] = {}

    def id_of(self, look: Look) -> str:
        """The id of the style with this look."""
        return self._ids.setdefault(look, f"Kieu{len(self._ids) + 1}")

    def definitions(self) -> str:
        """All the styles; looks of one name are told apart by a count."""
        seen: dict[str, int] = {}
        written = []
        for look, style_id in self._ids.items():
            seen[look.name] = seen.get(look.name, 0) + 1
            count = seen[look.name]
            written.append(look.style(style_id, look.name if count == 1 else f"{look.name} ({count})"))
        return "".join(written)
