"""A kill at any moment of any act loses nothing that was kept and leaves nothing half-made; a handful each."""

from pathlib import Path

import pytest

from tests.torture.acts import ACTS
from tests.torture.killing import kill_many

KILLS = 3


@pytest.mark.parametrize("name", ACTS)
def test_a_kill_at_any_moment_leaves_whole_acts(workplace: Path, name: str) -> None:
    found = kill_many(ACTS[name], workplace, KILLS, seed=2026)
    assert found["kills"] == KILLS
    assert found["told"]
