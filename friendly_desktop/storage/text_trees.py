"""Reads YAML and TOML into text with places, refusing whatever could hurt or mislead.

Every scalar stays the text that was typed: no ``no`` that becomes false, no ``1.10`` that becomes 1.1.
Criteria sets and letter templates are read this way.
"""

import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import yaml

from friendly_desktop.domain.criteria import Problem
from friendly_desktop.domain.criteria.source import Fields, Findings, Items, Table, Text, Value
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _

LARGEST_TEXT_FILE = 5_000_000
_DEEPEST = 60  # two YAML levels a node, and the parts of a node
#: ``a.b.c``, longer than any tree is deep.
_DEEP_NAME = re.compile(
    rf"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){{{_DEEPEST + 1}}}"""
)
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times faster where libyaml is there


Item = TypeVar("Item")


class Refused(Exception):  # noqa: N818 - caught by whoever reads a file, never shown
    """The file cannot be read as a tree at all; ``problem`` says where and why."""

    def __init__(self, where: str, message: str) -> None:
        super().__init__(message)
        self.problem = Problem(where, message)


def read(path: Path, largest: int, too_large: AppError) -> bytes:
    """The bytes of a file that a person chose.

    Args:
        path: a file; pipes and devices, which may never end, are refused.
        largest: bytes.
        too_large: raised for a larger one, which is no such file.

    Raises:
        AppError: the file is not there, too large, or another program holds it.
    """
    try:
        if path.stat().st_size > largest:
            raise too_large
        if not path.is_file():
            raise IsADirectoryError(path)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise AppError(
            "file_missing",
            _("Không tìm thấy tệp"),
            _("Không có tệp {file}.").format(file=path),
            _("Hãy kiểm tra lại tên và thư mục."),
        ) from error
    except OSError as error:
        raise AppError(
            "file_unreadable",
            _("Không đọc được tệp"),
            _("Tệp {file} không mở được: có thể đang mở trong Excel hoặc không có quyền đọc.").format(
                file=path
            ),
            _("Hãy đóng tệp trong chương trình khác rồi làm lại."),
        ) from error


