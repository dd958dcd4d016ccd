"""``survey print``: numbered ballots of a form, or of a round."""

import argparse
from pathlib import Path
from typing import Any

from friendly_desktop.cli import CommandContext, path_argument
from friendly_desktop.cli.output import Output
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _


def add_command(commands: Any) -> None:
    """Add ``print`` to the group ``survey``."""
    command = commands.add_parser("print", help=_("phiếu khảo sát có đánh số, có mã để đọc lại từ bản quét"))
    command.add_argument("form", metavar="FORM", help=_("mẫu phiếu: citizen, village, hoặc một tệp mẫu"))
    command.add_argument("--count", type=int, required=True, metavar="N", help=_("số phiếu"))
    command.add_argument("--out", type=path_argument, required=True, metavar="FILE", help=_("tệp PDF"))
    command.add_argument(
        "--first", type=int, default=1, metavar="N", help=_("số của phiếu đầu; không ghi thì là 1")
    )
    command.add_argument(
        "--survey",
        type=int,
        metavar="ID",
        help=_("đợt khảo sát của các phiếu này; không ghi thì in riêng mẫu"),
    )
    command.set_defaults(run=_print)


def _print(context: CommandContext, arguments: argparse.Namespace) -> Output:
    from friendly_desktop.services.surveys.forms import form_named
    from friendly_desktop.services.surveys.paper import write_form

    target: Path = arguments.out
    first, last = arguments.first, arguments.first + arguments.count - 1
    if arguments.survey is not None:
        services = context.services()
        survey = services.surveys.get(arguments.survey)
        if survey.form.id != arguments.form:
            raise AppError(
                "survey_form_other",
                _("Mẫu phiếu không phải của đợt này"),
                _("Đợt khảo sát {id} dùng mẫu «{own}», không dùng mẫu «{form}».").format(
                    id=survey.id, own=survey.form.id, form=arguments.form[:60]
                ),
            )
        made = services.ballot_papers.write(target, survey.id, first, last, context.job)
    elif context.folder.exists():
        services = context.services()
        known = {one.id for one in services.surveys.forms()}
        form = (
            services.surveys.form(arguments.form) if arguments.form in known else form_named(arguments.form)
        )
        made = services.ballot_papers.write_form(target, form, first, last, context.job)
    else:
        made = write_form(target, form_named(arguments.form), first, last, job=context.job)
    data = {"file": made.file, "first": made.first, "last": made.last, "pages": made.pages}
    text = _("Đã ghi phiếu số {first} đến {last}, {pages} trang: {file}").format(
        first=made.first, last=made.last, pages=made.pages, file=made.file
    )
    return Output(data, text)
