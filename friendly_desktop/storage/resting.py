"""How what holds contents of the office is written on this PC from now on: plain, or sealed for the office's ring."""

from collections.abc import Callable

from friendly_desktop.domain.vault import Ring
from friendly_desktop.paths import DataFolder
from friendly_desktop.storage import keychain, sqlite, troubles, vault_file
from friendly_desktop.storage.key_rings import PrivateKey
from friendly_desktop.storage.keychain import Form

#: Says for whom a file is sealed that is written now; None for a plain one. Asked at each file: the office may change
#: its mind while the program is open.
RingNow = Callable[[], Ring | None]


def plain() -> Ring | None:
    """The ``RingNow`` of a place where nothing is ever sealed."""
    return None


def ring_now(folder: DataFolder) -> Ring | None:
    """For whom a file is sealed that is written into a data folder now; None for a plain one.

    The key file says what the office wants. That counts only while the database is not plain: a plain one asks nobody
    for a password, and what is sealed beside it would open no more in the next run of the program.

    Raises:
        AppError: ``vault_damaged``: the records are encrypted, and for whom cannot be read. Nothing is then written
            in clear.
    """
    try:
        form = keychain.form_of(folder.database)
    except OSError as error:
        raise troubles.told_as(sqlite.Trouble.UNREACHABLE, folder.database) from error
    if form is Form.PLAIN or (form is not Form.ENCRYPTED and not vault_file.exists(folder)):
        return None
    kept = vault_file.read(folder)
    return Ring(kept.ring.public) if kept.records else None


def opened_key(ring: Ring) -> PrivateKey:
    """The ``KeyFor`` of whatever lies on this PC: keys are opened once, when the program begins.

    Raises:
        AppError: ``vault_locked``.
    """
    key = keychain.key_of(ring.public)
    if key is None:
        raise keychain.locked()
    return key
