"""The check of a received package: each kind of harm has its plain sentence."""

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from friendly_desktop.domain.package import PackageProblemKind as Kind
from friendly_desktop.domain.package import Verification
from friendly_desktop.errors import AppError, Cancelled
from friendly_desktop.services.jobs import Unwatched
from friendly_desktop.services.package import verify
from tests.package.conftest import Files, files_of, resealed, zipped


@pytest.fixture
def files(good_zip: bytes) -> Files:
    return files_of(good_zip)


@pytest.fixture
def checked(stick: Path) -> Callable[[Files], Verification]:
    """Check files as a ZIP and as a folder; both must say the same."""

    def check(files: Files) -> Verification:
        (stick / "gói.zip").write_bytes(zipped(files))
        in_zip = verify([stick / "gói.zip"])
        for name, content in files.items():
            (stick / "gói" / name).parent.mkdir(parents=True, exist_ok=True)
            (stick / "gói" / name).write_bytes(content)
        in_folder = verify([stick / "gói"])
        assert [problem.kind for problem in in_zip.problems] == [
            problem.kind for problem in in_folder.problems
        ]
        return in_zip

    return check


def kinds(found: Verification) -> set[Kind]:
    return {problem.kind for problem in found.problems}


def test_a_package_is_complete_as_folder_and_zip(
    files: Files, checked: Callable[[Files], Verification]
) -> None:
    found = checked(files)
    assert found.ok
    assert (found.commune, found.year, str(found.total)) == ("xã Ninh Giang", 2026, "1.5")


def test_a_changed_file_is_named(files: Files, checked: Callable[[Files], Verification]) -> None:
    name = next(name for name in files if name.endswith(".jpg"))
    files[name] = files[name][:-1] + b"\x00"
    found = checked(files)
    assert [(problem.kind, problem.file) for problem in found.problems] == [(Kind.CHANGED, name)]


def test_an_added_file_is_named(files: Files, checked: Callable[[Files], Verification]) -> None:
    files["data/evidence/them.pdf"] = b"x"
    found = checked(files)
    assert [(problem.kind, problem.file) for problem in found.problems] == [
        (Kind.ADDED, "data/evidence/them.pdf")
    ]


def test_a_missing_file_is_named(files: Files, checked: Callable[[Files], Verification]) -> None:
    name = next(name for name in files if name.endswith(".jpg"))
    del files[name]
    found = checked(files)
    assert [(problem.kind, problem.file) for problem in found.problems] == [(Kind.MISSING, name)]


@pytest.mark.parametrize("name", ["index.html", "bag-info.txt"])
def test_a_changed_tag_file_is_found(
    name: str, files: Files, checked: Callable[[Files], Verification]
) -> None:
    files[name] += b"\n"
    assert kinds(checked(files)) == {Kind.CHANGED}


@pytest.mark.parametrize(
    "name", ["bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"]
)
def test_a_missing_tag_file_is_found(
    name: str, files: Files, checked: Callable[[Files], Verification]
) -> None:
    del files[name]
    assert not checked(files).ok


def edited(files: Files, edit: Callable[[dict[str, object]], None]) -> Files:
    account = json.loads(files["data/assessment.json"])
    edit(account)
    return resealed({**files, "data/assessment.json": json.dumps(account).encode()})


def test_a_resealed_package_without_edits_is_whole(
    files: Files, checked: Callable[[Files], Verification]
) -> None:
    assert checked(edited(files, lambda account: None)).ok


def test_a_total_edited_by_hand_is_found_though_all_digests_fit(
    files: Files, checked: Callable[[Files], Verification]
) -> None:
    def more(account: dict[str, object]) -> None:
        account["result"]["total"] = "95"  # type: ignore[index]

    found = checked(edited(files, more))
    assert kinds(found) == {Kind.TOTAL_MISMATCH}
    assert "95" in found.problems[0].message
    assert "1,5" in found.problems[0].message


