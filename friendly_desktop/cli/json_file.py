"""A file with one JSON object of values, read strictly."""

import json
from pathlib import Path
from typing import Any

from friendly_desktop.domain.text import nfc
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.paths import is_file

_LARGEST_FILE = 4_000_000


def read_object(path: Path, *, numbers: bool = True) -> dict[str, Any]:
    """The object in a file; every text in NFC.

    Args:
        path: the file.
        numbers: read numbers as numbers; else as the texts that stand there.

    Raises:
        AppError: ``fields_unreadable``: there is no such file, or it is not one JSON object.
    """
    if path.exists() and not is_file(path):  # a pipe or a device may never end
        raise unreadable(path, _("tệp không mở được"))
    try:
        with path.open("rb") as stream:
            raw = stream.read(_LARGEST_FILE + 1)
    except FileNotFoundError as error:
        raise unreadable(path, _("không tìm thấy")) from error
    except OSError as error:
        raise unreadable(path, _("tệp không mở được")) from error
    if len(raw) > _LARGEST_FILE:
        raise unreadable(path, _("tệp quá lớn"))
    try:
        text = raw.decode("utf-8-sig")
        told = json.loads(text) if numbers else json.loads(text, parse_float=str, parse_int=str)
        json.dumps(told, ensure_ascii=False).encode()  # half a character ("\\ud800") can be written nowhere
        told = _composed(told)
    except (ValueError, RecursionError) as error:
        raise unreadable(path, _("không phải là JSON mã UTF-8")) from error
    if not isinstance(told, dict):
        raise unreadable(path, _("phải là một đối tượng như {example}").format(example='{"name": "..."}'))
    return told


def read_texts(path: Path, example: str) -> dict[str, str]:
    """The object in a file, all of its values texts.

    Args:
        path: the file.
        example: how such an object looks, for whoever has to mend it.

    Raises:
        AppError: as ``read_object``, or a value is no text.
    """
    told = read_object(path)
    if not all(isinstance(value, str) for value in told.values()):
        raise unreadable(path, _("phải là một đối tượng như {example}").format(example=example))
    return told


def _composed(value: Any) -> Any:
    if isinstance(value, str):
        return nfc(value)
    if isinstance(value, list):
        return [_composed(one) for one in value]
    if isinstance(value, dict):
        return {nfc(name): _composed(one) for name, one in value.items()}
    return value


def unreadable(path: Path, why: str) -> AppError:
    """The refusal of a file, with the reason as the end of a sentence."""
    return AppError(
        "fields_unreadable",
        _("Không đọc được tệp dữ liệu"),
        _("Tệp «{name}»: {why}.").format(name=path.name, why=why),
        _("Hãy sửa tệp rồi chạy lại lệnh."),
    )
