"""The shell: navigation, header, the page in view, strips, progress, toast, status line."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from friendly_desktop import VERSION
from friendly_desktop.domain.changes import Area
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from ui import navigation, theme, window_state
from ui.actions import SPECS, ActionId, make_action
from ui.context import Notice, UiContext
from ui.crash import CrashGuard
from ui.help.side import SideHelp
from ui.places import HELP, PageId, Place
from ui.widgets.beside import Beside
from ui.widgets.navigation_bar import Entry, NavigationBar
from ui.widgets.page import Page
from ui.widgets.shell_parts import Header, StatusLine
from ui.window_state import WindowState

if TYPE_CHECKING:
    from friendly_desktop.domain.office import Office
    from ui.ahead import PagesAhead
    from ui.jobs import Job
    from ui.pages.welcome.page import WelcomePage
    from ui.people.doorkeeper import Doorkeeper
    from ui.widgets.progress_panel import ProgressPanel
    from ui.widgets.sample_strip import SampleStrip
    from ui.widgets.strips import ErrorStrip
    from ui.widgets.toast import Toast


def office_title(office: "Office") -> str:
    """The office in short: "UBND xã Ninh Giang"."""
    kinds = {
        "xa": _("UBND xã {name}"),
        "phuong": _("UBND phường {name}"),
        "dac_khu": _("UBND đặc khu {name}"),
    }
    return kinds[office.unit_type.value].format(name=office.name) if office.name else ""


class MainWindow(QMainWindow):
    """The one window.

    Signals:
        painted: the first time it was painted; the data is opened after that.
        look_changed: WindowState, the person chose another look.
    """

    painted = Signal()
    look_changed = Signal(object)

    def __init__(self, context: UiContext, state: WindowState, guard: CrashGuard | None = None) -> None:
        super().__init__()
        self.context = context
        self._state = state
        self._guard = guard
        self._pages: dict[PageId, Page] = {}
        self._current: PageId | None = None
        self._welcome: WelcomePage | None = None
        self._is_set_up = True  # as far as is known
        self._was_painted = False
        self._years: tuple[int, ...] = ()
        self._keeper: Doorkeeper | None = None
        self.ahead: PagesAhead | None = None  # set once the data is open
        self.setWindowTitle(_("Chính quyền thân thiện"))
        self._build()
        self._connect()
        self._place_on_screen()
        theme.dress_window(self)

    # -- what the application and tests ask

    @property
    def state(self) -> WindowState:
        """The look and place to remember."""
        return self._state

    @property
    def current(self) -> PageId | None:
        """The page in view; None while the welcome or the error page is."""
        return self._current

    def page(self, wanted: PageId) -> Page:
        """A page, made when first asked for."""
        page = self.make_page(wanted)
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
            page.framed.connect(self._on_framed)
        return page

    def make_page(self, wanted: PageId) -> Page:
        """A page that may not stand in the window yet: the first half of making it."""
        if wanted not in self._pages:
            self._pages[wanted] = navigation.make(navigation.spec(wanted), self.context)
        return self._pages[wanted]

    @Slot(object)
    def go(self, place: Place) -> None:
        """Go where a person asks: a page that is not ready is made in turns of the event loop first."""
        made = self._pages.get(place.page)
        unready = made is None or self._stack.indexOf(made) < 0
        if self.ahead is not None and unready:
            self._bar.set_current(place.page)
            self.ahead.bring(place)
            return
        if self.ahead is not None:
            self.ahead.bring(None)
        self.show_place(place)

    @Slot(object)
    def show_place(self, place: Place) -> None:
        """Go to a page and a thing on it."""
        if not self._is_set_up and place.page is not PageId.SAFETY:  # there a backup can be restored
            if place.part == HELP:
                self.help.show(place.filter, place.node)
            else:
                self.show_welcome()
            return
        page = self.page(place.page)
        self._current = place.page
        self._frame(True)
        self._stack.setCurrentWidget(page)
        self._bar.set_current(place.page)
        self._on_framed()
        self._show_years()
        self.help.follow(page.help_topic)
        if place.part == HELP:
            self.help.show(place.filter, place.node)
            return
        if place != Place(place.page):
            page.show_place(place)
        focused = QApplication.focusWidget()
        # Where one only comes by, Qt takes the first field of the page; a page that names one knows better.
        named = place == Place(place.page) and page.focusProxy() is not None
        if named or focused is None or not page.isAncestorOf(focused):
            page.setFocus()

    @Slot()
    def _on_framed(self) -> None:
        """Heading and primary button of the page in view."""
        if self._current is None:
            return
        found, page = navigation.spec(self._current), self._pages[self._current]
        self._header.set_title(page.heading() or _(found.title))
        self._header.set_primary(page.primary_button())
        self._header.set_right(page.asks, may=page.asks is None or self.context.may(page.asks))

    def show_welcome(self) -> None:
        """The first-run page takes the whole window."""
        from ui.pages.welcome.page import WelcomePage

        if self._welcome is None:
            self._welcome = WelcomePage(self.context)
            self._welcome.finished.connect(self._on_welcomed)
            self._stack.addWidget(self._welcome)
        self._current = None
        self._frame(False)
        self._stack.setCurrentWidget(self._welcome)
        self._welcome.start()

    # -- building

    def _build(self) -> None:
        entries = []
        for number, page in enumerate(navigation.PAGES, start=1):
            shortcut = f"Alt+{number}" if number <= 9 else ""
            entries.append(Entry(page.id, _(page.title), page.icon, shortcut, page.at_foot))
        entries.append(Entry(HELP, _("Trợ giúp"), "help", at_foot=True, is_page=False))
        self._bar = NavigationBar(entries, self)
        self._header = Header(self)
        self._stack = QStackedWidget(self)
        self._status = StatusLine(self)
        self._toast: Toast | None = None
        self._progress: ProgressPanel | None = None
        self._errors: ErrorStrip | None = None
        self._sample: SampleStrip | None = None
        self._body = QWidget(self)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._header)
        self._middle = Beside(self._stack, self)
        self._column.addWidget(self._middle, 1)
        self.help = SideHelp(self, self.context, self._middle, self.help_topic)
        self._column.addWidget(self._status)
        row = QHBoxLayout(self._body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._bar)
        row.addLayout(self._column, 1)
        self.setCentralWidget(self._body)

    def _connect(self) -> None:
        handlers = {
            ActionId.PALETTE: self.show_palette,
            ActionId.HELP: self.help.toggle,
            ActionId.FILTER: self._on_filter,
            ActionId.UNDO: self._on_undo,
            ActionId.NAVIGATION: self._on_toggle_navigation,
            ActionId.SCHEME: self._on_toggle_scheme,
            ActionId.LARGER: self._on_larger,
            ActionId.SMALLER: self._on_smaller,
            ActionId.LOCK: self._on_lock,
            ActionId.QUIT: self._on_quit,
        }
        self._actions = {name: make_action(SPECS[name], self, run) for name, run in handlers.items()}
        self._bar.chosen.connect(self._on_chosen)
        self._header.year_chosen.connect(self.context.choose_year)
        self._header.year_wanted.connect(self._on_year_wanted)
        self._header.search_wanted.connect(self.show_palette)
        self.context.sign_in_wanted.connect(self._on_sign_in_wanted)
        self.context.unlock_wanted.connect(self._on_unlock_wanted)
        self.context.admitted.connect(self._status.set_person)
        self.context.user_changed.connect(self._on_user_changed)
        self.context.ready.connect(self._on_ready)
        self.context.opening_failed.connect(self._on_opening_failed)
        self.context.place_requested.connect(self.go)
        self.context.noticed.connect(self._on_noticed)
        self.context.saved.connect(self._on_saved)
        self.context.failed.connect(self._on_failed)
        self.context.long_started.connect(self._on_long_started)
        self.context.year_changed.connect(self._on_year_changed)
        self.context.look_wanted.connect(self._on_look_wanted)
        self.context.help_wanted.connect(self.help.toggle)
        self.context.bus.changed.connect(self._on_changed)

    def _place_on_screen(self) -> None:
        screen = QGuiApplication.primaryScreen().availableGeometry()
        wanted = QRect(*self._state.geometry) if self._state.geometry else QRect()
        screens = [one.availableGeometry() for one in QGuiApplication.screens()]
        if wanted.isValid() and any(one.contains(wanted.center()) for one in screens):
            self.setGeometry(wanted)
        else:
            self.resize(min(1240, screen.width()), min(800, screen.height() - 40))
        if self._state.maximised:
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def _frame(self, shown: bool) -> None:
        """Whether navigation, header and status line stand around the page."""
        for part in (self._bar, self._header, self._status):
            part.setVisible(shown)
        if self._sample is not None and not shown:
            self._sample.hide()

    # -- the data

    @Slot()
    def _on_ready(self) -> None:
        self.keeper.ask()
        self._ask_state()

    # -- whoever works here

    @property
    def keeper(self) -> "Doorkeeper":
        """Who shuts and opens the window."""
        if self._keeper is None:
            from ui.people.doorkeeper import Doorkeeper

            self._keeper = Doorkeeper(self, self._body, self.context, self._actions[ActionId.QUIT])
        return self._keeper

    @Slot()
    def _on_sign_in_wanted(self) -> None:
        self.keeper.shut_for_all()

    @Slot()
    def _on_unlock_wanted(self) -> None:
        self.keeper.shut_for_key()

    @Slot()
    def _on_lock(self) -> None:
        self.keeper.lock()

    @Slot(object)
    def _on_user_changed(self, _user: object) -> None:
        """Nothing that the person before had in view or could take back stays."""
        for page in self._pages.values():
            self._stack.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        if self._toast is not None:
            self._toast.deleteLater()
            self._toast = None
        self._current = None
        self.show_place(Place(PageId.HOME))
        self._ask_state()

    def _ask_state(self) -> None:
        self.context.query(
            self,
            _("Mở dữ liệu"),
            lambda services: (
                services.office.office(),
                services.assessment.years(),
                services.office.is_demo(),
            ),
            self._on_state,
        )

    def _on_state(self, answer: "tuple[Office, tuple[Any, ...], bool]") -> None:
        office, years, made_up = answer
        self._show_sample(made_up)
        self._years = tuple(sorted((one.year for one in years), reverse=True))
        self._status.set_office(office_title(office))
        self._is_set_up = office.set_up and bool(self._years)
        if not self._is_set_up:
            if self._welcome is not None and self._current is PageId.SAFETY:
                return
            if self._welcome is None or self._stack.currentWidget() is not self._welcome:
                self.show_welcome()
            return
        if self.context.year not in self._years:
            remembered = self._state.year
            self.context.choose_year(remembered if remembered in self._years else self._years[0])
        self._show_years()
        if self._current is None and self._welcome is None:
            self.show_place(Place(PageId.HOME))
        self._tell_news()

    def _tell_news(self) -> None:
        """What is new, once a version; remembered at once, because a power cut must not tell it again."""
        seen = self._state.news_seen
        if seen != VERSION:
            self._state = self._state.with_changes(news_seen=VERSION)
            window_state.save(self.context.folder, self._state)
            self.help.tell_news(seen)

    def _show_sample(self, made_up: bool) -> None:
        """Tell on every page, and in the title, that the records are made up."""
        if made_up and self._sample is None:
            from ui.widgets.sample_strip import SampleStrip

            self._sample = SampleStrip(self.context, self)
            self._sample.begin_wanted.connect(self._on_begin_wanted)
            self._column.insertWidget(0, self._sample)
        if self._sample is not None:
            self._sample.setVisible(made_up and self._bar.isVisibleTo(self))
        # The system writes the program's name behind a title that is another one.
        self.setWindowTitle(_("Dữ liệu mẫu") if made_up else _("Chính quyền thân thiện"))

    @Slot()
    def _on_begin_wanted(self) -> None:
        from ui.dialogs import messages

        messages.confirm(
            self,
            _("Bắt đầu với dữ liệu thật"),
            _(
                "Toàn bộ dữ liệu mẫu của xã An Bình sẽ bị xóa khỏi máy này, kể cả những gì đã nhập thêm vào đó."
            ),
            _("Xóa dữ liệu mẫu"),
            self._clear_sample,
        )

    def _clear_sample(self) -> None:
        self.context.perform(self, _("Xóa dữ liệu mẫu"), lambda services: services.sample.clear_in_place())

    @Slot(object)
    def _on_changed(self, areas: frozenset[Area]) -> None:
        self._on_saved()
        if areas & {Area.OFFICE, Area.ASSESSMENT} and self.context.is_ready:
            self._ask_state()

    @Slot(object)
    def _on_year_changed(self, year: int | None) -> None:
        self._state = self._state.with_changes(year=year)
        self._show_years()

    def _show_years(self) -> None:
        page = self._pages.get(self._current) if self._current else None
        self._header.set_years(self._years, self.context.year, page is not None and page.uses_year)

    @Slot()
    def _on_year_wanted(self) -> None:
        from ui.dialogs.open_year import OpenYear

        self._show_years()
        OpenYear(self, self.context).start()

    @Slot()
    def _on_welcomed(self) -> None:
        self._is_set_up = True
        self.show_place(Place(PageId.HOME))
        if self._welcome is not None:
            self._stack.removeWidget(self._welcome)
            self._welcome.deleteLater()
            self._welcome = None
        self._ask_state()

    @Slot(object)
    def _on_opening_failed(self, error: Exception) -> None:
        if isinstance(error, AppError):
            from ui.widgets.empty_state import EmptyState

            text = "\n".join(part for part in (error.message, error.hint) if part)
            page = EmptyState("danger", error.title, text, parent=self)
            self._stack.addWidget(page)
            self._current = None
            self._frame(False)
            self._stack.setCurrentWidget(page)
        else:
            self._on_failed(None, error)

    # -- news

    @Slot(object)
    def _on_noticed(self, notice: Notice) -> None:
        if self._toast is None:
            from ui.widgets.toast import Toast

            self._toast = Toast(self._body, self._bar)
        self._toast.tell(notice.text, notice.undo)

    @Slot()
    def _on_saved(self) -> None:
        self._status.set_saved(self.context.clock.now())

    @Slot(object, object)
    def _on_failed(self, _owner: object, error: Exception) -> None:
        if not isinstance(error, AppError):
            if self._guard is None:
                raise error
            self._guard.show(error)
            return
        from friendly_desktop import logs  # nothing fails before the first paint

        logs.note(error)
        if error.code == "sign_in_needed":
            self.keeper.shut_for_all()
            return
        if self._errors is None:
            from ui.widgets.strips import ErrorStrip

            self._errors = ErrorStrip(self)
            self._column.insertWidget(self._column.indexOf(self._header) + 1, self._errors)
        self._errors.show_error(error)

    @Slot(object)
    def _on_long_started(self, job: "Job") -> None:
        if self._progress is None:
            from ui.widgets.progress_panel import ProgressPanel

            self._progress = ProgressPanel(self)
            self._column.insertWidget(self._column.count() - 1, self._progress)
        self._progress.add(job)

    # -- commands

    @Slot()
    def show_palette(self) -> None:
        """Ctrl+K."""
        from ui.window_palette import Ways, open_palette

        ways = Ways(self.context, self.show_place, self.page, self._current)
        shell = {
            SPECS[name]: action for name, action in self._actions.items() if name is not ActionId.PALETTE
        }
        open_palette(self, ways, [*shell.items(), *self.help.desk.actions.values()])

    def help_topic(self) -> str:
        """The chapter of the help that tells of the page in view."""
        page = self._pages.get(self._current) if self._current else None
        return page.help_topic if page else "welcome"

    @Slot(object)
    def _on_chosen(self, key: object) -> None:
        if key == HELP:
            self.help.toggle()
        elif isinstance(key, PageId):
            if key is self._current:
                self._pages[key].go_to_front()
            self.go(Place(key))

    @Slot()
    def _on_filter(self) -> None:
        box = self._pages[self._current].filter_box() if self._current else None
        if box is not None:
            box.setFocus(Qt.FocusReason.ShortcutFocusReason)
            box.selectAll()

    @Slot()
    def _on_undo(self) -> None:
        if self._toast is not None:
            self._toast.undo()

    @Slot()
    def _on_toggle_navigation(self) -> None:
        self._change(narrow=not self._is_narrow())

    @Slot()
    def _on_toggle_scheme(self) -> None:
        self._change(scheme="light" if theme.is_dark() else "dark")

    @Slot()
    def _on_larger(self) -> None:
        self._change(percent=min(theme.MAX_PERCENT, theme.percent() + 10))

    @Slot()
    def _on_smaller(self) -> None:
        self._change(percent=max(theme.MIN_PERCENT, theme.percent() - 10))

    @Slot()
    def _on_quit(self) -> None:
        self.close()

    def _change(self, **changes: Any) -> None:
        """Remember another look and wear it."""
        self._state = self._state.with_changes(**changes)
        self.look_changed.emit(self._state)
        self._fit()

    @Slot(object)
    def _on_look_wanted(self, changes: dict[str, Any]) -> None:
        self._change(**changes)

    def remember_folder(self, purpose: str, folder: str) -> None:
        """Where files for a purpose were last taken from or put."""
        folders = dict(self._state.folders) | {purpose: folder}
        self._state = self._state.with_changes(folders=tuple(folders.items()))

    # -- fitting the screen

    def _is_narrow(self) -> bool:
        if self._state.narrow is not None:
            return self._state.narrow
        return theme.is_small(self)

    def _fit(self) -> None:
        small, low = theme.is_small(self), theme.is_low(self)
        self._bar.set_narrow(self._is_narrow())
        self._bar.set_low(low)
        self._header.set_small(small, low)
        self._status.set_small(small, low)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words or icons, wide or narrow edges."""
        super().resizeEvent(event)
        self._fit()
        if self._keeper is not None:
            self._keeper.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell once when the window has been painted."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts the help away."""
        if event.key() == Qt.Key.Key_Escape and self.help.is_open():
            self.help.put_away()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, following: bool) -> bool:
        """Tab goes through the window as it is read."""
        from ui.widgets.tab_order import go_on

        return go_on(self, following) or super().focusNextPrevChild(following)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the place on screen, finish the saves, stop long work."""
        place = self.normalGeometry()
        self._state = self._state.with_changes(
            geometry=(place.x(), place.y(), place.width(), place.height()), maximised=self.isMaximized()
        )
        window_state.save(self.context.folder, self._state)
        self.hide()
        self.context.close()
        if self.ahead is not None:
            self.ahead.end()
        for page in self._pages.values():
            if page.parent() is None:  # made ahead and not yet taken in
                page.deleteLater()
        super().closeEvent(event)
