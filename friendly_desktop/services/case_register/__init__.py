"""The printed registers of cases: shown, printed for the book, printed once more."""

from friendly_desktop.services.case_register.options import RegisterOptions
from friendly_desktop.services.case_register.service import (
    CaseRegisterService,
    PartOverview,
    RegisterFile,
    RegisterPdf,
)
from friendly_desktop.services.case_register.wiping import wipe_denouncer

__all__ = [
    "CaseRegisterService",
    "PartOverview",
    "RegisterFile",
    "RegisterOptions",
    "RegisterPdf",
    "wipe_denouncer",
]
