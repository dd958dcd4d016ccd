"""Evidence that is there: described, tied to leaves, replaced, binned, shown, checked."""

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import event

from friendly_desktop.bootstrap import Services, open_services
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.evidence import AddOutcome
from friendly_desktop.errors import AppError, Cancelled
from friendly_desktop.paths import DataFolder
from friendly_desktop.services.evidence import PreviewUnavailable, StoppedAdding
from tests.services.evidence_desk import YEAR, Recorder, add, add_one, lose, stored_file, stored_files, write
from tests.small_disks import small_disk_of

# Changing


def test_one_document_proves_many_leaves(office: Services, desk: Path) -> None:
    evidence_id = add_one(office, write(desk / "a.txt"))
    office.evidence.link(evidence_id, YEAR, "B.1.2.1")
    assert office.evidence.link(evidence_id, YEAR, "B.1.2.1").nodes == ("B.1.1.1", "B.1.2.1")
    assert office.evidence.unlink(evidence_id, "B.1.1.1").nodes == ("B.1.2.1",)


def test_a_document_of_another_year_is_not_tied(office: Services, desk: Path) -> None:
    evidence_id = add_one(office, write(desk / "a.txt"))
    with pytest.raises(AppError) as caught:
        office.evidence.link(evidence_id, YEAR - 1, "B.1.2.1")
    assert caught.value.code == "wrong_year"


def test_only_what_is_given_changes(office: Services, desk: Path) -> None:
    evidence_id = add_one(office, write(desk / "a.txt"))
    office.evidence.update(evidence_id, title="Kế hoạch", issued_on=date(2026, 1, 5))
    changed = office.evidence.update(evidence_id, number=" 15/KH ", description="dòng 1\r\ndòng 2 ")
    assert (changed.title, changed.number, changed.description) == ("Kế hoạch", "15/KH", "dòng 1\ndòng 2")
    assert changed.issued_on == date(2026, 1, 5)
    assert office.evidence.update(evidence_id, issued_on=None).issued_on is None


def test_a_date_in_another_year_is_outside(office: Services, desk: Path) -> None:
    evidence_id = add_one(office, write(desk / "a.txt"))
    assert not office.evidence.get(evidence_id).outside_year
    assert office.evidence.update(evidence_id, issued_on=date(2025, 12, 31)).outside_year


def test_a_replacement_keeps_the_history(office: Services, desk: Path) -> None:
    evidence_id = add_one(office, write(desk / "a.txt", b"one"))
    office.evidence.update(evidence_id, title="Kế hoạch")
    newer = office.evidence.replace(evidence_id, write(desk / "b.txt", b"two!"))
    assert (newer.version, newer.name, newer.bytes, newer.title) == (2, "b.txt", 4, "Kế hoạch")
    history = office.evidence.history(evidence_id)
    assert [(one.version, one.name) for one in history] == [(2, "b.txt"), (1, "a.txt")]
    assert stored_file(office, history[1].sha256).read_bytes() == b"one"


def test_an_older_content_is_put_back_as_a_new_version(office: Services, desk: Path) -> None:
    evidence_id = add_one(office, write(desk / "a.txt", b"one"))
    office.evidence.replace(evidence_id, write(desk / "b.txt", b"two!"))
    again = office.evidence.put_back(evidence_id, 1)
    assert (again.version, again.name, again.bytes) == (3, "a.txt", 3)
    assert [one.name for one in office.evidence.history(evidence_id)] == ["a.txt", "b.txt", "a.txt"]
    assert office.evidence.put_back(evidence_id, 1).version == 3


def test_an_older_version_is_opened_under_its_own_name(office: Services, desk: Path) -> None:
    evidence_id = add_one(office, write(desk / "a.txt", b"one"))
    office.evidence.replace(evidence_id, write(desk / "b.txt", b"two!"))
    copy = office.evidence.copy_for_opening(evidence_id, 1)
    assert (copy.name, copy.read_bytes()) == ("a.txt", b"one")
    with pytest.raises(AppError) as caught:
        office.evidence.copy_for_opening(evidence_id, 7)
    assert caught.value.code == "version_unknown"


def test_a_replacement_by_the_same_content_is_refused(office: Services, desk: Path) -> None:
    evidence_id = add_one(office, write(desk / "a.txt"))
    with pytest.raises(AppError) as caught:
        office.evidence.replace(evidence_id, write(desk / "b.txt"))
    assert caught.value.code == "same_content"


def test_removed_evidence_lies_in_the_bin_and_comes_back_to_its_leaves(office: Services, desk: Path) -> None:
    evidence_id = add_one(office, write(desk / "a.txt"))
    office.evidence.remove(evidence_id)
    assert office.evidence.listing(YEAR) == ()
    assert [one.removed_at for one in office.evidence.bin(YEAR)] == [office.clock.now()]
    assert office.evidence.restore(evidence_id).nodes == ("B.1.1.1",)
    assert office.evidence.bin(YEAR) == ()


