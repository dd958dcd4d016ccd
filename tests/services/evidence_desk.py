"""What the tests of the evidence share: a desk to drop files from, and a watched job."""

from pathlib import Path

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.evidence import AddedFile
from friendly_desktop.errors import Cancelled

YEAR = 2026


def stored_files(office: Services) -> list[Path]:
    return [path for path in office.folder.evidence.rglob("*") if path.is_file()]


def stored_file(office: Services, sha256: str) -> Path:
    """Where a content lies, plain or sealed."""
    plain = office.folder.evidence / sha256[:2] / sha256
    sealed = plain.with_name(f"{sha256}.mahoa")
    return sealed if sealed.exists() else plain


def lose(stored: Path) -> None:
    """Delete a file of the store; it is read-only, which Windows minds."""
    stored.chmod(0o600)
    stored.unlink()


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
