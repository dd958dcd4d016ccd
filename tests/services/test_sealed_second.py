"""The second place of an office that encrypts: what lies on the stick is sealed, proven, and kept within bounds."""

from datetime import timedelta
from pathlib import Path

import pytest

from friendly_desktop.bootstrap import Services, backups_of
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.backups import Reason
from friendly_desktop.paths import DataFolder
from friendly_desktop.services.backups import BackupsService
from friendly_desktop.storage import backup_second
from friendly_desktop.storage.evidence_store import EvidenceStore

PASSWORD = "đò đưa qua sông nhỏ"


pytestmark = pytest.mark.usefixtures("cheap_keys")


@pytest.fixture
def stick(services: Services, workplace: Path) -> Path:
    services.assessment.open_year(2026, "hai-duong-2024")
    plan = workplace / "Kế hoạch.txt"
    plan.write_text("Kế hoạch tuyên truyền của xã\n" * 500, encoding="utf-8")
    services.evidence.add_files(2026, "B.1.1.1", [plan])
    services.vault.begin(PASSWORD)
    folder = workplace / "USB"
    folder.mkdir()
    services.backups.choose_second(folder)
    return folder / backup_second.FOLDER


def _sealed(stick: Path) -> list[str]:
    return sorted(path.name for path in stick.glob("*.mahoa"))


def test_what_lies_on_the_stick_is_sealed_and_restored_elsewhere(
    services: Services, stick: Path, workplace: Path, clock: FixedClock
) -> None:
    made = services.backups.make()
    assert made.problem == ""
    assert _sealed(stick) == [f"{made.backup.name}.zip.mahoa"]
    words = "Kế hoạch tuyên truyền".encode()
    for path in stick.rglob("*"):
        assert not path.is_file() or words not in path.read_bytes()
    assert not [path for path in stick.rglob("*.sqlite*") if path.is_file()]
    listed = [one for one in services.backups.all() if one.second]
    assert [(one.path.name, one.problem) for one in listed] == [(f"{made.backup.name}.zip.mahoa", "")]
    elsewhere = DataFolder(workplace / "máy khác")
    restored = backups_of(elsewhere, clock).restore(listed[0].path, secret=PASSWORD)
    assert restored.files == 1
    assert EvidenceStore(elsewhere.evidence).orphans((), grace_seconds=-60)


def test_one_a_day_goes_by_itself_and_the_newest_three_stay(
    services: Services, stick: Path, clock: FixedClock
) -> None:
    for day in range(1, 6):
        for hours, reason in ((0, Reason.START), (2, Reason.HOURLY)):
            moment = clock.moment + timedelta(days=day, hours=hours)
            services.office.save_unit(f"Tổ {day}, {hours}")
            backups = BackupsService(services.folder, FixedClock(moment), services.db)
            assert backups.make_due(reason)
    assert len(_sealed(stick)) == 3
    assert len(list(stick.glob("*.mahoa-info"))) == 3
    before = _sealed(stick)
    later = FixedClock(clock.moment + timedelta(days=5, hours=3))
    BackupsService(services.folder, later, services.db).make()  # a person asked
    assert _sealed(stick)[-1] not in before


def test_a_stick_without_room_is_told_and_nothing_half_made_stays(
    services: Services, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from friendly_desktop.storage.sealed_files import SealedWriter

    def full(self: SealedWriter, content: object) -> int:
        raise OSError(28, "full")

    with monkeypatch.context() as patch:
        patch.setattr(SealedWriter, "write", full)
        made = services.backups.make()
    assert "đầy" in made.problem
    assert _sealed(stick) == []
    assert not list(stick.glob(".*"))
    assert services.backups.make().problem == ""


def test_a_damaged_key_file_sends_nothing_in_clear(
    services: Services, stick: Path, data_folder: DataFolder
) -> None:
    for name in ("vault.json", "vault-copy.json", "backups/keys/vault.json"):
        (data_folder.root / name).write_text("{", encoding="utf-8")
    made = services.backups.make()
    assert "khóa" in made.problem
    assert not [path for path in stick.rglob("*") if path.is_file()]


def test_a_stick_under_another_letter_is_known_by_its_sealed_backups(
    services: Services, stick: Path, workplace: Path
) -> None:
    made = services.backups.make()
    there = workplace / "E"
    (there / stick.relative_to(stick.anchor).parent).mkdir(parents=True)
    stick.rename(there / stick.relative_to(stick.anchor))
    assert backup_second.find(str(stick), made.backup.series, [there]) == there / stick.relative_to(
        stick.anchor
    )
    assert backup_second.find(str(stick), "another", [there]) is None
