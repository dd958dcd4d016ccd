"""The forms the program ships, read once."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from friendly_desktop.domain.cases.forms import CaseFormTemplate
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.paths import RESOURCES
from friendly_desktop.storage.case_form_files import form_files, load

FORMS = RESOURCES / "forms"
#: The order in which people meet them: taking in, sorting, accepting, settling, telling.
_ORDER = (
    "receipt", "refusal", "accept-proposal", "ask-more", "guide", "guide-split", "transfer-denunciation",
    "transfer-notice", "transfer-petition", "accepted-complaint", "not-accepted-complaint",
    "accept-denunciation", "accepted-denunciation", "not-accepted-denunciation", "complex-complaint",
    "extend-denunciation", "dialogue-notice", "dialogue-minutes", "suspend-complaint", "resume-complaint",
    "terminate-complaint", "suspend-denunciation", "resume-denunciation", "terminate-denunciation", "answer",
    "result-notice", "reception-conclusion", "meeting-conclusion",
)  # fmt: skip


@lru_cache(maxsize=4)
def shipped(folder: Path = FORMS) -> Mapping[str, CaseFormTemplate]:
    """Every form by its id, in the order in which people meet them.

    Raises:
        AppError: ``form_broken``, a file of the program was changed and says no form any more.
    """
    found: dict[str, CaseFormTemplate] = {}
    for path in form_files(folder):
        built = load(path)
        if built.form is None:
            raise _broken(path, built.problems[0].message)
        found[built.form.id] = built.form
    place = {form_id: index for index, form_id in enumerate(_ORDER)}
    return {form_id: found[form_id] for form_id in sorted(found, key=lambda one: (place.get(one, 99), one))}


def _broken(path: Path, why: str) -> AppError:
    return AppError(
        "form_broken",
        _("Biểu mẫu bị hỏng"),
        _("Tệp biểu mẫu {name} không đọc được: {why}").format(name=path.name, why=why),
        _("Hãy cài lại chương trình để có lại tệp gốc."),
    )
