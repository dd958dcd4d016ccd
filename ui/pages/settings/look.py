"""The look tab of the settings: light or dark, size of type, language, navigation."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSlider, QVBoxLayout, QWidget

from friendly_desktop.domain.settings import LANGUAGE
from friendly_desktop.i18n import _, language
from ui import theme
from ui.context import UiContext
from ui.widgets.fields import ChoiceField, Field
from ui.widgets.measure import Measure
from ui.widgets.text import Text, card

STEP = 10


class LookTab(QWidget):
    """What a person sees; asks the window to wear it at once."""

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._scheme = ChoiceField(
            (
                (theme.Scheme.SYSTEM, _("Theo cài đặt của máy")),
                (theme.Scheme.LIGHT, _("Sáng")),
                (theme.Scheme.DARK, _("Tối")),
            )
        )
        self._scheme.show_value(theme.scheme())
        self._size = QSlider(Qt.Orientation.Horizontal)
        self._size.setRange(theme.MIN_PERCENT // STEP, theme.MAX_PERCENT // STEP)
        self._size.setValue(theme.percent() // STEP)
        self._size.setPageStep(1)
        self._size_words = Text(parent=self)
        self._language = ChoiceField((("vi", "Tiếng Việt"), ("en", "English")))
        self._language.show_value(language())
        self._bar = ChoiceField(
            ((None, _("Theo cỡ cửa sổ")), (False, _("Biểu tượng và chữ")), (True, _("Chỉ biểu tượng")))
        )
        self._language_field = Field(_("Ngôn ngữ"), self._language)
        form = card(self)
        Measure(form, 520)
        column = QVBoxLayout(form)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(Field(_("Màu giao diện"), self._scheme))
        column.addWidget(Field(_("Cỡ chữ"), self._size))
        column.addWidget(self._size_words)
        column.addWidget(Field(_("Thanh bên"), self._bar))
        column.addWidget(self._language_field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 20, 20, 24)
        row = QHBoxLayout()
        row.addWidget(form, 100)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(1)
        self._show_size()
        self._scheme.committed.connect(self._on_scheme)
        self._size.valueChanged.connect(self._on_size)
        self._language.committed.connect(self._on_language)
        self._bar.committed.connect(self._on_bar)

    def _show_size(self) -> None:
        self._size_words.setText(_("{percent}% của cỡ chữ thường").format(percent=theme.percent()))

    @Slot(object)
    def _on_scheme(self, value: object) -> None:
        if isinstance(value, theme.Scheme):
            self._context.wear(scheme=value.value)

    @Slot(int)
    def _on_size(self, value: int) -> None:
        self._context.wear(percent=value * STEP)
        self._show_size()

    @Slot(object)
    def _on_language(self, value: object) -> None:
        chosen = str(value)
        self._context.wear(language=chosen)
        self._context.perform(
            self, _("Lưu ngôn ngữ"), lambda services: services.office.set_setting(LANGUAGE, chosen)
        )
        self._context.tell(_("Ngôn ngữ mới được dùng khi mở lại chương trình."))

    @Slot(object)
    def _on_bar(self, value: object) -> None:
        self._context.wear(narrow=value)
