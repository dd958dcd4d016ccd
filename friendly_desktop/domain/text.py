"""Vietnamese text as values: NFC, folding for search, sorting, and names that every disk accepts."""

import re
import sys
import unicodedata
from functools import cache

_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_SHAPES = {"\u0306": 1, "\u0302": 2, "\u031b": 3}
_RESERVED = re.compile(
    r"^(con|prn|aux|nul|clock\$|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\s*\..*)?\s*$", re.IGNORECASE
)
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_OLD_TONE_PLACES = (
    ("oà", "òa"), ("oá", "óa"), ("oả", "ỏa"), ("oã", "õa"), ("oạ", "ọa"),
    ("oè", "òe"), ("oé", "óe"), ("oẻ", "ỏe"), ("oẽ", "õe"), ("oẹ", "ọe"),
    ("uỳ", "ùy"), ("uý", "úy"), ("uỷ", "ủy"), ("uỹ", "ũy"), ("uỵ", "ụy"),
)  # fmt: skip


#: No letter of any language carries more (UAX 15, Stream-Safe Text Format).
_MOST_MARKS = 30
_PERHAPS_MARKS = re.compile(f"[\u0300-\U0010ffff]{{{_MOST_MARKS + 1}}}")


def nfc(text: str) -> str:
    """The text in the composed form in which everything is stored."""
    return unicodedata.normalize("NFC", _thinned(text))


def nfd(text: str) -> str:
    """The text with every mark apart from its letter."""
    return unicodedata.normalize("NFD", _thinned(text))


def _thinned(text: str) -> str:
    """The text without the marks that nobody can see any more above one letter.

    To put marks in order takes the square of their number: a cell with a hundred thousand would take minutes.
    """
    if len(text) <= _MOST_MARKS or not _PERHAPS_MARKS.search(text):
        return text
    return _many_marks().sub(r"\1", text)


@cache
def _many_marks() -> re.Pattern[str]:
    """Finds more marks in a row than are kept; whatever is or becomes a mark that has a place in their order."""
    marks = "".join(
        char for char in map(chr, range(0x300, sys.maxunicode + 1)) if unicodedata.combining(_first(char))
    )
    return re.compile(f"([{marks}]{{{_MOST_MARKS}}})[{marks}]+")


def _first(char: str) -> str:
    return unicodedata.normalize("NFD", char)[0]


def clean_line(text: str) -> str:
    """One line of input as stored: NFC, white space runs made single, ends trimmed."""
    return " ".join(nfc(text).split())


def clean_text(text: str) -> str:
    """Input of several lines as stored: NFC, Unix line ends, no trailing spaces, ends trimmed."""
    lines = nfc(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def fold(text: str) -> str:
    """The text without tone marks, case and the bar of đ: "Nguyễn Đức" becomes "nguyen duc"."""
    decomposed = nfd(text.casefold().replace("đ", "d"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def same_tone_places(text: str) -> str:
    """The text in lower case with one spelling of the tone place, so that "hoà" equals "hòa"."""
    lowered = nfc(text).lower()
    for older, newer in _OLD_TONE_PLACES:
        lowered = lowered.replace(older, newer)
    return lowered


def sort_key(text: str) -> tuple[tuple[tuple[str, int], ...], tuple[int, ...]]:
    """The key of the Vietnamese dictionary order: a ă â b c d đ e ê … with the tone as second key."""
    letters: list[tuple[str, int]] = []
    tones: list[int] = []
    for char in nfd(text.casefold()):
        if char in _TONES:
            if tones:
                tones[-1] = _TONES[char]
        elif char in _SHAPES:
            if letters:
                letters[-1] = (letters[-1][0], _SHAPES[char])
        elif not unicodedata.combining(char):
            letters.append(("d", 1) if char == "đ" else (char, 0))
            tones.append(0)
    return tuple(letters), tuple(tones)


def name_sort_key(name: str) -> tuple[object, ...]:
    """The key for people's names: by the given name (last word), then family name, then middle names."""
    words = name.split()
    if not words:
        return ()
    return sort_key(words[-1]), sort_key(words[0]), sort_key(" ".join(words[1:-1]))


def ascii_slug(text: str, limit: int = 60) -> str:
    """A short lower-case ASCII name for a file inside a package: letters, digits and hyphens."""
    words = re.findall(r"[a-z0-9]+", fold(text).encode("ascii", "ignore").decode("ascii"))
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > limit:
            break
        slug = longer
    if not slug:
        slug = words[0][:limit] if words else "tep"
    return f"{slug}-1" if _RESERVED.match(slug) else slug


def is_reserved_name(name: str) -> bool:
    """Whether Windows keeps this file name for a device (``CON``, ``aux.txt``, ``COM1.pdf``)."""
    return _RESERVED.match(name) is not None


def safe_name(name: str, limit_units: int = 80, limit_bytes: int = 200) -> str:
    """A file name that Windows, Linux and a USB stick all accept, as near to ``name`` as can be.

    Args:
        name: any text; its extension (up to 10 characters) is kept.
        limit_units: most UTF-16 units, as NTFS and FAT count.
        limit_bytes: most UTF-8 bytes, as Linux file systems count.
    """
    name = _FORBIDDEN.sub("_", clean_line(name)).rstrip(". ")
    stem, dot, extension = name.rpartition(".")
    if not dot or not stem or len(extension) > 10:
        stem, extension = name, ""
    suffix = f".{extension}" if extension else ""
    if _RESERVED.match(stem + suffix) or not stem.strip("_. "):
        stem = f"_{stem}" if stem else "_"

    def fits(candidate: str) -> bool:
        whole = candidate + suffix
        return len(whole.encode("utf-16-le")) // 2 <= limit_units and len(whole.encode()) <= limit_bytes

    while len(stem) > 1 and not fits(stem):
        stem = stem[:-1]
        while len(stem) > 1 and unicodedata.combining(stem[-1]):
            stem = stem[:-1]
    return stem.rstrip(". ") + suffix
