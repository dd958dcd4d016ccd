"""Text typed for the fonts of the years before Unicode: TCVN3 (.VnTime) and VNI (VNI-Times).

Such text is recognised and offered for conversion, never changed silently. It is recognised by its words:
"NguyÔn V¨n" is no Vietnamese, its conversion "Nguyễn Văn" is; proper Vietnamese, French, German and
English words do not turn into Vietnamese syllables. Tables: TCVN 5712:1993, set 3; VNI for Windows.
"""

import re
from enum import Enum

from friendly_desktop.domain.syllables import is_syllable
from friendly_desktop.domain.text import nfc
from friendly_desktop.i18n import _


class Legacy(Enum):
    """A way of writing from before Unicode."""

    TCVN3 = "tcvn3"
    VNI = "vni"


_TCVN3 = dict(
    zip(
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢£¤¥¦§",
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
        strict=True,
    )
)
# TCVN3 has no capitals with a tone; some converters wrote the capital before the small letter ("A¸").
_DOUBLED = re.compile("|".join(f"{base}[{small}]" for base, small in (
    ("A", "àảãáạ"), ("Ă", "ằẳẵắặ"), ("Â", "ầẩẫấậ"), ("E", "èẻẽéẹ"), ("Ê", "ềểễếệ"), ("I", "ìỉĩíị"),
    ("O", "òỏõóọ"), ("Ô", "ồổỗốộ"), ("Ơ", "ờởỡớợ"), ("U", "ùủũúụ"), ("Ư", "ừửữứự"), ("Y", "ỳỷỹýỵ"),
)))  # fmt: skip

_VNI_SINGLE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_TONED = {
    "a": "áàảãạ", "e": "éèẻẽẹ", "o": "óòỏõọ", "u": "úùủũụ", "y": "ýỳỷỹỵ", "ô": "ớờởỡợ", "ö": "ứừửữự",
}  # fmt: skip
_VNI_SHAPED = {
    **{f"{base}{mark}": letter for base, letters in (("a", "âấầẩẫậ"), ("e", "êếềểễệ"), ("o", "ôốồổỗộ"))
       for mark, letter in zip("âáàåãä", letters, strict=True)},
    **{f"a{mark}": letter for mark, letter in zip("êéèúüë", "ăắằẳẵặ", strict=True)},
}  # fmt: skip
_VNI = {
    **_VNI_SINGLE,
    **_VNI_SHAPED,
    **{
        f"{base}{mark}": letter
        for base, letters in _VNI_TONED.items()
        for mark, letter in zip("ùøûõï", letters, strict=True)
    },
}
_VNI_PART = re.compile(
    "|".join(sorted((re.escape(part) for part in _VNI), key=len, reverse=True)), re.IGNORECASE
)
#: Pairs that French and its neighbours write too: alone they prove nothing ("où", "Loïc", "haïr").
_WESTERN = {"où", "oï", "aï", "uï"}
_TOKEN = re.compile(r"[^\s\d.,;:!?()\[\]{}\"'/\\|<>=+*&%#@~^`_–—…“”‘’-]+")
_LATIN_1 = re.compile(r"[\x80-\xff]")
_BEYOND = re.compile(r"[^\x00-\xff\u2010-\u2027\u2030-\u205e\u20ac]")
_SIGN = re.compile("[¡-¿]")
_MICRO = re.compile(r"µ[a-zA-Z]{1,2}")


def detect(text: str) -> Legacy | None:
    """How the text was written, None for proper Unicode and whenever there is doubt."""
    text = nfc(text)
    if not _LATIN_1.search(text) or _BEYOND.search(text):
        return None  # nothing to convert, or letters that neither way of writing has
    scores = {legacy: _evidence(text, legacy) for legacy in Legacy}
    best = max(scores, key=lambda legacy: scores[legacy])
    return best if scores[best] > 0 else None


def convert(text: str, legacy: Legacy) -> str:
    """The text in Unicode (NFC)."""
    if legacy is Legacy.TCVN3:
        return _from_tcvn3(nfc(text))
    return nfc(_VNI_PART.sub(_vni_letter, nfc(text)))


def lost(legacy: Legacy) -> str:
    """What a conversion cannot bring back, in a sentence for people."""
    if legacy is Legacy.TCVN3:
        return _(
            "Chữ hoa có dấu của phông .VnTimeH có thể thành chữ thường, và các dấu như ©, ®, § thành chữ cái; "
            "hãy đọc lại sau khi chuyển."
        )
    return _("Chữ nước ngoài có dấu như ñ, ô, ö bị đổi thành chữ Việt; hãy đọc lại sau khi chuyển.")


def legacy_name(legacy: Legacy) -> str:
    """What people call it, with a font that they know."""
    return _("TCVN3 (phông .VnTime)") if legacy is Legacy.TCVN3 else _("VNI (phông VNI-Times)")


def _from_tcvn3(text: str) -> str:
    converted = _DOUBLED.sub(
        lambda found: found[0][1].upper(), "".join(_TCVN3.get(char, char) for char in text)
    )
    if _shouts(text) and _capitals(text) > 2:
        return converted.upper()
    # Neither step makes or takes away a space, so the words stay beside each other.
    return " ".join(
        word.upper() if _shouts(old) and _capitals(old) > 1 else word
        for old, word in zip(text.split(" "), converted.split(" "), strict=True)
    )


def _shouts(text: str) -> bool:
    """Whether no plain small letter is there: a capital font (.VnTimeH) shows small codes as capitals."""
    return not any("a" <= char <= "z" for char in text)


def _capitals(text: str) -> int:
    return sum("A" <= char <= "Z" or char in "¡¢£¤¥¦§" for char in text)


def _vni_letter(found: re.Match[str]) -> str:
    letter = _VNI[found[0].lower()]
    return letter.upper() if found[0][0].isupper() else letter


def _evidence(text: str, legacy: Legacy) -> int:
    """How many words become Vietnamese by conversion; 0 when others speak against it."""
    strong = weak = against = strange = 0
    for token in _TOKEN.findall(text):
        if not _LATIN_1.search(token):
            strange += len(token) > 1 and not token.isupper() and not is_syllable(token)
            continue
        if len(token) == 1 or _MICRO.fullmatch(token):
            continue
        before, after = is_syllable(token), is_syllable(convert(token, legacy))
        if after and not before:
            western = legacy is Legacy.VNI and {part.lower() for part in _VNI_PART.findall(token)} <= _WESTERN
            weak += western
            # A sign such as ® inside a word weighs more than the foreign words around it.
            strong += 0 if western else 3 if _SIGN.search(token) else 1
        elif before and not after:
            against += 1
        elif not before:
            strange += 1
    if against or strange >= strong + weak or not (strong or weak > 1):
        return 0
    return strong + weak
