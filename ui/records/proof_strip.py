"""The reception records that prove a line of the set, counted in quiet words beside its files."""

from PySide6.QtWidgets import QWidget

from friendly_desktop.domain.criteria import CriteriaSet
from friendly_desktop.domain.record_proof import (
    RecordProof,
    RecordTallies,
    record_proofs_beside,
    record_text,
    records_text,
    short_record_text,
)
from friendly_desktop.i18n import _
from ui.widgets.proof_strip import ProofLink, ProofStrip


class RecordStrip(ProofStrip):
    """The sessions, settled cases, dialogues and visits of a line and of the groups it stands in, by kind."""

    def __init__(self, parent: QWidget | None = None, *, centred: bool = False) -> None:
        super().__init__("calendar", parent, centred=centred)

    def show_line(self, criteria: CriteriaSet, node: str, records: RecordTallies) -> None:
        """Show the records of a line and of the groups it stands in."""
        proofs = record_proofs_beside(criteria, node, records)
        self.show_links([_link(criteria, node, proof) for proof in proofs])


def _link(criteria: CriteriaSet, node: str, proof: RecordProof) -> ProofLink:
    if proof.counted:
        told = _("{n} việc trong sổ tiếp dân").format(n=proof.counted)
    else:
        told = _("Sổ tiếp dân chưa có việc nào")
    if proof.node != node:
        told = _("Tiêu chí {place}: {records}").format(
            place=criteria.references[proof.node], records=told[:1].lower() + told[1:]
        )
    tip = "\n".join(record_text(one) for one in proof.tallies) or _("Xem danh mục của năm")
    return ProofLink(proof.node, told, short_record_text(proof) or records_text(proof), tip)
