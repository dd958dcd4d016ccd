"""What a file is, in an icon and a word."""

from dataclasses import dataclass

from friendly_desktop.domain.evidence import Evidence, EvidenceVersion
from friendly_desktop.i18n import N_

PICTURE_KINDS = ("image/", "application/pdf")


@dataclass(frozen=True, slots=True)
class FileKind:
    """An icon of the family and a word (untranslated)."""

    icon: str
    word: str


_KINDS = (
    ("application/pdf", FileKind("pdf", "PDF")),
    ("image/", FileKind("image", N_("Ảnh"))),
    ("video/", FileKind("film", N_("Phim"))),
    ("audio/", FileKind("film", N_("Ghi âm"))),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml", FileKind("note", "Word")),
    ("application/msword", FileKind("note", "Word")),
    ("application/rtf", FileKind("note", "Word")),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml", FileKind("sheet", "Excel")),
    ("application/vnd.ms-excel", FileKind("sheet", "Excel")),
    ("text/csv", FileKind("sheet", "CSV")),
    ("application/zip", FileKind("archive", N_("Tệp nén"))),
    ("application/x-7z", FileKind("archive", N_("Tệp nén"))),
    ("application/vnd.rar", FileKind("archive", N_("Tệp nén"))),
)


def kind_of(evidence: Evidence | EvidenceVersion) -> FileKind:
    """What a piece of evidence is."""
    for start, kind in _KINDS:
        if evidence.media_type.startswith(start):
            return kind
    return FileKind("file", N_("Tệp"))


def has_picture(evidence: Evidence | EvidenceVersion) -> bool:
    """Whether the program can draw it."""
    return evidence.bytes > 0 and evidence.media_type.startswith(PICTURE_KINDS)
