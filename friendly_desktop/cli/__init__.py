"""The commands: ``python app.py COMMAND ...``, one job each, through the same services as the window.

Each module of this package that is listed in ``_GROUPS`` brings one group of commands with a function
``add_commands(groups)``; every command sets ``run``, a function of the context and its arguments that
returns an ``Output``.
"""

import argparse
import importlib
import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

from friendly_desktop.cli import argument_words, output
from friendly_desktop.domain.settings import LANGUAGE
from friendly_desktop.errors import AppError, Cancelled
from friendly_desktop.i18n import LANGUAGES, _, use_language
from friendly_desktop.paths import DataFolder, default_data_folder
from friendly_desktop.services.jobs import JobContext

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services
    from friendly_desktop.cli.press import Press, PressMaker

#: The command groups in the order of the help page; module names of this package.
_GROUPS: tuple[str, ...] = (
    "demo",
    "criteria",
    "score",
    "year",
    "evidence",
    "letter",
    "case",
    "deadline",
    "register",
    "schedule",
    "survey",
    "posting",
    "indicator",
    "activity",
    "report",
    "package",
    "search",
    "people",
    "trail",
    "backup",
    "vault",
    "doctor",
    "guide",
)

#: Where a script keeps the password of whoever signs in.
PASSWORD_VARIABLE = "FRIENDLY_PASSWORD"  # noqa: S105 - the name of a variable
#: The same of the password that opens encrypted records.
VAULT_PASSWORD_VARIABLE = "FRIENDLY_VAULT_PASSWORD"  # noqa: S105 - the name of a variable

#: How many places of the program an error report names, the innermost ones.
_PLACES = 4
_LARGEST = 2**53  # what every reader of JSON takes for a whole number


class CommandContext:
    """What a command may use: the services of the chosen data folder and the progress line."""

    def __init__(
        self,
        folder: DataFolder,
        stack: ExitStack,
        job: JobContext,
        *,
        language_given: bool = False,
        user: str = "",
        press: "PressMaker | None" = None,
    ) -> None:
        """Open services on ``folder`` when asked; ``stack`` closes them.

        Args:
            folder: the data folder.
            stack: closes what was opened when the command ends.
            job: where progress goes.
            language_given: True when ``--lang`` outranks the office's setting.
            user: who signs in, where the office has people sign in.
            press: makes what prints; None where no command may print.
        """
        self.folder = folder
        self.job = job
        self._stack = stack
        self._language_given = language_given
        self._user = user
        self._make_press = press
        self._services: Services | None = None

    def services(self, *, create: bool = False) -> "Services":
        """The services on the data folder.

        Args:
            create: True in commands that write; a missing folder is then created.

        Raises:
            AppError: nothing is there and ``create`` is False, the records cannot be opened, or somebody has to sign
                in and did not.
        """
        if self._services is None:
            from friendly_desktop.bootstrap import open_services
            from friendly_desktop.services.vault import unlocking

            if unlocking.is_locked(self.folder):
                unlocking.unlock(self.folder, _vault_password())
            self._services = open_services(self.folder, create=create)
            self._stack.callback(self._services.close)
            if self._services.session.required():
                self._sign_in(self._services)
            if not self._language_given:
                use_language(self._services.office.setting(LANGUAGE))
        return self._services

    def _sign_in(self, services: "Services") -> None:
        if not self._user:
            raise AppError(
                "sign_in_needed",
                _("Cần đăng nhập"),
                _("Đơn vị này yêu cầu đăng nhập."),
                _("Hãy thêm {option} TÊN trước lệnh; mật khẩu lấy từ biến {variable} hoặc được hỏi.").format(
                    option="--user", variable=PASSWORD_VARIABLE
                ),
            )
        services.users.sign_in(self._user, _password(self._user))

    def press(self) -> "Press":
        """What puts letters on paper; Qt is loaded now, and by no other command.

        Raises:
            LookupError: the program that runs this command brought none.
        """
        if self._make_press is None:
            raise LookupError("no press")
        return self._make_press()


def _password(name: str) -> str:
    """The password of whoever signs in: from the environment, asked for, or the first line of a pipe."""
    given = os.environ.get(PASSWORD_VARIABLE)
    if given is not None:
        return given
    if not sys.stdin or not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n") if sys.stdin else ""
    from getpass import getpass

    return getpass(_("Mật khẩu của {name}: ").format(name=name), stream=sys.stderr)


def _vault_password() -> str:
    """What opens encrypted records: from the environment, or asked for.

    Raises:
        AppError: nobody is there to be asked.
    """
    given = os.environ.get(VAULT_PASSWORD_VARIABLE)
    if given:
        return given
    if not sys.stdin or not sys.stdin.isatty():
        raise AppError(
            "vault_locked",
            _("Dữ liệu mã hóa đang khóa"),
            _("Dữ liệu của đơn vị đã được mã hóa trên máy này."),
            _("Hãy đặt mật khẩu mã hóa hoặc mã trên phiếu khôi phục vào biến {variable}.").format(
                variable=VAULT_PASSWORD_VARIABLE
            ),
        )
    from getpass import getpass

    return getpass(_("Mật khẩu mã hóa: "), stream=sys.stderr)


