"""The forms of a case on disk (``resources/forms``)."""

from pathlib import Path

from friendly_desktop.domain.cases.form_build import BuiltForm, build
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.storage.text_trees import LARGEST_TEXT_FILE, Refused, yaml_file

#: Layouts of registers lie beside the forms and are read elsewhere.
_OTHERS = "register-"


def load(path: Path) -> BuiltForm:
    """Read and check a form's file.

    Raises:
        AppError: the file is not there, too large, or another program holds it.
    """
    too_large = AppError(
        "form_file_too_large",
        _("Tệp quá lớn"),
        _("Tệp {name} lớn hơn {most} MB nên không phải là tệp biểu mẫu.").format(
            name=path.name, most=LARGEST_TEXT_FILE // 1_000_000
        ),
        _("Hãy chọn đúng tệp biểu mẫu."),
    )
    try:
        return build(yaml_file(path, too_large))
    except Refused as refused:
        return BuiltForm(None, (refused.problem,))


def form_files(folder: Path) -> tuple[Path, ...]:
    """The files of forms in a folder, by name."""
    return tuple(sorted(path for path in folder.glob("*.yaml") if not path.name.startswith(_OTHERS)))
