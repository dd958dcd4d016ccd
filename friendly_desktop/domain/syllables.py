"""Which words can be a Vietnamese syllable by their letters; tells Vietnamese from what only looks so."""

import unicodedata

from friendly_desktop.domain.text import nfc, nfd

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_VOWELS = "aăâeêioôơuưy"
_RISING_OR_HEAVY = ("\u0301", "\u0323")
_ONSETS = [
    "b",
    "c",
    "ch",
    "d",
    "đ",
    "g",
    "gh",
    "gi",
    "h",
    "k",
    "kh",
    "l",
    "m",
    "n",
    "ng",
    "ngh",
    "nh",
    "p",
    "ph",
    "qu",
    "r",
    "s",
    "t",
    "th",
    "tr",
    "v",
    "x",
]
_RIMES = frozenset(
    [
        "a",
        "ac",
        "ach",
        "ai",
        "am",
        "an",
        "ang",
        "anh",
        "ao",
        "ap",
        "at",
        "au",
        "ay",
        "ăc",
        "ăm",
        "ăn",
        "ăng",
        "ăp",
        "ăt",
        "âc",
        "âm",
        "ân",
        "âng",
        "âp",
        "ât",
        "âu",
        "ây",
        "e",
        "ec",
        "em",
        "en",
        "eng",
        "eo",
        "ep",
        "et",
        "ê",
        "êch",
        "êm",
        "ên",
        "ênh",
        "êp",
        "êt",
        "êu",
        "i",
        "ia",
        "ich",
        "im",
        "in",
        "inh",
        "ip",
        "it",
        "iu",
        "iêc",
        "iêm",
        "iên",
        "iêng",
        "iêp",
        "iêt",
        "iêu",
        "o",
        "oc",
        "oi",
        "om",
        "on",
        "ong",
        "op",
        "ot",
        "oong",
        "ooc",
        "oa",
        "oac",
        "oach",
        "oai",
        "oam",
        "oan",
        "oang",
        "oanh",
        "oao",
        "oap",
        "oat",
        "oay",
        "oăc",
        "oăm",
        "oăn",
        "oăng",
        "oăp",
        "oăt",
        "oe",
        "oem",
        "oen",
        "oeo",
        "oet",
        "ô",
        "ôc",
        "ôi",
        "ôm",
        "ôn",
        "ông",
        "ôp",
        "ôt",
        "ơ",
        "ơi",
        "ơm",
        "ơn",
        "ơp",
        "ơt",
        "u",
        "ua",
        "uc",
        "ui",
        "um",
        "un",
        "ung",
        "up",
        "ut",
        "uân",
        "uâng",
        "uât",
        "uây",
        "uê",
        "uêch",
        "uên",
        "uênh",
        "uôc",
        "uôi",
        "uôm",
        "uôn",
        "uông",
        "uôt",
        "uơ",
        "uy",
        "uya",
        "uych",
        "uyn",
        "uynh",
        "uyp",
        "uyt",
        "uyu",
        "uyên",
        "uyêt",
        "ư",
        "ưa",
        "ưc",
        "ưi",
        "ưm",
        "ưng",
        "ưt",
        "ưu",
        "ươc",
        "ươi",
        "ươm",
        "ươn",
        "ương",
        "ươp",
        "ươt",
        "ươu",
        "y",
        "ych",
        "yn",
        "ynh",
        "yp",
        "yt",
        "yêm",
        "yên",
        "yêng",
        "yêt",
        "yêu",
    ]
)


def is_syllable(word: str) -> bool:
    """Whether the letters of a word, in any case, can be one Vietnamese syllable ("nghiêng", "Đức").

    The tone must stand where one of the two habits puts it ("hòa", "hoà", never "haò"), and finals in
    -c, -ch, -p, -t take the rising or the heavy tone only, so "tơt" is none.
    """
    shaped, tones = _without_tones(word)
    if len(tones) > 1:
        return False
    if shaped.endswith(("c", "ch", "p", "t")) and (not tones or tones[0][1] not in _RISING_OR_HEAVY):
        return False
    place = tones[0][0] if tones else None
    # "gìn" is g-in and "giêng" gi-êng: every way to divide is tried.
    return any(
        shaped.startswith(onset)
        and shaped[len(onset) :] in _RIMES
        and (place is None or place - len(onset) in _tone_places(shaped[len(onset) :]))
        for onset in ("", *_ONSETS)
    )


def _without_tones(word: str) -> tuple[str, list[tuple[int, str]]]:
    """The word with its shapes (â, ơ) but without tones, and each tone with the place of its letter."""
    letters: list[str] = []
    tones: list[tuple[int, str]] = []
    for char in nfd(word.lower()):
        if char in _TONES:
            tones.append((len(letters) - 1, char))
        elif unicodedata.combining(char) and letters:
            letters[-1] = nfc(letters[-1] + char)
        else:
            letters.append(char)
    return "".join(letters), tones


def _tone_places(rime: str) -> tuple[int, ...]:
    """The letters of a rime, counted from 0, on which its tone may stand."""
    vowels = [index for index, char in enumerate(rime) if char in _VOWELS]
    shaped = [index for index in vowels if rime[index] in "ăâêôơư"]
    if shaped:
        return (shaped[-1],)
    if len(vowels) < len(rime) and not rime.startswith(("oo",)):
        return (vowels[-1],)
    if len(vowels) == 3 or rime.startswith("oo"):
        return (1,)
    return (0, 1) if rime in ("oa", "oe", "uy") else (0,)
