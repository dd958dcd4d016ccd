"""The sample office lies beside the office's own records and never touches them."""

import pytest

from friendly_desktop.bootstrap import Services, open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.office import Office
from friendly_desktop.errors import AppError, Cancelled
from friendly_desktop.services.jobs import JobContext


class Stopped(JobContext):
    """Stopped by the person at the first file."""

    def report(self, done: int, total: int | None = None, label: str = "") -> None:
        """Nobody looks."""

    def checkpoint(self) -> None:
        raise Cancelled


def test_the_sample_is_made_removed_and_brought_back_without_touching_the_office(
    services: Services, clock: FixedClock
) -> None:
    services.office.save_office(Office(name="Ninh Giang"))
    services.assessment.open_year(2026, "hai-duong-2024")
    folder = services.sample.make()
    assert folder == services.folder.sample
    assert folder.is_sample
    assert folder.own == services.folder
    assert services.office.office().name == "Ninh Giang"
    assert not services.office.is_demo()
    other = open_services(folder, clock)
    assert other.office.is_demo()
    assert other.office.office().name == "An Bình"
    other.close()

    services.sample.remove()
    assert not services.sample.is_there()
    services.sample.restore()
    assert services.sample.is_there()
    services.sample.remove()
    services.sample.clean_up()
    services.sample.restore()
    assert not services.sample.is_there()
    assert [one for one in services.folder.root.iterdir() if "mau" in one.name] == []
    assert services.office.office().name == "Ninh Giang"


def test_a_sample_that_is_stopped_leaves_nothing(services: Services) -> None:
    with pytest.raises(Cancelled):
        services.sample.make(Stopped())
    assert not services.sample.is_there()
    assert not [one for one in services.folder.root.iterdir() if "mau" in one.name]


def test_what_a_killed_process_left_is_cleared_at_the_next_start(services: Services) -> None:
    left = services.folder.sample.root.with_name("du-lieu-mau.unfinished")
    (left / "evidence").mkdir(parents=True)
    (left / "office.sqlite").write_bytes(b"half")
    services.sample.clean_up()
    assert not left.exists()


def test_records_of_the_office_are_never_cleared_as_a_sample(services: Services) -> None:
    services.office.save_office(Office(name="Ninh Giang"))
    with pytest.raises(AppError) as refused:
        services.sample.clear_in_place()
    assert refused.value.code == "not_demo"
    assert services.office.office().name == "Ninh Giang"
