"""BagIt 1.0 (RFC 8493) as text: manifests, bag-info, and which names a package may hold.

Nothing here touches disk, so that the writer and the check on the receiving PC share every rule.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from friendly_desktop.domain.text import is_reserved_name, nfc

DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
BAGIT = "bagit.txt"
BAG_INFO = "bag-info.txt"
MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
GROUP_MANIFEST = "group-sha256.txt"
PAYLOAD = "data/"

_LINE = re.compile(r"([0-9A-Fa-f]{64})[ \t]+\*?(.+)")
_LABEL = re.compile(r"([^:\s][^:]*?)[ \t]*:[ \t]*(.*)")
_ENCODED = re.compile(r"%(0[AaDd]|25)")
_DRIVE = re.compile(r"[A-Za-z]:")
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')


class NameFault(Enum):
    """Why a name must not stand in a package."""

    EMPTY = "empty"
    ABSOLUTE = "absolute"
    BACKSLASH = "backslash"
    TRAVERSAL = "traversal"
    FORBIDDEN = "forbidden"
    RESERVED = "reserved"
    TOO_LONG = "too_long"


def name_fault(name: str) -> NameFault | None:
    """What makes ``name`` (with forward slashes, relative to the bag) dangerous or unusable on a PC.

    Rules: RFC 8493 section 5 (security), and the names Windows refuses.
    """
    if not name:
        return NameFault.EMPTY
    if "\\" in name:
        return NameFault.BACKSLASH
    if name.startswith(("/", "~")) or _DRIVE.match(name):
        return NameFault.ABSOLUTE
    if len(name) > 1000:
        return NameFault.TOO_LONG
    for part in name.split("/"):
        if part in ("", ".", ".."):
            return NameFault.TRAVERSAL
        if _FORBIDDEN.search(part) or part[-1] in ". ":
            return NameFault.FORBIDDEN
        if is_reserved_name(part):
            return NameFault.RESERVED
        if len(part) > 255:
            return NameFault.TOO_LONG
    return None


def same_name_key(name: str) -> str:
    """Names with the same key are one file on Windows or a stick: case and composed form apart."""
    return nfc(nfc(name).casefold())


def encode_name(name: str) -> str:
    """The name as a manifest writes it: line breaks and the percent sign encoded (RFC 8493, 2.1.3)."""
    return name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def decode_name(text: str) -> str:
    """The name a manifest line means; only the three encodings of the RFC are undone."""
    return _ENCODED.sub(lambda found: chr(int(found[1], 16)), text)


def manifest_text(digests: Mapping[str, str]) -> str:
    """The manifest of ``digests`` (name to SHA-256), sorted by name so that bytes repeat."""
    return "".join(f"{digests[name]}  {encode_name(name)}\n" for name in sorted(digests))


def root_sha256(digests: Mapping[str, str]) -> str:
    """The one number that stands for the whole payload, over all parts.

    It is the SHA-256 of the manifest of everything; for a package in one part that is the SHA-256 of
    its ``manifest-sha256.txt``, which any tool can recompute.
    """
    return hashlib.sha256(manifest_text(digests).encode("utf-8")).hexdigest()


@dataclass(frozen=True, slots=True)
class ManifestLines:
    """A manifest as read: names to digests in lower case, and the lines that could not be understood."""

    digests: Mapping[str, str]
    bad_lines: tuple[int, ...] = ()
    doubled: tuple[str, ...] = ()


def parse_manifest(text: str) -> ManifestLines:
    """Read a manifest; LF, CR LF and CR end lines, empty lines at the end are allowed."""
    digests: dict[str, str] = {}
    bad: list[int] = []
    doubled: list[str] = []
    seen: set[str] = set()
    for number, line in enumerate(_lines(text), start=1):
        if not line:
            continue
        found = _LINE.fullmatch(line)
        if found is None:
            bad.append(number)
            continue
        name = decode_name(found[2].removeprefix("./"))
        if same_name_key(name) in seen:
            doubled.append(name)
            continue
        seen.add(same_name_key(name))
        digests[name] = found[1].lower()
    return ManifestLines(digests, tuple(bad), tuple(doubled))


def info_text(pairs: Sequence[tuple[str, str]]) -> str:
    """``bag-info.txt`` of the pairs, each value on one line (white space runs made single)."""
    return "".join(f"{label}: {' '.join(nfc(value).split())}\n" for label, value in pairs)


def parse_info(text: str) -> dict[str, str] | None:
    """The labels (in lower case) and values of ``bag-info.txt``; the first of repeated ones.

    Returns:
        None when a line is neither a label with its value nor the continuation of one.
    """
    pairs: dict[str, str] = {}
    label = ""
    for line in _lines(text):
        if not line.strip():
            continue
        if line[0] in " \t":
            if not label:
                return None
            pairs[label] = f"{pairs[label]} {line.strip()}"
            continue
        found = _LABEL.fullmatch(line)
        if found is None:
            return None
        label = found[1].lower()
        pairs.setdefault(label, found[2])
    return pairs


def oxum(sizes: Iterable[int]) -> str:
    """The Payload-Oxum of files with these sizes in bytes: "octets.count"."""
    listed = list(sizes)
    return f"{sum(listed)}.{len(listed)}"


def declaration_is_ours(text: str) -> bool:
    """Whether ``bagit.txt`` declares BagIt 1.0 in UTF-8, exactly two lines."""
    lines = [line for line in _lines(text) if line]
    return [" ".join(line.split()) for line in lines] == DECLARATION.splitlines()


def _lines(text: str) -> list[str]:
    # str.splitlines would also break at form feeds and at U+2028, which may stand in names.
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