def test_a_level_edited_by_hand_is_found(files: Files, checked: Callable[[Files], Verification]) -> None:
    def better(account: dict[str, object]) -> None:
        account["result"]["level"] = "excellent"  # type: ignore[index]

    assert kinds(checked(edited(files, better))) == {Kind.TOTAL_MISMATCH}


def test_evidence_that_is_not_what_the_list_says_is_found(
    files: Files, checked: Callable[[Files], Verification]
) -> None:
    name = next(name for name in files if name.endswith(".jpg"))
    assert Kind.CHANGED in kinds(checked(resealed({**files, name: b"something else"})))


BROKEN_ACCOUNTS = {
    "not JSON": b"{",
    "endless nesting": b'{"a":' * 100_000,
    "nested lists": b"[" * 200_000 + b"]" * 200_000,
    "a list": b"[]",
    "nothing in it": b"{}",
    "not UTF-8": b"\xff\xfe{",
    "with BOM": b"\xef\xbb\xbf{}",
    "doubled keys": b'{"format": "1", "format": "1"}',
    "huge number": b'{"format": ' + b"9" * 100_000 + b"}",
    "not a number": b'{"format": NaN}',
}


@pytest.mark.parametrize("content", BROKEN_ACCOUNTS.values(), ids=BROKEN_ACCOUNTS)
def test_a_broken_account_is_told_and_never_a_crash(
    content: bytes, files: Files, checked: Callable[[Files], Verification]
) -> None:
    found = checked(resealed({**files, "data/assessment.json": content}))
    assert [(problem.kind, problem.file) for problem in found.problems] == [
        (Kind.BROKEN, "data/assessment.json")
    ]


@pytest.mark.parametrize("content", [b"{", b"[]", b"{}", b'"x"', b"[" * 100_000])
def test_a_broken_criteria_set_is_told(
    content: bytes, files: Files, checked: Callable[[Files], Verification]
) -> None:
    found = checked(resealed({**files, "data/criteria-set.json": content}))
    assert [(problem.kind, problem.file) for problem in found.problems] == [
        (Kind.BROKEN, "data/criteria-set.json")
    ]


def test_an_account_of_a_newer_program_asks_for_an_update(
    files: Files, checked: Callable[[Files], Verification]
) -> None:
    found = checked(edited(files, lambda account: account.update(format=9)))
    assert "phiên bản mới hơn" in found.problems[0].message


@pytest.mark.parametrize("ending", [b"\r\n", b"\r"])
def test_manifests_with_other_line_ends_are_read(
    ending: bytes, files: Files, checked: Callable[[Files], Verification]
) -> None:
    import hashlib

    files["manifest-sha256.txt"] = files["manifest-sha256.txt"].replace(b"\n", ending)
    digest = hashlib.sha256(files["manifest-sha256.txt"]).hexdigest()
    lines = files["tagmanifest-sha256.txt"].decode().splitlines()
    lines = [
        f"{digest}  manifest-sha256.txt" if line.endswith(" manifest-sha256.txt") else line for line in lines
    ]
    files["tagmanifest-sha256.txt"] = ("\n".join(lines) + "\n").encode()
    assert checked(files).ok


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda text: b"\xef\xbb\xbf" + text, Kind.BROKEN),
        (lambda text: text + text.splitlines(keepends=True)[0], Kind.BROKEN),
        (lambda text: text + b"not a line\n", Kind.BROKEN),
        (lambda text: text + b"0" * 64 + b"  ../outside.txt\n", Kind.HOSTILE),
        (lambda text: text + b"0" * 64 + b"  data/../../outside.txt\n", Kind.HOSTILE),
        (lambda text: text + b"0" * 64 + b"  /etc/passwd\n", Kind.HOSTILE),
        (lambda text: text + b"0" * 64 + b"  C:/windows/win.ini\n", Kind.HOSTILE),
        (lambda text: text + b"0" * 64 + b"  index.html\n", Kind.HOSTILE),
        (lambda text: text + b"0" * 64 + b"  data/%0Ax\n", Kind.HOSTILE),
        (lambda text: text + b"\xff\n", Kind.BROKEN),
    ],
)
def test_a_manifest_that_is_not_sound_is_refused(
    change: Callable[[bytes], bytes],
    kind: Kind,
    files: Files,
    checked: Callable[[Files], Verification],
) -> None:
    files["manifest-sha256.txt"] = change(files["manifest-sha256.txt"])
    assert kind in kinds(checked(files))