def decode(content: bytes, name: str) -> str:
    """The text of a file.

    Raises:
        Refused: it is empty, too large, or not UTF-8.
    """
    if len(content) > LARGEST_TEXT_FILE:
        message = _("Tệp lớn hơn {most} MB nên không phải là tệp dữ liệu của chương trình.")
        raise Refused(name, message.format(most=LARGEST_TEXT_FILE // 1_000_000))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        message = _("Tệp không phải là văn bản mã UTF-8; hãy mở tệp và lưu lại với mã UTF-8.")
        raise Refused(_at(name, line), message) from error
    if not text.strip():
        raise Refused(name, _("Tệp trống."))
    return text


def yaml_file(path: Path, too_large: AppError, largest: int = LARGEST_TEXT_FILE) -> Table:
    """The tree of a YAML file; arguments as of :func:`read`.

    Raises:
        AppError: as :func:`read`.
        Refused: the file is no such tree.
    """
    return from_yaml(decode(read(path, largest, too_large), path.name), path.name)


def program_file(path: Path, build: Callable[[Fields, Findings], Item], code: str, title: str) -> Item:
    """What a YAML file of the program says.

    Args:
        path: the file.
        build: makes it of the values at the top.
        code: of the error.
        title: of the error: which data of the program is broken.

    Raises:
        AppError: ``code``, with the first problem and its place.
    """

    def wrong(problem: str) -> AppError:
        return AppError(
            code,
            title,
            _("Tệp {name} không đọc được. {problem}").format(name=path.name, problem=problem),
            _("Hãy cài lại chương trình, hoặc sửa tệp theo hướng dẫn trong README.md cùng thư mục."),
        )

    findings = Findings()
    try:
        fields = Fields(yaml_file(path, wrong("")), findings)
    except Refused as refused:
        raise wrong(f"{refused.problem.where}: {refused.problem.message}") from None
    fields.whole("format", 1, 1, 1)
    found = build(fields, findings)
    fields.finish()
    if findings.problems:
        first = findings.problems[0]
        raise wrong(f"{first.where}: {first.message}")
    return found


def _at(name: str, line: int) -> str:
    return _("{file}, dòng {line}").format(file=name, line=line)


def from_yaml(text: str, name: str) -> Table:
    """The tree of a YAML text, built from the parser's events without recursion on foreign input.

    Raises:
        Refused: the text is no YAML, or uses what is not allowed.
    """
    try:
        root = _YamlTree(name).read(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        written = text.split("\n")[line - 1 : line]
        if written and "\t" in written[0][: len(written[0]) - len(written[0].lstrip())]:
            advice = _("Dòng thụt vào bằng phím Tab; hãy thụt đầu dòng bằng dấu cách.")
        else:
            advice = _yaml_advice(str(error.problem), str(error.context))
        raise Refused(_at(name, line), advice) from error
    except yaml.YAMLError as error:
        line = text[: getattr(error, "position", 0)].count("\n") + 1
        message = _("Tệp có ký tự không đọc được; hãy xóa ký tự lạ rồi lưu lại với mã UTF-8.")
        raise Refused(_at(name, line), message) from error
    if not isinstance(root, Table):
        message = _("Tệp phải bắt đầu bằng các dòng «tên: giá trị», ví dụ «format: 1».")
        raise Refused(name, message)
    return root


class _YamlTree:
    """Gathers the events of one document; deep nesting, references and tags are refused."""

    def __init__(self, name: str) -> None:
        self._name = name

    def read(self, events: Iterator[Any]) -> Value | None:
        """The tree of the one document in ``events``; None when there is none."""
        root: Value | None = None
        open_: list[_Open] = []
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(event, _("Tệp chỉ được chứa một phần nội dung; hãy bỏ dòng «---» thứ hai."))
            elif isinstance(event, yaml.NodeEvent):
                self._check(event, len(open_))
                where = self._where(event)
                if isinstance(event, yaml.ScalarEvent):
                    root = self._put(open_, Text(event.value, where), event)
                else:
                    open_.append(_Open(isinstance(event, yaml.MappingStartEvent), where))
            elif isinstance(event, yaml.CollectionEndEvent):
                root = self._put(open_, open_.pop().closed(), event)
        return root

    def _check(self, event: Any, depth: int) -> None:
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            message = _(
                "Tệp dùng tham chiếu (& hoặc *), không được phép; hãy đặt giá trị trong dấu nháy kép."
            )
            self._refuse(event, message)
        if event.tag and event.tag != "!":
            self._refuse(event, _("Tệp dùng nhãn kiểu (dấu !), không được phép; hãy bỏ nhãn đó."))
        if depth > _DEEPEST:
            self._refuse(event, _("Các mục lồng nhau quá sâu."))

    def _put(self, open_: list["_Open"], value: Value, event: Any) -> Value:
        if not open_:
            return value
        holder = open_[-1]
        if not holder.is_table:
            holder.values.append(value)
        elif holder.key is None:
            if not isinstance(value, Text):
                self._refuse(event, _("Tên mục tin phải là chữ; hãy kiểm tra dấu hai chấm và dấu ngoặc."))
            elif value.value in holder.entries:
                message = _("«{name}» được ghi hai lần trong cùng một mục; hãy bỏ một dòng.")
                self._refuse(event, message.format(name=value.value[:60]))
            else:
                holder.key = value.value
        else:
            holder.entries[holder.key] = value
            holder.key = None
        return value

    def _refuse(self, event: Any, message: str) -> None:
        raise Refused(self._where(event), message)

    def _where(self, event: Any) -> str:
        return _at(self._name, event.start_mark.line + 1)


class _Open:
    """A table or list whose end has not come yet."""

    def __init__(self, is_table: bool, where: str) -> None:
        self.is_table = is_table
        self.where = where
        self.key: str | None = None
        self.entries: dict[str, Value] = {}
        self.values: list[Value] = []

    def closed(self) -> Value:
        """The finished value."""
        return Table(self.entries, self.where) if self.is_table else Items(tuple(self.values), self.where)


def _yaml_advice(problem: str, context: str) -> str:
    if "mapping values are not allowed" in problem:
        return _(
            "Thừa dấu hai chấm hoặc thụt đầu dòng sai; hãy đặt đoạn chữ có dấu hai chấm trong dấu nháy kép."
        )
    if "cannot start any token" in problem:
        return _(
            "Dòng bắt đầu bằng ký tự không hợp lệ (phím Tab hoặc ký hiệu); hãy thụt đầu dòng bằng dấu cách."
        )
    if "quoted scalar" in context:
        return _("Thiếu dấu nháy đóng của một đoạn chữ.")
    if "flow" in context:
        return _("Thiếu dấu phẩy hoặc dấu ngoặc đóng.")
    if "could not find expected ':'" in problem:
        return _("Thiếu dấu hai chấm sau tên mục tin, hoặc thụt đầu dòng sai.")
    return _("Sai cú pháp YAML; hãy kiểm tra thụt đầu dòng, dấu gạch đầu dòng và dấu nháy quanh dòng này.")


def from_toml(text: str, name: str) -> Table:
    """The tree of a TOML text.

    Raises:
        Refused: the text is no TOML.
    """
    if deep := _DEEP_NAME.search(text):  # tomllib takes hours over a name of half a million parts
        raise Refused(_at(name, text.count("\n", 0, deep.start()) + 1), _("Các mục lồng nhau quá sâu."))
    try:
        plain = tomllib.loads(text, parse_float=str)
    except RecursionError as error:
        raise Refused(name, _("Các mục lồng nhau quá sâu.")) from error
    except ValueError as error:  # TOMLDecodeError, and integers too long to be one
        place = re.search(r"at line (\d+)", str(error))
        message = _("Sai cú pháp TOML; hãy kiểm tra dấu nháy, dấu bằng và dấu ngoặc quanh dòng này.")
        raise Refused(_at(name, int(place[1])) if place else name, message) from error
    return Table({key: from_plain(value, name) for key, value in plain.items()}, name)


def from_plain(value: Any, where: str, depth: int = 0) -> Value:
    """The tree of what a JSON or TOML reader gives.

    Raises:
        Refused: it is nested too deep.
    """
    if depth > _DEEPEST:
        raise Refused(where, _("Các mục lồng nhau quá sâu."))
    if isinstance(value, dict):
        return Table({str(key): from_plain(item, where, depth + 1) for key, item in value.items()}, where)
    if isinstance(value, list):
        return Items(tuple(from_plain(item, where, depth + 1) for item in value), where)
    if isinstance(value, bool):
        return Text("true" if value else "false", where)
    return Text(str(value), where)
