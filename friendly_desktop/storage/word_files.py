"""Opens Word files of strangers: hostile, damaged and other files are refused, the rest becomes passages."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from friendly_desktop.domain.word_tags import Passage, Place
from friendly_desktop.i18n import _
from friendly_desktop.storage.zip_damage import ZIP_DAMAGE

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST_FILE = 20_000_000
_LARGEST_UNPACKED = 60_000_000
_LARGEST_XML = 5_000_000
_MOST_PARTS = 1_000
_MOST_PARAGRAPHS = 5_000  # a letter has a hundred
_LONGEST_PARAGRAPH = 50_000  # letters
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_DAMAGE: tuple[type[Exception], ...] = (*ZIP_DAMAGE, KeyError, OSError)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACES = {
    "document": Place.BODY, "header": Place.HEADER, "footer": Place.FOOTER,
    "footnotes": Place.NOTE, "endnotes": Place.NOTE, "comments": Place.NOTE,
}  # fmt: skip
#: Parts that run or hold something else than words and pictures.
_ACTIVE = re.compile(
    r"vbaProject|/activeX/|/embeddings/|/afchunk|/customUI|\.bin$|\.exe$|\.html?$", re.IGNORECASE
)
#: Fields that fetch something from elsewhere when the file is opened.
_FETCHING = re.compile(
    r"\s*(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|DATABASE|RD)\b", re.IGNORECASE
)
_ADDRESS = re.compile(r"(https?://|mailto:)", re.IGNORECASE)


class WordRefusedError(Exception):
    """The file is not taken; the message is a translated sentence that says what to do."""


def read_passages(content: bytes) -> tuple[Passage, ...]:
    """The words of every paragraph of body, page heads, page feet and footnotes.

    Raises:
        WordRefusedError: it is no Word file, is encrypted, damaged, hostile or fetches things from elsewhere.
    """
    if content[:4] == b"\xd0\xcf\x11\xe0":
        if "EncryptedPackage".encode("utf-16-le") in content:
            message = _(
                "Tệp có mật khẩu; hãy bỏ mật khẩu trong Word (Tệp, Thông tin, Bảo vệ tài liệu) rồi lưu lại."
            )
        else:
            message = _("Tệp thuộc dạng Word cũ (.doc); hãy mở bằng Word và lưu lại thành tệp .docx.")
        raise WordRefusedError(message)
    if len(content) > LARGEST_FILE:
        raise WordRefusedError(_too_large())
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return tuple(_passages(archive))
    except _DAMAGE as error:
        message = _("Đây không phải là tệp Word .docx, hoặc tệp đã bị hỏng.")
        raise WordRefusedError(message) from error


def _too_large() -> str:
    return _("Tệp Word lớn bất thường nên không được dùng; hãy thu nhỏ hoặc bỏ bớt hình ảnh rồi lưu lại.")


def _strange() -> str:
    return _(
        "Tệp Word có nội dung lạ nên không được dùng; hãy chép phần chữ sang một tài liệu mới rồi lưu lại."
    )


def _passages(archive: zipfile.ZipFile) -> Iterator[Passage]:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _LARGEST_UNPACKED:
        raise WordRefusedError(_too_large())
    if len(set(names)) != len(names):
        raise WordRefusedError(_strange())
    if "[Content_Types].xml" not in names:
        raise WordRefusedError(_("Đây không phải là tệp Word .docx."))
    _require_document(_tree(archive, "[Content_Types].xml"))
    if any(_ACTIVE.search(f"/{name}") for name in names):
        raise WordRefusedError(
            _(
                "Tệp Word có macro hoặc đối tượng nhúng nên không được dùng; hãy bỏ chúng rồi lưu lại thành .docx."
            )
        )
    paragraphs = 0
    for name in names:
        if not name.lower().endswith((".xml", ".rels")):
            archive.read(name)  # a damaged picture is told now, not when a letter is made
            continue
        tree = _tree(archive, name)
        if name.endswith(".rels"):
            _require_own(tree)
            continue
        _require_still(tree)
        base = re.fullmatch(r"([a-z]+)\d*\.xml", posixpath.basename(name))
        if base and base[1] in _PLACES and name.startswith("word/"):
            if base[1] == "document" and tree.find(f"{_W}body") is None:
                raise WordRefusedError(_("Hãy mở bằng Word và lưu lại theo kiểu «Word Document (*.docx)»."))
            for paragraph in tree.iter(f"{_W}p"):
                paragraphs += 1
                words = _words(paragraph)
                if paragraphs > _MOST_PARAGRAPHS or len(words) > _LONGEST_PARAGRAPH:
                    message = _(
                        "Tệp Word dài bất thường nên không được dùng; hãy chỉ để lại phần của một lá thư rồi lưu lại."
                    )
                    raise WordRefusedError(message)
                yield Passage(_PLACES[base[1]], words)


def _tree(archive: zipfile.ZipFile, name: str) -> "_Element":
    """A part parsed without entities, network or great depth."""
    from lxml import etree

    if archive.getinfo(name).file_size > _LARGEST_XML:
        raise WordRefusedError(_too_large())
    text = archive.read(name)
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text or text[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise WordRefusedError(_strange())
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(text, parser)
    except etree.XMLSyntaxError as error:
        message = _("Tệp Word đã bị hỏng; hãy mở bằng Word và lưu lại.")
        raise WordRefusedError(message) from error


def _require_document(types: "_Element") -> None:
    kinds = {kind.get("ContentType", "") for kind in types.iter("{*}Override", "{*}Default")}
    if any("macroEnabled" in kind or "vbaProject" in kind for kind in kinds):
        raise WordRefusedError(
            _("Tệp Word có macro (.docm) nên không được dùng; hãy lưu lại thành tệp .docx.")
        )
    if any("template.main+xml" in kind for kind in kinds):
        raise WordRefusedError(_("Tệp là mẫu Word (.dotx); hãy mở bằng Word và lưu lại thành tệp .docx."))
    if _DOCUMENT not in kinds:
        raise WordRefusedError(_("Đây không phải là tệp Word .docx."))


def _require_own(relationships: "_Element") -> None:
    """Refuse whatever is fetched from outside the file; links that a reader may click are words."""
    for one in relationships.iter("{*}Relationship"):
        if one.get("TargetMode") != "External":
            continue
        is_link = (one.get("Type") or "").endswith("/hyperlink")
        if not (is_link and _ADDRESS.match(one.get("Target") or "")):
            raise WordRefusedError(
                _(
                    "Tệp Word lấy nội dung hoặc mẫu từ nơi khác nên không được dùng; "
                    "hãy chép phần chữ sang một tài liệu mới rồi lưu lại."
                )
            )


def _require_still(tree: "_Element") -> None:
    """Refuse parts that are taken in, and fields that fetch, when the file is opened."""
    if next(tree.iter(f"{_W}altChunk", f"{_W}subDoc", f"{_W}object", f"{_W}control"), None) is not None:
        raise WordRefusedError(_strange())
    if any(_FETCHING.match(instruction) for instruction in _instructions(tree)):
        raise WordRefusedError(_strange())


def _instructions(tree: "_Element") -> Iterator[str]:
    """What every field of a part is told to do, put together where Word has split it."""
    gathered = ""
    for node in tree.iter(f"{_W}fldSimple", f"{_W}fldChar", f"{_W}instrText"):
        if node.tag == f"{_W}instrText":
            gathered += node.text or ""
            continue
        yield gathered
        gathered = node.get(f"{_W}instr") or ""
    yield gathered


def _words(paragraph: "_Element") -> str:
    """The text of a paragraph as docxtpl sees it, without the paragraphs of text boxes inside it."""
    written = []
    for node in paragraph.iter(f"{_W}t", f"{_W}br", f"{_W}tab"):
        if next(node.iterancestors(f"{_W}p")) is not paragraph:
            continue
        written.append(node.text or "" if node.tag == f"{_W}t" else " ")
    return "".join(written)
