"""Forms of cases are made and kept: none that was reported is lost, none of a denouncer stays."""

import hashlib
from dataclasses import replace

from friendly_desktop.bootstrap import Services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.cases import CaseAction, CaseFilter, CaseKind, StepEntry
from tests.conftest import NOW
from tests.services.cases_desk import DAY, add
from tests.torture.act import Act, Say, no_evidence_lost, nothing_unfinished


class KeepingForms(Act):
    """A form written for the clerk and kept in the case, which then may turn out to be a denunciation."""

    name = "form"
    writes_files = True
    turns = (1, 2)
    clock = FixedClock(NOW)

    def play(self, services: Services, turn: int, say: Say) -> None:
        case = add(services, name=f"Nguyễn Văn {turn}", identity="")
        draft = replace(services.case_forms.blank(case.id, "refusal"), number=str(case.id))
        services.case_forms.write(draft, self.target / "phiếu.pdf")
        made = services.case_forms.record(draft)
        say(case.id, made.id, made.sha256)
        services.case_forms.write_slip(case.id, self.target / "theo dõi.pdf")
        services.case_forms.write_daily(self.target / "trong ngày.pdf")
        if turn % 2:
            services.cases.step(case.id, StepEntry(CaseAction.CLASSIFY, DAY, kind=CaseKind.DENUNCIATION))

    def look(self, services: Services) -> None:
        kinds = {one.id: one.kind for one in services.cases.find(CaseFilter(), limit=10_000)}
        forgotten = set()
        for case, form, sha256 in self.told:
            assert isinstance(case, int)
            (made,) = services.case_forms.made(case)
            wiped = kinds[case] is CaseKind.DENUNCIATION
            assert (made.id, made.sha256) == (form, "" if wiped else sha256)
            if wiped:
                forgotten.add(sha256)
            else:
                assert hashlib.sha256(services.case_forms.file(made.id)).hexdigest() == sha256
        no_evidence_lost(services, self.found)
        assert forgotten.isdisjoint(path.name for path in self.data.evidence.rglob("*"))
        nothing_unfinished(self.target)
        self.found["denouncers forgotten"] = len(forgotten)
