"""Refuse a Qt binding that loses references (PySide6 6.12.0 on Python 3.11 ends the process)."""

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Signal


class Sender(QObject):
    """Sends one signal."""

    happened = Signal(bool)


@pytest.mark.parametrize("constant", [None, True, False])
def test_a_thousand_qt_calls_leave_the_reference_counts_of_constants_alone(constant: bool | None) -> None:
    sender = Sender()
    steps: list[Callable[[], object]] = [
        lambda: sender.setObjectName("a"),
        lambda: sender.happened.emit(True),
    ]
    for step in steps:
        before = sys.getrefcount(constant)
        for _turn in range(1000):
            step()
        # A few references come and go with caches; a losing binding drops a thousand.
        assert abs(sys.getrefcount(constant) - before) < 50
