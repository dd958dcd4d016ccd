"""Many pass at once, or one stands in the door and nobody passes."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Turnstile:
    """Whoever is inside may let others in, so that work within work never waits for itself."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside = 0
        self._keeper: int | None = None

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Pass; waits only while the door is closed by another thread."""
        me = threading.get_ident()
        with self._changed:
            self._changed.wait_for(lambda: self._keeper in (None, me))
            self._inside += 1
        try:
            yield
        finally:
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    @contextmanager
    def closed(self) -> Iterator[None]:
        """Wait until everybody is out, then let nobody pass but this thread."""
        with self._changed:
            self._changed.wait_for(lambda: self._keeper is None and not self._inside)
            self._keeper = threading.get_ident()
        try:
            yield
        finally:
            with self._changed:
                self._keeper = None
                self._changed.notify_all()
