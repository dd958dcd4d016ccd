"""``letter batch``: many letters from one list."""

import argparse
import re
import sys
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from friendly_desktop.cli import CommandContext, path_argument
from friendly_desktop.cli.json_file import read_texts
from friendly_desktop.cli.output import EXIT_DONE, EXIT_FINDINGS, Output
from friendly_desktop.domain.letters import LetterKind, Paper, Template
from friendly_desktop.domain.letters.batch import BatchAccount, BatchForm, BatchRow, BatchTarget
from friendly_desktop.domain.letters.lists import LetterList
from friendly_desktop.domain.text import nfc
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, ngettext
from friendly_desktop.paths import is_file, is_folder

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_SHOWN = 20
#: An ending of files; "Thư 5.3.2026" is the name of a folder.
_ENDING = re.compile(r"\.[A-Za-z]{2,4}")


def add_batch(commands: Any) -> None:
    """Add ``letter batch`` to the commands of ``letter``."""
    batch = commands.add_parser("batch", help=_("làm nhiều thư từ một danh sách Excel hoặc CSV"))
    batch.add_argument("kind", metavar="KIND", choices=[one.value for one in LetterKind], help=_("loại thư"))
    batch.add_argument(
        "--table",
        metavar="FILE.xlsx|FILE.csv",
        type=path_argument,
        required=True,
        help=_("danh sách, mỗi dòng một thư"),
    )
    batch.add_argument(
        "--out",
        metavar="FILE.pdf|DIR",
        type=path_argument,
        required=True,
        help=_("một tệp PDF, hoặc thư mục để ghi mỗi thư một tệp"),
    )
    batch.add_argument("--map", metavar="FILE.json", type=path_argument, help=_("tệp nối tên cột với trường"))
    batch.add_argument("--sheet", metavar="NAME", help=_("trang của tệp Excel"))
    batch.add_argument("--set", metavar="FIELD=TEXT", action="append", default=[],
                       help=_("giá trị chung cho mọi thư khi danh sách không ghi"))  # fmt: skip
    batch.add_argument("--template", metavar="T", help=_("mã mẫu thư; không ghi thì dùng mẫu thường dùng"))
    batch.add_argument("--paper", choices=[one.value for one in Paper], help=_("khổ giấy"))
    batch.add_argument("--docx", action="store_true", help=_("ghi tệp Word thay cho PDF vào thư mục"))
    batch.add_argument("--record", action="store_true", help=_("ghi các thư vào sổ"))
    batch.add_argument("--number", action="store_true", help=_("cấp số cho từng thư; dùng cùng --record"))
    batch.add_argument(
        "--convert", action="store_true", help=_("chuyển các dòng gõ bằng phông chữ cũ sang Unicode")
    )
    batch.add_argument(
        "--all", action="store_true", help=_("làm cả các dòng trùng, ẩn hoặc cần hơn một trang")
    )
    batch.add_argument(
        "--failed",
        metavar="FILE.xlsx",
        type=path_argument,
        help=_("ghi các dòng chưa làm thành danh sách mới"),
    )
    batch.set_defaults(run=_batch)


def _batch(context: CommandContext, arguments: argparse.Namespace) -> Output:
    target = _target(arguments)
    _require_failed_apart(arguments)
    given = read_texts(arguments.map, '{"Họ và tên": "name"}') if arguments.map else None
    defaults = _defaults(arguments.set)
    with _services(context, record=arguments.record) as services:
        batches = services.letter_batches
        template = _template(services, arguments)
        found = batches.open(arguments.table, arguments.sheet, context.job)
        if arguments.convert:
            found = batches.converted(found)
        for remark in found.remarks:
            sys.stderr.write(remark + "\n")
        mapping = batches.mapping(found, template) if given is None else _mapping(given, found, template)
        _require_fields(defaults, template)
        _require_mapping(mapping, found, template)
        _tell_missing(template, [*mapping.values(), *defaults])
        base = services.letters.blank_draft(template.id)
        if arguments.paper:
            base = replace(base, sheet=replace(template.sheet, paper=Paper(arguments.paper)))
        rows: Sequence[BatchRow] = batches.rows(
            found, template, mapping, base=base, defaults=defaults, job=context.job
        )
        if arguments.all:
            rows = [replace(row, ticked=row.for_somebody) for row in rows]
        _warn(rows, set_up=services.office.office().set_up)
        if not any(row.ticked for row in rows):
            account = batches.nothing_made(rows)
        else:
            account = batches.make(rows, target, context.job)
        if arguments.record and given:
            batches.remember_mapping(found, template, mapping)
        if arguments.failed and account.skipped:
            try:
                batches.save_failed(found, account, arguments.failed)
            except AppError as error:  # the letters are made: their account must not be lost with the list
                sys.stderr.write(f"{error.message} {error.hint}\n")
    return _answer(account)


