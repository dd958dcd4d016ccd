"""The gate before docxtpl: whatever part of a Word file it renders goes through this Jinja environment.

Imported where a file is filled: Jinja and docxtpl take time that the window's start must not pay.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Self

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from friendly_desktop.domain.letters.text import STYLES


class Value(str):
    """A printed text that knows its other dresses, and whether anything was entered for it."""

    __slots__ = ("dresses", "given")
    dresses: Mapping[str, str]
    given: bool

    @classmethod
    def of(cls, dresses: Mapping[str, str], *, given: bool) -> Self:
        """The value with these texts by dress; "" is its usual one."""
        value = cls(dresses.get("", ""))
        value.dresses = dresses
        value.given = given
        return value

    def __bool__(self) -> bool:
        return self.given


class Gate(SandboxedEnvironment):
    """Jinja that takes text, fields in a dress, and conditions on a field; nothing else passes.

    Names must be known, everything is escaped, and no global, test or filter of Jinja is left.
    """

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True)
        self.globals.clear()
        self.tests.clear()
        self.filters.clear()
        self.filters.update({style: _dress(style) for style in STYLES})

    def from_string(self, source: Any, *arguments: Any, **named: Any) -> Any:
        """The compiled template.

        Raises:
            SecurityError: it holds anything that no letter needs.
            TemplateSyntaxError: it is no template at all.
        """
        for part in self.parse(source).body:
            _require_plain(part)
        return super().from_string(source, *arguments, **named)


def _dress(style: str) -> Any:
    def dress(value: Value) -> str:
        return value.dresses[style]

    return dress


def _require_plain(node: nodes.Node) -> None:
    if isinstance(node, nodes.TemplateData | nodes.Name):
        return
    inner: list[nodes.Node] = []
    if isinstance(node, nodes.Output):
        inner += node.nodes
    elif isinstance(node, nodes.If) and not node.elif_:
        test = node.test.node if isinstance(node.test, nodes.Not) else node.test
        if not isinstance(test, nodes.Name):
            raise SecurityError("a condition that is not the name of a field")
        inner += [*node.body, *node.else_]
    elif isinstance(node, nodes.Filter) and node.name in STYLES and isinstance(node.node, nodes.Name):
        if node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
            raise SecurityError("a dress takes nothing else")
    else:
        raise SecurityError(f"no part of a letter: {type(node).__name__}")
    for part in inner:
        _require_plain(part)


class StrictTemplate(DocxTemplate):  # type: ignore[misc]
    """docxtpl mends broken XML by leaving words out; here broken XML is an error.

    Heads and feet of pages without a brace stay as they are: a drawn frame takes long to read.
    """

    def get_headers_footers(self, uri: str) -> Iterator[Any]:
        """The heads or feet that may hold a tag."""
        for key, part in super().get_headers_footers(uri):
            if b"{" in part.blob:
                yield key, part

    def fix_tables(self, xml: str) -> Any:
        """As docxtpl does it, of whole XML only.

        Raises:
            XMLSyntaxError: the filled body is not whole.
        """
        etree.fromstring(xml)
        return super().fix_tables(xml)
