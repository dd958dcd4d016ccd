"""Every setting that the records keep, declared once: its key, kind, default and words for people.

A setting is read and written through its declaration only (``services/office.py``, ``storage/office.py``);
a test finds a key that is spelled anywhere else. How a person left the window on this PC is no record:
``ui/window_state.py`` declares that.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from friendly_desktop.i18n import LANGUAGES, N_


class SettingKind(Enum):
    """What the text of a setting must be; anything else counts as not set."""

    TEXT = "text"
    CHOICE = "choice"
    MAP = "map"  # a JSON object
    LIST = "list"  # a JSON list


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting.

    ``words`` are untranslated; ``personal`` ones may hold names and never leave in a problem report.
    """

    key: str
    words: str
    kind: SettingKind = SettingKind.TEXT
    default: str = ""
    choices: tuple[str, ...] = ()
    personal: bool = False

    def read(self, stored: Mapping[str, str]) -> str:
        """The value among stored ones; the default where there is none or a damaged one."""
        found = stored.get(self.key)
        return self.default if found is None or not self.is_sound(found) else found

    def is_sound(self, value: str) -> bool:
        """Whether ``value`` is of this setting's kind."""
        if self.kind is SettingKind.CHOICE:
            return value in self.choices
        if self.kind is SettingKind.TEXT:
            return True
        try:
            found = json.loads(value)
        except (ValueError, RecursionError):
            return False
        return isinstance(found, dict if self.kind is SettingKind.MAP else list)


@dataclass(frozen=True, slots=True)
class SettingFamily:
    """Settings of one sort, one for each thing that has a name: a printer, a kind of letter."""

    start: str
    words: str
    kind: SettingKind = SettingKind.TEXT
    default: str = ""
    personal: bool = False

    def of(self, name: str) -> Setting:
        """The setting of one of them."""
        return Setting(self.start + name, self.words, self.kind, self.default, personal=self.personal)

    def stored(self, stored: Mapping[str, str]) -> dict[str, str]:
        """What was stored for each of them, by its name."""
        return {
            key.removeprefix(self.start): self.of(key.removeprefix(self.start)).read(stored)
            for key in stored
            if key.startswith(self.start)
        }


LANGUAGE = Setting("language", N_("Ngôn ngữ của các lệnh"), SettingKind.CHOICE, "vi", LANGUAGES)

OFFICE_KIND = Setting(
    "office.unit_type", N_("Loại đơn vị"), SettingKind.CHOICE, "xa", ("xa", "phuong", "dac_khu")
)
OFFICE_NAME = Setting("office.name", N_("Tên đơn vị"))
OFFICE_PROVINCE = Setting("office.province", N_("Tỉnh, thành phố"))
OFFICE_PLACE = Setting("office.place", N_("Địa danh ghi trên văn bản"))
OFFICE_AUTHORITY = Setting("office.authority", N_("Cơ quan cấp trên nhận hồ sơ"))
OFFICE_SALUTATION = Setting("office.authority_salutation", N_("Kính gửi"))
OFFICE_SYMBOL = Setting("office.symbol", N_("Ký hiệu cơ quan"), default="UBND")
OFFICE_RECIPIENTS = Setting("office.recipients", N_("Nơi nhận"), SettingKind.LIST, "[]")

AGE_COUNT = Setting(
    "letters.age_count", N_("Cách tính tuổi"), SettingKind.CHOICE, "nominal", ("nominal", "full")
)
REMEMBERED_VALUES = Setting(
    "letters.remembered", N_("Điều nhớ từ thư trước"), SettingKind.MAP, "{}", personal=True
)
DEFAULT_TEMPLATES = SettingFamily("letters.default.", N_("Mẫu thư thường dùng"))
UNFINISHED_TEMPLATES = SettingFamily("letters.unfinished.", N_("Mẫu thư đang sửa dở"), personal=True)
PRINTERS = SettingFamily("printer.", N_("Cách in của một máy in"), SettingKind.MAP, "{}", personal=True)
LAST_PRINTER = Setting("printer-last", N_("Máy in dùng gần nhất"), personal=True)

SCHEDULE = Setting("meetings.schedule", N_("Cách tiếp công dân"), SettingKind.MAP, "{}", personal=True)
LAW_MINIMA = Setting("meetings.minima", N_("Mức tiếp công dân tối thiểu"), SettingKind.MAP, "{}")

RETENTION_TERMS = Setting("retention.terms", N_("Thời hạn lưu giữ của đơn vị"), SettingKind.MAP, "{}")
RETENTION_LOOKED = Setting("retention.looked", N_("Ngày xem lại dữ liệu đến hạn hủy gần nhất"))
IDLE_LOCK = Setting(
    "people.idle",
    N_("Số phút không làm việc thì khóa màn hình"),
    SettingKind.CHOICE,
    "10",
    ("0", "5", "10", "15", "30", "60"),
)

RESTORED_FROM = Setting("restored_from", N_("Khôi phục từ bản sao lưu lúc"))

SAMPLE_DATA = Setting("demo", N_("Dữ liệu mẫu"))
#: How its value begins while the sample is being filled in; the moment when that began follows.
SAMPLE_FILLING = "filling"
SCRUB_OWED = Setting("scrub_owed", N_("Tệp dữ liệu còn phải ghi lại"))
FILES_OWED = Setting("files_to_forget", N_("Tệp còn phải xóa"))

SETTINGS = (
    LANGUAGE,
    OFFICE_KIND,
    OFFICE_NAME,
    OFFICE_PROVINCE,
    OFFICE_PLACE,
    OFFICE_AUTHORITY,
    OFFICE_SALUTATION,
    OFFICE_SYMBOL,
    OFFICE_RECIPIENTS,
    AGE_COUNT,
    REMEMBERED_VALUES,
    LAST_PRINTER,
    SCHEDULE,
    LAW_MINIMA,
    RETENTION_TERMS,
    RETENTION_LOOKED,
    RESTORED_FROM,
    IDLE_LOCK,
    SAMPLE_DATA,
    SCRUB_OWED,
    FILES_OWED,
)
FAMILIES = (DEFAULT_TEMPLATES, UNFINISHED_TEMPLATES, PRINTERS)


def declared(key: str) -> Setting | None:
    """The declaration behind a stored key; None for one that this version does not know."""
    for one in SETTINGS:
        if one.key == key:
            return one
    for family in FAMILIES:
        if key.startswith(family.start):
            return family.of(key.removeprefix(family.start))
    return None
