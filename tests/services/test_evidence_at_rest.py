"""Evidence, prints, small pictures and their backups in an office that encrypts: everything works, nothing can be read."""

import io
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from friendly_desktop.bootstrap import Services, backups_of, open_services
from friendly_desktop.domain.evidence import Evidence, PreviewUnavailable
from friendly_desktop.domain.package import ExportResult
from friendly_desktop.domain.postings import PostingSize
from friendly_desktop.errors import AppError, Cancelled
from friendly_desktop.paths import DataFolder
from friendly_desktop.services.vault import unlocking
from friendly_desktop.storage import database_form, evidence_files, key_rings, keychain, vault_file
from tests.cheap_keys import CHEAP
from tests.services import letters_desk
from tests.services.evidence_desk import stored_file
from tests.services.planted import NAME, leaks_in_files
from tests.storage.test_pictures import pdf

PASSWORD = "đò đưa qua sông nhỏ"
OTHER_PASSWORD = "cầu tre lắc lẻo gập ghềnh"
YEAR, LEAF = 2026, "B.1.1.1"


pytestmark = pytest.mark.usefixtures("cheap_keys")


def noise(side: int) -> bytes:
    """A photo whose bytes are found again wherever they lie."""
    picture = Image.frombytes("RGB", (side, side), random.Random(side).randbytes(3 * side * side))
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=95)
    return stream.getvalue()


class Planted:
    """An office with files whose bytes are known."""

    def __init__(self, services: Services, desk: Path) -> None:
        self.services = services
        self.photo = noise(2600)
        self.scan = pdf(desk / "quyết định.pdf", pages=2).read_bytes()
        self.words = f"Biên bản làm việc với {NAME}".encode()
        (desk / "ảnh.jpg").write_bytes(self.photo)
        (desk / "biên bản.txt").write_bytes(self.words)
        services.assessment.open_year(YEAR, "hai-duong-2024")
        services.evidence.add_files(
            YEAR, LEAF, [desk / name for name in ("ảnh.jpg", "quyết định.pdf", "biên bản.txt")]
        )
        self.letter = letters_desk.write(services, groom=NAME)
        services.letters.archive(self.letter.id)
        service = services.postings
        self.posting = service.make("banner_conduct", service.blank("banner_conduct"), PostingSize.A3)
        services.vault.begin(PASSWORD)

    @property
    def evidence(self) -> dict[str, Evidence]:
        return {one.name: one for one in self.services.evidence.listing(YEAR)}

    def leaks(self) -> list[str]:
        """The files below the data folder in which a piece of something planted lies."""
        pieces = [self.photo[5000:5040], self.photo[-400:-360], self.scan[200:240], self.words[5:40]]
        small = [
            self.services.evidence.thumbnail(one.sha256, one.media_type)[300:340]
            for one in self.evidence.values()
            if one.media_type != "text/plain"
        ]
        found = []
        root = self.services.folder.root
        for path in root.rglob("*"):
            if path.is_file():
                content = path.read_bytes()
                if any(piece in content for piece in [*pieces, *small]) or b"%PDF-1" in content:
                    found.append(path.relative_to(root).as_posix())
        return found

    def use(self) -> None:
        """Look at everything."""
        services = self.services
        for one in self.evidence.values():
            if one.media_type != "text/plain":
                services.evidence.thumbnail(one.sha256, one.media_type)
                services.evidence.page_image(one.sha256, one.media_type, 0, 300)
                services.evidence.suggested_date(one.sha256, one.media_type)
        assert services.letters.archived_pdf(self.letter.id)
        assert services.letters.kept_pdf(services.letters.archive(self.letter.id))
        assert services.postings.file(self.posting.id).startswith(b"%PDF")

    def opened_again(self, password: str = PASSWORD) -> Services:
        self.services.close()
        keychain.forget()
        if unlocking.is_locked(self.services.folder):
            unlocking.unlock(self.services.folder, password)
        self.services = open_services(self.services.folder, self.services.clock)
        return self.services


