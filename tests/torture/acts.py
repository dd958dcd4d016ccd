"""The acts, by name."""

from tests.torture.act import Act
from tests.torture.at_rest import ResettingRecords
from tests.torture.cases import EnteringCases
from tests.torture.decisions import Deciding
from tests.torture.disposing import Disposing, EmptyingTheBin
from tests.torture.encryption import Encrypting
from tests.torture.everyday import EverydayWork
from tests.torture.evidence import AddingEvidence
from tests.torture.forms import KeepingForms
from tests.torture.keeping import Backing, KeepingASecondCopy, Restoring, Upgrading
from tests.torture.letters import BatchLetters, KeepingLetters
from tests.torture.lists import TakingInLists
from tests.torture.meetings import MakingSchedules
from tests.torture.package import Exporting
from tests.torture.papers import WritingPapers
from tests.torture.register import PrintingTheBook
from tests.torture.surveys import EnteringBallots, ReadingBallots

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
        KeepingForms,
        PrintingTheBook,
        MakingSchedules,
        EnteringBallots,
        ReadingBallots,
        EverydayWork,
        Encrypting,
        KeepingASecondCopy,
        TakingInLists,
        Disposing,
        EmptyingTheBin,
        WritingPapers,
        ResettingRecords,
    )
}
