"""Looks: the colour tokens, the palette and the one style sheet, light and dark, at any text size.

Colours are written here and nowhere else. Standard controls take them from the palette and the style
sheet; widgets that paint themselves ask :func:`tokens` while painting. Sizes of type are roles
(``setProperty("role", "title")``), so that the person's text scale reaches every word.
"""

import re
import sys
from enum import Enum
from pathlib import Path
from typing import ClassVar, NamedTuple
from weakref import WeakSet

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from friendly_desktop.paths import RESOURCES

#: Where the screen fonts lie and in which family; the document fonts beside them load on demand.
FONT_FILES = ("NotoSans-Regular.ttf", "NotoSans-SemiBold.ttf")
FONT_FAMILY = "Noto Sans"
FONT_FOLDER = RESOURCES / "fonts"
ICON_FOLDER = RESOURCES / "icons"

LOW_SCREEN_HEIGHT = 560  # logical pixels; below it what stands around a page keeps to the height it needs
SMALL_SCREEN_WIDTH = 1200  # logical pixels; below it navigation shows icons only and edges shrink
EDGE = 32
EDGE_SMALL = 16
ROW_HEIGHT = 36
NAVIGATION_WIDTH = 184
NAVIGATION_WIDTH_ICONS = 52

MIN_PERCENT, MAX_PERCENT = 90, 200


class Scheme(Enum):
    """Which of the two looks the person wants."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Role(Enum):
    """What a piece of type is; the value is its size in points at 100 %."""

    SMALL = 9.0
    BASE = 10.5
    HEADING = 13.0
    TITLE = 18.0
    BIG = 28.0


class Tokens(NamedTuple):
    """The colours of one look, as hexadecimal RGB.

    Every text colour reaches 4.5:1 on its grounds, and what outlines a control (``control_line``) 3:1 (WCAG 2.1,
    1.4.3 and 1.4.11); ``line`` only adorns.
    """

    canvas: str
    surface: str
    sunken: str
    line: str
    control_line: str
    text: str
    quiet: str
    accent: str
    on_accent: str
    accent_soft: str
    accent_hover: str
    hover: str
    good: str
    good_soft: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str


LIGHT = Tokens(
    canvas="#F7F7F5",
    surface="#FFFFFF",
    sunken="#F0F0ED",
    line="#E2E2DE",
    control_line="#868882",
    text="#1F2328",
    quiet="#5C636B",
    accent="#0F5E6E",
    on_accent="#FFFFFF",
    accent_soft="#E1EFF1",
    accent_hover="#0B4A57",
    hover="#EDEDEA",
    good="#28724A",
    good_soft="#E6F2EB",
    warning="#8A5000",
    warning_soft="#FBF0DD",
    danger="#B3261E",
    danger_soft="#FBE9E7",
)
DARK = Tokens(
    canvas="#1C1D1F",
    surface="#26282B",
    sunken="#202225",
    line="#3A3D41",
    control_line="#7C8289",
    text="#ECECEA",
    quiet="#A9B0B7",
    accent="#5BB8C9",
    on_accent="#10282D",
    accent_soft="#233B40",
    accent_hover="#7CC9D7",
    hover="#303337",
    good="#6CC08B",
    good_soft="#223429",
    warning="#E0A84A",
    warning_soft="#3A301D",
    danger="#F2877F",
    danger_soft="#3F2725",
)


class _Look:
    """What is in use. One per process, like the application it dresses."""

    tokens = LIGHT
    percent = 100
    scheme = Scheme.SYSTEM
    family = ""
    sheet = ""
    windows: ClassVar[WeakSet[QWidget]] = WeakSet()


def tokens() -> Tokens:
    """The colours in use; ask while painting, never keep them."""
    return _Look.tokens


def colour(name: str) -> QColor:
    """The colour of a token in use, by its field name."""
    return QColor(getattr(_Look.tokens, name))


def font(role: Role = Role.BASE, strong: bool = False) -> QFont:
    """The screen font in a role, at the person's scale; its figures are of one width by themselves."""
    made = QFont(_Look.family) if _Look.family else QFont()
    made.setPointSizeF(role.value * _Look.percent / 100)
    if strong:
        made.setWeight(QFont.Weight.DemiBold)
    return made


def is_dark() -> bool:
    """Whether the dark look is in use."""
    return _Look.tokens is DARK


#: Widgets that Windows gives its own, smaller font unless each is named.
_OWN_FONT_ON_WINDOWS = (
    "QAbstractItemView",
    "QDockWidgetTitle",
    "QMenu",
    "QMenuBar",
    "QMessageBox",
    "QStatusBar",
    "QTipLabel",
)


_WITH_OWN_FONT = _OWN_FONT_ON_WINDOWS if sys.platform == "win32" else ()


def load_fonts() -> None:
    """Make the shipped screen font known to Qt; without its files Qt's default stays."""
    for name in FONT_FILES:
        path = FONT_FOLDER / name
        if not path.exists():
            continue
        known = QFontDatabase.addApplicationFont(str(path))  # by name it is read only as far as needed
        if known == -1:  # FreeType on Windows (Qt's offscreen platform) opens no path with Vietnamese letters
            known = QFontDatabase.addApplicationFontFromData(path.read_bytes())
        if known != -1:
            _Look.family = FONT_FAMILY


