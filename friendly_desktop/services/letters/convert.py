"""PDFs of Word files through the office program of this PC, in a process of its own that never holds us up.

The program gets at most fifty files a start, in a folder of its own. A file that makes it hang, crash or
write rubbish is told of; the others go on in a new start. Only processes that were started here are ended.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.services.jobs import UNWATCHED, JobContext
from friendly_desktop.services.letters.office_programs import NO_WINDOW, OfficeProgram, installed, taskkill
from friendly_desktop.storage.pdfium import page_count
from friendly_desktop.storage.safe_files import write_bytes

_BATCH = 50
_MOST_BARREN = 3
_GLANCE = 0.1


@dataclass(frozen=True, slots=True)
class Conversion:
    """What became of a Word file; ``pdf`` None when the program could not read it."""

    source: Path
    pdf: Path | None
    pages: int = 0


class Converter:
    """Makes PDFs of Word files.

    Args:
        program: what does it.
        start_seconds: how long a start may take before the first file, on an old PC.
        file_seconds: how long one file may take.
    """

    def __init__(self, program: OfficeProgram, start_seconds: float = 90, file_seconds: float = 60) -> None:
        self._program = program
        self._start_seconds = start_seconds
        self._file_seconds = file_seconds

    @property
    def name(self) -> str:
        """What people call the program: "LibreOffice"."""
        return self._program.name

    def to_pdf(
        self, sources: Sequence[Path], folder: Path, job: JobContext = UNWATCHED
    ) -> tuple[Conversion, ...]:
        """Write a PDF beside each other in ``folder`` for every Word file, named as the file is.

        Args:
            sources: the Word files; their names must differ.
            folder: where the PDFs go, each whole or not at all.
            job: progress in files; asked often whether to stop.

        Raises:
            AppError: ``converter_failed``, the program does not work at all.
            Cancelled: the person asked to stop; the PDFs finished by then are there.
            OSError: ``folder`` cannot be written.
        """
        pages: dict[Path, int] = {}
        failed: set[Path] = set()
        barren = 0
        with tempfile.TemporaryDirectory(prefix="cqtt-", ignore_cleanup_errors=True) as work:
            own = Path(work) / "own"
            own.mkdir()
            while waiting := [source for source in sources if source not in pages and source not in failed]:
                batch = waiting[:_BATCH]
                made, ended = self._batch(
                    batch, folder, Path(work), job, (len(pages) + len(failed), len(sources))
                )
                pages |= made
                barren = 0 if made else barren + 1
                if barren >= _MOST_BARREN and not pages:
                    raise self._broken()
                if not (made and ended):  # the first one that is missing made it stop
                    failed.update([source for source in batch if source not in made][:1])
                job.report(len(pages) + len(failed), len(sources), self.name)
        return tuple(
            Conversion(source, _pdf_of(source, folder), pages[source])
            if source in pages
            else Conversion(source, None)
            for source in sources
        )

    def _batch(
        self, sources: Sequence[Path], folder: Path, work: Path, job: JobContext, progress: tuple[int, int]
    ) -> tuple[dict[Path, int], bool]:
        """One start of the program: the pages of the PDFs that came out whole, and whether it ended itself."""
        given, made = work / "given", work / "made"
        for place in (given, made):
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir(exist_ok=True)
        numbered = {f"{number:04}": source for number, source in enumerate(sources)}
        for number, source in numbered.items():
            shutil.copyfile(source, given / f"{number}.docx")
        ended = self._run(given, made, work / "own", job, progress)
        found = {}
        for number, source in numbered.items():
            pdf = made / f"{number}.pdf"
            count = page_count(pdf) if pdf.is_file() else 0
            if count:
                write_bytes(_pdf_of(source, folder), pdf.read_bytes())
                found[source] = count
        return found, ended

    def _run(self, given: Path, made: Path, own: Path, job: JobContext, progress: tuple[int, int]) -> bool:
        """Start the program and wait while PDFs keep coming; False when it had to be ended."""
        done, total = progress
        seen, deadline = 0, time.monotonic() + self._start_seconds
        try:
            with _started(self._program.command(given, made, own), given) as process:
                while process.poll() is None:
                    job.checkpoint()
                    count = sum(1 for _file in made.glob("*.pdf"))
                    if count > seen:
                        seen, deadline = count, time.monotonic() + self._file_seconds
                        job.report(done + count, total, self.name)
                    if time.monotonic() > deadline:
                        return False
                    with suppress(subprocess.TimeoutExpired):
                        process.wait(_GLANCE)
        except OSError as error:
            raise self._broken() from error
        finally:
            self._program.end(made)
        return True

    def _broken(self) -> AppError:
        return AppError(
            "converter_failed",
            _("Không tạo được PDF từ tệp Word"),
            _("{program} trên máy này không chạy được hoặc không tạo ra PDF.").format(program=self.name),
            _("Hãy mở thử {program}; tệp Word (.docx) vẫn lưu được như thường.").format(program=self.name),
        )


def converter() -> Converter | None:
    """What makes PDFs of Word files on this PC; None where neither Word nor LibreOffice is installed."""
    program = installed()
    return Converter(program) if program else None


def require_converter() -> Converter:
    """What makes PDFs of Word files on this PC.

    Raises:
        AppError: ``no_converter``, there is neither Word nor LibreOffice; only Word files can be made.
    """
    found = converter()
    if found is None:
        raise AppError(
            "no_converter",
            _("Máy này chưa tạo được PDF từ tệp Word"),
            _("Máy không có Microsoft Word hoặc LibreOffice, nên mẫu Word chỉ làm ra tệp Word (.docx)."),
            _("Hãy lưu tệp Word, hoặc cài LibreOffice, hoặc dùng mẫu thư của chương trình."),
        )
    return found


def pdfs_of(contents: Sequence[bytes], job: JobContext = UNWATCHED) -> tuple[bytes | None, ...]:
    """The PDF of every Word file in memory, None where the program could not read one.

    Raises:
        AppError: ``no_converter`` or ``converter_failed``, no PDF can be made here.
        Cancelled: the person asked to stop.
    """
    found = require_converter()
    with tempfile.TemporaryDirectory(prefix="cqtt-", ignore_cleanup_errors=True) as folder:
        sources = []
        for number, content in enumerate(contents):
            source = Path(folder) / f"{number:05}.docx"
            source.write_bytes(content)
            sources.append(source)
        made = found.to_pdf(sources, Path(folder) / "pdf", job)
        return tuple(one.pdf.read_bytes() if one.pdf else None for one in made)


def unreadable() -> AppError:
    """One letter that the program did not make a PDF of, though it works."""
    return AppError(
        "word_letter_unreadable",
        _("Không tạo được PDF của thư này"),
        _("Chương trình soạn thảo trên máy không đọc được tệp Word của thư."),
        _("Hãy lưu thư thành tệp Word rồi mở thử; có thể phải đưa lại tệp Word vào mẫu thư."),
    )


def _pdf_of(source: Path, folder: Path) -> Path:
    return folder / f"{source.stem}.pdf"


@contextmanager
def _started(command: list[str], folder: Path) -> "Iterator[subprocess.Popen[bytes]]":
    """A process with a group of its own, ended with all its children when the block ends."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=os.name != "nt",
        creationflags=NO_WINDOW,
    )
    try:
        yield process
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the process and its children; children may outlive a process that has ended by itself."""
    if os.name == "nt":
        if process.poll() is None:
            taskkill("/T", "/PID", str(process.pid))
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    with suppress(subprocess.TimeoutExpired):
        process.wait(10)
