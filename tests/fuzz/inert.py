"""Whether a file that the program made can do nothing by itself: no formula, no script, nothing fetched."""

import csv
import io
import re
import zipfile
from html.parser import HTMLParser

from tests.fuzz.cage import Fault

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?[\d.,]+%?")
_FETCHING = re.compile(rb"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE)\b")
_ACTIVE_PDF = {
    "/JavaScript", "/JS", "/Launch", "/SubmitForm", "/ImportData", "/EmbeddedFile", "/RichMedia", "/GoToR", "/AA", "/XFA",
}  # fmt: skip
_EXTERNAL = re.compile(rb'TargetMode\s*=\s*"External"')
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SCHEMES = ("http:", "https:", "mailto:", "tel:", "#")


def require_inert(name: str, content: bytes, formulas: bool = False) -> None:
    """Look a file over that the program made.

    Args:
        name: tells its kind.
        content: its bytes.
        formulas: whether the program itself puts sums into it.

    Raises:
        Fault: it would run, compute or fetch something.
    """
    suffix = name.rpartition(".")[2].lower()
    if suffix in ("xlsx", "docx"):
        _package(name, content, formulas)
    elif suffix == "csv":
        _columns(name, content)
    elif suffix in ("html", "htm"):
        _page(name, content)
    elif suffix == "pdf":
        _sheets(name, content)
    elif suffix == "ics":
        _calendar(name, content)
    elif suffix in ("txt", "json"):
        content.decode("utf-8")


def _sheets(name: str, content: bytes) -> None:
    """No object of a PDF acts, whatever its texts say."""
    from pypdf import PdfReader
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

    def look(value: object) -> None:
        if isinstance(value, DictionaryObject):
            kind = {str(value.raw_get("/S"))} if "/S" in value else set()
            acting = _ACTIVE_PDF & ({str(key) for key in value} | kind)
            if acting:
                raise Fault(f"{name}: {acting}")
            for key in value:
                look(value.raw_get(key))
        elif isinstance(value, ArrayObject):
            for one in list(value):
                look(one)

    reader = PdfReader(io.BytesIO(content))
    for generation, places in reader.xref.items():
        for number in places:
            look(reader.get_object(IndirectObject(number, generation, reader)))
    for number in reader.xref_objStm:
        look(reader.get_object(IndirectObject(number, 0, reader)))


def _package(name: str, content: bytes, formulas: bool) -> None:
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.namelist():
            if not part.endswith((".xml", ".rels")):
                if "vbaProject" in part or part.endswith(".bin"):
                    raise Fault(f"{name}: {part}")
                continue
            text = archive.read(part)
            try:
                etree.fromstring(text)
            except etree.XMLSyntaxError as error:
                raise Fault(f"{name}: {part} is no XML ({error})") from error
            if _EXTERNAL.search(text):
                raise Fault(f"{name}: {part} leads outside")
            if not formulas and re.search(rb"<(x:)?f[ >/]", text) and part.startswith("xl/worksheets/"):
                raise Fault(f"{name}: a formula in {part}")
            codes = b"".join(re.findall(rb"<w:instrText[^>]*>([^<]*)<", text)) + b"".join(
                re.findall(rb'w:instr="([^"]*)"', text)
            )
            if _FETCHING.search(codes):
                raise Fault(f"{name}: a fetching field in {part}")


def _columns(name: str, content: bytes) -> None:
    """Every cell of a text file is shown as it stands by Excel, LibreOffice and WPS."""
    text = content.decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text, newline="")):
        for cell in row:
            # Excel passes over spaces before the sign that begins a formula.
            begins = cell.lstrip(" \u00a0\ufeff")
            if begins.startswith(_FORMULA_STARTS) and not _NUMBER.fullmatch(begins):
                raise Fault(f"{name}: a cell begins {cell[:20]!r}")


class _Reader(HTMLParser):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in (
            "script",
            "iframe",
            "object",
            "embed",
            "form",
            "input",
            "base",
            "img",
            "svg",
            "link",
            "audio",
        ):
            raise Fault(f"{self.name}: <{tag}>")
        for key, value in attrs:
            if key.startswith("on") or key in ("srcdoc", "formaction", "src", "background"):
                raise Fault(f"{self.name}: {key}={value!r}")
            if key == "href":
                head = (value or "").strip().lower()
                if ":" in head.split("/")[0] and not head.startswith(_SCHEMES):
                    raise Fault(f"{self.name}: a link to {value!r}")
                if head.startswith(("//", "\\", "/")) or ".." in head.split("/"):
                    raise Fault(f"{self.name}: a link to {value!r}")
            if key == "http-equiv":
                raise Fault(f"{self.name}: {key}={value!r}")


def _page(name: str, content: bytes) -> None:
    text = content.decode("utf-8")
    if _CONTROL.search(text):
        raise Fault(f"{name}: a control character")
    _Reader(name).feed(text)


def _calendar(name: str, content: bytes) -> None:
    text = content.decode("utf-8")
    lines = text.replace("\r\n ", "").split("\r\n")
    known = {
        "BEGIN", "VERSION", "PRODID", "CALSCALE", "METHOD", "X-WR-CALNAME", "UID", "DTSTAMP", "DTSTART", "DTEND",
        "SUMMARY", "LOCATION", "STATUS", "SEQUENCE", "TRANSP", "END",
    }  # fmt: skip
    for line in lines:
        if line and re.split(r"[;:]", line)[0] not in known:
            raise Fault(f"{name}: a line {line[:40]!r}")
    if "\n" in text.replace("\r\n", "") or "\r" in text.replace("\r\n", ""):
        raise Fault(f"{name}: half a line end")
