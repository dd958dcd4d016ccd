"""The office programs that may be on this PC, and how each is told to make PDFs of a folder of Word files."""

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

_SCRIPT = "convert.ps1"
_WORD_PROCESS = "word.pid"

#: Windows opens a console for each program of the console, unless it is told not to.
NO_WINDOW = 0x08000000 if os.name == "nt" else 0

# Word answers each request of a new object with a process of its own; a Word that people work in stays
# untouched. Macros are off, nothing is asked, links are not followed, a password that fits no file keeps
# protected ones from asking for theirs. What is set for all of Word's life, its options, is put back. Where
# Office has brought its .NET classes, Close and Quit take their argument by reference only.
_WORD_SCRIPT = r"""param([string]$Source, [string]$Target)
$ErrorActionPreference = 'Stop'
function Get-Automated {
    @(Get-CimInstance Win32_Process -Filter "Name='WINWORD.EXE'" -ErrorAction SilentlyContinue |
        Where-Object { $_.CommandLine -like '*-Embedding*' } | ForEach-Object { $_.ProcessId })
}
$before = Get-Automated
$word = New-Object -ComObject Word.Application
try {
    $own = @(Get-Automated | Where-Object { $before -notcontains $_ })
    if ($own.Count -eq 1) { Set-Content -LiteralPath (Join-Path $Target 'word.pid') -Value $own[0] -Encoding Ascii }
    $word.Visible = $false
    $word.DisplayAlerts = 0
    $word.AutomationSecurity = 3
    $links = $word.Options.UpdateLinksAtOpen
    $word.Options.UpdateLinksAtOpen = $false
    foreach ($file in Get-ChildItem -LiteralPath $Source -Filter *.docx | Sort-Object Name) {
        $document = $null
        try {
            $document = $word.Documents.Open($file.FullName, $false, $true, $false, 'x')
            $document.ExportAsFixedFormat((Join-Path $Target ($file.BaseName + '.pdf')), 17)
        } catch {
            Write-Output $_.Exception.Message
        } finally {
            if ($null -ne $document) { try { $document.Close([ref]0) } catch { Write-Output $_.Exception.Message } }
        }
    }
} finally {
    if ($null -ne $links) { $word.Options.UpdateLinksAtOpen = $links }
    $word.Quit([ref]0)
    [void][Runtime.InteropServices.Marshal]::ReleaseComObject($word)
}
"""


class OfficeProgram(Protocol):
    """A program that turns Word files into PDFs."""

    @property
    def name(self) -> str:
        """What people call it."""
        ...

    def command(self, source: Path, target: Path, own: Path) -> list[str]:
        """What to start so that every ``*.docx`` of ``source`` becomes a ``*.pdf`` of ``target``.

        Args:
            source: a folder with the files, in the order of their names.
            target: an empty folder.
            own: a folder for whatever the program needs, kept from one start to the next.
        """
        ...

    def end(self, target: Path) -> None:
        """End what the started process has left running elsewhere; ``target`` as in :meth:`command`."""
        ...


@dataclass(frozen=True, slots=True)
class LibreOffice:
    """LibreOffice without a window, with a profile of its own beside that of the person."""

    program: Path
    name: str = "LibreOffice"

    def command(self, source: Path, target: Path, own: Path) -> list[str]:
        """The headless conversion of all the files in one start."""
        files = sorted(str(file) for file in source.glob("*.docx"))
        profile = (own / "profile").resolve().as_uri()
        options = [
            "--headless",
            "--norestore",
            "--nologo",
            "--nolockcheck",
            "--nodefault",
            "--nofirststartwizard",
        ]
        return [
            str(self.program), f"-env:UserInstallation={profile}", *options,
            "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(target), *files,
        ]  # fmt: skip

    def end(self, target: Path) -> None:
        """Nothing: all its processes are children of the one that was started."""


@dataclass(frozen=True, slots=True)
class MicrosoftWord:
    """Word on Windows, driven by PowerShell, which every Windows has."""

    name: str = "Microsoft Word"

    def command(self, source: Path, target: Path, own: Path) -> list[str]:
        """PowerShell with the script that drives Word."""
        script = own / _SCRIPT
        script.write_text(_WORD_SCRIPT, encoding="utf-8-sig")  # with a mark, else PowerShell 5 takes ANSI
        shell = (
            Path(os.environ.get("SYSTEMROOT", r"C:\Windows"))
            / "System32/WindowsPowerShell/v1.0/powershell.exe"
        )
        return [
            str(shell), "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass",
            "-File", str(script), "-Source", str(source), "-Target", str(target),
        ]  # fmt: skip

    def end(self, target: Path) -> None:
        """End the Word that the script has started: Windows does not make it the script's child."""
        noted = target / _WORD_PROCESS
        number = noted.read_text(encoding="ascii", errors="replace").strip() if noted.is_file() else ""
        if number.isdecimal():
            taskkill("/FI", f"PID eq {number}", "/FI", "IMAGENAME eq WINWORD.EXE")


def taskkill(*which: str) -> None:
    """Let Windows end processes; what it does not end in half a minute is left to itself."""
    with suppress(subprocess.TimeoutExpired):
        subprocess.run(
            ["taskkill", "/F", *which],  # noqa: S607 - of Windows itself
            check=False, capture_output=True, timeout=30, creationflags=NO_WINDOW,
        )  # fmt: skip


def installed() -> OfficeProgram | None:
    """The program to use on this PC: Word where it is, because it made the file; else LibreOffice; or None."""
    if _has_word():
        return MicrosoftWord()
    program = _libreoffice()
    return LibreOffice(program) if program else None


def _has_word() -> bool:
    if sys.platform == "win32":
        import winreg

        try:
            winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, r"Word.Application\CLSID"))
        except OSError:
            return False
        return True
    return False


def _libreoffice() -> Path | None:
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return Path(found)
    folders = [os.environ.get(name, "") for name in ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)")]
    usual = [
        *(
            Path(folder) / "LibreOffice/program" / name
            for folder in folders
            if folder
            for name in ("soffice.com", "soffice.exe")
        ),
        Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
        Path("/usr/lib/libreoffice/program/soffice"),
        *sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True),
    ]
    return next((path for path in usual if path.is_file()), None)
