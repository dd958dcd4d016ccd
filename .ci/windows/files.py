"""What a built Windows folder may hold: every library it asks for is in it or part of Windows, and none too many.

    python .ci/windows/files.py dist/ChinhQuyenThanThien

Runs with the build's Python, which has ``pefile``.
"""

import sys
from collections import defaultdict
from pathlib import Path

import pefile

#: Part of every Windows 10 from version 1903 on.
SYSTEM = {
    "advapi32.dll", "authz.dll", "bcrypt.dll", "bcryptprimitives.dll", "cfgmgr32.dll", "comctl32.dll", "comdlg32.dll",
    "crypt32.dll", "d3d11.dll", "d3d12.dll", "d3d9.dll", "d2d1.dll", "dbghelp.dll", "dcomp.dll", "dnsapi.dll",
    "dwmapi.dll", "dwrite.dll", "dxgi.dll", "gdi32.dll", "icuuc.dll", "imm32.dll", "iphlpapi.dll", "kernel32.dll",
    "mpr.dll", "mscms.dll", "msi.dll", "msimg32.dll", "msvcrt.dll", "ncrypt.dll", "netapi32.dll", "ntdll.dll",
    "ole32.dll", "oleaut32.dll", "powrprof.dll", "propsys.dll", "rpcrt4.dll", "runtimeobject.dll", "secur32.dll",
    "setupapi.dll", "shcore.dll", "shell32.dll", "shlwapi.dll", "synchronization.dll", "uiautomationcore.dll", "user32.dll", "userenv.dll",
    "uxtheme.dll", "version.dll", "wer.dll", "winhttp.dll", "wininet.dll", "winmm.dll", "winspool.drv",
    "wintrust.dll", "ws2_32.dll", "wtsapi32.dll",
}  # fmt: skip
#: Windows brings its own; a copy in the folder would hide it, and the first two are stand-ins of the build place.
FOREIGN = ("icuuc.dll", "mscms.dll", "ucrtbase.dll", "api-ms-win-", "opengl32sw.dll")
#: What the program cannot do without and nothing would ask for at its start.
NEEDED = (
    "PySide6/plugins/platforms/qwindows.dll",
    "PySide6/plugins/platforms/qoffscreen.dll",
    "PySide6/plugins/imageformats/qjpeg.dll",
    "resources/criteria/hai-duong-2024.yaml",
    "resources/fonts/LiberationSerif-Regular.ttf",
    "translations/en/LC_MESSAGES/friendly_desktop.mo",
    "tzdata/zoneinfo/Asia/Ho_Chi_Minh",
)
#: The budget; a library nobody wanted shows here first.
MOST_MEGABYTES = 180
MACHINE = 0x8664


def main() -> int:
    """Say what is wrong; 1 when anything is."""
    folder = Path(sys.argv[1])
    problems = [*strangers(folder), *missing(folder), *unresolved(folder)]
    size = sum(one.stat().st_size for one in folder.rglob("*") if one.is_file()) / 1e6
    if size > MOST_MEGABYTES:
        problems.append(f"{size:.1f} MB, more than {MOST_MEGABYTES}")
    print("\n".join(problems) or f"{size:.1f} MB, every library is accounted for")
    return 1 if problems else 0


def strangers(folder: Path) -> list[str]:
    """Files that must not be shipped."""
    return [
        f"must not be here: {one.name}" for one in folder.rglob("*") if one.name.lower().startswith(FOREIGN)
    ]


def missing(folder: Path) -> list[str]:
    """Files that must be there."""
    return [f"missing: {name}" for name in NEEDED if not (folder / "_internal" / name).is_file()]


def unresolved(folder: Path) -> list[str]:
    """Libraries that neither the folder nor Windows has, and programs for another processor."""
    binaries = [one for one in folder.rglob("*") if one.suffix.lower() in {".dll", ".pyd", ".exe"}]
    here = {one.name.lower() for one in binaries}
    asked: dict[str, set[str]] = defaultdict(set)
    wrong = []
    tables = ("DIRECTORY_ENTRY_IMPORT", "DIRECTORY_ENTRY_DELAY_IMPORT")
    for binary in binaries:
        with pefile.PE(binary, fast_load=True) as image:
            image.parse_data_directories([pefile.DIRECTORY_ENTRY[f"IMAGE_{name}"] for name in tables])
            if image.FILE_HEADER.Machine != MACHINE:
                wrong.append(f"not for 64-bit Windows: {binary.name}")
            for table in tables:
                for entry in getattr(image, table, []):
                    asked[entry.dll.decode("ascii").lower()].add(binary.name)
    unknown = {
        name: users
        for name, users in asked.items()
        if name not in here | SYSTEM and not name.startswith(("api-ms-win-", "ext-ms-"))
    }
    return wrong + [
        f"{name} is nowhere; asked for by {', '.join(sorted(users))}" for name, users in unknown.items()
    ]


if __name__ == "__main__":
    sys.exit(main())
