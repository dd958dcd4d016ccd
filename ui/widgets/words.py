"""Wordings of a set as they read best on a screen; documents print them letter by letter."""

_KEEP = {"UBND", "HĐND", "UBMTTQ", "MTTQ", "TTHC"}


def calm(text: str) -> str:
    """A heading printed in capitals, in small letters: "Tiêu chí 1: Chính quyền công khai"."""
    line = " ".join(text.split())
    head, bracket, rest = line.partition(" (")
    if bracket and head.isupper() and not rest.isupper():
        return f"{calm(head)}{bracket}{rest}"
    if not line.isupper():
        return line
    words = [word if word.strip(".,;:()") in _KEEP else word.lower() for word in line.split(" ")]
    parts = [_first_up(part) for part in " ".join(words).split(": ")]
    return ": ".join(parts)


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]


def capital(text: str) -> str:
    """The text as a sentence begins, its other capitals kept."""
    return text[:1].upper() + text[1:]
