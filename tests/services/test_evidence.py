"""The evidence of a year: taken in, described, tied to leaves, replaced, binned, checked."""

import errno
import io
import os
import sys
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.evidence import AddOutcome
from friendly_desktop.errors import AppError
from friendly_desktop.services.evidence import StoppedAdding
from tests.services.evidence_desk import YEAR, Recorder, add, add_one, stored_file, stored_files, write

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
    assert stored_file(office, one.sha256).read_bytes() == path.read_bytes()


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
    for name in ("đ.txt", "d.txt", "ă.txt", "a.txt", "cất/b.txt"):
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