@contextmanager
def _services(context: CommandContext, *, record: bool) -> "Iterator[Services]":
    """The services of the office; where there is none and nothing is recorded, those of an empty one."""
    if record or context.folder.exists():
        yield context.services(create=record)
        return
    from friendly_desktop.bootstrap import open_services
    from friendly_desktop.paths import DataFolder

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        services = open_services(DataFolder(Path(folder)), create=True)
        try:
            yield services
        finally:
            services.close()


def _target(arguments: argparse.Namespace) -> BatchTarget:
    """What ``--out`` means: a name with ``.pdf`` is one file, everything else a folder.

    Raises:
        AppError: the two do not go together.
    """
    out: Path = arguments.out
    folder = is_folder(out)
    one_file = out.suffix.lower() == ".pdf" and not folder
    if arguments.number and not arguments.record:
        raise AppError(
            "number_unrecorded",
            _("Chưa cấp số được"),
            _("Số chỉ được cấp cho thư ghi vào sổ."),
            _("Hãy dùng --number cùng với --record."),
        )
    if one_file and arguments.docx:
        raise AppError(
            "target_not_folder",
            _("Nơi ghi chưa đúng"),
            _("Tệp Word được ghi mỗi thư một tệp vào một thư mục, không vào {file}.").format(file=out.name),
            _("Hãy ghi tên một thư mục sau --out."),
        )
    if not one_file and not folder and (is_file(out) or _ENDING.fullmatch(out.suffix)):
        raise AppError(
            "target_not_folder",
            _("Nơi ghi chưa đúng"),
            _("{file} không phải là tệp .pdf và cũng không phải là thư mục.").format(file=out.name),
            _("Hãy ghi tên một tệp .pdf hoặc một thư mục sau --out."),
        )
    form = BatchForm.ONE_PDF if one_file else BatchForm.WORDS if arguments.docx else BatchForm.PDFS
    return BatchTarget(form, out, arguments.record, arguments.number)


def _require_failed_apart(arguments: argparse.Namespace) -> None:
    """The list of failed rows must not take the place of the list it comes from, nor of the letters.

    Raises:
        AppError: it would, or it is no name of a workbook.
    """
    failed: Path | None = arguments.failed
    if failed is None:
        return
    if failed.suffix.lower() != ".xlsx" or is_folder(failed):
        raise AppError(
            "target_kind_unknown",
            _("Nơi ghi chưa đúng"),
            _("Danh sách các dòng chưa làm không ghi vào {file} được.").format(file=failed.name),
            _("Hãy ghi tên một tệp .xlsx sau --failed."),
        )
    if failed.absolute() == arguments.table.absolute() or _same_file(failed, arguments.table):
        raise AppError(
            "target_is_source",
            _("Nơi ghi chưa đúng"),
            _("{file} là danh sách đang dùng, không được ghi đè.").format(file=failed.name),
            _("Hãy ghi tên một tệp .xlsx khác sau --failed."),
        )


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False  # one of them is not there


def _template(services: "Services", arguments: argparse.Namespace) -> Template:
    kind = LetterKind(arguments.kind)
    if arguments.template is None:
        return services.letter_templates.default(kind)
    fitting = {one.id: one for one in services.letter_templates.templates(kind)}
    if arguments.template not in fitting:
        raise AppError(
            "letter_template_unknown",
            _("Không có mẫu thư này"),
            _("Loại thư này không có mẫu «{id}».").format(id=arguments.template),
            _("Các mẫu của loại này: {known}.").format(known=", ".join(fitting)),
        )
    return fitting[arguments.template]


