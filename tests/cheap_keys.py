"""Keys stretched hardly at all: a third of a second for each would make the tests of encryption slow."""

from collections.abc import Iterator

import pytest

from friendly_desktop.domain.vault import Strength
from friendly_desktop.storage import key_rings, keychain

CHEAP = Strength(memory_kib=8, passes=1, lanes=1)


@pytest.fixture
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """New keys are cheap ones; those that a test opened are forgotten after it."""
    monkeypatch.setattr(key_rings, "Strength", lambda: CHEAP)
    yield
    keychain.forget()