def test_a_frozen_year_takes_and_changes_nothing(office: Services, desk: Path) -> None:
    service = office.evidence
    evidence_id = service.replace(add_one(office, write(desk / "a.txt")), write(desk / "d.txt", b"d")).id
    office.assessment.freeze(YEAR)
    for act in (
        lambda: add(office, write(desk / "b.txt", b"b")),
        lambda: service.link(evidence_id, YEAR, "B.1.2.1"),
        lambda: service.unlink(evidence_id, "B.1.1.1"),
        lambda: service.update(evidence_id, title="x"),
        lambda: service.remove(evidence_id),
        lambda: service.replace(evidence_id, write(desk / "c.txt", b"c")),
        lambda: service.put_back(evidence_id, 1),
    ):
        with pytest.raises(AppError) as caught:
            act()
        assert caught.value.code == "year_frozen"
    assert [one.nodes for one in service.listing(YEAR)] == [("B.1.1.1",)]


def test_unknown_evidence_is_said(office: Services) -> None:
    with pytest.raises(AppError) as caught:
        office.evidence.remove(77)
    assert caught.value.code == "evidence_unknown"


def test_screens_are_told_of_evidence_and_assessment(office: Services, desk: Path) -> None:
    told: list[frozenset[Area]] = []
    office.db.on_change(told.append)
    add(office, write(desk / "a.txt"))
    assert told == [frozenset({Area.EVIDENCE, Area.ASSESSMENT})]


# Checking


def test_a_sound_store_is_reported_sound(office: Services, desk: Path) -> None:
    add(office, write(desk / "a.txt", b"12345"), write(desk / "b.txt", b"123"))
    report = office.evidence.verify()
    assert (report.files, report.bytes, report.missing, report.damaged) == (2, 8, (), ())


def test_missing_and_damaged_files_are_named_with_their_leaves(office: Services, desk: Path) -> None:
    add(office, write(desk / "mất.txt", b"1"), node="B.1.1.1")
    add(office, write(desk / "hỏng.txt", b"22"), node="B.1.1.2")
    lost, broken = office.evidence.listing(YEAR)
    lose(stored_file(office, lost.sha256))
    path = stored_file(office, broken.sha256)
    path.chmod(0o600)
    path.write_bytes(b"23")
    report = office.evidence.verify()
    assert [(one.name, one.nodes) for one in report.missing] == [("mất.txt", ("B.1.1.1",))]
    assert [(one.name, one.nodes) for one in report.damaged] == [("hỏng.txt", ("B.1.1.2",))]


def test_older_versions_and_the_bin_are_checked_too(office: Services, desk: Path) -> None:
    evidence_id = add_one(office, write(desk / "a.txt", b"one"))
    office.evidence.replace(evidence_id, write(desk / "b.txt", b"two"))
    office.evidence.remove(evidence_id)
    for path in stored_files(office):
        lose(path)
    assert [(one.name, one.version) for one in office.evidence.verify().missing] == [
        ("b.txt", 2),
        ("a.txt", 1),
    ]


def test_a_check_can_be_cancelled(office: Services, desk: Path) -> None:
    add(office, write(desk / "a.txt"))
    job = Recorder(until=0)
    job.report(0)
    with pytest.raises(Cancelled):
        office.evidence.verify(job)


def test_strays_are_counted_and_collected_only_after_their_grace(office: Services, desk: Path) -> None:
    add(office, write(desk / "a.txt"))
    stray = office.evidence._store.put(write(desk / "b.txt", b"stray"))
    assert office.evidence.orphans().files == 0
    os.utime(stored_file(office, stray.sha256), (1, 1))
    assert (office.evidence.orphans().files, office.evidence.orphans().bytes) == (1, 5)
    assert office.evidence.collect_orphans().files == 1
    assert office.evidence.verify().files == 1
    assert len(stored_files(office)) == 1


def test_adding_clears_half_copies_but_never_a_whole_content_that_an_older_database_does_not_know(
    office: Services, desk: Path
) -> None:
    stray = office.evidence._store.put(write(desk / "b.txt", b"stray"))
    half = stored_file(office, stray.sha256).parent.parent / "tmp" / "half.part"
    half.write_bytes(b"ha")
    for path in (half, stored_file(office, stray.sha256)):
        os.utime(path, (1, 1))
    assert [one.detail for one in office.doctor.examine() if one.name == "evidence_strays"]
    add(office, write(desk / "a.txt"))
    assert not half.exists()
    assert stored_file(office, stray.sha256).exists()


def test_old_contents_in_the_history_are_no_strays(office: Services, desk: Path) -> None:
    evidence_id = add_one(office, write(desk / "a.txt", b"one"))
    office.evidence.replace(evidence_id, write(desk / "b.txt", b"two"))
    for path in stored_files(office):
        os.utime(path, (1, 1))
    assert office.evidence.collect_orphans().files == 0


