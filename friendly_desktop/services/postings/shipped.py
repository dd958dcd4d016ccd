"""The kinds of postings the program ships, read once."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from friendly_desktop.domain.postings import PostingKind
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.paths import RESOURCES
from friendly_desktop.storage.posting_files import load, posting_files

POSTINGS = RESOURCES / "postings"
#: The order in which people meet them: slogans, then what informs, then what is free.
_ORDER = (
    "banner_build", "banner_conduct", "conduct_5", "know_5", "banner_listen", "reception_notice", "telephones",
    "procedures", "commitment", "suggestion_box", "free",
)  # fmt: skip


@lru_cache(maxsize=4)
def shipped(folder: Path = POSTINGS) -> Mapping[str, PostingKind]:
    """Every kind by its id.

    Raises:
        AppError: ``posting_broken``, a file of the program was changed and says no kind any more.
    """
    found: dict[str, PostingKind] = {}
    for path in posting_files(folder):
        built = load(path)
        if built.kind is None:
            raise AppError(
                "posting_broken",
                _("Mẫu niêm yết bị hỏng"),
                _("Tệp mẫu niêm yết {name} không đọc được: {why}").format(
                    name=path.name, why=built.problems[0].message
                ),
                _("Hãy cài lại chương trình để có lại tệp gốc."),
            )
        found[built.kind.id] = built.kind
    place = {kind_id: index for index, kind_id in enumerate(_ORDER)}
    return {kind_id: found[kind_id] for kind_id in sorted(found, key=lambda one: (place.get(one, 99), one))}


def kind_of(kind_id: str) -> PostingKind:
    """A kind by its id.

    Raises:
        AppError: ``posting_unknown``.
    """
    known = shipped()
    if kind_id not in known:
        raise AppError(
            "posting_unknown",
            _("Không có loại niêm yết này"),
            _("Không có loại niêm yết «{kind}».").format(kind=kind_id),
            _("Hãy dùng một trong: {known}.").format(known=", ".join(known)),
        )
    return known[kind_id]
