"""A disk that fails at any call is told kindly, and the next start finds everything whole; a few places each."""

from collections.abc import Iterator

import pytest

from tests.torture.acts import ACTS
from tests.torture.faults import FAULTS, BreakableDisk, can_be_made

PLACES = 2


@pytest.fixture(scope="module")
def disk() -> Iterator[BreakableDisk]:
    with BreakableDisk.made() as made:
        yield made


@pytest.mark.skipif(
    not can_be_made(), reason="the calls are caught by a library that needs Linux and a C compiler"
)
@pytest.mark.parametrize("name", ACTS)
def test_a_disk_that_fails_anywhere_is_told_and_leaves_whole_acts(name: str, disk: BreakableDisk) -> None:
    every = sorted(FAULTS)
    fault = every[list(ACTS).index(name) % len(every)]  # all of them are tried in the long run, by hand
    disk.fail_everywhere(name, fault, PLACES)