@contextmanager
def statements(office: Services) -> Iterator[list[str]]:
    seen: list[str] = []

    def count(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(office.db._engine, "before_cursor_execute", count)
    try:
        yield seen
    finally:
        event.remove(office.db._engine, "before_cursor_execute", count)


def test_a_listing_takes_the_same_statements_for_one_file_and_for_5000(office: Services, desk: Path) -> None:
    from friendly_desktop.storage import evidence as rows

    add(office, write(desk / "a.txt"))
    with statements(office) as few:
        office.evidence.listing(YEAR)
    contents = [rows.Content(f"{number:064x}", 5, "text/plain") for number in range(5000)]
    with office.db.write(Area.EVIDENCE) as connection:
        rows.put_contents(connection, contents, office.clock.now())
        new = [rows.NewEvidence(one, f"{n}.txt", "B.1.1.2", "", "", None) for n, one in enumerate(contents)]
        ids = rows.add(connection, YEAR, new, office.clock.now())
    with statements(office) as many:
        found = office.evidence.listing(YEAR)
    assert len(found) == 5001
    assert [one.id for one in found[1:]] == ids
    assert found[77].nodes == ("B.1.1.2",)
    assert len(many) == len(few) == 2


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk_of(24, tmp_path) as disk:
        yield disk


def test_on_a_really_full_disk_everything_added_before_is_sound(small_disk: Path, desk: Path) -> None:
    services = open_services(DataFolder(small_disk / "Dữ liệu"), create=True)
    try:
        services.assessment.open_year(YEAR, "hai-duong-2024")
        for number in range(60):
            write(desk / f"{number:02}.bin", bytes([number]) * 500_000)
        with pytest.raises(AppError) as caught:
            add(services, desk)
        kept = services.evidence.listing(YEAR)
        assert caught.value.code == "disk_full"
        assert 10 < len(kept) < 60
        assert str(len(kept)) in caught.value.message
        assert services.evidence.verify().missing == services.evidence.verify().damaged == ()
        assert len(stored_files(services)) == len(kept)
        assert services.db.integrity_problems() == []
        services.evidence.update(kept[0].id, title="vẫn ghi được")
    finally:
        services.close()


def test_a_file_over_the_limit_of_the_disk_format_is_refused_and_the_rest_goes_on(
    office: Services, desk: Path
) -> None:
    resource = pytest.importorskip("resource", reason="no such limits on Windows")
    write(desk / "a.bin", b"x" * 3_000_000)
    write(desk / "b.txt", b"small")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, hard))
    try:
        added = add(office, desk)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [one.code for one in added] == ["file_too_large", ""]
    assert len(stored_files(office)) == 1


def test_the_picture_libraries_are_not_loaded_with_the_services() -> None:
    code = "import sys, friendly_desktop.bootstrap; print(*(sys.modules.keys() & {'PIL', 'pypdfium2', 'pi_heif'}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_a_thumbnail_and_a_page_of_stored_evidence(office: Services, desk: Path) -> None:
    target = io.BytesIO()
    Image.new("RGB", (600, 300), "red").save(target, "PNG")
    add(office, write(desk / "a.png", target.getvalue()))
    (one,) = office.evidence.listing(YEAR)
    small = office.evidence.thumbnail(one.sha256, one.media_type)
    assert [path.read_bytes() for path in office.folder.thumbnails.rglob("*.jpg")] == [small]
    page = office.evidence.page_image(one.sha256, one.media_type, 0, 200)
    assert (page.width, page.height, page.page_count) == (200, 100, 1)


def test_what_cannot_be_shown_is_a_sentence(office: Services, desk: Path) -> None:
    add(office, write(desk / "a.txt"))
    (one,) = office.evidence.listing(YEAR)
    with pytest.raises(PreviewUnavailable) as caught:
        office.evidence.thumbnail(one.sha256, one.media_type)
    assert caught.value.message


def test_a_broken_scan_is_warned_about(office: Services, desk: Path) -> None:
    (added,) = add(office, write(desk / "scan.pdf", b"not a PDF at all"))
    assert added.outcome is AddOutcome.ADDED
    assert "đuôi" in added.warning


def test_ctrl_c_keeps_what_was_safe(office: Services, desk: Path) -> None:
    class Interrupted(Recorder):
        def checkpoint(self) -> None:
            if self.reports and self.reports[-1][0] >= 10:
                raise KeyboardInterrupt

    for number in range(60):
        write(desk / f"{number:02}", str(number).encode())
    with pytest.raises(StoppedAdding) as caught:
        office.evidence.add_files(YEAR, "B.1.1.1", [desk], Interrupted())
    assert len(caught.value.added) == len(office.evidence.listing(YEAR)) >= 10


def test_what_became_of_each_file_comes_in_the_order_of_the_folder(office: Services, desk: Path) -> None:
    for name in ("a.txt", "b.tmp", "c.txt"):
        write(desk / name, name.encode())
    assert [one.name for one in add(office, desk)] == ["a.txt", "b.tmp", "c.txt"]


def test_folders_within_folders_without_end_are_passed_over(office: Services, desk: Path) -> None:
    deep = desk.joinpath(*["a"] * 60)
    write(deep / "x.txt")
    assert [one.code for one in add(office, desk, write(desk / "b.txt"))] == ["too_deep", "", ""]
