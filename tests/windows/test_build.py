"""What is built for Windows on one system comes out the same on the other: the scripts hold nothing of this one alone."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
INSTALLER = (ROOT / ".ci" / "windows" / "installer.nsi").read_text(encoding="utf-8")


def named(script: Path, name: str) -> tuple[str, ...]:
    """The words of a constant of a script that cannot be imported here."""
    tree = ast.parse(script.read_text(encoding="utf-8"))
    values = (
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name
    )
    found = ast.literal_eval(next(values))
    return tuple(str(one) for one in found)


def test_no_library_that_every_windows_has_is_taken_along():
    foreign = named(ROOT / ".ci" / "windows" / "files.py", "FOREIGN")
    spec = (ROOT / "pyinstaller.spec").read_text(encoding="utf-8")
    dropped = spec[spec.index("DROP = (") : spec.index("LOCALES")]
    assert [name for name in foreign if f'"{name}"' not in dropped] == []


def test_the_installer_names_its_files_as_makensis_on_windows_does():
    named_files = re.findall(
        r'^\s*(?:File|SetOutPath|!include|!define MUI_\w+BITMAP)\b[^"\n]*"([^"\n]*)"', INSTALLER, re.MULTILINE
    )
    assert any("${SRC}" in one for one in named_files)
    assert [one for one in named_files if "/" in one] == []


def test_the_installer_needs_no_more_of_makensis_than_the_one_for_windows_has():
    assert re.search(
        r"!if /FileExists .*amd64-unicode\"\n  Target amd64-unicode\n!else\n  Target x86", INSTALLER
    )
    assert int(re.findall(r"^SetCompressorDictSize (\d+)", INSTALLER, re.MULTILINE)[0]) <= 48
