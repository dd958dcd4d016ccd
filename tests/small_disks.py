"""A real disk that is soon full: a file system in memory, which needs root on Linux."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk_of(megabytes: int, folder: Path) -> Iterator[Path]:
    """A disk of this size, mounted below ``folder``; where that cannot be done, the test is skipped."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux can make a small file system")
    place = folder / "Ổ đĩa nhỏ"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)]
    if subprocess.run(mount, check=False).returncode:
        pytest.skip("this system does not let root mount")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)
