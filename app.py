"""Chính quyền thân thiện: opens the window, or runs one command when one is given; ``--selftest`` tries everything."""

import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from friendly_desktop.cli.press import Press


def main() -> int:
    """Start the program and return its exit code."""
    arguments = sys.argv[1:]
    if len(arguments) == 1 and arguments[0].startswith("--data="):
        arguments = arguments[0].split("=", 1)
    if sys.platform == "win32" and refuses_old_windows(arguments):
        return 1
    if not arguments or (len(arguments) == 2 and arguments[0] == "--data"):
        gc.disable()  # until the data is open: nothing made for it is garbage (ui/application.py)
        from ui.application import run

        return run(arguments[1] if arguments else None)
    if arguments[0] == "--selftest":
        from ui.selftest import main as try_everything

        return try_everything(arguments[1:])
    from friendly_desktop.cli import main as run_command

    return run_command(arguments, press)


def refuses_old_windows(arguments: list[str]) -> bool:
    """Whether the window is wanted and this Windows cannot show it, which is said then; commands run."""
    from friendly_desktop.old_windows import is_too_old, tell, this_build

    build = this_build()
    wants_window = not arguments or arguments[0] == "--selftest" or arguments[0::2] == ["--data"]
    if build is None or not wants_window or not is_too_old(build):
        return False
    tell(build)
    return True


def press() -> "Press":
    """What ``letter print`` prints with; no other command loads Qt."""
    from ui.printing.press import Press as QtPress

    return QtPress()


def run() -> int:
    """``main`` for a process of its own: Ctrl+C ends quietly with 130 wherever it strikes."""
    try:
        code = main()
    except KeyboardInterrupt:
        code = 130
    import signal

    # The work is done and told: a late Ctrl+C must not turn the exit code into a failure.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return code


if __name__ == "__main__":
    if getattr(sys, "frozen", False) and len(sys.argv) > 1:  # this may be a helper process of a built program
        from multiprocessing import freeze_support

        freeze_support()
    sys.exit(run())
