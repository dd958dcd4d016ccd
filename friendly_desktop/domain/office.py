"""The commune office itself: its name, its people, who signs, and the authority above."""

from dataclasses import dataclass
from enum import Enum


class UnitType(Enum):
    """The three kinds of commune-level unit since 01/7/2025."""

    XA = "xa"
    PHUONG = "phuong"
    DAC_KHU = "dac_khu"


@dataclass(frozen=True, slots=True)
class Office:
    """The office as documents name it.

    ``name`` is without the kind ("Ninh Giang"); ``place`` stands before the date in documents;
    ``authority`` is the body the package goes to, always the office's own text; ``symbol`` is used in
    document numbers ("UBND").
    """

    unit_type: UnitType = UnitType.XA
    name: str = ""
    province: str = ""
    place: str = ""
    authority: str = ""
    authority_salutation: str = ""
    symbol: str = "UBND"
    recipients: tuple[str, ...] = ()
    set_up: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the office (Phòng Văn hóa - Xã hội, Văn phòng HĐND và UBND, ...)."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Person:
    """An officer to whom leaves can be given."""

    id: int
    name: str
    position: str = ""
    unit_id: int | None = None


class SigningForm(Enum):
    """How the signature block of a document of the People's Committee begins (NĐ 30/2020)."""

    CHAIRMAN = "chairman"  # TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH
    DEPUTY = "deputy"  # TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs, and how the block is printed."""

    id: int
    name: str
    form: SigningForm = SigningForm.CHAIRMAN
    default: bool = False


@dataclass(frozen=True, slots=True)
class Hamlet:
    """A thôn, tổ dân phố or other part of the commune, as addresses name it ("Thôn Đồng Quýt")."""

    id: int
    name: str