@pytest.fixture
def planted(services: Services, workplace: Path) -> Iterator[Planted]:
    desk = workplace / "bàn làm việc"
    desk.mkdir()
    made = Planted(services, desk)
    yield made
    made.services.close()


def exported(services: Services, target: Path, photos: str = "original") -> tuple[ExportResult, bytes]:
    made = services.package.export(YEAR, target, photos=photos)
    assert services.package.verify([target]).ok
    return made, target.read_bytes()


def test_no_byte_of_evidence_prints_and_pictures_can_be_read_whatever_is_done(
    planted: Planted, workplace: Path
) -> None:
    services = planted.services
    planted.use()
    services.backups.make()
    exported(services, workplace / "trước.zip", "small")
    assert planted.leaks()
    services.vault.encrypt_records(PASSWORD)
    state = services.vault.state()
    assert (state.records, state.unfinished, state.plain, state.sealed) == (True, 0, 0, 10)
    assert planted.leaks() == []
    planted.use()
    (workplace / "nữa.txt").write_bytes(planted.words + b" - lan hai")
    services.evidence.add_files(YEAR, None, [workplace / "nữa.txt"])
    services.letters.archive(letters_desk.write(services, groom=f"{NAME} Hai").id)
    services.backups.make()
    exported(services, workplace / "gói.zip", "small")
    assert all(
        check.ok for check in services.doctor.examine() if check.name in {"evidence", "records", "backups"}
    )
    assert services.vault.state().plain == 0
    assert planted.leaks() == []
    again = planted.opened_again()
    planted.use()
    assert again.evidence.verify().damaged == ()
    again.close()
    assert leaks_in_files(again.folder.root) == []


def test_a_package_of_an_encrypted_office_is_the_very_same(planted: Planted, workplace: Path) -> None:
    services = planted.services
    plain = [exported(services, workplace / f"{photos}.zip", photos)[1] for photos in ("original", "small")]
    services.vault.encrypt_records(PASSWORD)
    sealed = [
        exported(services, workplace / f"{photos} 2.zip", photos)[1] for photos in ("original", "small")
    ]
    assert plain == sealed


def test_made_plain_again_everything_opens_with_no_password(planted: Planted) -> None:
    services = planted.services
    services.vault.encrypt_records(PASSWORD)
    services.backups.make()
    services.vault.decrypt_records(PASSWORD)
    state = services.vault.state()
    assert (state.unfinished, state.sealed) == (0, 0)
    services.vault.end(PASSWORD)
    again = planted.opened_again()
    planted.use()
    assert again.evidence.verify().damaged == again.evidence.verify().missing == ()
    for kept in again.backups.all():
        assert again.backups.check(kept.path).problems == ()


def test_the_sealed_bytes_of_a_backup_are_those_of_the_store(planted: Planted) -> None:
    services = planted.services
    services.vault.encrypt_records(PASSWORD)
    services.backups.make()
    home = services.folder.backups / "files"
    for path in services.folder.evidence.rglob("*.mahoa"):
        assert (home / path.parent.name / path.name).read_bytes() == path.read_bytes()


@pytest.mark.parametrize("form", ["folder", "file"])
def test_a_backup_comes_back_in_the_form_of_the_pc_whatever_it_was(
    planted: Planted, workplace: Path, form: str
) -> None:
    services = planted.services
    plain = services.backups.make().path
    if form == "file":
        plain = services.backups.make_file(workplace / "thường.zip").path
    services.vault.encrypt_records(PASSWORD)
    made = services.backups.make_file(workplace / "kín.zip") if form == "file" else services.backups.make()
    sealed = made.path
    # the plain file on a stick, and an office that encrypts with another password
    elsewhere = open_services(DataFolder(workplace / "máy khác"), services.clock, create=True)
    elsewhere.vault.begin(OTHER_PASSWORD)
    elsewhere.vault.encrypt_records(OTHER_PASSWORD)
    elsewhere.backups.restore(sealed, secret=PASSWORD)
    state = elsewhere.vault.state()
    assert (state.unfinished, state.plain, state.sealed) == (0, 0, 5)
    assert [
        path
        for path in elsewhere.folder.root.rglob("*")
        if path.is_file() and planted.words in path.read_bytes()
    ] == []
    elsewhere.close()
    keychain.forget()
    unlocking.unlock(elsewhere.folder, OTHER_PASSWORD)
    elsewhere = open_services(elsewhere.folder, services.clock)
    assert elsewhere.evidence.verify().damaged == elsewhere.evidence.verify().missing == ()
    elsewhere.close()
    # a PC with nothing on it
    new = DataFolder(workplace / "máy mới")
    keychain.forget()
    backups_of(new, services.clock).restore(sealed, secret=PASSWORD)
    keychain.forget()
    bare = open_services(new, services.clock)
    assert (bare.evidence.verify().files, bare.evidence.verify().damaged) == (5, ())
    bare.close()
    if form == "folder":
        return
    unlocking.unlock(services.folder, PASSWORD)
    for one in services.folder.evidence.rglob("*.mahoa"):
        one.chmod(0o600)
        one.unlink()
    services.backups.restore(plain, secret=PASSWORD)
    assert services.vault.state().plain == 0
    assert services.evidence.verify().missing == ()


