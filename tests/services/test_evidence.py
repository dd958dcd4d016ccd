"""The evidence of a year: taken in, described, tied to leaves, replaced, binned, checked."""

import errno
import io
import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import event

from friendly_desktop.bootstrap import Services, open_services
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.evidence import AddedFile, AddOutcome
from friendly_desktop.errors import AppError, Cancelled
from friendly_desktop.paths import DataFolder
from friendly_desktop.services.evidence import PreviewUnavailable, StoppedAdding

YEAR = 2026


@pytest.fixture
def office(services: Services) -> Services:
    for year in (YEAR - 1, YEAR):
        services.assessment.open_year(year, "hai-duong-2024")
    return services


def stored_files(office: Services) -> list[Path]:
    return [path for path in office.folder.evidence.rglob("*") if path.is_file()]


@pytest.fixture
def desk(workplace: Path) -> Path:
    folder = workplace / "Bàn làm việc của Nguyễn Đức"
    folder.mkdir()
    return folder


def write(path: Path, content: bytes = b"content") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


class Recorder:
    """A job that remembers its progress and is cancelled after ``until`` finished units."""

    def __init__(self, until: int | None = None) -> None:
        self.reports: list[tuple[int, int | None]] = []
        self._until = until

    def report(self, done: int, total: int | None = None, label: str = "") -> None:
        self.reports.append((done, total))

    def checkpoint(self) -> None:
        if self._until is not None and self.reports and self.reports[-1][0] >= self._until:
            raise Cancelled


def add(office: Services, *paths: Path, node: str | None = "B.1.1.1") -> tuple[AddedFile, ...]:
    return office.evidence.add_files(YEAR, node, paths)


def add_one(office: Services, path: Path, node: str | None = "B.1.1.1") -> int:
    (added,) = add(office, path, node=node)
    assert added.evidence_id is not None, added.problem
    return added.evidence_id


# Taking in


def test_a_file_is_there_with_all_that_was_said_about_it(office: Services, desk: Path) -> None:
    path = write(desk / "Kế hoạch.txt", "Kế hoạch tuyên truyền".encode())
    (added,) = office.evidence.add_files(
        YEAR, "B.1.1.1", [path], title="  Kế hoạch ", number="15/KH-UBND", issued_on=date(2026, 3, 5)
    )
    (one,) = office.evidence.listing(YEAR, "B.1.1.1")
    assert (one.id, one.name, one.title, one.number) == (
        added.evidence_id,
        "Kế hoạch.txt",
        "Kế hoạch",
        "15/KH-UBND",
    )
    assert (one.issued_on, one.nodes, one.media_type, one.version) == (
        date(2026, 3, 5),
        ("B.1.1.1",),
        "text/plain",
        1,
    )
    assert one.added_at == office.clock.now()
    assert office.evidence.stored_file(one.sha256).read_bytes() == path.read_bytes()


def test_a_name_is_kept_as_given_in_composed_letters(office: Services, desk: Path) -> None:
    name = "Báo cáo\nquý IV (bản 2).pdf" if sys.platform != "win32" else "Báo cáo quý IV.pdf"
    add(office, write(desk / unicodedata.normalize("NFD", name)))
    assert office.evidence.listing(YEAR)[0].name == name


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such file")
def test_a_windows_device_name_is_an_ordinary_document(office: Services, desk: Path) -> None:
    add(office, write(desk / "CON.pdf"))
    assert office.evidence.listing(YEAR)[0].name == "CON.pdf"


def test_the_longest_names_of_the_disk_are_taken(office: Services, desk: Path) -> None:
    stem = unicodedata.normalize("NFD", "ễ" * 250)
    while len((stem + ".pdf").encode()) > 255:
        stem = stem[:-3]
    add(office, write(desk / f"{stem}.pdf"))
    assert unicodedata.is_normalized("NFC", office.evidence.listing(YEAR)[0].name)


@pytest.mark.skipif(sys.platform != "linux", reason="only here names may be any bytes")
def test_a_name_that_is_no_text_is_taken_with_a_mark(office: Services, desk: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(desk) + b"/b\xe1o.txt"))
    add(office, write(path))
    assert office.evidence.listing(YEAR)[0].name == "b\ufffdo.txt"


def test_a_folder_is_walked_in_vietnamese_order(office: Services, desk: Path) -> None:
    for name in ("đ.txt", "d.txt", "ă.txt", "a.txt", "con/b.txt"):
        write(desk / name, name.encode())
    assert [one.name for one in add(office, desk)] == ["a.txt", "ă.txt", "b.txt", "d.txt", "đ.txt"]


def test_left_overs_of_office_and_system_are_skipped_with_a_word(office: Services, desk: Path) -> None:
    for name in ("~$báo cáo.docx", "Thumbs.db", "desktop.ini", ".DS_Store", "a.tmp"):
        write(desk / name)
    added = add(office, desk)
    assert {one.outcome for one in added} == {AddOutcome.SKIPPED}
    assert all(one.problem for one in added)
    assert office.evidence.listing(YEAR) == ()


