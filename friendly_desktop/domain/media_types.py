"""What kind of file some bytes are: judged by the content first, by the extension only within a kind."""

from pathlib import PurePath

HEAD_BYTES = 4096
TAIL_BYTES = 65536  # the directory of a ZIP with its comment lies within it for every usual document

PDF = "application/pdf"
JPEG = "image/jpeg"
UNKNOWN = "application/octet-stream"

_OPENXML = "application/vnd.openxmlformats-officedocument."
_DOCX = _OPENXML + "wordprocessingml.document"
_XLSX = _OPENXML + "spreadsheetml.sheet"
_PPTX = _OPENXML + "presentationml.presentation"
_DOC, _XLS, _PPT = "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"

_STARTS = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"{\\rtf", "application/rtf"),
    (b"ID3", "audio/mpeg"),
    (b"\x1a\x45\xdf\xa3", "video/webm"),
)
_BRANDS = (
    ((b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"), "image/heic"),
    ((b"avif", b"avis"), "image/avif"),
    ((b"qt  ",), "video/quicktime"),
    ((b"M4A ",), "audio/mp4"),
)
_RIFF = {b"WEBP": "image/webp", b"AVI ": "video/x-msvideo", b"WAVE": "audio/wav"}
_ZIP_PARTS = (
    (b"word/document.xml", _DOCX),
    (b"xl/workbook.xml", _XLSX),
    (b"xl/workbook.bin", _XLSX),
    (b"ppt/presentation.xml", _PPTX),
)
_OLE_STREAMS = (("WordDocument", _DOC), ("Workbook", _XLS), ("PowerPoint Document", _PPT))
_BY_OLE_EXTENSION = {".doc": _DOC, ".xls": _XLS, ".ppt": _PPT, ".msg": "application/vnd.ms-outlook"}
_BY_TEXT_EXTENSION = {
    ".csv": "text/csv",
    ".htm": "text/html",
    ".html": "text/html",
    ".json": "application/json",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
}
_KINDS_OF_EXTENSION = {
    ".pdf": (PDF,),
    ".docx": (_DOCX,),
    ".xlsx": (_XLSX,),
    ".pptx": (_PPTX,),
    # Word and Excel also save web pages and rich text under their old names
    ".doc": (_DOC, "application/rtf", "text/html", "application/xml", _DOCX),
    ".xls": (_XLS, "text/html", "application/xml", "text/plain", _XLSX),
    **dict.fromkeys(
        (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".webp"), ("image/",)
    ),
}


def extension_disagrees(kind: str, name: str) -> bool:
    """Whether a file called ``name`` cannot be what its extension says, so that nothing may open it."""
    expected = _KINDS_OF_EXTENSION.get(PurePath(name).suffix.lower())
    return expected is not None and not kind.startswith(expected)


def media_type(head: bytes, tail: bytes, name: str) -> str:
    """The media type of a file.

    Args:
        head: its first bytes, up to :data:`HEAD_BYTES` (more does no harm).
        tail: its last bytes, up to :data:`TAIL_BYTES`.
        name: its file name; only the extension is looked at, and only to tell texts or old Office files
            apart. A picture called ``report.pdf`` is a picture.
    """
    extension = PurePath(name).suffix.lower()
    if b"%PDF-" in head[:1024]:
        return PDF
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head[4:8] == b"ftyp":
        return next((kind for brands, kind in _BRANDS if head[8:12] in brands), "video/mp4")
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12], UNKNOWN)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_type(head, tail)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _ole_type(head + tail, extension)
    if _is_text(head):
        return _BY_TEXT_EXTENSION.get(extension, "text/plain")
    return UNKNOWN


def _zip_type(head: bytes, tail: bytes) -> str:
    if head[30:38] == b"mimetype":  # OpenDocument says what it is in its first, stored member
        declared = head[38:120].split(b"PK", 1)[0]
        if declared.startswith(b"application/vnd.oasis.opendocument."):
            return declared.decode("ascii", "replace")
    return next((kind for part, kind in _ZIP_PARTS if part in head or part in tail), "application/zip")


def _ole_type(content: bytes, extension: str) -> str:
    for stream, kind in _OLE_STREAMS:
        if stream.encode("utf-16-le") in content:
            return kind
    return _BY_OLE_EXTENSION.get(extension, "application/x-ole-storage")


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if b"\x00" in head:
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return (
            error.reason == "unexpected end of data" and error.start >= len(head) - 4
        )  # cut inside a letter
    return True
