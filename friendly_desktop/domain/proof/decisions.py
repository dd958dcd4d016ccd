"""What an officer decided about what the records propose for a leaf, and whether it still fits them."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum

from friendly_desktop import formats
from friendly_desktop.domain.assessment import Entry, LeafStatus
from friendly_desktop.domain.proof.rules import LeafProposal
from friendly_desktop.i18n import _


class DecisionKind(Enum):
    """What was decided."""

    ACCEPTED = "accepted"
    OVERRIDDEN = "overridden"  # scored otherwise, with a reason


@dataclass(frozen=True, slots=True)
class ProofDecision:
    """A decision of an officer.

    Attributes:
        points: what was given; None for a leaf that is only ticked.
        proposed: what the records proposed that day; None where they proposed nothing.
        sentence: the proposal as it was read then.
        reason: why it was scored otherwise.
        by: who decided, a member of the office; "" where nobody was named.
    """

    node: str
    kind: DecisionKind
    points: Decimal | None
    proposed: Decimal | None
    sentence: str
    reason: str
    by: str
    at: datetime

    @property
    def accepted(self) -> bool:
        """Whether the officer took what the records proposed."""
        return self.kind is DecisionKind.ACCEPTED


@dataclass(frozen=True, slots=True)
class ProposedLeaf:
    """A leaf with its proposal and what came of it.

    Attributes:
        points: what the leaf is scored with now.
        done: whether it is marked as done.
        absent: whether the office has no such task; then nothing waits.
        moved: what the records say otherwise than when it was decided, in a sentence; "" while they agree.
    """

    proposal: LeafProposal
    points: Decimal | None = None
    done: bool = False
    decision: ProofDecision | None = None
    moved: str = ""
    absent: bool = False

    @property
    def node(self) -> str:
        """The leaf."""
        return self.proposal.node

    @property
    def waiting(self) -> bool:
        """Whether something can be accepted and nobody decided yet."""
        if self.absent or self.decision is not None or not self.proposal.acceptable:
            return False
        proposal = self.proposal
        return self.points != proposal.points if proposal.points is not None else not self.done


def joined(
    proposal: LeafProposal, decision: ProofDecision | None, entry: Entry | None, *, scored: bool
) -> ProposedLeaf:
    """Put a proposal beside the decision and the score of its leaf.

    Args:
        proposal: what the records say now.
        decision: the last decision.
        entry: the answer of the leaf.
        scored: whether the leaf has points.
    """
    points = entry.points if entry else None
    done = entry is not None and entry.status is LeafStatus.DONE
    moved = "" if decision is None else _moved(proposal, decision, points, scored=scored)
    absent = entry is not None and entry.status is LeafStatus.NOT_APPLICABLE
    return ProposedLeaf(proposal, points, done, decision, "" if absent else moved, absent)


def proposed_value(proposal: LeafProposal) -> Decimal | None:
    """A proposal as one number, kept with the decision: points, or 1 for "was done" of a leaf without points."""
    if proposal.points is not None:
        return proposal.points
    return Decimal(1) if proposal.done else None


def _moved(proposal: LeafProposal, decision: ProofDecision, points: Decimal | None, *, scored: bool) -> str:
    if scored and points != decision.points:
        return _("Đã quyết định {decided} điểm; sau đó điểm được sửa thành {points}.").format(
            decided=formats.points(decision.points), points=formats.points(points, _("chưa chấm"))
        )
    now = proposed_value(proposal)
    if now == decision.proposed:
        return ""
    if not scored:
        if now is None:
            return _("Đã chấp nhận là đã thực hiện; nay sổ sách không còn đủ ngưỡng.")
        return _("Nay sổ sách đủ ngưỡng: {sentence}").format(sentence=proposal.sentence)
    if decision.accepted:
        if now is None:
            return _("Đã chấp nhận {points} điểm; nay số liệu không còn đề nghị điểm nào.").format(
                points=formats.points(decision.points)
            )
        return _("Đã chấp nhận {points} điểm; nay số liệu cho {now} điểm.").format(
            points=formats.points(decision.points), now=formats.points(now)
        )
    if now is None:
        return _("Lúc chấm, số liệu đề nghị {then} điểm; nay không đề nghị điểm nào.").format(
            then=formats.points(decision.proposed)
        )
    if decision.proposed is None:
        return _("Lúc chấm, số liệu chưa đề nghị; nay đề nghị {now} điểm.").format(now=formats.points(now))
    return _("Lúc chấm, số liệu đề nghị {then} điểm; nay đề nghị {now} điểm.").format(
        then=formats.points(decision.proposed), now=formats.points(now)
    )
