"""Templates go to another office as a file, and come from one."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from friendly_desktop.domain.letters import Template
from friendly_desktop.domain.text import safe_name
from friendly_desktop.i18n import _
from ui.context import UiContext

_PURPOSE = "letter-templates"
_ENDING = ".yaml"


def send_out(context: UiContext, owner: QWidget, template: Template) -> None:
    """Ask where, and write a template as a file that another office takes in."""

    def chosen(path: Path) -> None:
        target = path if path.suffix.lower() == _ENDING else path.with_name(f"{path.name}{_ENDING}")
        context.perform(
            owner,
            _("Lưu mẫu thư ra tệp"),
            lambda services: services.letter_templates.export_file(template.id, target),
            lambda made: context.tell(_("Đã lưu tệp {name}.").format(name=made.name)),
        )

    context.prompts.save_file(
        owner,
        _("Lưu mẫu thư ra tệp"),
        _PURPOSE,
        _("Tệp mẫu thư (*.yaml)"),
        f"{safe_name(template.title)}{_ENDING}",
        chosen,
    )


def take_in(context: UiContext, owner: QWidget, done: Callable[[str], None]) -> None:
    """Ask for a file of another office, and keep its template as the office's own; ``done`` gets its id."""

    def chosen(paths: list[Path]) -> None:
        def taken(made: Template) -> None:
            def undo() -> None:
                context.perform(
                    owner, _("Hoàn tác"), lambda services: services.letter_templates.remove(made.id)
                )

            context.tell(_("Đã nhận mẫu «{title}».").format(title=made.title), undo)
            done(made.id)

        context.perform(
            owner,
            _("Nhận mẫu thư từ tệp"),
            lambda services: services.letter_templates.import_file(paths[0]),
            taken,
        )

    context.prompts.open_files(
        owner, _("Chọn tệp mẫu thư"), _PURPOSE, _("Tệp mẫu thư (*.yaml *.yml)"), chosen
    )
