"""The acts, by name."""

from tests.torture.act import Act
from tests.torture.cases import EnteringCases
from tests.torture.decisions import Deciding
from tests.torture.evidence import AddingEvidence
from tests.torture.keeping import Backing, Restoring, Upgrading
from tests.torture.letters import BatchLetters, KeepingLetters
from tests.torture.package import Exporting

ACTS: dict[str, type[Act]] = {
    one.name: one
    for one in (
        AddingEvidence,
        EnteringCases,
        KeepingLetters,
        BatchLetters,
        Exporting,
        Deciding,
        Backing,
        Restoring,
        Upgrading,
    )
}
