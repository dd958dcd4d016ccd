"""Windows under test: none waits for a person, none stays open."""

import gc
from collections.abc import Iterator
from typing import NoReturn

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox


@pytest.fixture(autouse=True)
def _no_modal_dialogs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches a modal dialog fails instead of hanging."""

    def refuse(self: QDialog, *_arguments: object) -> NoReturn:
        pytest.fail(f"modal dialog opened: {type(self).__name__} {self.windowTitle()!r}")

    monkeypatch.setattr(QDialog, "exec", refuse)
    monkeypatch.setattr(QMessageBox, "exec", refuse)


@pytest.fixture(autouse=True)
def _no_leftovers(qapp: QApplication) -> Iterator[None]:
    """Every window a test opens is gone when it ends."""
    before = {id(widget) for widget in QApplication.topLevelWidgets()}
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    left = [
        widget
        for widget in QApplication.topLevelWidgets()
        if id(widget) not in before and widget.parent() is None
    ]
    assert not left, f"windows left open: {left}"
