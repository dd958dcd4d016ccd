"""Packages and backups as they come in: in one file, in parts, in a folder, under a password; and what stands beside them."""

import io
import json
import lzma
import random
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path, PurePosixPath
from unittest.mock import patch

from friendly_desktop.bootstrap import Services, open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.paths import DataFolder
from tests.cheap_keys import CHEAP
from tests.fuzz.cage import Fault
from tests.fuzz.desk import YEAR, Desk, command
from tests.fuzz.seeds import NOW, Seed

PASSWORD = "một mật khẩu dài để thử"
_PART = 700_000  # bytes
#: What Python says of a spoilt member; the trial is of the program, not of this.
_UNPACKED_WRONG = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError, EOFError, ValueError,
)  # fmt: skip


@contextmanager
def _filled() -> Iterator[tuple[Services, Path]]:
    """An office with something of every kind, and a folder to write to."""
    from tests.package.conftest import fill

    with (
        tempfile.TemporaryDirectory() as root,
        patch("friendly_desktop.storage.key_rings.Strength", lambda: CHEAP),
    ):
        services = open_services(DataFolder(Path(root) / "Dữ liệu"), FixedClock(NOW), create=True)
        fill(services, Path(root) / "Hồ sơ gốc")
        (Path(root) / "Ra").mkdir()
        try:
            yield services, Path(root) / "Ra"
        finally:
            services.close()


def _made(write: Callable[[Services, Path], object], kind: str) -> tuple[Seed, ...]:
    with _filled() as (services, out):
        write(services, out)
        return tuple(
            Seed(path.name, kind, path.read_bytes()) for path in sorted(out.iterdir()) if path.is_file()
        )


@cache
def package_seeds() -> tuple[Seed, ...]:
    """A package as this program exports it."""
    return _made(lambda services, out: services.package.export(YEAR, out / "goi.zip"), "zip")


@cache
def sealed_seeds() -> tuple[Seed, ...]:
    """A package under a password."""
    return _made(
        lambda services, out: services.package.export(YEAR, out / "gói.zip", password=PASSWORD), "sealed"
    )