def _mapping(given: Mapping[str, str], found: LetterList, template: Template) -> dict[str, str]:
    """The mapping that was given, heading to field, checked against the list and the template.

    A file that says it the other way round, field to heading, means the same: which it is, its names tell.

    Raises:
        AppError: a column or a field is unknown.
    """
    given = {_spaced(one): _spaced(other) for one, other in given.items()}
    fields = {field.id for field in template.fields}
    if given.keys() <= fields and set(given.values()) <= set(found.headings):
        given = {heading: field for field, heading in given.items()}
    missing = [heading for heading in given if heading not in found.headings]
    if missing:
        raise AppError(
            "column_unknown",
            _("Danh sách không có cột này"),
            _("Không có cột «{names}».").format(names="», «".join(missing)),
            _("Các cột của danh sách: {known}.").format(known=", ".join(found.headings)),
        )
    _require_fields(dict.fromkeys(given.values(), ""), template)
    return given


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _tell_missing(template: Template, filled: Collection[str]) -> None:
    """Say once which fields every letter must have and no column carries, instead of at every row alone."""
    for field in template.fields:
        if field.required and not field.default and field.id not in filled:
            message = _(
                "Không có cột nào cho «{label}»; có thể ghi chung bằng --set {field}=... hoặc nối cột bằng --map."
            )
            sys.stderr.write(message.format(label=field.label, field=field.id) + "\n")


def _require_fields(named: Mapping[str, str], template: Template) -> None:
    known = [field.id for field in template.fields]
    unknown = [field for field in named if field not in known]
    if unknown:
        raise AppError(
            "field_unknown",
            _("Mẫu thư không có trường này"),
            _("Không có trường {names}.").format(names=", ".join(unknown)),
            _("Các trường của mẫu: {known}.").format(known=", ".join(known)),
        )


def _require_mapping(mapping: Mapping[str, str], found: LetterList, template: Template) -> None:
    if not mapping:
        raise AppError(
            "columns_unmapped",
            _("Không nhận ra cột nào"),
            _("Không có cột nào trong «{headings}» khớp với các trường của mẫu.").format(
                headings=", ".join(found.headings)
            ),
            _("Hãy nối cột bằng --map. Các trường của mẫu: {known}.").format(
                known=", ".join(field.id for field in template.fields)
            ),
        )


def _defaults(given: Sequence[str]) -> dict[str, str]:
    defaults = {}
    for one in given:
        field, equals, text = one.partition("=")
        if not equals or not field.strip():
            raise AppError(
                "default_invalid",
                _("Giá trị chung chưa đúng"),
                _("«{text}» phải có dạng trường=giá trị.").format(text=one),
                _("Ví dụ: --set salutation=Ông"),
            )
        defaults[field.strip()] = nfc(text)
    return defaults


def _warn(rows: Sequence[BatchRow], *, set_up: bool) -> None:
    """What a person should look at in the letters that are made."""
    if not set_up:
        sys.stderr.write(_("Đơn vị chưa được thiết lập: tên đơn vị in thành dòng chấm.") + "\n")
    told = [
        _("Dòng {row}: {message}").format(row=row.number, message=problem.message)
        for row in rows
        if row.ticked
        for problem in row.problems
    ]
    for line in told[:_SHOWN]:
        sys.stderr.write(line + "\n")
    if len(told) > _SHOWN:
        sys.stderr.write(_("Còn {n} điều cần xem.").format(n=len(told) - _SHOWN) + "\n")


def _answer(account: BatchAccount) -> Output:
    data = {
        "made": account.made,
        "skipped": [{"row": one.row, "message": one.message} for one in account.skipped],
        "files": list(account.files),
        "pages": account.pages,
    }
    if account.pages:
        lines = [_("Đã làm {n} thư ({pages} trang) và đọc lại.").format(n=account.made, pages=account.pages)]
    elif account.made:  # only Word counts the pages of its files
        lines = [ngettext("Đã làm {n} thư", "Đã làm {n} thư", account.made).format(n=account.made)]
    else:
        lines = [_("Chưa làm được thư nào.")]
    lines += [
        _("  - Dòng {row}: {message}").format(row=one.row, message=one.message) for one in account.skipped
    ]
    return Output(data, "\n".join(lines), EXIT_FINDINGS if account.skipped else EXIT_DONE)
