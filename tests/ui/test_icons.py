"""Icons are drawn once and remembered for the next start."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from ui import icons


def test_icons_come_back_as_they_were_drawn(
    qapp: QApplication, workplace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = workplace / "cache" / "icons.bin"
    monkeypatch.setattr(icons._Drawn, "images", {})
    drawn = {width: icons._image("home", "#0F5E6E", width) for width in (20, 25, 33)}
    icons.keep(kept)
    monkeypatch.setattr(icons._Drawn, "images", {})
    icons.recall(kept)
    assert {key[2]: image for key, image in icons._Drawn.images.items()} == drawn


@pytest.mark.parametrize(
    "content", [b"", b"{}\n", b"5\n", b'["old", [["home", "#000000", 20]]]\n' + bytes(1600), b"\xff\n"]
)
def test_an_odd_cache_is_ignored(
    qapp: QApplication, workplace: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    kept = workplace / "icons.bin"
    kept.write_bytes(content)
    monkeypatch.setattr(icons._Drawn, "images", {})
    icons.recall(kept)
    assert icons._Drawn.images == {}


def test_a_cut_cache_is_ignored(qapp: QApplication, workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = workplace / "icons.bin"
    monkeypatch.setattr(icons._Drawn, "images", {})
    icons._image("home", "#0F5E6E", 20)
    icons.keep(kept)
    kept.write_bytes(kept.read_bytes()[:-1])
    monkeypatch.setattr(icons._Drawn, "images", {})
    icons.recall(kept)
    assert icons._Drawn.images == {}
