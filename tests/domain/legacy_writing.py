"""Writes Vietnamese as the fonts before Unicode did; the other way round than the program reads it."""

import unicodedata

_TCVN3 = {
    "a": "a¸µ¶·¹", "ă": "¨¾»¼½Æ", "â": "©ÊÇÈÉË", "e": "eÐÌÎÏÑ", "ê": "ªÕÒÓÔÖ", "i": "iÝ×ØÜÞ", "o": "oãßáâä",
    "ô": "«èåæçé", "ơ": "¬íêëìî", "u": "uóïñòô", "ư": "\u00adøõö÷ù", "y": "yýúûüþ",
}  # fmt: skip
_TCVN3_CAPITALS = {"Ă": "¡", "Â": "¢", "Ê": "£", "Ô": "¤", "Ơ": "¥", "Ư": "¦"}
_TONES = {"\u0301": 1, "\u0300": 2, "\u0309": 3, "\u0303": 4, "\u0323": 5}
_VNI_TONES = " ùøûõï"
_VNI_SHAPED = {"â": "âáàåãä", "ă": "êéèúüë"}
_VNI_I = "iíìæóò"


def _parts(char: str) -> tuple[str, int]:
    """The letter with its shape, and the number of its tone."""
    decomposed = unicodedata.normalize("NFD", char)
    tone = next((_TONES[part] for part in decomposed if part in _TONES), 0)
    bare = unicodedata.normalize("NFC", "".join(part for part in decomposed if part not in _TONES))
    return bare, tone


def as_tcvn3(text: str) -> str:
    """The codes of TCVN3; a capital with a tone is written capital first, as converters do."""
    written = []
    for char in unicodedata.normalize("NFC", text):
        bare, tone = _parts(char)
        small = bare.lower()
        if char in "đĐ":
            written.append("®" if char == "đ" else "§")
        elif small not in _TCVN3:
            written.append(char)
        elif bare == small:
            written.append(_TCVN3[small][tone])
        else:
            capital = _TCVN3_CAPITALS.get(bare, bare)
            written.append(capital + (_TCVN3[small][tone] if tone else ""))
    return "".join(written)


def as_tcvn3_capitals(text: str) -> str:
    """A line set in a capital font: the codes with a tone are those of small letters."""
    written = []
    for char in unicodedata.normalize("NFC", text):
        _bare, tone = _parts(char)
        written.append(as_tcvn3(char.lower() if tone else char.upper()))
    return "".join(written)


def as_vni(text: str) -> str:
    """The letters and marks of VNI for Windows."""
    written = []
    for char in unicodedata.normalize("NFC", text):
        bare, tone = _parts(char)
        small = bare.lower()
        letters = _vni_letters(small, tone)
        written.append(letters.upper() if bare != small else letters)
    return "".join(written)


def _vni_letters(small: str, tone: int) -> str:
    toned = _VNI_TONES[tone].strip()
    if small == "đ":
        return "ñ"
    if small == "i":
        return _VNI_I[tone]
    if small == "y" and tone == 5:
        return "î"
    if small in "ơư":
        return ("ô" if small == "ơ" else "ö") + toned
    if small in "âêô":
        return {"â": "a", "ê": "e", "ô": "o"}[small] + _VNI_SHAPED["â"][tone]
    if small == "ă":
        return "a" + _VNI_SHAPED["ă"][tone]
    return small + toned if small in "aeouy" else small
