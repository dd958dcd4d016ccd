"""The password is changed, backups and packages are sealed: the keys always open, and what is there under its name is whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from friendly_desktop.bootstrap import Services
from friendly_desktop.errors import AppError
from friendly_desktop.services.package import verify
from friendly_desktop.storage import backup_second
from tests.cheap_keys import CHEAP
from tests.torture.act import Act, Say, no_evidence_lost, nothing_unfinished

YEAR = 2026
_PASSWORDS = ("đò đưa qua sông nhỏ", "cầu tre lắc lẻo gập ghềnh")


class Encrypting(Act):
    """A new password, a sealed backup in one file and in the second place, a sealed package, in turn."""

    name = "encryption"
    writes_files = True
    turns = (1, 2, 3)

    @contextmanager
    def opened(self) -> Iterator[Services]:
        with (
            patch("friendly_desktop.storage.key_rings.Strength", lambda: CHEAP),
            super().opened() as services,
        ):
            yield services

    @property
    def _code(self) -> Path:
        return self.desk / "phiếu.txt"

    def prepare(self) -> None:
        with self.opened() as services:
            services.assessment.open_year(YEAR, "hai-duong-2024")
            for number in range(4):
                path = self.folder / f"Biên bản {number}.txt"
                path.write_text(f"{number} " * 20_000, encoding="utf-8")
                services.evidence.add_files(YEAR, "B.1.1.1", [path])
            services.backups.choose_second(self.target)
            self._code.write_text(services.vault.begin(_PASSWORDS[0]), encoding="utf-8")

    def play(self, services: Services, turn: int, say: Say) -> None:
        if turn % 3 == 0:
            code = self._code.read_text(encoding="utf-8")
            services.vault.change_password(code, _PASSWORDS[turn % 2])
            say("password", turn % 2)
        elif turn % 3 == 1:
            services.backups.make_file(self.target / "sao-luu.zip")
            say("backup")
            services.office.save_unit(f"Tổ {turn}")
            services.backups.make()
        else:
            services.package.export(YEAR, self.target / "gói.zip", password=_PASSWORDS[0])
            say("package")

    def look(self, services: Services) -> None:
        code = self._code.read_text(encoding="utf-8")
        assert services.vault.state().on
        assert not services.vault.state().damaged
        services.vault.change_password(code, _PASSWORDS[0])
        self.found["passwords opened"] += 1
        said = {told[0] for told in self.told}
        backup, package = self.target / "sao-luu.zip.mahoa", self.target / "gói.zip.mahoa"
        assert backup.exists() or "backup" not in said
        assert package.exists() or "package" not in said
        second = self.target / backup_second.FOLDER
        for path in (backup, *second.glob("*.mahoa")):
            if path.exists() and (path == backup or path.with_name(_manifest(path)).exists()):
                assert services.backups.check(path, secret=code).problems == ()
                self.found["sealed backups read"] += 1
        if package.exists():
            assert verify([package], password=_PASSWORDS[0]).ok
            self.found["sealed packages read"] += 1
        assert not [path for path in second.rglob("*") if path.suffix in {".sqlite", ".zip"}]
        no_evidence_lost(services, self.found)
        nothing_unfinished(self.target)
        self._wrong_password_opens_nothing(services)

    @staticmethod
    def _wrong_password_opens_nothing(services: Services) -> None:
        try:
            services.vault.new_sheet("không phải mật khẩu")
        except AppError as error:
            assert error.code == "wrong_password"  # noqa: PT017 - torture runs without pytest, too
        else:
            raise AssertionError("a wrong password opened")


def _manifest(sealed: Path) -> str:
    return sealed.name.removesuffix(".zip.mahoa") + backup_second.SEALED_MANIFEST