def apply(app: QApplication, scheme: Scheme, percent: int) -> None:
    """Dress the program; may be called again at any time.

    Args:
        app: the application.
        scheme: light, dark, or whatever the system says.
        percent: the person's text size, 90 to 200.
    """
    _Look.percent = max(MIN_PERCENT, min(MAX_PERCENT, percent))
    _Look.scheme = scheme
    hints = app.styleHints()
    wanted = {Scheme.LIGHT: Qt.ColorScheme.Light, Scheme.DARK: Qt.ColorScheme.Dark}.get(scheme)
    if wanted is None:
        hints.unsetColorScheme()
        dark = hints.colorScheme() == Qt.ColorScheme.Dark
    else:
        hints.setColorScheme(wanted)
        dark = wanted == Qt.ColorScheme.Dark
    _Look.tokens = DARK if dark else LIGHT
    app.setFont(font())
    app.setPalette(palette(_Look.tokens))
    _Look.sheet = style_sheet(_Look.tokens, _Look.percent)
    for window in tuple(_Look.windows):
        if isValid(window):
            window.setStyleSheet(_Look.sheet)
    # Last, because a style sheet brings the fonts of the system back.
    for kind in _WITH_OWN_FONT:
        app.setFont(font(), kind)  # type: ignore[arg-type]  # the stubs say bytes, the call takes str only


def dress_window(window: QWidget) -> None:
    """Give a window that has no parent the style sheet, now and after every change of the look.

    The sheet is the windows' and not the application's: under a sheet of the application Qt dresses every widget
    anew each time a layout takes it or one above it in, some seven times before a page is first seen, which is a
    third of what making it costs. Call it when the window's parts are built, for the same reason. Whatever has a
    parent, dialogs too, is dressed by it.
    """
    _Look.windows.add(window)
    window.setStyleSheet(_Look.sheet)


def scaled(size: int) -> int:
    """Pixels at the person's text size, for what stands beside words."""
    return round(size * _Look.percent / 100)


def is_low(widget: QWidget) -> bool:
    """Whether the window of a widget has few lines: it is low, or its type is large."""
    return widget.window().height() < max(LOW_SCREEN_HEIGHT, scaled(LOW_SCREEN_HEIGHT))


def is_small(widget: QWidget) -> bool:
    """Whether the lines of the window of a widget are short: it is narrow, or its type is large."""
    return widget.window().width() < max(SMALL_SCREEN_WIDTH, scaled(SMALL_SCREEN_WIDTH))


def scheme() -> Scheme:
    """What the person chose."""
    return _Look.scheme


def percent() -> int:
    """The text size in use."""
    return _Look.percent


def palette(look: Tokens) -> QPalette:
    """The palette from which Qt's own controls are drawn."""
    made = QPalette()
    roles = QPalette.ColorRole
    for role, value in (
        (roles.Window, look.canvas),
        (roles.WindowText, look.text),
        (roles.Base, look.surface),
        (roles.AlternateBase, look.sunken),
        (roles.Text, look.text),
        (roles.PlaceholderText, look.quiet),
        (roles.Button, look.surface),
        (roles.ButtonText, look.text),
        (roles.BrightText, look.danger),
        (roles.Highlight, look.accent_soft),
        (roles.HighlightedText, look.text),
        (roles.Accent, look.accent),
        (roles.Link, look.accent),
        (roles.LinkVisited, look.accent),
        (roles.ToolTipBase, look.surface),
        (roles.ToolTipText, look.text),
        (roles.Light, look.surface),
        (roles.Midlight, look.sunken),
        (roles.Mid, look.line),
        (roles.Dark, look.control_line),
        (roles.Shadow, look.line),
    ):
        made.setColor(role, QColor(value))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(look.quiet))
    return made


def style_sheet(look: Tokens, scale: int) -> str:
    """The one style sheet: shapes of controls and our own widgets, filled with the tokens."""
    template = (Path(__file__).with_name("theme.qss")).read_text(encoding="utf-8")
    values = look._asdict()
    values |= {role.name.lower(): f"{role.value * scale / 100:g}pt" for role in Role}
    values["icon"] = f"{round(16 * scale / 100)}px"
    values["row"] = f"{round(20 * scale / 100)}px"
    tick = round(14 * scale / 100)
    values["scroller"] = f"{round(24 * scale / 100)}px"
    ring = round(5 * scale / 100)
    values |= {"tick": f"{tick}px", "round": f"{(tick + 2) // 2}px"}
    values |= {"ring": f"{ring}px", "dot": f"{tick + 2 - 2 * ring}px", "drop": f"{tick + 12}px"}
    ground = "dark" if look is DARK else "light"
    values["arrow"] = (ICON_FOLDER / f"arrow-{ground}.svg").as_posix()
    values["check"] = (ICON_FOLDER / f"tick-{ground}.svg").as_posix()
    return re.sub(r"@([a-z_]+)", lambda found: values[found[1]], template)
