"""The package as it leaves the office: valid for other programs, the same bytes every time."""

import json
import os
import re
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import bagit
import pytest

from friendly_desktop.bootstrap import Services, open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.package import PackageProblemKind
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import use_language
from friendly_desktop.services.package import verify
from tests.package.conftest import REPORT, YEAR, files_of, noise_jpeg
from tests.services.evidence_desk import stored_file


def unzipped(package: Path, folder: Path) -> Path:
    """The bag's folder after unpacking a ZIP."""
    with zipfile.ZipFile(package) as archive:
        assert archive.testzip() is None
        archive.extractall(folder)
    (root,) = folder.iterdir()
    return root


def test_the_least_size_of_a_part_that_is_told_is_enough(office_year: Services, stick: Path) -> None:
    with pytest.raises(AppError, match="văn bản của phần 1") as told:
        office_year.package.export(YEAR, stick / "gói.zip", part_size=300_000)
    said = re.search(r"khoảng ([\d,]+) (KB|MB)", told.value.message)
    assert said
    least = Decimal(said[1].replace(",", ".")) * {"KB": 1000, "MB": 1_000_000}[said[2]]
    assert office_year.package.export(YEAR, stick / "gói.zip", part_size=int(least)).parts


def test_the_bagit_library_finds_the_folder_valid(office_year: Services, stick: Path) -> None:
    office_year.package.export(YEAR, stick / "gói")
    bagit.Bag(str(stick / "gói")).validate()


def test_the_bagit_library_finds_the_unpacked_zip_valid(office_year: Services, stick: Path) -> None:
    office_year.package.export(YEAR, stick / "gói.zip")
    bagit.Bag(str(unzipped(stick / "gói.zip", stick / "mở"))).validate()


def test_the_bagit_library_finds_every_part_valid(office_year: Services, stick: Path, tmp_path: Path) -> None:
    photos = [noise_jpeg(tmp_path / f"ảnh {number}.jpg", 1500, 1000) for number in range(4)]
    office_year.evidence.add_files(YEAR, "B.1.1.1", photos)
    result = office_year.package.export(YEAR, stick / "gói.zip", part_size=2_000_000)
    assert len(result.parts) > 1
    for number, part in enumerate(result.parts, start=1):
        bagit.Bag(str(unzipped(Path(part), stick / f"mở {number}"))).validate()


def test_no_part_is_larger_than_the_limit(office_year: Services, stick: Path, tmp_path: Path) -> None:
    photos = [noise_jpeg(tmp_path / f"ảnh {number}.jpg", 1200, 800 + 40 * number) for number in range(8)]
    office_year.evidence.add_files(YEAR, "B.1.1.1", photos)
    result = office_year.package.export(YEAR, stick / "gói.zip", part_size=1_500_000)
    sizes = [Path(part).stat().st_size for part in result.parts]
    assert max(sizes) <= 1_500_000
    assert [Path(part).name for part in result.parts] == [f"gói-{k}.zip" for k in range(1, len(sizes) + 1)]


def test_parts_in_a_folder_stay_under_the_limit_too(
    office_year: Services, stick: Path, tmp_path: Path
) -> None:
    photos = [noise_jpeg(tmp_path / f"ảnh {number}.jpg", 1200, 800) for number in range(5)]
    office_year.evidence.add_files(YEAR, "B.1.1.1", photos)
    result = office_year.package.export(YEAR, stick / "gói", part_size=1_500_000)
    assert result.path == str(stick / "gói")
    for part in result.parts:
        assert sum(file.stat().st_size for file in Path(part).rglob("*") if file.is_file()) <= 1_500_000
    assert verify([stick / "gói"]).ok


def test_a_file_larger_than_a_part_is_named_before_anything_is_written(
    office_year: Services, stick: Path, tmp_path: Path
) -> None:
    office_year.evidence.add_files(YEAR, "B.1.1.1", [noise_jpeg(tmp_path / "Ảnh rất lớn.jpg", 3000, 2000)])
    with pytest.raises(AppError) as refused:
        office_year.package.export(YEAR, stick / "gói.zip", part_size=1_500_000)
    assert refused.value.code == "file_exceeds_part"
    assert "Ảnh rất lớn" in refused.value.message
    assert not list(stick.iterdir())


def test_two_exports_give_the_same_bytes_even_on_another_day(office_year: Services, stick: Path) -> None:
    office_year.package.export(YEAR, stick / "một.zip")
    office_year.close()
    later = open_services(office_year.folder, FixedClock(datetime(2027, 1, 9, tzinfo=UTC)))
    later.package.export(YEAR, stick / "hai.zip")
    later.close()
    assert (stick / "một.zip").read_bytes() == (stick / "hai.zip").read_bytes()