def path_argument(text: str) -> Path:
    """A path as typed; an empty one, as from an unset variable, would mean the current folder."""
    if not text.strip():
        raise argparse.ArgumentTypeError(_("đường dẫn để trống"))
    return Path(text)


def _whole_number(text: str) -> int:
    """A number that the records can hold; no office has such a year, and nothing such an id."""
    number = int(text)
    if abs(number) > _LARGEST:
        raise argparse.ArgumentTypeError(_("số quá lớn"))
    return number


class _Parser(argparse.ArgumentParser):
    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.register("type", int, _whole_number)

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(output.EXIT_USAGE, f"{self.prog}: {message}\n")


def main(arguments: Sequence[str] | None = None, press: "PressMaker | None" = None) -> int:
    """Run one command and return its exit code (0, 1, 2, 3 or 130).

    Args:
        arguments: what was typed after the program's name; None for those of this process.
        press: makes what puts letters on paper.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    # A closed stream, or a program without a console on Windows: there is nobody to tell.
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - until the end
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    use_language(_language_of(given))
    argument_words.install()
    # --json may stand anywhere; argparse would want it before the command only.
    as_json = "--json" in given
    try:
        parsed = _parser().parse_args([one for one in given if one != "--json"])
    except SystemExit as stop:
        return int(stop.code or 0)
    folder = DataFolder(parsed.data or default_data_folder())
    try:
        with ExitStack() as stack:
            context = CommandContext(
                folder,
                stack,
                output.ProgressLine(),
                language_given=parsed.lang is not None,
                user=parsed.user,
                press=press,
            )
            answer: output.Output = parsed.run(context, parsed)
    except AppError as error:
        answer = output.error_output(error)
    except (KeyboardInterrupt, Cancelled):
        sys.stderr.write(_("Đã dừng theo yêu cầu.") + "\n")
        return output.EXIT_INTERRUPTED
    except Exception as error:  # our own bug: scripts and people still get one clear answer
        _note(folder, error)
        answer = output.error_output(_own_fault(error))
    refused = answer.exit_code == output.EXIT_REFUSED and not as_json
    return _tell(answer, as_json=as_json, stream=sys.stderr if refused else sys.stdout)


def _tell(answer: output.Output, *, as_json: bool, stream: TextIO) -> int:
    """Write the answer and return the exit code; the reader of a pipe may have gone away meanwhile."""
    try:
        output.write(answer, as_json=as_json, stream=stream)
    except BrokenPipeError:
        _silence(stream)
    except OSError:
        _silence(stream)
        sys.stderr.write(_("Không ghi được câu trả lời.") + "\n")
        return output.EXIT_REFUSED
    return answer.exit_code


def _silence(stream: TextIO) -> None:
    """Let the interpreter's last flush of a dead stream go nowhere instead of complaining."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _note(folder: DataFolder, error: Exception) -> None:
    """Keep our own bug in the log of an office that works here already."""
    from friendly_desktop import logs

    if folder.exists():
        logs.start(folder, "command")
        logs.note(error)
        logs.stop()


def _own_fault(error: Exception) -> AppError:
    """Our own bug, told with the places in the program and without values, which may be personal."""
    frames = traceback.extract_tb(error.__traceback__)[-_PLACES:]
    places = ", ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
    return AppError(
        "internal_error",
        _("Chương trình gặp lỗi ngoài dự kiến"),
        _("Lệnh chưa làm xong: {kind} ({places}).").format(kind=type(error).__name__, places=places),
        _("Dữ liệu đã lưu vẫn còn nguyên. Hãy gửi dòng này cho người hỗ trợ."),
    )


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="app.py",
        description=_(
            "Chính quyền thân thiện. Không có lệnh thì mở cửa sổ; có lệnh thì làm một việc rồi thoát."
        ),
    )
    parser.add_argument("--data", metavar="DIR", type=path_argument, help=_("thư mục dữ liệu"))
    parser.add_argument("--lang", choices=LANGUAGES, help=_("ngôn ngữ của câu trả lời"))
    parser.add_argument(
        "--user",
        metavar="NAME",
        default="",
        help=_("người đăng nhập, nếu đơn vị yêu cầu; mật khẩu trong biến {variable} hoặc được hỏi").format(
            variable=PASSWORD_VARIABLE
        ),
    )
    parser.add_argument("--json", action="store_true", help=_("trả lời bằng đúng một tài liệu JSON"))
    groups = parser.add_subparsers(metavar="COMMAND", required=True)
    for name in _GROUPS:
        importlib.import_module(f"friendly_desktop.cli.{name}").add_commands(groups)
    return parser


def _language_of(arguments: Sequence[str]) -> str:
    for index, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
        if argument == "--lang" and index + 1 < len(arguments):
            return arguments[index + 1]
    return "vi"
