"""Looks at evidence inside the window: pictures and PDF pages, what it is called, what it proves."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.criteria import CriteriaSet
from friendly_desktop.domain.evidence import Evidence, EvidenceVersion
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.evidence.details import EvidenceDetails
from ui.evidence.kinds import has_picture, kind_of
from ui.evidence.leaf_picker import leaf_title
from ui.evidence.opening import open_outside
from ui.evidence.strip import warning_of
from ui.evidence.versions import EvidenceVersions
from ui.safety.history import Record, history_button
from ui.widgets.empty_state import EmptyState
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.page_tools import PageTools, next_zoom
from ui.widgets.text import ElidedText, Text, button, icon_button

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_LARGEST = 4000  # device pixels; more is neither seen nor quick


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A page that was drawn for a wish; an answer to an older wish is thrown away."""

    wish: int
    image: QImage | None
    pages: int
    why_not: str = ""


class EvidenceViewer(QFrame):
    """Lies over its page until Escape; left and right walk through the files, page keys through pages.

    Signals:
        closed: it was put away.
        share_wanted: Evidence.
        remove_wanted: Evidence.
    """

    closed = Signal()
    share_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._over = parent
        self._rows: tuple[Evidence, ...] = ()
        self._at = 0
        self._page = 0
        self._pages = 1
        self._zoom: float | None = None  # None fits the width
        self._wish = 0
        self._older: EvidenceVersion | None = None  # looked at instead of the content in use
        self._criteria: CriteriaSet | None = None
        self._image: QImage | None = None
        self.setProperty("role", "viewer")
        self.setAutoFillBackground(True)
        self.setAccessibleName(_("Xem minh chứng"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._redraw = QTimer(self)
        self._redraw.setSingleShot(True)
        self._redraw.setInterval(120)
        self._redraw.timeout.connect(self._ask)
        self._is_built = False
        parent.installEventFilter(self)
        self.hide()

    def look(
        self,
        rows: Sequence[Evidence],
        current: Evidence,
        criteria: CriteriaSet | None,
        read_only: bool,
        own: Collection[int] | None = None,
    ) -> None:
        """Open on one piece of evidence among others.

        Args:
            rows: all of them.
            current: the one to begin with.
            criteria: names what they prove.
            read_only: none of them may be changed.
            own: the ids of those that may be changed by whoever works here; None for all.
        """
        if not self._is_built:  # not before: most visits to a page look at no file
            self._is_built = True
            self._build()
            self._connect()
        self._rows = tuple(rows)
        self._criteria = criteria
        self._shut, self._own = read_only, own
        self._at = next((place for place, one in enumerate(self._rows) if one.id == current.id), 0)
        self._cover()
        self.show()
        self.raise_()
        self.setFocus()
        self._show_piece()

    def update_rows(self, rows: Sequence[Evidence]) -> None:
        """The records changed; keep looking at the same piece if it is still there."""
        if not self.isVisible():
            return
        current = self.current()
        self._rows = tuple(rows)
        places = [place for place, one in enumerate(self._rows) if current and one.id == current.id]
        if not self._rows or current is None:
            self.put_away()
        elif places:
            self._at = places[0]
            if self._rows[self._at].sha256 != current.sha256:
                self._show_piece()  # replaced by another content, or an older one put back
                return
            self._details.show_evidence(self._rows[self._at], self._is_shut(self._rows[self._at]))
            self._show_facts(self._rows[self._at])
        else:
            self._at = min(self._at, len(self._rows) - 1)
            self._show_piece()

    def _is_shut(self, one: Evidence | None) -> bool:
        return self._shut or one is None or (self._own is not None and one.id not in self._own)

    def current(self) -> Evidence | None:
        """The piece in view."""
        return self._rows[self._at] if self._at < len(self._rows) else None

    def content(self) -> Evidence | EvidenceVersion | None:
        """What is drawn: the piece in view, or an older content of it."""
        return self._older or self.current()

    def page_words(self) -> str:
        """Which page of how many is in view."""
        return self._page_words.text()

    @Slot()
    def put_away(self) -> None:
        """Store what was typed and go back to the page."""
        self._details.flush()
        self._wish += 1
        self.hide()
        self.closed.emit()

    # -- building

    def _build(self) -> None:
        self._name = ElidedText(role="strong", parent=self)
        self._close = icon_button("close", _("Đóng (Esc)"), parent=self)
        self._earlier = icon_button("left", _("Tệp trước"), parent=self)
        self._later = icon_button("right", _("Tệp sau"), parent=self)
        self._count = Text(role="quiet", parent=self)
        self._page_words = Text(role="quiet", parent=self)
        tools = self._tools = PageTools(self)
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 6, 8, 6)
        bar.setSpacing(4)
        for one in (self._earlier, self._count, self._later):
            bar.addWidget(one)
        bar.addSpacing(12)
        bar.addWidget(self._name, 1)
        for tool in (
            tools.up,
            self._page_words,
            tools.down,
            tools.smaller,
            tools.fit,
            tools.larger,
        ):
            bar.addWidget(tool)
        bar.addSpacing(8)
        bar.addWidget(self._close)
        self._picture = QLabel(self)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setAccessibleName(_("Ảnh của tài liệu"))
        self._scroll = QScrollArea(self)
        self._scroll.setProperty("role", "viewer-ground")
        self._scroll.setWidget(self._picture)
        self._scroll.setWidgetResizable(True)
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._outside = button(_("Mở bằng chương trình khác"), "open-outside", parent=self)
        self._outside_too = button(_("Mở bằng chương trình khác"), "open-outside", "quiet", parent=self)
        self._none = EmptyState("file", "", "", self._outside, parent=self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(self._none)
        self._in_use = button(_("Xem bản đang dùng"), "undo", "quiet", parent=self)
        self._use_again = button(_("Dùng lại bản này"), "check", "quiet", parent=self)
        self._looking_back = NoticeStrip("history", "accent", self._in_use, self._use_again, parent=self)
        side = self._build_side()
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self._stack, 3)
        middle.addWidget(side, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self._looking_back)
        layout.addLayout(middle, 1)

    def _record(self) -> Record | None:
        one = self.current()
        return Record("evidence", one.id, _("minh chứng số {n}").format(n=one.id)) if one else None

    def _build_side(self) -> QScrollArea:
        body = QWidget(self)
        body.setProperty("role", "page-body")
        self._warning = Text(role="problem", wrap=True, parent=body)
        self._details = EvidenceDetails(self._context, body)
        self._facts = Text(role="quiet-small", wrap=True, parent=body)
        self._leaves = Text(role="small", wrap=True, parent=body)
        self.versions = EvidenceVersions(self._context, body)
        self._share = button(_("Dùng chung cho mục khác..."), "link", "quiet", parent=body)
        self._remove = button(_("Gỡ"), "remove", "quiet", parent=body)
        self.history = history_button(self._context, body, self._record)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(16, 8, 16, 12)
        layout.setSpacing(10)
        for widget in (self._warning, self._details, self._facts, self._leaves, self.versions):
            layout.addWidget(widget)
        for made in (self._share, self._outside_too, self._remove, self.history):
            layout.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        side = QScrollArea(self)
        side.setWidgetResizable(True)
        side.setWidget(body)
        side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        bar = side.verticalScrollBar().sizeHint().width()
        side.setMinimumWidth(
            max(self.fontMetrics().horizontalAdvance("0") * 34, body.minimumSizeHint().width() + bar)
        )
        return side

    def _connect(self) -> None:
        self._close.clicked.connect(self.put_away)
        self._earlier.clicked.connect(self._on_earlier)
        self._later.clicked.connect(self._on_later)
        self._tools.turned.connect(self._turn)
        self._tools.zoomed.connect(self._zoom_by)
        self._tools.fitted.connect(self._on_fit)
        self._outside.clicked.connect(self._on_outside)
        self._outside_too.clicked.connect(self._on_outside)
        self.versions.looked.connect(self._on_version)
        self._in_use.clicked.connect(self.versions.choose_current)
        self._use_again.clicked.connect(self._on_use_again)
        self._share.clicked.connect(self._on_share)
        self._remove.clicked.connect(self._on_remove)

    # -- showing

    def _show_piece(self) -> None:
        one = self.current()
        if one is None:
            return
        self._older = None
        self._name.setText(one.label)
        self._count.setText(_("{n} / {all}").format(n=self._at + 1, all=len(self._rows)))
        self._earlier.setEnabled(self._at > 0)
        self._later.setEnabled(self._at < len(self._rows) - 1)
        self._details.show_evidence(one, self._is_shut(one))
        self._show_facts(one)
        self._show_content()

    def _show_content(self) -> None:
        """Draw the content in use or the older one, from its first page."""
        one = self.content()
        if one is None:
            return
        self._page, self._pages, self._zoom, self._image = 0, 1, None, None
        self._wish += 1  # whatever is still being drawn is of another content
        self._looking_back.say(self._older_words())
        self._use_again.setVisible(not self._is_shut(self.current()))
        if has_picture(one):
            self._picture.clear()
            self._stack.setCurrentWidget(self._scroll)
            self._ask()
        else:
            self._show_none(one, "")
        self._show_pages()

    def _older_words(self) -> str:
        older, current = self._older, self.current()
        if older is None or current is None:
            return ""
        return _("Đang xem bản {old} («{name}»); bản đang dùng là bản {n}.").format(
            old=older.version, name=older.name, n=current.version
        )

    def _show_facts(self, one: Evidence) -> None:
        self.versions.show_evidence(one, self._is_shut(one))
        warning = warning_of(one)
        self._warning.setText(warning)
        self._warning.setVisible(bool(warning))
        facts = [one.name, f"{_(kind_of(one).word)} · {formats.file_size(one.bytes)}"]
        if one.added_at is not None:
            added = one.added_at.astimezone()
            facts.append(_("Được thêm ngày {date}").format(date=formats.short_date(added.date())))
        self._facts.setText("\n".join(facts))
        known = [node for node in one.nodes if self._criteria and node in self._criteria.by_id]
        titles = [f"• {leaf_title(self._criteria, node)}" for node in known] if self._criteria else []
        self._leaves.setText("\n".join([_("Chứng minh cho:"), *titles]) if titles else "")
        self._leaves.setVisible(bool(titles))
        self._share.setVisible(not self._shut and (self._own is None or bool(self._own)))
        self._remove.setVisible(not self._is_shut(one))

    def _show_none(self, one: Evidence | EvidenceVersion, why: str) -> None:
        if one.bytes == 0:
            title, text = _("Tệp rỗng"), _("Tệp này không có nội dung. Hãy gỡ ra và thêm lại tệp đúng.")
        elif why:
            title, text = _("Không xem được tài liệu này"), why
        else:
            title = _("Không xem trước được loại tệp này")
            text = _(
                "Hãy mở bằng chương trình của nó (Word, Excel...). Bản mở ra là bản sao, tệp gốc vẫn giữ nguyên."
            )
        self._none.set_words(title, text)
        self._stack.setCurrentWidget(self._none)

    def _show_pages(self) -> None:
        self._page_words.setVisible(self._pages > 1)
        self._page_words.setText(_("Trang {n} / {all}").format(n=self._page + 1, all=self._pages))
        drawn = self._stack.currentWidget() is self._scroll
        self._tools.show_place(self._page, self._pages, drawn=drawn)

    def _room(self) -> int:
        return max(100, self._scroll.viewport().width() - 24)

    @Slot()
    def _ask(self) -> None:
        one = self.content()
        if one is None or not has_picture(one) or not self.isVisible():
            return
        self._wish += 1
        wish, page = self._wish, self._page
        ratio = self.devicePixelRatioF()
        width = min(_LARGEST, round(self._room() * (self._zoom or 1.0) * ratio))
        digest, media_type = one.sha256, one.media_type

        def work(services: "Services") -> _Drawn:
            try:
                drawn = services.evidence.page_image(digest, media_type, page, width)
            except AppError as error:
                return _Drawn(wish, None, 1, error.message)
            image = QImage(
                drawn.rgb, drawn.width, drawn.height, drawn.width * 3, QImage.Format.Format_RGB888
            ).copy()  # the bytes go with the answer
            return _Drawn(wish, image, drawn.page_count)

        self._context.draw(self, work, self._on_drawn)

    def _on_drawn(self, drawn: _Drawn) -> None:
        one = self.content()
        if drawn.wish != self._wish or one is None:
            return
        self._pages = max(1, drawn.pages)
        if drawn.image is None:
            self._show_none(one, drawn.why_not)
        else:
            self._image = drawn.image
            self._paint()
        self._show_pages()

    def _paint(self) -> None:
        if self._image is None:
            return
        picture = QPixmap.fromImage(self._image)
        ratio = self.devicePixelRatioF()
        if self._zoom is None and self._pages == 1:
            # A single picture fits as a whole; pages fit by their width, so that they can be read.
            room = self._scroll.viewport().size() * ratio
            if picture.height() > room.height():
                picture = picture.scaledToHeight(
                    max(1, room.height() - 8), Qt.TransformationMode.SmoothTransformation
                )
        picture.setDevicePixelRatio(ratio)
        self._picture.setPixmap(picture)

    # -- walking and zooming

    def _walk(self, step: int) -> None:
        place = self._at + step
        if 0 <= place < len(self._rows):
            self._details.flush()
            self._at = place
            self._show_piece()

    @Slot(int)
    def _turn(self, step: int) -> None:
        page = self._page + step
        if 0 <= page < self._pages:
            self._page = page
            self._scroll.verticalScrollBar().setValue(0)
            self._show_pages()
            self._ask()

    @Slot(int)
    def _zoom_by(self, step: int) -> None:
        self._zoom = next_zoom(self._zoom or 1.0, step)
        self._ask()

    @Slot()
    def _on_earlier(self) -> None:
        self._walk(-1)

    @Slot()
    def _on_later(self) -> None:
        self._walk(1)

    @Slot()
    def _on_fit(self) -> None:
        self._zoom = None
        self._ask()

    @Slot()
    def _on_outside(self) -> None:
        one = self.current()
        if one is not None:
            open_outside(self._context, self, one, self._older.version if self._older else None)

    @Slot(object)
    def _on_version(self, older: EvidenceVersion | None) -> None:
        self._older = older
        self._show_content()

    @Slot()
    def _on_use_again(self) -> None:
        if self._older is not None:
            self.versions.put_back(self._older)

    @Slot()
    def _on_share(self) -> None:
        if self.current() is not None:
            self.share_wanted.emit(self.current())

    @Slot()
    def _on_remove(self) -> None:
        if self.current() is not None:
            self.remove_wanted.emit(self.current())

    # -- Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape, arrows, page keys, plus and minus."""
        runs = {
            Qt.Key.Key_Escape: self.put_away,
            Qt.Key.Key_Left: self._on_earlier,
            Qt.Key.Key_Right: self._on_later,
            **self._tools.keys(),
        }
        run = runs.get(Qt.Key(event.key()))
        if run is not None:
            run()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw again at the new width, after the last change."""
        super().resizeEvent(event)
        if self.isVisible():
            self._redraw.start()

    def _cover(self) -> None:
        self.setGeometry(self._over.rect())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the page however large it becomes."""
        if event.type() == QEvent.Type.Resize and watched is self.parent():
            self._cover()
        return super().eventFilter(watched, event)