def test_the_papers_are_the_same_in_an_english_window_and_the_answer_is_english(
    office_year: Services, stick: Path
) -> None:
    office_year.package.export(YEAR, stick / "gói.zip")
    use_language("en")
    try:
        result = office_year.package.export(YEAR, stick / "package.zip")
    finally:
        use_language("vi")
    assert files_of((stick / "package.zip").read_bytes()) == files_of((stick / "gói.zip").read_bytes())
    assert result.problems[0].message == f"The figures of year {YEAR} have not been frozen for sending."


def test_folder_and_zip_hold_the_same_files(office_year: Services, stick: Path) -> None:
    office_year.package.export(YEAR, stick / "gói.zip")
    office_year.package.export(YEAR, stick / "gói")
    folder = {
        str(file.relative_to(stick / "gói").as_posix()): file.read_bytes()
        for file in (stick / "gói").rglob("*")
        if file.is_file()
    }
    assert folder == files_of((stick / "gói.zip").read_bytes())


def test_names_are_short_ascii_and_true_names_stand_in_the_list(office_year: Services, stick: Path) -> None:
    office_year.package.export(YEAR, stick / "gói.zip")
    with zipfile.ZipFile(stick / "gói.zip") as archive:
        names = archive.namelist()
        account = json.loads(archive.read(next(name for name in names if name.endswith("assessment.json"))))
    assert all(name.isascii() and len(name) <= 120 for name in names)
    assert {one["name"] for one in account["evidence"]} >= {REPORT, "Ảnh hội nghị Đức.jpg"}
    assert [one["path"] for one in account["evidence"]][1] == "data/evidence/B.1.1.1/002-anh-hoi-nghi-duc.jpg"


def test_a_document_that_proves_two_leaves_lies_once_under_the_first(
    office_year: Services, stick: Path
) -> None:
    office_year.package.export(YEAR, stick / "gói.zip")
    account = json.loads(files_of((stick / "gói.zip").read_bytes())["data/assessment.json"])
    (shared,) = [one for one in account["evidence"] if len(one["nodes"]) == 2]
    assert shared["path"].startswith("data/evidence/B.1.1.1/")
    assert sorted(shared["nodes"]) == ["B.1.1.1", "B.1.1.2"]


def test_photos_are_stored_and_text_is_compressed(office_year: Services, stick: Path) -> None:
    office_year.package.export(YEAR, stick / "gói.zip")
    with zipfile.ZipFile(stick / "gói.zip") as archive:
        kinds = {info.filename.rsplit(".", 1)[1]: info.compress_type for info in archive.infolist()}
    assert kinds["jpg"] == kinds["pdf"] == kinds["xlsx"] == zipfile.ZIP_STORED
    assert kinds["json"] == kinds["txt"] == kinds["html"] == zipfile.ZIP_DEFLATED


def test_small_photos_keep_the_digest_of_the_original_in_the_list(
    office_year: Services, stick: Path, tmp_path: Path
) -> None:
    office_year.evidence.add_files(YEAR, "B.1.1.1", [noise_jpeg(tmp_path / "Ảnh lớn.jpg", 2600, 1200)])
    office_year.package.export(YEAR, stick / "gói.zip", photos="small")
    account = json.loads(files_of((stick / "gói.zip").read_bytes())["data/assessment.json"])
    (large,) = [one for one in account["evidence"] if one["name"] == "Ảnh lớn.jpg"]
    assert large["sha256"] != large["original_sha256"]
    assert large["bytes"] < large["original_bytes"]
    assert verify([stick / "gói.zip"]).ok


def test_an_open_year_is_exported_as_a_draft_with_its_problems(office_year: Services, stick: Path) -> None:
    result = office_year.package.export(YEAR, stick / "gói.zip")
    found = verify([stick / "gói.zip"])
    assert "not_frozen" in [gap.kind.value for gap in result.problems]
    assert found.ok
    assert found.draft


def test_a_draft_does_not_use_up_a_submission_number(office_year: Services, stick: Path) -> None:
    office_year.package.export(YEAR, stick / "một.zip")
    office_year.assessment.set_points(YEAR, "B.1.1.2", "1")
    office_year.package.export(YEAR, stick / "hai.zip")
    assert [past.submission for past in office_year.package.history(YEAR)] == [1]


