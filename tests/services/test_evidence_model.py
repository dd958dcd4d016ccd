"""Any sequence of acts on evidence leaves the records as a simple model says, and every file in place."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    precondition,
    rule,
)

from friendly_desktop.bootstrap import open_services
from friendly_desktop.domain.evidence import AddOutcome
from friendly_desktop.errors import AppError
from friendly_desktop.paths import DataFolder
from tests.services.evidence_desk import stored_file

YEAR = 2026
LEAVES = st.sampled_from(["B.1.1.1", "B.1.1.2", "B.1.2.1"])
CONTENTS = st.sampled_from([b"one", b"two", b"three", b"four"])


class EvidenceModel(RuleBasedStateMachine):
    """Keeps what should be true in a dictionary beside the real service."""

    ids = Bundle("ids")

    def __init__(self) -> None:
        super().__init__()
        self.temporary = tempfile.TemporaryDirectory(prefix="Nguyễn Đức ")
        self.place = Path(self.temporary.name)
        self.services = open_services(DataFolder(self.place / "Dữ liệu"), create=True)
        self.leaves: dict[int, set[str]] = {}
        self.contents: dict[int, list[bytes]] = {}
        self.binned: set[int] = set()

    @initialize()
    def open_the_year(self) -> None:
        self.services.assessment.open_year(YEAR, "hai-duong-2024")

    def file(self, content: bytes) -> Path:
        path = self.place / "tệp.txt"
        path.write_bytes(content)
        return path

    @rule(target=ids, content=CONTENTS, node=st.none() | LEAVES)
    def add(self, content: bytes, node: str | None) -> int:
        (added,) = self.services.evidence.add_files(YEAR, node, [self.file(content)])
        assert added.evidence_id is not None
        if added.outcome is AddOutcome.ALREADY:
            assert self.contents[added.evidence_id][-1] == content
            assert added.evidence_id not in self.binned
        else:
            assert added.evidence_id not in self.contents
            self.leaves[added.evidence_id] = {node} if node else set()
            self.contents[added.evidence_id] = [content]
        return added.evidence_id

    @rule(evidence_id=ids, node=LEAVES)
    def link(self, evidence_id: int, node: str) -> None:
        self.services.evidence.link(evidence_id, YEAR, node)
        self.leaves[evidence_id].add(node)

    @rule(evidence_id=ids, node=LEAVES)
    def unlink(self, evidence_id: int, node: str) -> None:
        self.services.evidence.unlink(evidence_id, node)
        self.leaves[evidence_id].discard(node)

    @rule(evidence_id=ids, content=CONTENTS)
    def replace(self, evidence_id: int, content: bytes) -> None:
        if self.contents[evidence_id][-1] == content:
            with pytest.raises(AppError):
                self.services.evidence.replace(evidence_id, self.file(content))
        else:
            self.services.evidence.replace(evidence_id, self.file(content))
            self.contents[evidence_id].append(content)

    @rule(evidence_id=consumes(ids))
    def remove(self, evidence_id: int) -> None:
        self.services.evidence.remove(evidence_id)
        self.binned.add(evidence_id)

    @precondition(lambda self: self.binned)
    @rule(target=ids)
    def restore(self) -> int:
        evidence_id = min(self.binned)
        self.services.evidence.restore(evidence_id)
        self.binned.discard(evidence_id)
        return evidence_id

    @rule()
    def collect(self) -> None:
        self.services.evidence.collect_orphans(grace_seconds=-1)

    @invariant()
    def the_records_say_what_the_model_says(self) -> None:
        service = self.services.evidence
        listed = {one.id: set(one.nodes) for one in service.listing(YEAR)}
        assert listed == {key: nodes for key, nodes in self.leaves.items() if key not in self.binned}
        assert {one.id for one in service.unsorted(YEAR)} == {
            key for key, nodes in listed.items() if not nodes
        }
        assert {one.id for one in service.bin(YEAR)} == self.binned

    @invariant()
    def every_content_ever_given_is_there(self) -> None:
        for evidence_id, contents in self.contents.items():
            history = self.services.evidence.history(evidence_id)
            stored = [stored_file(self.services, one.sha256).read_bytes() for one in reversed(history)]
            assert stored == contents

    def teardown(self) -> None:
        self.services.close()
        self.temporary.cleanup()  # takes read-only files away on Windows too


TestEvidenceModel = EvidenceModel.TestCase
TestEvidenceModel.settings = settings(
    max_examples=15, stateful_step_count=15, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
