"""The template that is being changed, with every step undone and done again; typing a word is one step."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QUndoCommand, QUndoStack
from PySide6.QtWidgets import QWidget

from friendly_desktop.domain.letters import Template

_MERGES = 1
_MOST_STEPS = 500


class _Change(QUndoCommand):
    """From one template to the next."""

    def __init__(self, owner: "TemplateHistory", after: Template, words: str, key: str) -> None:
        super().__init__(words)
        self.key = key
        self.after = after
        self._owner, self._before = owner, owner.template

    def id(self) -> int:
        """Only steps with a key may become one."""
        return _MERGES if self.key else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Going on with the same word in the same place is the same step."""
        if not isinstance(other, _Change) or other.key != self.key:
            return False
        self.after = other.after
        return True

    def redo(self) -> None:
        self._owner.put(self.after)

    def undo(self) -> None:
        self._owner.put(self._before)


class TemplateHistory(QObject):
    """Holds the template in view.

    Signals:
        changed: (before, after, walking) two templates, and whether a step was undone or done again.
    """

    changed = Signal(object, object, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self.stack.setUndoLimit(_MOST_STEPS)
        self._template: Template | None = None
        self._making = False

    @property
    def is_open(self) -> bool:
        """Whether there is a template."""
        return self._template is not None

    @property
    def template(self) -> Template:
        """The template as it stands."""
        if self._template is None:
            raise LookupError("no template is open")
        return self._template

    def begin(self, template: Template) -> None:
        """Another template comes; nothing before it can be undone."""
        self.stack.clear()
        self._template = template

    def change(self, after: Template, words: str, key: str = "") -> None:
        """Make a step.

        Args:
            after: the template from now on.
            words: what was done, for the tooltip of undo.
            key: steps with the same key that follow each other become one.
        """
        if after != self.template:
            self._making = True
            self.stack.push(_Change(self, after, words, key))
            self._making = False

    def put(self, template: Template) -> None:
        """Show another state; only steps do this."""
        before, self._template = self._template, template
        self.changed.emit(before, template, not self._making)


class UndoKeys(QObject):
    """Takes Ctrl+Z and Ctrl+Y from inputs that would undo on their own, and gives them to the history."""

    def __init__(self, history: TemplateHistory) -> None:
        super().__init__(history)
        self._history = history

    def watch(self, *widgets: QWidget) -> None:
        """Take the keys from these."""
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Both the question whose key it is and the key."""
        if isinstance(event, QKeyEvent) and event.type() in (
            QEvent.Type.ShortcutOverride,
            QEvent.Type.KeyPress,
        ):
            way = undo_way(event)
            if way:
                if event.type() == QEvent.Type.KeyPress:
                    (self._history.stack.undo if way < 0 else self._history.stack.redo)()
                event.accept()
                return True
        return super().eventFilter(watched, event)


def undo_way(event: QKeyEvent) -> int:
    """-1 for undo, 1 for redo, 0 for any other key."""
    if event.matches(QKeySequence.StandardKey.Undo):
        return -1
    control = Qt.KeyboardModifier.ControlModifier
    again = event.key() == Qt.Key.Key_Y and event.modifiers() == control
    return 1 if again or event.matches(QKeySequence.StandardKey.Redo) else 0


def step_key(place: str, text: str) -> str:
    """The key under which typing goes on as one step: the place, and which word it is."""
    return f"{place}:{len(text.split())}"