def test_a_damaged_sealed_file_is_named_by_the_doctor_and_healed_by_adding_it_again_or_from_a_backup(
    planted: Planted, workplace: Path
) -> None:
    services = planted.services
    services.vault.encrypt_records(PASSWORD)
    backup = services.backups.make().path
    one = planted.evidence["ảnh.jpg"]

    def spoil() -> None:
        path = stored_file(services, one.sha256)
        path.chmod(0o600)
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
        checks = {check.name: check for check in services.doctor.examine()}
        assert not checks["evidence"].ok
        assert "ảnh.jpg" in checks["evidence"].detail

    spoil()
    with pytest.raises(PreviewUnavailable):
        services.evidence.page_image(one.sha256, one.media_type, 0, 300)
    with pytest.raises(AppError):
        services.evidence.copy_for_opening(one.id)
    assert services.package.export(YEAR, workplace / "gói.zip").problems
    (workplace / "lại.jpg").write_bytes(planted.photo)
    services.evidence.add_files(YEAR, LEAF, [workplace / "lại.jpg"])
    assert services.evidence.verify().damaged == ()
    spoil()
    services.backups.restore(backup)
    assert services.evidence.verify().damaged == ()
    assert planted.leaks() == []


def test_copies_for_other_programs_go_when_the_program_locks_ends_and_begins(planted: Planted) -> None:
    services = planted.services
    one = planted.evidence["biên bản.txt"]
    copy = services.evidence.copy_for_opening(one.id)
    services.evidence.put_copies_away()
    assert copy.read_bytes() == planted.words  # nothing is encrypted here
    services.vault.encrypt_records(PASSWORD)
    assert not copy.exists()
    for away in (services.evidence.put_copies_away, planted.opened_again):
        copy = planted.services.evidence.copy_for_opening(one.id)
        assert copy.read_bytes() == planted.words
        away()
        assert not copy.exists()
    copy = planted.services.evidence.copy_for_opening(one.id)  # and then the power fails
    other = open_services(services.folder, services.clock)
    assert not copy.exists()
    other.close()


def test_locked_evidence_is_told_as_locked_and_leaves_nothing(planted: Planted) -> None:
    services = planted.services
    services.vault.encrypt_records(PASSWORD)
    one = planted.evidence["ảnh.jpg"]
    services.evidence.thumbnail(one.sha256, one.media_type)
    unlocking.lock()
    for look in (services.evidence.thumbnail, services.evidence.suggested_date):
        if look == services.evidence.thumbnail:
            with pytest.raises(PreviewUnavailable) as told:
                look(one.sha256, one.media_type)
            assert told.value.code == "vault_locked"
        else:
            assert look(one.sha256, one.media_type) is None
    with pytest.raises(AppError) as locked:
        services.evidence.open_content(one.sha256)
    assert locked.value.code == "vault_locked"
    unlocking.unlock(services.folder, PASSWORD)
    assert planted.leaks() == []


