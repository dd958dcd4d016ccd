"""The kinds of postings on disk (``resources/postings``)."""

from pathlib import Path

from friendly_desktop.domain.postings.build import BuiltPosting, build
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.storage.text_trees import LARGEST_TEXT_FILE, Refused, yaml_file


def load(path: Path) -> BuiltPosting:
    """Read and check the file of a kind.

    Raises:
        AppError: the file is not there, too large, or another program holds it.
    """
    too_large = AppError(
        "posting_file_too_large",
        _("Tệp quá lớn"),
        _("Tệp {name} lớn hơn {most} MB nên không phải là tệp mẫu niêm yết.").format(
            name=path.name, most=LARGEST_TEXT_FILE // 1_000_000
        ),
        _("Hãy chọn đúng tệp mẫu niêm yết."),
    )
    try:
        return build(yaml_file(path, too_large))
    except Refused as refused:
        return BuiltPosting(None, (refused.problem,))


def posting_files(folder: Path) -> tuple[Path, ...]:
    """The files of kinds in a folder, by name."""
    return tuple(sorted(folder.glob("*.yaml")))
