"""Passwords of encryption on the command line: from a file, or asked for at the terminal; never an argument."""

import argparse
import getpass
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from friendly_desktop.cli import path_argument
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _

_MOST_BYTES = 4096

Answer = TypeVar("Answer")


def add_password_file(command: argparse.ArgumentParser, words: str, *, needed: bool = False) -> None:
    """Add ``--passphrase-file FILE`` to a command.

    Args:
        command: the command.
        words: what the help says.
        needed: the command does nothing without one.
    """
    command.add_argument("--passphrase-file", type=path_argument, metavar="FILE", required=needed, help=words)


def given_password(arguments: argparse.Namespace, *, new: bool = False) -> str:
    """The password of ``--passphrase-file``; "" where none was named.

    Args:
        arguments: with ``passphrase_file``.
        new: refuse an empty file rather than seal with nothing.

    Raises:
        AppError: the file cannot be read, or is empty where a new password is wanted.
    """
    path: Path | None = arguments.passphrase_file
    return "" if path is None else read_password(path, new=new)


def read_password(path: Path, *, new: bool = False) -> str:
    """The first line of a file.

    Args:
        path: the file.
        new: refuse an empty one.

    Raises:
        AppError: it cannot be read, or is empty where a new password is wanted.
    """
    try:
        with path.open("rb") as stream:
            lines = stream.read(_MOST_BYTES).decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise AppError(
            "password_file_unreadable",
            _("Không đọc được tệp mật khẩu"),
            _("Không đọc được mật khẩu từ {path}.").format(path=path),
            _("Tệp cần là văn bản UTF-8, mật khẩu ở dòng đầu tiên."),
        ) from error
    password = lines[0].strip() if lines else ""
    if new and not password:
        raise AppError(
            "password_file_empty",
            _("Tệp mật khẩu trống"),
            _("Dòng đầu tiên của {path} không có mật khẩu.").format(path=path),
        )
    return password


def asking(arguments: argparse.Namespace, act: Callable[[str], Answer]) -> Answer:
    """Do ``act`` with the password given; where one is needed and a person sits there, ask for it.

    Raises:
        AppError: what ``act`` raises.
    """
    try:
        return act(given_password(arguments))
    except AppError as error:
        if error.code != "password_needed" or not sys.stdin or not sys.stdin.isatty():
            raise
    return act(getpass.getpass(_("Mật khẩu mã hóa: "), sys.stderr))