def test_one_bad_file_does_not_stop_the_rest(office: Services, desk: Path) -> None:
    added = add(
        office,
        write(desk / "a.txt"),
        write(desk / "rỗng.txt", b""),
        desk / "mất.txt",
        write(desk / "z", b"z"),
    )
    assert [one.code for one in added] == ["", "empty_file", "file_vanished", ""]
    assert [one.name for one in office.evidence.listing(YEAR)] == ["a.txt", "z"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_folder_that_links_back_to_itself_ends(office: Services, desk: Path) -> None:
    write(desk / "a.txt")
    (desk / "vòng").symlink_to(desk, target_is_directory=True)
    assert [one.code for one in add(office, desk)] == ["", "link_loop"]


def test_the_data_folder_is_never_taken_into_itself(office: Services, desk: Path) -> None:
    add(office, write(desk / "a.txt"))
    assert [one.code for one in add(office, office.folder.root)] == ["own_folder"]


def test_a_duplicate_on_another_leaf_is_stored_once_and_said(office: Services, desk: Path) -> None:
    first = add_one(office, write(desk / "a.txt"), "B.1.1.1")
    (second,) = add(office, write(desk / "b.txt"), node="B.1.1.2")
    assert (second.duplicate_of, second.outcome) == (first, AddOutcome.ADDED)
    assert second.warning
    assert len(stored_files(office)) == 1


def test_the_same_content_on_the_same_leaf_is_not_added_twice(office: Services, desk: Path) -> None:
    first = add_one(office, write(desk / "a.txt"))
    (again,) = add(office, write(desk / "b.txt"))
    assert (again.outcome, again.evidence_id, again.duplicate_of) == (AddOutcome.ALREADY, first, first)
    assert again.warning
    assert len(office.evidence.listing(YEAR)) == 1


def test_twins_within_one_drop_are_added_once(office: Services, desk: Path) -> None:
    added = add(office, write(desk / "a.txt"), write(desk / "b.txt"))
    assert [one.outcome for one in added] == [AddOutcome.ADDED, AddOutcome.ALREADY]
    assert added[0].evidence_id == added[1].evidence_id


def test_a_duplicate_of_another_year_is_named_but_added(office: Services, desk: Path) -> None:
    path = write(desk / "a.txt")
    (older,) = office.evidence.add_files(YEAR - 1, "B.1.1.1", [path])
    (newer,) = add(office, path)
    assert newer.duplicate_of == older.evidence_id
    assert newer.evidence_id != older.evidence_id


def test_a_name_that_hints_at_a_denunciation_is_warned_about(office: Services, desk: Path) -> None:
    (added,) = add(office, write(desk / "Đơn tố cáo.pdf"))
    assert added.outcome is AddOutcome.ADDED
    assert "tố cáo" in added.warning


def test_progress_counts_files(office: Services, desk: Path) -> None:
    for number in range(5):
        write(desk / f"{number}", str(number).encode())
    job = Recorder()
    office.evidence.add_files(YEAR, "B.1.1.1", [desk], job)
    assert (job.reports[0], job.reports[-1]) == ((0, 5), (5, 5))


def test_a_cancelled_drop_keeps_what_was_safe_and_says_how_many(office: Services, desk: Path) -> None:
    for number in range(60):
        write(desk / f"{number:02}", str(number).encode())
    with pytest.raises(StoppedAdding) as caught:
        office.evidence.add_files(YEAR, "B.1.1.1", [desk], Recorder(until=10))
    kept = office.evidence.listing(YEAR)
    assert 10 <= len(kept) < 60
    assert {one.evidence_id for one in caught.value.added} == {one.id for one in kept}
    assert str(len(kept)) in str(caught.value)
    assert office.evidence.verify().missing == ()


def test_no_file_without_a_row_is_left_by_a_cancel(office: Services, desk: Path) -> None:
    for number in range(60):
        write(desk / f"{number:02}", str(number).encode())
    with pytest.raises(StoppedAdding):
        office.evidence.add_files(YEAR, "B.1.1.1", [desk], Recorder(until=10))
    assert len(stored_files(office)) == len(office.evidence.listing(YEAR))


def test_a_disk_that_fills_up_keeps_what_is_done(
    office: Services, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(40):
        write(desk / f"{number:02}", str(number).encode() * 100)
    real, calls = os.write, []

    def fills_up(descriptor: int, block: bytes) -> int:
        calls.append(1)
        if len(calls) > 20:
            raise OSError(errno.ENOSPC, "no space left on device")
        return real(descriptor, block)

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", fills_up)
        with pytest.raises(AppError) as caught:
            office.evidence.add_files(YEAR, "B.1.1.1", [desk])
    kept = office.evidence.listing(YEAR)
    assert caught.value.code == "disk_full"
    assert len(kept) == 20
    assert "20" in caught.value.message
    assert len(stored_files(office)) == 20
    assert len([one for one in add(office, desk) if one.outcome is AddOutcome.ADDED]) == 20


@pytest.mark.parametrize(("node", "code"), [("9.9", "node_unknown"), ("B.1", "not_a_leaf")])
def test_only_leaves_take_evidence(office: Services, desk: Path, node: str, code: str) -> None:
    with pytest.raises(AppError) as caught:
        add(office, write(desk / "a.txt"), node=node)
    assert caught.value.code == code
    assert stored_files(office) == []


def test_a_pasted_picture_becomes_evidence(office: Services) -> None:
    target = io.BytesIO()
    Image.new("RGB", (30, 20), "red").save(target, "PNG")
    added = office.evidence.add_picture(YEAR, "B.1.1.1", target.getvalue(), "Ảnh dán.png")
    (one,) = office.evidence.listing(YEAR, "B.1.1.1")
    assert (one.id, one.name, one.media_type) == (added.evidence_id, "Ảnh dán.png", "image/png")


# Inbox


def test_files_in_the_inbox_folder_are_listed_and_taken(office: Services) -> None:
    write(office.folder.inbox / "scan 1.pdf", b"%PDF-1.4 a")
    write(office.folder.inbox / "~$x.docx")
    (waiting,) = office.evidence.inbox_files()
    (taken,) = office.evidence.take_from_inbox(YEAR, "B.1.1.1", [Path(waiting.path)])
    assert taken.outcome is AddOutcome.ADDED
    assert office.evidence.inbox_files() == ()
    assert office.evidence.verify().missing == ()


def test_a_file_that_changed_after_the_copy_stays_in_the_inbox(
    office: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(office.folder.inbox / "scan.pdf", b"%PDF-1.4 a")
    settle = office.evidence._store.settle

    def meddle() -> None:
        settle()
        path.write_bytes(b"%PDF-1.4 another scan")

    monkeypatch.setattr(office.evidence._store, "settle", meddle)
    (taken,) = office.evidence.take_from_inbox(YEAR, None, [path])
    assert taken.warning
    assert path.exists()


def test_only_the_inbox_is_emptied(office: Services, desk: Path) -> None:
    with pytest.raises(ValueError, match="inbox"):
        office.evidence.take_from_inbox(YEAR, None, [write(desk / "a.txt")])


def test_evidence_without_a_leaf_is_unsorted_until_it_is_tied(office: Services, desk: Path) -> None:
    evidence_id = add_one(office, write(desk / "a.txt"), None)
    assert [one.id for one in office.evidence.unsorted(YEAR)] == [evidence_id]
    office.evidence.link(evidence_id, YEAR, "B.1.1.2")
    assert office.evidence.unsorted(YEAR) == ()
    assert [one.id for one in office.evidence.listing(YEAR, "B.1.1.2")] == [evidence_id]


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
    assert office.evidence.stored_file(history[1].sha256).read_bytes() == b"one"


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
    evidence_id = add_one(office, write(desk / "a.txt"))
    office.assessment.freeze(YEAR)
    service = office.evidence
    for act in (
        lambda: add(office, write(desk / "b.txt", b"b")),
        lambda: service.link(evidence_id, YEAR, "B.1.2.1"),
        lambda: service.unlink(evidence_id, "B.1.1.1"),
        lambda: service.update(evidence_id, title="x"),
        lambda: service.remove(evidence_id),
        lambda: service.replace(evidence_id, write(desk / "c.txt", b"c")),
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
    office.evidence.stored_file(lost.sha256).unlink()
    path = office.evidence.stored_file(broken.sha256)
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
        path.unlink()
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
    os.utime(office.evidence.stored_file(stray.sha256), (1, 1))
    assert (office.evidence.orphans().files, office.evidence.orphans().bytes) == (1, 5)
    assert office.evidence.collect_orphans().files == 1
    assert office.evidence.verify().files == 1
    assert len(stored_files(office)) == 1


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
    assert len(many) == len(few) == 3


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 24 MB."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux can make a small file system")
    place = tmp_path / "Ổ đĩa nhỏ"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", place], check=False)
    if mounted.returncode:
        pytest.skip("this system does not let root mount")
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


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
    assert office.evidence.thumbnail(one.sha256, one.media_type).is_relative_to(office.folder.thumbnails)
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


def test_strays_of_an_earlier_power_cut_are_cleared_by_the_next_adding(office: Services, desk: Path) -> None:
    stray = office.evidence._store.put(write(desk / "b.txt", b"stray"))
    os.utime(office.evidence.stored_file(stray.sha256), (1, 1))
    assert [one.detail for one in office.doctor.examine() if one.name == "evidence_strays"]
    add(office, write(desk / "a.txt"))
    assert len(stored_files(office)) == 1


def test_what_became_of_each_file_comes_in_the_order_of_the_folder(office: Services, desk: Path) -> None:
    for name in ("a.txt", "b.tmp", "c.txt"):
        write(desk / name, name.encode())
    assert [one.name for one in add(office, desk)] == ["a.txt", "b.tmp", "c.txt"]


def test_folders_within_folders_without_end_are_passed_over(office: Services, desk: Path) -> None:
    deep = desk.joinpath(*["a"] * 60)
    write(deep / "x.txt")
    assert [one.code for one in add(office, desk, write(desk / "b.txt"))] == ["too_deep", "", ""]
