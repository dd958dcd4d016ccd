"""Who works here now, and the gate that every write passes."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from friendly_desktop.domain.own_lines import OwnLines
from friendly_desktop.domain.people import User
from friendly_desktop.domain.rights import RIGHTS_OF, Right, Role
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.services.people.words import right_words, role_title
from friendly_desktop.storage import office as office_rows
from friendly_desktop.storage import people as rows
from friendly_desktop.storage.database import Connection, Database

_OWN_ACT: ContextVar[bool] = ContextVar("own_act", default=False)
#: Who asked for the work that is done here; in a box, because nobody is somebody, too.
_ACTING: ContextVar[tuple[User | None] | None] = ContextVar("acting", default=None)


class Session:
    """Who is signed in to these records, in this run of the program.

    Where no user may sign in, nobody has to, and everything is allowed. What a role may do is read from the records
    at each write: a person who was kept out, or given another role, in another window is so from then on.
    """

    def __init__(self, db: Database) -> None:
        """Begin with nobody, on the people stored in ``db``."""
        self._db = db
        self._user: User | None = None

    @property
    def user(self) -> User | None:
        """Who works: whoever asked for the work that is done here, else whoever is signed in; None for nobody."""
        acting = _ACTING.get()
        return self._user if acting is None else acting[0]

    @property
    def name(self) -> str:
        """The name that goes with what is written; "" where nobody signs in, and for the program's own acts."""
        user = self.user
        return "" if user is None or _OWN_ACT.get() else user.name

    def required(self) -> bool:
        """Whether somebody has to sign in."""
        with self._db.read() as connection:
            return bool(rows.standing(connection))

    def rights(self, view: Connection | None = None) -> frozenset[Right]:
        """What may be done now; nothing while somebody has to sign in first.

        Args:
            view: of the records, where the asker has one; else one is opened.
        """
        if view is None:
            with self._db.read() as connection:
                return self.rights(connection)
        standing = rows.standing(view)
        if not standing:
            return frozenset(Right)
        role = self._role(standing)
        return frozenset() if role is None else RIGHTS_OF[role]

    def may(self, *rights: Right) -> bool:
        """Whether all of these may be done now."""
        return self.rights().issuperset(rights)

    def limit(self, connection: Connection) -> OwnLines | None:
        """What holds whoever works here to the lines of one unit; None for who may change every line.

        Args:
            connection: a view of the records; the unit is read there, because it may have been changed meanwhile.
        """
        user = self.user
        if user is None or _OWN_ACT.get():
            return None  # whether nobody may do this at all, the gate has said
        stored = rows.all_users(connection).get(user.id)
        if stored is None or stored.role is not Role.UNIT_OFFICER or stored.disabled_at is not None:
            return None
        return OwnLines(
            stored.unit_id,
            stored.person_id,
            {one.id: one.unit_id for one in office_rows.all_people(connection)},
        )

    def gate(self, rights: frozenset[Right]) -> None:
        """Let a write pass, or refuse it; the ``Gate`` of the database.

        Args:
            rights: what the write asks for; empty for what everybody who is signed in may do (a draft).

        Raises:
            AppError: ``sign_in_needed`` where nobody is signed in; ``not_permitted`` where the role of whoever is
                does not allow it.
        """
        if _OWN_ACT.get():
            return
        with self._db.read() as connection:
            standing = rows.standing(connection)
        if not standing:
            return
        role = self._role(standing)
        if role is None:
            raise AppError(
                "sign_in_needed",
                _("Cần đăng nhập"),
                _("Chưa có ai đăng nhập, hoặc tài khoản vừa bị khóa; việc này chưa được thực hiện."),
                _("Hãy đăng nhập rồi làm lại."),
            )
        missing = rights - RIGHTS_OF[role]
        if missing:
            raise not_permitted(role, missing)

    @contextmanager
    def own_act(self) -> Iterator[None]:
        """What the program does by itself, whoever is signed in: an hourly backup, finishing what was begun."""
        token = _OWN_ACT.set(True)
        try:
            yield
        finally:
            _OWN_ACT.reset(token)

    @contextmanager
    def acting(self, user: User | None) -> Iterator[None]:
        """What is done inside was asked for by this person, though somebody else may have signed in meanwhile."""
        token = _ACTING.set((user,))
        try:
            yield
        finally:
            _ACTING.reset(token)

    def begin(self, user: User) -> None:
        """This person works here from now on; only ``UsersService`` says so, after the password."""
        self._user = user

    def end(self) -> None:
        """Nobody works here any more."""
        self._user = None

    def _role(self, standing: dict[int, Role]) -> Role | None:
        user = self.user
        return None if user is None else standing.get(user.id)


def not_permitted(role: Role, missing: frozenset[Right]) -> AppError:
    """The refusal told to somebody whose role does not allow an act."""
    right = min(missing, key=list(Right).index)
    return AppError(
        "not_permitted",
        _("Không có quyền làm việc này"),
        _("Vai trò {role} không có quyền: {right}.").format(role=role_title(role), right=right_words(right)),
        _("Hãy nhờ người quản trị làm việc này hoặc đổi vai trò (trang An toàn dữ liệu, mục Người dùng)."),
    )
