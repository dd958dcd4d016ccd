"""The layers of the program hold, in the source and in the running process."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("sqlalchemy", "reportlab", "openpyxl", "xlsxwriter", "docx", "PIL", "pypdfium2", "pi_heif")


def run_python(code: str) -> str:
    """What a fresh interpreter prints for ``code``, started in the program's folder."""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_every_import_rule_is_kept() -> None:
    assert "0 broken" in run_python("from importlinter.cli import lint_imports_command as run; run()")


def test_the_command_line_works_in_a_process_that_has_no_qt() -> None:
    code = (
        "import sys; sys.modules['PySide6'] = None; sys.modules['shiboken6'] = None\n"
        "from friendly_desktop.cli import main\n"
        "sys.exit(main(['criteria', 'list']))"
    )
    assert "hai-duong-2024" in run_python(code)


def test_help_is_printed_without_loading_a_heavy_library() -> None:
    code = (
        "import sys\nfrom friendly_desktop.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print('LOADED', [name for name in {HEAVY!r} if name in sys.modules])"
    )
    assert run_python(code).splitlines()[-1] == "LOADED []"


@pytest.mark.parametrize(
    "module", ["friendly_desktop.domain", "friendly_desktop.i18n", "friendly_desktop.errors"]
)
def test_the_rules_load_with_the_standard_library_alone(module: str) -> None:
    code = f"import sys, {module}\nprint([name for name in {(*HEAVY, 'PySide6', 'babel')!r} if name in sys.modules])"
    assert run_python(code).strip() == "[]"
