"""The sample office: a made-up commune in a data folder of its own, inside the office's, with its own database.

Nothing of the office's own is read or written by it, and it can be put away with one click: the folder gets
another name, comes back with one more click, and is really deleted the next time the program starts.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.paths import DataFolder
from friendly_desktop.services.jobs import UNWATCHED, JobContext
from friendly_desktop.storage.safe_files import reason, replace, take_away_folder

if TYPE_CHECKING:
    from friendly_desktop.services.demo import DemoService


class _Office(Protocol):
    @property
    def demo(self) -> "DemoService": ...

    def close(self) -> None: ...


class SampleOffice:
    """Makes, removes and brings back the sample beside one office."""

    def __init__(
        self,
        folder: DataFolder,
        demo: "Callable[[], DemoService]",
        open_office: Callable[[DataFolder], _Office],
    ) -> None:
        """Work beside the office in ``folder``.

        Args:
            folder: the office's, or that of its sample.
            demo: gives what fills and clears ``folder`` itself.
            open_office: opens the services of another folder.
        """
        self._folder = folder
        self._demo = demo
        self._sample = folder.own.sample
        self._open = open_office

    def is_there(self) -> bool:
        """Whether the sample was made and not removed."""
        return self._sample.exists()

    def make(self, job: JobContext = UNWATCHED) -> DataFolder:
        """Make the sample, if it is not there yet, and say where.

        Raises:
            AppError: the disk is full or the folder cannot be written; nothing half-made stays.
        """
        if self.is_there():
            return self._sample
        unfinished = DataFolder(self._unfinished)
        take_away_folder(unfinished.root)
        try:
            office = self._open(unfinished)
            try:
                office.demo.fill(job=job)
            finally:
                office.close()
            take_away_folder(self._sample.root)
            _rename(unfinished.root, self._sample.root)
        finally:
            take_away_folder(unfinished.root)
        return self._sample

    def remove(self) -> None:
        """Put the sample away, with everything that was tried in it.

        Raises:
            AppError: ``sample_in_use``, another window works on it.
        """
        if self._sample.root.exists():
            take_away_folder(self._removed)
            _rename(self._sample.root, self._removed)

    def restore(self) -> None:
        """Bring a removed sample back as it was; nothing happens where there is none, or a new one.

        Raises:
            AppError: the folder cannot be renamed.
        """
        if self._removed.exists() and not self._sample.root.exists():
            _rename(self._removed, self._sample.root)

    def clear_in_place(self) -> None:
        """Take the sample out of the office's own folder, where the command ``demo`` put it.

        Raises:
            AppError: the records are the office's own; nothing is touched.
        """
        self._demo().clear()
        take_away_folder(self._folder.cache)

    def clean_up(self) -> None:
        """Delete what was removed, and what a killed process left half-made."""
        take_away_folder(self._removed)
        take_away_folder(self._unfinished)

    @property
    def _removed(self) -> Path:
        return self._sample.root.with_name(self._sample.root.name + ".removed")

    @property
    def _unfinished(self) -> Path:
        return self._sample.root.with_name(self._sample.root.name + ".unfinished")


def _rename(folder: Path, target: Path) -> None:
    try:
        replace(folder, target)
    except OSError as error:
        raise AppError(
            "sample_in_use",
            _("Chưa đổi được dữ liệu mẫu"),
            _("Thư mục dữ liệu mẫu đang được dùng ở nơi khác hoặc không ghi được ({why}).").format(
                why=reason(error)
            ),
            _("Hãy đóng các cửa sổ khác của chương trình rồi thử lại."),
        ) from error
