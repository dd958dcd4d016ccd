"""What the tests of cases share: a case and a step written in one line."""

from dataclasses import replace
from datetime import date
from typing import Any

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.cases import (
    Case,
    CaseAction,
    CaseEntry,
    CaseKind,
    Competence,
    DocumentRef,
    Outcome,
    StepEntry,
)
from friendly_desktop.domain.deadlines import Complexity

DAY = date(2026, 11, 20)

PAPER = DocumentRef("", "12/QĐ-UBND", DAY, "Ủy ban nhân dân xã Ninh Giang", "Trần Thị Hường")


def entry(kind: CaseKind = CaseKind.COMPLAINT, **values: Any) -> CaseEntry:
    """An entry without anything to say about it."""
    usual: dict[str, Any] = {
        "name": "Nguyễn Văn Đức",
        "address": "Thôn Đông, xã Ninh Giang",
        "identity": "030080001234",
        "content": "Khiếu nại việc đo đạc ranh giới thửa đất số 15 ở thôn Đông",
    }
    if kind is CaseKind.DENUNCIATION:
        usual = {"content": "Tố cáo việc thu tiền sai quy định", "paper_file": "Tủ 2, ngăn 3"}
    return replace(CaseEntry(kind, DAY), **(usual | values))


def add(services: Services, kind: CaseKind = CaseKind.COMPLAINT, **values: Any) -> Case:
    """A case in the register."""
    return services.cases.add(entry(kind, **values))


def step(services: Services, case: Case, action: CaseAction, on: date | None = None, **values: Any) -> Case:
    """A step with what it needs filled in, unless it is given."""
    usual: dict[str, Any] = {}
    for need in services.cases.needs(case.id, action):
        if need.required and need.field.split(".", maxsplit=1)[0] not in values:
            usual |= _USUAL[need.field]
    return services.cases.step(case.id, StepEntry(action, on or DAY, **(usual | values)))


_USUAL: dict[str, dict[str, Any]] = {
    **{f"document.{one}": {"document": PAPER} for one in ("number", "day", "signer", "issuer")},
    "text": {"text": "Theo hồ sơ vụ việc"},
    "body": {"body": "Thanh tra tỉnh"},
    "officer": {"officer": "Lê Văn Hùng"},
    "days": {"days": 30},
    "complexity": {"complexity": Complexity.COMPLEX},
    "outcome": {"outcome": Outcome.RIGHT},
    "competence": {"competence": Competence.OWN},
}
