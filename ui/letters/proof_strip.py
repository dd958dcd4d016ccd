"""The letters that prove a line of the set, counted in quiet words beside its files."""

from PySide6.QtWidgets import QWidget

from friendly_desktop.domain.criteria import CriteriaSet
from friendly_desktop.domain.letters.proof import (
    LetterProof,
    Tallies,
    kind_text,
    kinds_text,
    proofs_beside,
    short_text,
)
from friendly_desktop.i18n import _, ngettext
from ui.widgets.proof_strip import ProofLink, ProofStrip


class LetterStrip(ProofStrip):
    """The signed letters of a line and of the groups it stands in, by kind."""

    def __init__(self, parent: QWidget | None = None, *, centred: bool = False) -> None:
        super().__init__("letter", parent, centred=centred)

    def show_line(self, criteria: CriteriaSet, node: str, letters: Tallies) -> None:
        """Show the letters of a line and of the groups it stands in."""
        self.show_links([_link(criteria, node, proof) for proof in proofs_beside(criteria, node, letters)])


def _link(criteria: CriteriaSet, node: str, proof: LetterProof) -> ProofLink:
    if proof.counted:
        told = ngettext("{n} thư đã ký", "{n} thư đã ký", proof.counted).format(n=proof.counted)
    else:
        told = _("Chưa có thư nào đã ký")
    if proof.node != node:
        told = _("Tiêu chí {place}: {letters}").format(place=criteria.references[proof.node], letters=told)
    tip = "\n".join(kind_text(one) for one in proof.tallies) or _("Xem danh mục thư của năm")
    return ProofLink(proof.node, told, short_text(proof) or kinds_text(proof), tip)
