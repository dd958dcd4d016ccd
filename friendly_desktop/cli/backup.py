"""``backup``: database and evidence together, made, listed, checked, restored."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from friendly_desktop.cli import CommandContext, path_argument
from friendly_desktop.cli.output import EXIT_DONE, EXIT_FINDINGS, Output, table
from friendly_desktop.cli.passwords import add_password_file, asking
from friendly_desktop.domain.backups import Backup, Kept
from friendly_desktop.errors import AppError
from friendly_desktop.formats import file_size, whole_number
from friendly_desktop.i18n import _

if TYPE_CHECKING:
    from friendly_desktop.services.backups import BackupsService

#: Records that cannot be opened, which is when one wants a backup most.
_LOST = frozenset(
    {"nothing_here", "database_missing", "database_damaged", "vault_damaged", "vault_other_key"}
)


def add_commands(groups: Any) -> None:
    """Add ``backup make``, ``list``, ``check`` and ``restore``."""
    commands = groups.add_parser("backup", help=_("sao lưu và khôi phục dữ liệu")).add_subparsers(
        metavar="COMMAND", required=True
    )
    make = commands.add_parser("make", help=_("sao lưu ngay dữ liệu và tài liệu minh chứng"))
    make.add_argument(
        "--out", metavar="FILE", type=path_argument, help=_("ghi thành một tệp, ví dụ trên USB")
    )
    make.set_defaults(run=_make)
    listing = commands.add_parser("list", help=_("các bản sao lưu đang có"))
    listing.set_defaults(run=_list)
    check = commands.add_parser("check", help=_("đọc lại một bản sao lưu từ đầu đến cuối"))
    check.add_argument("file", metavar="FILE", type=path_argument, help=_("bản sao lưu"))
    add_password_file(check, _("mật khẩu của bản sao lưu mã hóa là dòng đầu của tệp này"))
    check.set_defaults(run=_check)
    restore = commands.add_parser("restore", help=_("khôi phục dữ liệu; dữ liệu hiện tại được cất riêng"))
    restore.add_argument("file", metavar="FILE", type=path_argument, help=_("bản sao lưu"))
    restore.add_argument("--dry-run", action="store_true", help=_("chỉ xem sẽ thay đổi những gì"))
    add_password_file(restore, _("mật khẩu của bản sao lưu mã hóa là dòng đầu của tệp này"))
    restore.set_defaults(run=_restore)


def _make(context: CommandContext, arguments: argparse.Namespace) -> Output:
    backups = context.services().backups
    made = backups.make_file(arguments.out, context.job) if arguments.out else backups.make(context.job)
    data = {
        **_described(made.path, made.backup),
        "verified": True,
        "second": made.second,
        "problem": made.problem,
    }
    told = _("Đã sao lưu và đọc lại: {file} ({rows} dòng, {files} tệp, {size}).").format(
        file=made.path,
        rows=whole_number(sum(made.backup.rows.values())),
        files=whole_number(made.backup.files),
        size=file_size(made.backup.bytes),
    )
    return Output(data, "\n".join(filter(None, (told, made.problem))))


def _list(context: CommandContext, _arguments: argparse.Namespace) -> Output:
    from friendly_desktop.services.backups.words import reason_words

    if not context.folder.root.exists():
        context.services()  # refuses: there is neither an office nor a backup of one
    found = _backups(context).all()
    data = [_listed(one) for one in found]
    if not found:
        return Output(data, _("Chưa có bản sao lưu nào."))
    rows = [
        [
            one.path.stem,
            f"{one.backup.made_at.astimezone():%d/%m/%Y %H:%M}" if one.backup else "",
            reason_words(one.backup.reason) if one.backup else "",
            whole_number(one.backup.files) if one.backup else "",
            file_size(one.backup.bytes) if one.backup else "",
            one.problem,
        ]
        for one in found
    ]
    headings = [_("Tên"), _("Lúc"), _("Lý do"), _("Tệp"), _("Dung lượng"), _("Ghi chú")]
    return Output(data, table(rows, headings, right=(3, 4)))


def _check(context: CommandContext, arguments: argparse.Namespace) -> Output:
    backups = _backups(context)
    path = backups.find(str(arguments.file))
    try:
        checked = asking(arguments, lambda secret: backups.check(path, context.job, secret))
    except AppError as error:
        if error.code != "backup_damaged":
            raise
        # Too damaged to say what was in it: that is what the check was called for.
        found = {"file": path, "rows": {}, "files": 0, "verified": False, "problems": [error.message]}
        return Output(found, f"{error.title}\n  {error.message}", EXIT_FINDINGS)
    data = {
        **_described(checked.path, checked.backup),
        "verified": not checked.problems,
        "problems": list(checked.problems),
    }
    if checked.problems:
        lines = [_("Bản sao lưu {file} có lỗi:").format(file=checked.path)]
        lines += [f"  - {problem}" for problem in checked.problems]
        return Output(data, "\n".join(lines), EXIT_FINDINGS)
    told = _("Bản sao lưu {file} còn nguyên vẹn ({rows} dòng, {files} tệp).").format(
        file=checked.path,
        rows=whole_number(sum(checked.backup.rows.values())),
        files=whole_number(checked.backup.files),
    )
    return Output(data, told, EXIT_DONE)


def _restore(context: CommandContext, arguments: argparse.Namespace) -> Output:
    backups = _backups(context)
    path = backups.find(str(arguments.file))
    if arguments.dry_run:
        return _planned(backups, path, context, arguments)
    restored = asking(arguments, lambda secret: backups.restore(path, context.job, secret))
    data = {
        "file": path,
        "rows": dict(restored.rows),
        "files": restored.files,
        "verified": True,
        "aside": restored.aside,
    }
    lines = [
        _("Đã khôi phục và đọc lại: {rows} dòng, {files} tệp.").format(
            rows=whole_number(sum(restored.rows.values())), files=whole_number(restored.files)
        )
    ]
    if restored.aside:
        lines.append(_("Dữ liệu trước khi khôi phục được cất tại {path}.").format(path=restored.aside))
    return Output(data, "\n".join(lines))


def _planned(
    backups: "BackupsService", path: Path, context: CommandContext, arguments: argparse.Namespace
) -> Output:
    from friendly_desktop.services.backups.words import kind_words, names_words

    plan = asking(arguments, lambda secret: backups.plan(path, context.job, secret))
    kinds = [
        {
            "kind": one.kind,
            "here": one.here,
            "there": one.there,
            "added": one.added,
            "changed": one.changed,
            "lost": one.lost,
            "differs": one.differs,
            "newest_here": one.newest_here,
            "newest_there": one.newest_there,
        }
        for one in plan.kinds
    ]
    data = {
        **_described(path, plan.backup),
        "verified": True,
        "new_files": plan.new_files,
        "names_brought_back": plan.names_brought_back,
        "kinds": kinds,
    }
    if not plan.kinds:
        return Output(data, _("Ở đây chưa có dữ liệu; khôi phục không làm mất gì."))
    rows = [
        [
            kind_words(one.kind),
            *(whole_number(n) for n in (one.here, one.there, one.added, one.changed, one.lost)),
        ]
        for one in plan.kinds
        if one.here or one.there or one.differs
    ]
    headings = [_("Loại"), _("Hiện có"), _("Trong bản sao lưu"), _("Có lại"), _("Đổi"), _("Mất")]
    told = [table(rows, headings, right=(1, 2, 3, 4, 5))]
    if plan.names_brought_back:
        told.append(names_words(plan.names_brought_back))
    return Output(data, "\n".join(told))


def _backups(context: CommandContext) -> "BackupsService":
    """Of the open records; of the folder alone where they are lost or damaged."""
    try:
        return context.services().backups
    except AppError as error:
        if error.code not in _LOST:
            raise
    from friendly_desktop.bootstrap import backups_of

    return backups_of(context.folder)


def _described(path: Path, backup: Backup) -> Mapping[str, object]:
    return {
        "file": path,
        "rows": dict(backup.rows),
        "files": backup.files,
        "bytes": backup.bytes,
        "made_at": backup.made_at,
        "reason": backup.reason,
        "schema": backup.schema,
        "missing": list(backup.missing),
    }


def _listed(kept: Kept) -> Mapping[str, object]:
    if kept.backup is None:
        return {"file": kept.path, "rows": {}, "files": 0, "verified": False, "problem": kept.problem}
    return {
        **_described(kept.path, kept.backup),
        "verified": not kept.problem,
        "second": kept.second,
        "problem": kept.problem,
    }
