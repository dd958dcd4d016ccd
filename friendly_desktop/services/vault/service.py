"""The office's keys: made, their password changed, the recovery sheet made anew, taken back from a backup."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from friendly_desktop.clock import Clock
from friendly_desktop.domain import vault
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.vault import Ring, Slot, VaultState
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, in_vietnamese
from friendly_desktop.paths import DataFolder
from friendly_desktop.services.jobs import UNWATCHED, JobContext
from friendly_desktop.services.office import OfficeService
from friendly_desktop.services.vault import at_rest
from friendly_desktop.services.written_files import Written, write_file
from friendly_desktop.storage import key_rings, keychain, sealed_files, vault_file
from friendly_desktop.storage.backup_trouble import reading_from, writing_to
from friendly_desktop.storage.database import Database
from friendly_desktop.storage.key_rings import PrivateKey
from friendly_desktop.storage.keychain import Form


class VaultService:
    """Whether and how the office encrypts. Sealing needs no password; opening does.

    A change of the password or the sheet holds for what is sealed from then on: an older backup opens with the
    password and the sheet of its day.
    """

    def __init__(self, folder: DataFolder, clock: Clock, db: Database, office: OfficeService) -> None:
        """Keep the keys of ``folder``; ``db`` says who may, ``office`` whose sheet it is."""
        self._folder = folder
        self._clock = clock
        self._db = db
        self._office = office

    def state(self) -> VaultState:
        """How things stand."""
        if not vault_file.exists(self._folder):
            return VaultState()
        try:
            kept = vault_file.read(self._folder)
        except AppError:
            return VaultState(on=True, damaged=True)
        left = at_rest.unfinished(self._folder, kept.ring, wanted=kept.records)
        plain, sealed = at_rest.evidence(self._folder)
        return VaultState(True, False, kept.since, kept.sheet_at, kept.records, left, sealed, plain)

    def records_are_encrypted(self) -> bool:
        """Whether nothing of the records may be kept in clear beside them. Quick."""
        return keychain.form_of(self._folder.database) is Form.ENCRYPTED

    def begin(self, password: str) -> str:
        """Encrypt from now on.

        Returns:
            The code of the recovery sheet; it is told only now.

        Raises:
            AppError: the office encrypts already, the password is soon guessed, whoever asks may not, no room.
        """
        self._db.permit(Right.PEOPLE)
        if vault_file.exists(self._folder):
            raise AppError(
                "vault_begun",
                _("Đã bật mã hóa"),
                _("Đơn vị đã có mật khẩu mã hóa."),
                _("Muốn dùng mật khẩu khác, hãy chọn «Đổi mật khẩu»."),
            )
        vault.check_new_password(password)
        key, code = key_rings.new_key(), key_rings.new_recovery_code()
        ring = key_rings.ring_of(
            key, key_rings.password_slot(key, password), key_rings.recovery_slot(key, code)
        )
        key.wipe()
        now = self._clock.now()
        self._write(vault_file.Kept(ring, since=now, sheet_at=now))
        self._prove(password)
        self._prove(code)
        return code

    def change_password(self, secret: str, password: str) -> None:
        """Take another password.

        Args:
            secret: the present password, or the code of the recovery sheet where it was forgotten.
            password: the new one.

        Raises:
            AppError: ``wrong_password``, the new one is soon guessed, whoever asks may not, no room.
        """
        self._db.permit(Right.PEOPLE)
        vault.check_new_password(password)
        kept = vault_file.read(self._folder)
        key = key_rings.unwrap(kept.ring, secret)
        self._write(replace(kept, ring=_with(kept.ring, key_rings.password_slot(key, password))))
        key.wipe()
        self._prove(password)

    def new_sheet(self, secret: str) -> str:
        """Make a new recovery code; the one before opens nothing that is sealed from now on.

        Args:
            secret: the password, or the code of the sheet before.

        Returns:
            The code; it is told only now.

        Raises:
            AppError: ``wrong_password``, whoever asks may not, no room.
        """
        self._db.permit(Right.PEOPLE)
        kept = vault_file.read(self._folder)
        key = key_rings.unwrap(kept.ring, secret)
        code = key_rings.new_recovery_code()
        changed = _with(kept.ring, key_rings.recovery_slot(key, code))
        self._write(replace(kept, ring=changed, sheet_at=self._clock.now()))
        key.wipe()
        self._prove(code)
        return code

    def end(self, secret: str) -> None:
        """Encrypt no more. What was sealed stays so, and opens with password and sheet as before.

        Raises:
            AppError: ``wrong_password``, whoever asks may not.
        """
        self._db.permit(Right.PEOPLE)
        kept = vault_file.read(self._folder)
        key_rings.unwrap(kept.ring, secret).wipe()
        if kept.records or at_rest.unfinished(self._folder, kept.ring, wanted=False):
            raise AppError(
                "records_encrypted",
                _("Dữ liệu trên máy còn mã hóa"),
                _("Bỏ khóa bây giờ thì không ai mở được dữ liệu nữa."),
                _("Hãy bỏ mã hóa dữ liệu trên máy này trước, rồi tắt mã hóa bản sao lưu."),
            )
        with writing_to(self._folder.root):
            vault_file.remove(self._folder)

    # -- the records on this PC

    def encrypt_records(self, secret: str, job: JobContext = UNWATCHED) -> None:
        """Encrypt database, evidence and their backups on this PC; asked again, it goes on where it was stopped.

        From the next start on the program opens with the password or the recovery sheet only. Backups already
        brought to a second place stay as they are.

        Args:
            secret: the password, or the code of the recovery sheet.
            job: progress and cancel.

        Raises:
            AppError: ``wrong_password``, whoever asks may not, no room, another program uses the records; whatever
                is done by then stays done, and everything can be read.
        """
        self._settle(secret, job, wanted=True)

    def decrypt_records(self, secret: str, job: JobContext = UNWATCHED) -> None:
        """Make database, evidence and their backups on this PC plain again; arguments and errors as for the other way."""
        self._settle(secret, job, wanted=False)

    def _settle(self, secret: str, job: JobContext, *, wanted: bool) -> None:
        self._db.permit(Right.PEOPLE)
        if wanted and not at_rest.is_possible():
            raise AppError(
                "cipher_missing",
                _("Thiếu thư viện mã hóa dữ liệu"),
                _("Bản cài này của chương trình không có thư viện để mã hóa dữ liệu trên máy."),
                _("Hãy cài bằng tệp cài đặt đầy đủ của chương trình."),
            )
        kept = vault_file.read(self._folder)
        keychain.hold(key_rings.unwrap(kept.ring, secret))
        if kept.records != wanted:
            self._write(replace(kept, records=wanted))
        try:
            at_rest.settle(self._folder, self._db, kept.ring, job, wanted=wanted)
        except BaseException:
            with suppress(AppError):  # the first error is the one to tell
                if not at_rest.unfinished(self._folder, kept.ring, wanted=kept.records):
                    self._write(kept)  # nothing was changed yet: nothing is left to be gone on with
            raise
        finally:
            self._db.announce(Area)

    def recover(self, sealed: Path, secret: str) -> None:
        """Take the keys back from a sealed backup, where the key file is damaged or lost.

        Args:
            sealed: a backup of this office.
            secret: the password or the recovery code of that backup.

        Raises:
            AppError: the keys here are whole; the file is no sealed one; ``wrong_password``; whoever asks may not.
        """
        self._db.permit(Right.PEOPLE)
        if self.state().on and not self.state().damaged:
            raise AppError(
                "vault_begun",
                _("Đã bật mã hóa"),
                _("Tệp khóa mã hóa còn nguyên, không cần lấy lại."),
            )
        with reading_from(sealed):
            ring = sealed_files.read_header(sealed).ring
        key_rings.unwrap(ring, secret).wipe()
        now = self._clock.now()
        records = keychain.head_of(self._folder.database).startswith(keychain.mark_of(ring.public))
        self._write(vault_file.Kept(ring, since=now, sheet_at=now, records=records))
        self._prove(secret)

    # -- the recovery sheet

    def sheet(self, code: str) -> bytes:
        """The recovery sheet with ``code`` as a PDF, for paper only; nothing keeps it."""
        from friendly_desktop.services.documents.pdf import pdf_bytes
        from friendly_desktop.services.documents.recovery_sheet import encryption_sheet

        with in_vietnamese():
            return pdf_bytes(encryption_sheet(self._office.office(), code, self._clock.today()))

    def write_sheet(self, code: str, target: Path) -> Written:
        """Write the recovery sheet to a ``.pdf`` file, whole or not at all, and read it back.

        Raises:
            AppError: the place cannot be written.
        """
        from friendly_desktop.storage.pdfium import page_count

        content = self.sheet(code)
        return write_file(target, content, page_count(content))

    # -- inside

    def _write(self, kept: vault_file.Kept) -> None:
        with writing_to(self._folder.root):
            vault_file.write(self._folder, kept)

    def _prove(self, secret: str) -> None:
        """Read the keys back from the disk before anybody relies on them."""
        found: PrivateKey = key_rings.unwrap(vault_file.read(self._folder).ring, secret)
        found.wipe()


def _with(ring: Ring, slot: Slot) -> Ring:
    return Ring(ring.public, (*(one for one in ring.slots if one.kind is not slot.kind), slot))