def test_a_damaged_evidence_file_is_left_out_and_named(office_year: Services, stick: Path) -> None:
    (photo,) = [one for one in office_year.evidence.listing(YEAR) if one.name.endswith(".jpg")]
    stored = stored_file(office_year, photo.sha256)
    content = bytearray(stored.read_bytes())
    content[len(content) // 2] ^= 1
    stored.chmod(0o644)
    stored.write_bytes(content)
    result = office_year.package.export(YEAR, stick / "gói.zip")
    assert any(gap.evidence_id == photo.id and gap.kind.value == "damaged_file" for gap in result.problems)
    assert not [name for name in files_of((stick / "gói.zip").read_bytes()) if name.endswith(".jpg")]
    assert verify([stick / "gói.zip"]).ok


def test_a_missing_evidence_file_is_left_out_and_named(office_year: Services, stick: Path) -> None:
    (photo,) = [one for one in office_year.evidence.listing(YEAR) if one.name.endswith(".jpg")]
    stored = stored_file(office_year, photo.sha256)
    stored.chmod(0o600)  # Windows deletes no read-only file
    stored.unlink()
    result = office_year.package.export(YEAR, stick / "gói.zip")
    assert any(gap.evidence_id == photo.id and gap.kind.value == "missing_file" for gap in result.problems)


def test_identity_papers_stay_out_until_a_person_releases_them(
    office_year: Services, stick: Path, tmp_path: Path
) -> None:
    (tmp_path / "Đơn tố cáo ông A.txt").write_text("x" * 50, encoding="utf-8")
    (added,) = office_year.evidence.add_files(YEAR, "B.1.1.1", [tmp_path / "Đơn tố cáo ông A.txt"])
    assert added.evidence_id is not None
    office_year.package.export(YEAR, stick / "một.zip")
    account = json.loads(files_of((stick / "một.zip").read_bytes())["data/assessment.json"])
    assert len(account["left_out"]) == 1
    office_year.package.export(YEAR, stick / "hai.zip", released=[added.evidence_id])
    account = json.loads(files_of((stick / "hai.zip").read_bytes())["data/assessment.json"])
    assert not account["left_out"]


@pytest.mark.parametrize("name", ["Dữ liệu/gói.zip", "Dữ liệu/evidence/gói"])
def test_nothing_is_exported_into_the_data_folder(office_year: Services, name: str) -> None:
    target = office_year.folder.root.parent / name
    target.parent.mkdir(exist_ok=True)
    with pytest.raises(AppError) as refused:
        office_year.package.export(YEAR, target)
    assert refused.value.code == "target_in_data_folder"


def test_a_folder_with_files_is_not_touched(office_year: Services, stick: Path) -> None:
    (stick / "gói").mkdir()
    (stick / "gói" / "của tôi.txt").write_text("giữ", encoding="utf-8")
    with pytest.raises(AppError) as refused:
        office_year.package.export(YEAR, stick / "gói")
    assert refused.value.code == "target_exists"
    assert [file.name for file in stick.rglob("*")] == ["gói", "của tôi.txt"]


def test_a_name_the_disk_cannot_hold_is_refused_with_a_hint(office_year: Services, stick: Path) -> None:
    with pytest.raises(AppError) as refused:
        office_year.package.export(YEAR, stick / ("đ" * 260))  # over 255 letters on any disk
    assert refused.value.code == "target_unusable"
    assert "tên quá dài" in refused.value.message


@pytest.mark.skipif(os.name != "nt", reason="other systems take the letter")
def test_a_letter_windows_does_not_know_is_refused_before_anything_is_written(
    office_year: Services, stick: Path
) -> None:
    with pytest.raises(AppError) as refused:
        office_year.package.export(YEAR, stick / "gói năm nay?.zip")
    assert refused.value.code == "target_unusable"


def test_an_empty_folder_is_taken(office_year: Services, stick: Path) -> None:
    (stick / "gói").mkdir()
    office_year.package.export(YEAR, stick / "gói")
    assert verify([stick / "gói"]).ok


def test_a_zip_that_is_no_package_is_not_replaced(office_year: Services, stick: Path) -> None:
    with zipfile.ZipFile(stick / "ảnh.zip", "w") as archive:
        archive.writestr("a.jpg", b"x")
    before = (stick / "ảnh.zip").read_bytes()
    with pytest.raises(AppError) as refused:
        office_year.package.export(YEAR, stick / "ảnh.zip")
    assert refused.value.code == "target_exists"
    assert (stick / "ảnh.zip").read_bytes() == before


def test_an_older_package_of_that_name_is_replaced(office_year: Services, stick: Path) -> None:
    office_year.package.export(YEAR, stick / "gói.zip")
    office_year.assessment.set_points(YEAR, "B.1.1.2", "1")
    office_year.package.export(YEAR, stick / "gói.zip")
    assert str(verify([stick / "gói.zip"]).total) == "2"


def test_older_parts_of_that_name_are_not_mixed_with_new_ones(
    office_year: Services, stick: Path, tmp_path: Path
) -> None:
    photos = [noise_jpeg(tmp_path / f"ảnh {number}.jpg", 1200, 800) for number in range(3)]
    office_year.evidence.add_files(YEAR, "B.1.1.1", photos)
    office_year.package.export(YEAR, stick / "gói.zip", part_size=1_300_000)
    with pytest.raises(AppError) as refused:
        office_year.package.export(YEAR, stick / "gói.zip", part_size=1_300_000)
    assert refused.value.code == "target_exists"


def test_a_later_submission_says_what_changed(
    office_year: Services, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A year without any gap takes some 50 answers; the gaps themselves are tested elsewhere.
    from dataclasses import replace

    view = office_year.assessment.view
    monkeypatch.setattr(office_year.assessment, "view", lambda year: replace(view(year), gaps=()))
    office_year.assessment.freeze(YEAR)
    first = office_year.package.export(YEAR, stick / "một.zip")
    assert not first.problems
    office_year.assessment.reopen(YEAR)
    (tmp_path / "Báo cáo bổ sung.txt").write_text("bổ sung " * 20, encoding="utf-8")
    office_year.evidence.add_files(YEAR, "B.1.1.2", [tmp_path / "Báo cáo bổ sung.txt"])
    office_year.assessment.set_points(YEAR, "B.1.1.2", "1")
    office_year.assessment.freeze(YEAR)
    office_year.package.export(YEAR, stick / "hai.zip")
    account = json.loads(files_of((stick / "hai.zip").read_bytes())["data/assessment.json"])
    assert account["submission"] == 2
    assert account["previous_root_sha256"] == first.root_sha256
    assert account["changes"]["added"] == ["Báo cáo bổ sung.txt"]
    assert account["changes"]["changed"] == ["Điểm mục B.1.1.2"]
    office_year.package.export(YEAR, stick / "ba.zip")
    assert (stick / "ba.zip").read_bytes() == (stick / "hai.zip").read_bytes()


def test_the_account_follows_its_schema(office_year: Services, stick: Path) -> None:
    import jsonschema

    from friendly_desktop.paths import RESOURCES

    office_year.package.export(YEAR, stick / "gói.zip")
    account = json.loads(files_of((stick / "gói.zip").read_bytes())["data/assessment.json"])
    schema = json.loads((RESOURCES / "package" / "assessment.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(account)


def test_parts_with_one_missing_name_it(office_year: Services, stick: Path, tmp_path: Path) -> None:
    photos = [noise_jpeg(tmp_path / f"ảnh {number}.jpg", 1200, 800) for number in range(3)]
    office_year.evidence.add_files(YEAR, "B.1.1.1", photos)
    result = office_year.package.export(YEAR, stick / "gói.zip", part_size=1_300_000)
    parts = [Path(part) for part in result.parts]
    assert verify(parts).ok
    found = verify([parts[0], *parts[2:]])
    assert [problem.kind for problem in found.problems] == [PackageProblemKind.MISSING_PART]
    assert f"phần 2 trên {len(parts)}" in found.problems[0].message


def test_a_part_of_another_package_is_told_apart(office_year: Services, stick: Path, tmp_path: Path) -> None:
    photos = [noise_jpeg(tmp_path / f"ảnh {number}.jpg", 1200, 800) for number in range(3)]
    office_year.evidence.add_files(YEAR, "B.1.1.1", photos)
    one = office_year.package.export(YEAR, stick / "một.zip", part_size=1_300_000)
    office_year.assessment.set_points(YEAR, "B.1.1.2", "1")
    two = office_year.package.export(YEAR, stick / "hai.zip", part_size=1_300_000)
    found = verify([Path(one.parts[0]), *(Path(part) for part in two.parts[1:])])
    assert PackageProblemKind.WRONG_PART in {problem.kind for problem in found.problems}


def test_evidence_that_proves_nothing_yet_is_listed_as_left_out(
    office_year: Services, stick: Path, tmp_path: Path
) -> None:
    (tmp_path / "Chưa phân loại.txt").write_text("x" * 50, encoding="utf-8")
    office_year.evidence.add_files(YEAR, None, [tmp_path / "Chưa phân loại.txt"])
    office_year.package.export(YEAR, stick / "gói.zip")
    files = files_of((stick / "gói.zip").read_bytes())
    account = json.loads(files["data/assessment.json"])
    assert [one["title"] for one in account["left_out"]] == ["Chưa phân loại.txt"]
    assert "Chưa phân loại.txt" in files["index.html"].decode()
