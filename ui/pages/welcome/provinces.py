"""The 34 provinces and cities since 12/6/2025 (Nghị quyết 202/2025/QH15), as suggestions only."""

#: The centrally run cities; documents call them "thành phố", the others "tỉnh".
CITIES = ("Hà Nội", "Huế", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Hồ Chí Minh")

PROVINCES = (
    "An Giang",
    "Bắc Ninh",
    "Cà Mau",
    "Cao Bằng",
    "Đắk Lắk",
    "Điện Biên",
    "Đồng Nai",
    "Đồng Tháp",
    "Gia Lai",
    "Hà Tĩnh",
    "Hưng Yên",
    "Khánh Hòa",
    "Lai Châu",
    "Lạng Sơn",
    "Lào Cai",
    "Lâm Đồng",
    "Nghệ An",
    "Ninh Bình",
    "Phú Thọ",
    "Quảng Ngãi",
    "Quảng Ninh",
    "Quảng Trị",
    "Sơn La",
    "Tây Ninh",
    "Thái Nguyên",
    "Thanh Hóa",
    "Tuyên Quang",
    "Vĩnh Long",
)


def full_name(name: str) -> str:
    """The name as documents write it, tỉnh or thành phố before it; anything else stays as typed."""
    if name in CITIES:
        return f"thành phố {name}"
    return f"tỉnh {name}" if name in PROVINCES else name


def suggestions() -> tuple[str, ...]:
    """All names as documents write them, cities first."""
    return tuple(full_name(name) for name in (*CITIES, *PROVINCES))
