"""Disks as offices have them, on Linux: NTFS with Windows' own rules for names, and exFAT as on a stick.

They are real file systems on a file, mounted through FUSE; that needs root, ``ntfs-3g`` and ``exfat-fuse`` with
``exfatprogs`` (Debian's names). Where something of it lacks, the tests that ask for a disk are skipped.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

import pytest


class Kind(Enum):
    """A file system: how it is made and mounted."""

    NTFS = "ntfs"
    EXFAT = "exfat"


_MAKE: dict[Kind, Sequence[str]] = {
    Kind.NTFS: ("mkntfs", "--fast", "--force", "--quiet"),
    Kind.EXFAT: ("mkfs.exfat",),
}
_MOUNT: dict[Kind, Sequence[str]] = {
    Kind.NTFS: ("ntfs-3g", "-o", "windows_names,no_detach"),
    Kind.EXFAT: ("mount.exfat-fuse", "-d"),
}


class Disk:
    """A mounted disk.

    Attributes:
        root: where it is.
    """

    def __init__(self, root: Path, daemon: "subprocess.Popen[bytes]") -> None:
        self.root = root
        self._daemon = daemon

    def pull(self) -> None:
        """Take it away as a hand takes a stick: whoever still writes gets an error."""
        self._daemon.kill()
        self._daemon.wait()


@contextmanager
def disk(folder: Path, kind: Kind, megabytes: int = 64) -> Iterator[Disk]:
    """A new, empty disk of this kind and size, mounted below ``folder``."""
    needed = (_MAKE[kind][0], _MOUNT[kind][0])
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not all(shutil.which(one) for one in needed):
        pytest.skip(f"needs root, {' and '.join(needed)}")
    image = folder / f"{kind.value}.img"
    with image.open("wb") as file:
        file.truncate(megabytes * 1_000_000)
    made = [*_MAKE[kind], str(image)]
    if subprocess.run(made, capture_output=True, check=False).returncode:
        pytest.skip(f"{made[0]} makes no file system here")
    root = folder / f"Ổ {kind.value}"
    root.mkdir()
    with _device(image) as device:
        nothing = subprocess.DEVNULL
        with subprocess.Popen([*_MOUNT[kind], device, str(root)], stdout=nothing, stderr=nothing) as daemon:
            try:
                _wait_until_mounted(root, daemon)
                yield Disk(root, daemon)
            finally:
                subprocess.run(["umount", "-l", str(root)], capture_output=True, check=False)
                if daemon.poll() is None:
                    daemon.terminate()


@contextmanager
def _device(image: Path) -> Iterator[str]:
    """A block device that is this file."""
    found = subprocess.run(["losetup", "--find", "--show", str(image)], capture_output=True, check=False)
    if found.returncode:
        pytest.skip("this system has no loop devices")
    device = os.fsdecode(found.stdout.strip())
    try:
        yield device
    finally:
        subprocess.run(["losetup", "--detach", device], capture_output=True, check=False)


def _wait_until_mounted(root: Path, daemon: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 20
    while not os.path.ismount(root):
        if daemon.poll() is not None or time.monotonic() > deadline:
            pytest.skip("this system lets nobody mount through FUSE")
        time.sleep(0.02)