def test_somebody_who_reads_a_file_too_long_is_told_of_and_the_rest_is_done(
    planted: Planted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence_files, "_PATIENCE", 0.05)
    services = planted.services
    with services.evidence.open_content(planted.evidence["ảnh.jpg"].sha256) as held:
        with pytest.raises(AppError) as told:
            services.vault.encrypt_records(PASSWORD)
        assert told.value.code == "evidence_held"
        assert held.read() == planted.photo
    assert (services.vault.state().unfinished, services.vault.state().plain) == (1, 1)
    services.vault.encrypt_records(PASSWORD)
    assert services.vault.state().unfinished == 0
    with services.evidence.open_content(planted.evidence["ảnh.jpg"].sha256), pytest.raises(AppError):
        services.vault.decrypt_records(PASSWORD)
    # still behind its password: no sealed file lies beside records that open without one
    assert keychain.form_of(services.folder.database) is keychain.Form.ENCRYPTED
    planted.opened_again()
    planted.use()
    planted.services.vault.decrypt_records(PASSWORD)
    assert planted.services.vault.state().sealed == 0


def test_progress_is_told_in_bytes_and_whoever_stops_goes_on_later(planted: Planted) -> None:
    services = planted.services
    seen: list[tuple[int, int | None, str]] = []

    class Watching:
        stop_at = 3

        def report(self, done: int, total: int | None = None, label: str = "") -> None:
            if "kiểm chứng" in label:
                seen.append((done, total, label))

        def checkpoint(self) -> None:
            if len(seen) >= self.stop_at:
                raise Cancelled

    watching = Watching()
    with pytest.raises(Cancelled):
        services.vault.encrypt_records(PASSWORD, watching)
    assert services.vault.state().unfinished > 0
    planted.use()
    planted.opened_again()
    planted.use()
    watching.stop_at = 10_000
    planted.services.vault.encrypt_records(PASSWORD, watching)
    dones = [done for done, _total, _label in seen[3:]]
    assert dones == sorted(dones)
    assert seen[-1][0] == seen[-1][1]
    assert planted.leaks() == []


def test_what_wipes_would_leave_of_half_copies_goes_too(planted: Planted) -> None:
    services = planted.services
    half = services.folder.evidence / "tmp" / "half.part"
    half.parent.mkdir(exist_ok=True)
    half.write_bytes(planted.words)
    services.vault.encrypt_records(PASSWORD)
    assert not half.exists()
    half.write_bytes(planted.words)
    assert services.vault.state().unfinished == 1


def test_a_key_file_that_is_lost_lets_nothing_be_written_in_clear(planted: Planted, workplace: Path) -> None:
    services = planted.services
    services.vault.encrypt_records(PASSWORD)
    kept = vault_file.read(services.folder)
    for path in (
        services.folder.vault,
        services.folder.vault.with_name("vault-copy.json"),
        services.folder.backups / "keys" / "vault.json",
    ):
        path.write_text("{}", encoding="utf-8")
    (workplace / "nữa.txt").write_bytes(planted.words + b"!")
    with pytest.raises(AppError) as told:
        services.evidence.add_files(YEAR, LEAF, [workplace / "nữa.txt"])
    assert told.value.code == "vault_damaged"
    assert planted.leaks() == []
    vault_file.write(services.folder, replace(kept, records=False))  # a change back that has just begun
    services.evidence.add_files(YEAR, LEAF, [workplace / "nữa.txt"])
    assert services.vault.state().plain == 1


def test_room_is_asked_for_before_a_file_is_sealed(planted: Planted, monkeypatch: pytest.MonkeyPatch) -> None:
    services = planted.services
    services.vault.encrypt_records(PASSWORD)
    services.vault.decrypt_records(PASSWORD)
    real = database_form.troubles.shutil.disk_usage
    monkeypatch.setattr(
        "friendly_desktop.storage.troubles.shutil.disk_usage", lambda path: real(path)._replace(free=20 << 20)
    )
    with pytest.raises(AppError) as told:
        services.vault.encrypt_records(PASSWORD)
    assert told.value.code == "disk_full"
    monkeypatch.undo()
    monkeypatch.setattr(key_rings, "Strength", lambda: CHEAP)
    planted.use()