@cache
def part_seeds() -> tuple[Seed, ...]:
    """A package in parts."""

    def write(services: Services, out: Path) -> None:
        for number in range(2):
            plan = out.parent / f"Kế hoạch {number}.txt"
            plan.write_bytes(random.Random(number).randbytes(_PART // 2))
            services.evidence.add_files(YEAR, "B.1.1.1", [plan])
        services.package.export(YEAR, out / "goi.zip", part_size=_PART)

    return _made(write, "zip")


@cache
def backup_seeds() -> tuple[Seed, ...]:
    """A backup in one file."""
    return _made(lambda services, out: services.backups.make_file(out / "sao-luu.zip"), "zip")


@cache
def sealed_backup_seeds() -> tuple[Seed, ...]:
    """A backup under a password."""

    def write(services: Services, out: Path) -> None:
        services.vault.begin(PASSWORD)
        services.backups.make_file(out / "sao-luu.zip")

    return _made(write, "sealed")


@cache
def folder_backup_seeds() -> tuple[Seed, ...]:
    """A backup in a folder, packed: its files are laid out again for the trial."""

    def write(services: Services, out: Path) -> None:
        services.backups.make()
        root = services.folder.backups
        with zipfile.ZipFile(out / "noi.zip", "w") as archive:
            for path in sorted(root.rglob("*")):
                if path.is_file():
                    archive.write(path, path.relative_to(root).as_posix())

    return _made(write, "zip")


@cache
def key_seeds() -> tuple[Seed, ...]:
    """What stands beside the records and the backups: the keys, the places of backups."""

    def write(services: Services, out: Path) -> None:
        services.vault.begin(PASSWORD)
        services.backups.make()
        shutil.copyfile(services.folder.vault, out / services.folder.vault.name)
        shutil.copyfile(services.folder.backups / "places.txt", out / "places.txt")

    return tuple(Seed(one.name, "json", one.content) for one in _made(write, "json"))


def read_package(path: Path, at: Desk) -> object:
    """Verified as the authority above does."""
    return command(at.place, "package", "verify", str(path))


def read_sealed(path: Path, at: Desk) -> object:
    """The same under a password."""
    return command(at.place, "package", "verify", str(path), "--passphrase-file", str(_secret(at)))


def read_parts(path: Path, at: Desk) -> object:
    """One part is spoilt, or another file was taken for it."""
    folder = at.place / "phần"
    folder.mkdir()
    paths = []
    for one in part_seeds():
        paths.append(folder / one.name)
        paths[-1].write_bytes(path.read_bytes() if one.name == path.name else one.content)
    told = [command(at.place, "package", "verify", *map(str, paths))]
    told.append(command(at.place, "package", "verify", str(folder / path.name)))
    return ", ".join(told)


def read_backup(path: Path, at: Desk) -> object:
    """Looked at, checked, restored; afterwards the office opens and everything in it can be asked."""
    return _restored(path, at)


def read_sealed_backup(path: Path, at: Desk) -> object:
    """The same under a password."""
    return _restored(path, at, "--passphrase-file", str(_secret(at)))


def read_folder_backup(path: Path, at: Desk) -> object:
    """The same from a folder, where any of its files may be missing, changed, or another one's."""
    place = at.place / "Nơi thứ hai"
    place.mkdir()
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, ValueError, NotImplementedError, zipfile.BadZipFile):  # it cannot be laid out
        (place / "tep.json").write_bytes(path.read_bytes())
        return _restored(place / "tep.json", at)
    with archive:
        for info in archive.infolist():
            name = PurePosixPath(info.filename)
            if (
                not info.filename.strip("/")
                or ".." in name.parts
                or name.is_absolute()
                or "\\" in info.filename
                or "\0" in info.filename
            ):
                continue
            try:
                target = place / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(archive.read(info))
            except (OSError, *_UNPACKED_WRONG):
                continue  # no disk can hold it
    found = sorted(place.glob("*.json"))
    return "; ".join(_restored(one, at) for one in found[:2]) or "nothing there"


def read_keys(path: Path, at: Desk) -> object:
    """The office opens, says what is wrong, and backs up, never in clear where it encrypts."""
    kept, backups = at.folder.vault, at.folder.backups
    backups.mkdir(exist_ok=True)
    target = backups / "places.txt" if path.name == "places.txt" else kept
    for one in [target] if target != kept else [kept, kept.with_name("vault-copy.json")]:
        shutil.copyfile(path, one)
    out = at.place / "sao-luu.zip"
    told = [
        command(at.place, "backup", "list"),
        command(at.place, "backup", "make", "--out", str(out)),
        command(at.place, "doctor"),
    ]
    if target == kept and out.exists():
        raise Fault("a backup in clear, though the office encrypts")
    return ", ".join(told)


def _restored(path: Path, at: Desk, *more: str) -> str:
    told = [
        command(at.place, "backup", "check", str(path), *more),
        command(at.place, "backup", "restore", str(path), "--dry-run", *more),
        command(at.place, "backup", "restore", str(path), *more),
    ]
    for asked in (("search", "xã"), ("case", "list"), ("evidence", "list", str(YEAR)), ("backup", "list")):
        answer = command(at.place, *asked)
        if not answer.startswith("exit 0"):
            raise Fault(f"after {told}: {' '.join(asked)}: {answer}")
    return ", ".join(told)


def _secret(at: Desk) -> Path:
    path = at.place / "mật khẩu.txt"
    path.write_text(PASSWORD, encoding="utf-8")
    return path


def inside(content: bytes) -> bytes:
    """What is sealed in a file, with the password of the seeds."""
    from friendly_desktop.storage.sealed_files import SealedReader, key_by

    with SealedReader(io.BytesIO(content), key_by(PASSWORD)) as reader:
        return reader.read()


def sealed_again(plain: bytes, like: bytes) -> bytes:
    """Some bytes sealed for whoever opens ``like``: damage that no seal shows."""
    from friendly_desktop.storage.sealed_files import SealedReader, SealedWriter, key_by

    with SealedReader(io.BytesIO(like), key_by(PASSWORD)) as reader:
        header = reader.header
    target = io.BytesIO()
    with SealedWriter(target, header.ring, header.name) as writer:
        writer.write(plain)
    return target.getvalue()


def with_header(content: bytes, change: Callable[[dict[str, object]], None]) -> bytes:
    """A sealed file whose header says something else."""
    length = int.from_bytes(content[10:14], "big")
    tree = json.loads(content[14 : 14 + length])
    change(tree)
    text = json.dumps(tree).encode()
    return content[:10] + len(text).to_bytes(4, "big") + text + content[14 + length :]
