"""A frozen copy, read: its leaves, vetoes and findings, what stands otherwise today; saved as a file."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from friendly_desktop import formats
from friendly_desktop.domain.assessment import LeafStatus
from friendly_desktop.domain.criteria import CriteriaSet
from friendly_desktop.domain.snapshot import (
    FrozenCopy,
    FrozenLeaf,
    FrozenVeto,
    LeafDifference,
    leaf_differences,
    veto_differences,
)
from friendly_desktop.i18n import N_, _, ngettext
from ui.context import UiContext
from ui.lists.papers import ListPapers
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.proof.proposal_strip import decision_text
from ui.widgets.empty_state import EmptyState
from ui.widgets.text import Text, button
from ui.widgets.views import table
from ui.widgets.words import calm

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_STATES = {
    LeafStatus.TODO: N_("Chưa làm"),
    LeafStatus.DOING: N_("Đang làm"),
    LeafStatus.DONE: N_("Đã làm"),
    LeafStatus.NOT_APPLICABLE: N_("Không áp dụng"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """A leaf or a veto that stands otherwise now, in words."""

    key: str
    label: str
    text: str
    then: str
    now: str
    told: str


class FrozenCopyDialog(QDialog):
    """Only to be read.

    Args:
        window: the dialog stands over it.
        context: for saving.
        copy: what was frozen.
        moment: when, in words.
        today: the year as it stands now, in the same shape.
        criteria: today's set; it knows where a leaf stands on paper.
    """

    def __init__(
        self,
        window: QWidget,
        context: UiContext,
        copy: FrozenCopy,
        moment: str,
        today: FrozenCopy,
        criteria: CriteriaSet,
    ) -> None:
        super().__init__(window)
        self._context = context
        self._copy = copy
        self._criteria = criteria
        self._proved = {one.node: one for one in copy.proof.leaves}
        title = _("Bản chốt số {number} của năm {year}").format(number=copy.number, year=copy.year)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.changes_found = self._changes(today)
        self._build(title, moment, today)
        letter = self.fontMetrics().horizontalAdvance("0")
        self.resize(min(letter * 150, window.width() - 40), min(letter * 90, window.height() - 40))
        self.tabs.setFocus()

    # -- building

    def _build(self, title: str, moment: str, today: FrozenCopy) -> None:
        self.facts = Text("\n".join(self._facts(moment)), "quiet", wrap=True, parent=self)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName(_("Các phần của bản chốt"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self._parts = QStackedWidget(self)
        count = len(self.changes_found)
        vetoes, findings = len(self._copy.vetoes), len(self._copy.findings)
        for words, part in (
            (_("Nội dung đã chốt"), self._build_leaves()),
            (_("Khác với hiện nay · {n}").format(n=count), self._build_changes(today)),
            (_("Điều kiện loại · {n}").format(n=vetoes), self._build_vetoes()),
            (_("Điều cần xem lại lúc chốt · {n}").format(n=findings), self._build_findings()),
        ):
            self.tabs.addTab(words)
            self._parts.addWidget(part)
        self._save = button(_("Lưu ra tệp..."), "export", shortcut="Ctrl+S", parent=self)
        close = button(_("Đóng"), parent=self)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self._save)
        foot.addStretch(1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        # The least height of wrapped words is told for a narrower place than they have here.
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(10)
        layout.addWidget(Text(title, "heading", wrap=True, parent=self))
        layout.addWidget(self.facts)
        layout.addWidget(self.tabs)
        layout.addWidget(self._parts, 1)
        layout.addLayout(foot)
        self.tabs.currentChanged.connect(self._parts.setCurrentIndex)
        self._save.clicked.connect(self._on_save)
        close.clicked.connect(self.reject)

    def _facts(self, moment: str) -> list[str]:
        copy = self._copy
        told = [_("Chốt lúc {moment}").format(moment=moment)]
        if copy.total is not None:
            told.append(_("tổng điểm {points}").format(points=formats.points(copy.total)))
        if copy.vetoed:
            told.append(_("không được xét vì có điều kiện loại"))
        elif copy.level:
            told.append(copy.level)
        words = _("Bộ tiêu chí: {title}, phiên bản {version}")
        facts = [" · ".join(told), words.format(title=copy.set_title, version=copy.set_version)]
        if copy.letters:
            listed = _("Danh mục thư lúc chốt: {letters} thư, trong đó {samples} thư mẫu")
            samples = sum(one.sample for one in copy.letters)
            facts.append(listed.format(letters=len(copy.letters), samples=samples))
        return facts

    def _build_leaves(self) -> QWidget:
        scored = self._copy.total is not None
        columns: tuple[Column[FrozenLeaf], ...] = (
            Column(_("Mục"), value=self._place, width=9),
            Column(_("Nội dung"), value=lambda leaf: calm(leaf.text), tooltip=lambda leaf: leaf.text),
            *(
                (
                    Column(
                        _("Điểm chuẩn"),
                        value=lambda leaf: leaf.max_points,
                        display=formats.points,
                        right=True,
                        width=11,
                    ),
                )
                if scored
                else ()
            ),
            Column(_("Điểm") if scored else _("Tình trạng"), value=answer_words, right=scored, width=13),
            Column(
                _("Minh chứng"),
                value=_proofs,
                display=lambda count: formats.whole_number(count) if count else "",
                right=True,
                width=11,
            ),
        )
        self.leaves: TableModel[FrozenLeaf] = TableModel(columns, key=lambda leaf: leaf.node, parent=self)
        self.leaves.set_rows(self._copy.leaves)
        self.leaf_view = table(self.leaves, columns, _("Nội dung đã chốt"), self)
        ListPapers(self._context, self.leaf_view)
        self.leaf_words = self._reading(_("Mục đang chọn"))
        self.leaf_view.selectionModel().currentChanged.connect(self._on_leaf)
        return _over(self.leaf_view, self.leaf_words, self)

    def _build_changes(self, today: FrozenCopy) -> QWidget:
        if not self.changes_found:
            return EmptyState(
                "done",
                _("Không có gì khác với bản đã chốt"),
                _("Điểm, lý do chấm điểm, số minh chứng và điều kiện loại hiện nay đúng như khi chốt."),
                parent=self,
            )
        columns: tuple[Column[Change], ...] = (
            Column(_("Mục"), value=lambda one: one.label, width=9),
            Column(_("Nội dung"), value=lambda one: one.text, tooltip=lambda one: one.text),
            Column(_("Khi chốt"), value=lambda one: one.then, tooltip=lambda one: one.then, width=20),
            Column(_("Hiện nay"), value=lambda one: one.now, tooltip=lambda one: one.now, width=20),
        )
        self.changes: TableModel[Change] = TableModel(columns, key=lambda one: one.key, parent=self)
        self.changes.set_rows(self.changes_found)
        self.change_view = table(self.changes, columns, _("Khác với hiện nay"), self)
        ListPapers(self._context, self.change_view)
        self.change_words = self._reading(_("Điều khác của mục đang chọn"))
        self.change_view.selectionModel().currentChanged.connect(self._on_change)
        if self._copy.total is None or today.total is None or self._copy.total == today.total:
            return _over(self.change_view, self.change_words, self)
        told = _("Tổng điểm khi chốt {then}, hiện nay {now}.").format(
            then=formats.points(self._copy.total), now=formats.points(today.total)
        )
        part = QWidget(self)
        layout = QVBoxLayout(part)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(Text(told, "strong", wrap=True, parent=part))
        layout.addWidget(_over(self.change_view, self.change_words, part), 1)
        return part

    def _build_vetoes(self) -> QWidget:
        told = self._reading(_("Điều kiện loại"))
        lines = []
        for veto in self._copy.vetoes:
            note = "\n" + _("Ghi chú: {note}").format(note=veto.note) if veto.note else ""
            lines.append(f"{veto.text}\n{veto_words(veto)}{note}")
        told.setPlainText("\n\n".join(lines) or _("Bộ tiêu chí này không có điều kiện loại."))
        return told

    def _build_findings(self) -> QWidget:
        told = self._reading(_("Điều cần xem lại lúc chốt"))
        told.setPlainText("\n".join(self._copy.findings) or _("Lúc chốt không có điều gì phải xem lại."))
        return told

    def _reading(self, name: str) -> QPlainTextEdit:
        made = QPlainTextEdit(self)
        made.setReadOnly(True)
        made.setAccessibleName(name)
        made.setTabChangesFocus(True)
        return made

    # -- showing

    def _place(self, leaf: FrozenLeaf) -> str:
        return self._criteria.references[leaf.node] if leaf.node in self._criteria.by_id else leaf.label

    def _changes(self, today: FrozenCopy) -> tuple[Change, ...]:
        found = []
        for one in leaf_differences(self._copy, today):
            leaf = one.now or one.then
            if leaf is not None:
                then, now, told = difference_words(one)
                found.append(Change(one.node, self._place(leaf), calm(leaf.text), then, now, told))
        for old, new in veto_differences(self._copy, today):
            then, now = veto_words(old), veto_words(new)
            told = _("Điều kiện loại: {text}").format(text=new.text)
            if then != now:
                told += "\n" + _("Trả lời: khi chốt «{then}», hiện nay «{now}».").format(then=then, now=now)
            if old.note != new.note:
                told += "\n" + _pair(_("Ghi chú"), old.note, new.note)
            found.append(Change(f"veto:{new.id}", _("Loại"), new.text, then, now, told))
        return tuple(found)

    @Slot(QModelIndex)
    def _on_leaf(self, index: QModelIndex) -> None:
        leaf = self.leaves.row(index)
        told = [leaf_words(leaf)] if leaf else []
        if leaf and (proved := self._proved.get(leaf.node)) is not None:
            told += [*(one.sentence for one in proved.proposal.results), proved.proposal.sentence]
            if proved.decision is not None:
                told.append(decision_text(proved.decision))
        self.leaf_words.setPlainText("\n".join(told))

    @Slot(QModelIndex)
    def _on_change(self, index: QModelIndex) -> None:
        change = self.changes.row(index)
        self.change_words.setPlainText(change.told if change else "")

    # -- saving

    @Slot()
    def _on_save(self) -> None:
        save_copy(self, self._context, self._copy.year, self._copy.number)


def save_copy(owner: QWidget, context: UiContext, year: int, number: int) -> None:
    """Ask where, then write a frozen copy there as it is."""

    def write(path: Path) -> None:
        def work(services: "Services") -> None:
            services.assessment.write_snapshot(year, number, path)

        def done(_nothing: None) -> None:
            words = _("Đã lưu bản chốt số {number} vào {file}.").format(number=number, file=path.name)
            context.tell(words)

        context.query(owner, _("Lưu bản chốt"), work, done)

    name = f"ban-chot-{year}-{number}.json"
    title = _("Lưu bản chốt số {number}").format(number=number)
    context.prompts.save_file(owner, title, "frozen", _("Tệp dữ liệu (*.json)"), name, write)


def answer_words(leaf: FrozenLeaf) -> str:
    """Points of a leaf, or how far its work was where there are none."""
    if leaf.points is not None:
        return formats.points(leaf.points)
    if leaf.max_points is not None and leaf.status is not LeafStatus.NOT_APPLICABLE:
        return _("Chưa chấm")
    return _(_STATES[leaf.status])


def veto_words(veto: FrozenVeto) -> str:
    """The answer to a veto."""
    if veto.holds is None:
        return _("Chưa trả lời")
    return _("Có xảy ra") if veto.holds else _("Không xảy ra")


def leaf_words(leaf: FrozenLeaf) -> str:
    """Everything a frozen copy says about a leaf, in sentences."""
    told = [calm(leaf.text), _("Kết quả: {answer}").format(answer=answer_words(leaf))]
    if leaf.reason:
        told.append(_("Lý do chấm điểm: {reason}").format(reason=leaf.reason))
    told.append(_proof(leaf))
    return "\n".join(told)


def difference_words(one: LeafDifference) -> tuple[str, str, str]:
    """What was, what is (each in a few words), and the whole difference in sentences."""
    then, now = one.then, one.now
    if then is None or now is None:
        leaf = now or then
        if leaf is None:
            raise ValueError(f"no leaf on either side: {one.node}")
        absent = _("Không có mục này")
        answer = answer_words(leaf)
        told = _("Mục này chỉ có hiện nay.") if then is None else _("Mục này chỉ có trong bản đã chốt.")
        whole = f"{told}\n{leaf_words(leaf)}"
        return (absent, answer, whole) if then is None else (answer, absent, whole)
    before, after, told_all = [], [], [calm(now.text)]
    if answer_words(then) != answer_words(now):
        before.append(answer_words(then))
        after.append(answer_words(now))
        told_all.append(_pair(_("Kết quả"), answer_words(then), answer_words(now)))
    if _count(then) != _count(now):
        before.append(_count(then))
        after.append(_count(now))
        told_all.append(_pair(_("Minh chứng"), _count(then), _count(now)))
    if then.reason != now.reason:
        before.append(_("lý do cũ") if then.reason else _("chưa ghi lý do"))
        after.append(_("lý do mới") if now.reason else _("không còn lý do"))
        told_all.append(_pair(_("Lý do chấm điểm"), then.reason, now.reason))
    if (then.text, then.label, then.max_points) != (now.text, now.label, now.max_points):
        before.append(_("quy định cũ"))
        after.append(_("quy định mới"))
        told_all.append(_pair(_("Nội dung trong bộ tiêu chí"), then.text, now.text))
        most = formats.points(then.max_points), formats.points(now.max_points)
        told_all.append(_pair(_("Điểm chuẩn"), *most))
    if not before:
        before.append(_(_STATES[then.status]))
        after.append(_(_STATES[now.status]))
        told_all.append(_pair(_("Tình trạng"), before[0], after[0]))
    return " · ".join(before), " · ".join(after), "\n".join(told_all)


def _pair(what: str, then: str, now: str) -> str:
    empty = _("(để trống)")
    return _("{what}: khi chốt «{then}», hiện nay «{now}».").format(
        what=what, then=then or empty, now=now or empty
    )


def _proofs(leaf: FrozenLeaf) -> int:
    """How many files, letters, records, postings and activities proved a leaf."""
    return leaf.evidence + leaf.letters + leaf.records + leaf.postings + leaf.activities


def _count(leaf: FrozenLeaf) -> str:
    files = ngettext("{n} tệp", "{n} tệp", leaf.evidence).format(n=leaf.evidence)
    letters = ngettext("{n} thư", "{n} thư", leaf.letters).format(n=leaf.letters)
    done = leaf.records + leaf.postings + leaf.activities
    records = ngettext("{n} việc", "{n} việc", done).format(n=done)
    parts = [files, letters if leaf.letters else "", records if done else ""]
    return ", ".join(part for part in parts if part)


def _proof(leaf: FrozenLeaf) -> str:
    if not _proofs(leaf):
        return _("Lúc chốt chưa có minh chứng.")
    return _("Minh chứng lúc chốt: {files}.").format(files=_count(leaf))


def _over(view: QTableView, words: QWidget, parent: QWidget) -> QSplitter:
    """A list with the words of the chosen line below it."""
    made = QSplitter(Qt.Orientation.Vertical, parent)
    made.setChildrenCollapsible(False)
    made.setHandleWidth(8)
    made.addWidget(view)
    made.addWidget(words)
    made.setStretchFactor(0, 3)
    made.setStretchFactor(1, 1)
    view.setSelectionMode(QTableView.SelectionMode.SingleSelection)
    view.selectRow(0)
    return made