def test_a_percent_sign_in_a_name_is_read_as_the_rfc_writes_it(
    files: Files, checked: Callable[[Files], Verification]
) -> None:
    files["data/100% dung han.txt"] = b"x"
    sealed = resealed(files)
    text = sealed["manifest-sha256.txt"].replace(b"100% dung", b"100%25 dung")
    files = {**sealed, "manifest-sha256.txt": text}
    found = checked(files)
    assert not [problem for problem in found.problems if "100%" in problem.file]


def test_a_bag_of_another_program_has_no_account(checked: Callable[[Files], Verification]) -> None:
    sealed = resealed(
        {
            "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
            "bag-info.txt": b"Source-Organization: Ai do\n",
            "data/a.txt": b"a",
        }
    )
    found = checked(sealed)
    assert [(problem.kind, problem.file) for problem in found.problems] == [
        (Kind.BROKEN, "data/assessment.json")
    ]


def test_a_package_unpacked_by_explorer_is_found_one_folder_down(good_zip: bytes, stick: Path) -> None:
    (stick / "a.zip").write_bytes(good_zip)
    with zipfile.ZipFile(stick / "a.zip") as archive:
        archive.extractall(stick / "a")
    (stick / "a.zip").unlink()
    assert verify([stick / "a"]).ok


def test_what_windows_leaves_in_folders_is_no_finding(good_zip: bytes, stick: Path) -> None:
    (stick / "a.zip").write_bytes(good_zip)
    with zipfile.ZipFile(stick / "a.zip") as archive:
        archive.extractall(stick / "a")
    (root,) = (stick / "a").iterdir()
    (root / "data" / "Thumbs.db").write_bytes(b"x")
    assert verify([root]).ok


def test_the_same_part_given_twice_is_told(good_zip: bytes, stick: Path) -> None:
    (stick / "a.zip").write_bytes(good_zip)
    shutil.copy(stick / "a.zip", stick / "b.zip")
    assert kinds(verify([stick / "a.zip", stick / "b.zip"])) == {Kind.WRONG_PART}


def test_a_path_that_is_not_there_is_refused(stick: Path) -> None:
    with pytest.raises(AppError) as refused:
        verify([stick / "không có.zip"])
    assert refused.value.code == "package_not_found"


def test_a_folder_that_is_no_package_is_told(stick: Path) -> None:
    assert kinds(verify([stick])) == {Kind.BROKEN}


def test_a_check_can_be_stopped(good_zip: bytes, stick: Path) -> None:
    class Stop(Unwatched):
        def checkpoint(self) -> None:
            raise Cancelled

    (stick / "a.zip").write_bytes(good_zip)
    with pytest.raises(Cancelled):
        verify([stick / "a.zip"], Stop())


def test_another_zip_beside_the_package_is_no_finding(good_zip: bytes, stick: Path) -> None:
    (stick / "gói.zip").write_bytes(good_zip)
    (stick / "ảnh.zip").write_bytes(zipped({"a.jpg": b"x"}))
    assert verify([stick]).ok


def test_a_name_no_disk_can_hold_is_not_found(stick: Path) -> None:
    with pytest.raises(AppError) as refused:
        verify([stick / ("x" * 5000)])
    assert refused.value.code == "package_not_found"
