"""``package``: write the annual package of a year, and check a package that was received."""

import argparse
from decimal import Decimal
from typing import Any

from friendly_desktop.cli import CommandContext, path_argument
from friendly_desktop.cli.output import EXIT_FINDINGS, Output
from friendly_desktop.cli.passwords import add_password_file, asking, given_password
from friendly_desktop.domain.assessment import Gap
from friendly_desktop.domain.package import PackageProblem
from friendly_desktop.formats import file_size, points, whole_number
from friendly_desktop.i18n import _


def add_commands(groups: Any) -> None:
    """Add ``package export`` and ``package verify``."""
    commands = groups.add_parser("package", help=_("gói hồ sơ hằng năm")).add_subparsers(
        metavar="COMMAND", required=True
    )
    export = commands.add_parser("export", help=_("xuất gói hồ sơ của một năm"))
    export.add_argument("year", metavar="YEAR", type=int, help=_("năm đánh giá"))
    export.add_argument(
        "--out",
        required=True,
        type=path_argument,
        metavar="DIR|FILE.zip",
        help=_("thư mục hoặc tệp ZIP sẽ ghi"),
    )
    export.add_argument(
        "--part-size", type=_megabytes, metavar="MB", help=_("chia thành các phần không quá chừng này MB")
    )
    export.add_argument(
        "--photos",
        choices=("original", "small"),
        default="original",
        help=_("ảnh giữ nguyên (original) hay thu nhỏ (small)"),
    )
    add_password_file(export, _("đặt mật khẩu cho tệp ZIP; mật khẩu là dòng đầu của tệp này"))
    export.set_defaults(run=_export)
    verify = commands.add_parser("verify", help=_("kiểm tra một gói hồ sơ"))
    verify.add_argument(
        "paths",
        nargs="+",
        type=path_argument,
        metavar="PATH",
        help=_("thư mục, tệp ZIP hoặc tất cả các phần của gói"),
    )
    add_password_file(verify, _("mật khẩu của gói được mã hóa là dòng đầu của tệp này"))
    verify.set_defaults(run=_verify)


def _megabytes(text: str) -> int:
    """A size in MB of a million bytes, as mail programs count; fractions are allowed."""
    try:
        size = int(Decimal(text.replace(",", ".")) * 1_000_000)
    except ArithmeticError as error:
        raise argparse.ArgumentTypeError(text) from error
    if size <= 0:
        raise argparse.ArgumentTypeError(text)
    return size


def _export(context: CommandContext, arguments: argparse.Namespace) -> Output:
    service = context.services().package
    result = service.export(
        arguments.year,
        arguments.out,
        part_size=arguments.part_size,
        photos=arguments.photos,
        password=given_password(arguments, new=True),
        job=context.job,
    )
    data = {
        "path": result.path,
        "parts": list(result.parts),
        "files": result.files,
        "bytes": result.bytes,
        "root_sha256": result.root_sha256,
        "verified": result.verified,
        "letters": result.letters,
        "samples": result.samples,
        "problems": [_gap(gap) for gap in result.problems],
    }
    lines = [_("Đã ghi gói hồ sơ và đọc lại đủ: {path}").format(path=result.path)]
    if len(result.parts) > 1:
        lines.append(_("Gói gồm {n} phần; hãy gửi đủ các phần.").format(n=len(result.parts)))
    lines.append(
        _("{files} tệp, {size}. Mã tổng (SHA-256): {root}").format(
            files=whole_number(result.files), size=file_size(result.bytes), root=result.root_sha256
        )
    )
    if result.letters:
        told = (
            _("Danh mục thư có {letters} thư; gói có {samples} thư mẫu đã che địa chỉ và số định danh.")
            if result.samples
            else _("Danh mục thư có {letters} thư; chưa chọn thư mẫu nào.")
        )
        lines.append(told.format(letters=whole_number(result.letters), samples=whole_number(result.samples)))
    if result.draft:
        lines.append(_("Gói mang dấu DỰ THẢO vì còn {n} điều cần xử lý:").format(n=len(result.problems)))
    elif result.problems:
        lines.append(_("Gói sẵn sàng để nộp; có {n} điều cần lưu ý:").format(n=len(result.problems)))
    else:
        lines.append(_("Gói sẵn sàng để nộp."))
    lines += [f"  - {gap.message}" for gap in result.problems]
    return Output(data, "\n".join(lines))


def _gap(gap: Gap) -> dict[str, Any]:
    return {"kind": gap.kind, "node": gap.node or None, "evidence": gap.evidence_id, "message": gap.message}


def _verify(context: CommandContext, arguments: argparse.Namespace) -> Output:
    # The receiving PC may have no data folder at all.
    from friendly_desktop.services.package import verify

    found = asking(arguments, lambda password: verify(arguments.paths, context.job, password))
    data = {
        "ok": found.ok,
        "commune": found.commune or None,
        "year": found.year,
        "total": found.total,
        "draft": found.draft,
        "parts": found.parts,
        "files": found.files,
        "bytes": found.bytes,
        "root_sha256": found.root_sha256 or None,
        "problems": [_problem(problem) for problem in found.problems],
    }
    lines = []
    if found.year is not None:
        told = _("Gói hồ sơ của {commune}, năm {year}, tổng điểm tự chấm: {total}.")
        total = points(found.total, missing=_("không chấm điểm"))
        lines.append(told.format(commune=found.commune, year=found.year, total=total))
    if found.draft:
        lines.append(_("Đây là bản DỰ THẢO."))
    if found.ok:
        lines.append(
            _("Gói đầy đủ và nguyên vẹn: {files} tệp, {size}. Mã tổng (SHA-256): {root}").format(
                files=whole_number(found.files), size=file_size(found.bytes), root=found.root_sha256
            )
        )
        return Output(data, "\n".join(lines))
    lines.append(_("Gói KHÔNG đạt, có {n} vấn đề:").format(n=len(found.problems)))
    lines += [f"  - {problem.file}: {problem.message}" for problem in found.problems]
    return Output(data, "\n".join(lines), EXIT_FINDINGS)


def _problem(problem: PackageProblem) -> dict[str, Any]:
    return {"kind": problem.kind, "file": problem.file, "message": problem.message}
