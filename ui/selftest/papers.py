"""The steps without a window: every kind of data read, every kind of paper made and read back."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ui.selftest.office import NotAsItShouldBeError, Office
from ui.selftest.report import Tried

#: Values for the fields of letters, by the kind of field; a choice takes its first.
_TEXTS = {
    "person_name": "Nguyễn Thị Hồng Nhung",
    "address": "Thôn Đồng Quýt, xã An Bình",
    "paragraph": "Hồ sơ phải xác minh nguồn gốc đất tại thực địa, đoàn xác minh bị chậm do mưa bão.",
}


def system(_office: Office) -> Tried:
    """What the program stands on: its resources, time zones, the names of days; what text is on this system."""
    import locale
    import zoneinfo

    from babel import Locale

    from friendly_desktop.paths import RESOURCES

    zoneinfo.ZoneInfo("Asia/Ho_Chi_Minh")
    Locale.parse("vi_VN")
    files = [one for one in RESOURCES.rglob("*") if one.is_file()]
    for one in files:
        one.read_bytes()
    return Tried(len(files), (f"code page {locale.getencoding()}, UTF-8 mode {sys.flags.utf8_mode}",))


def demo(office: Office) -> Tried:
    """The commune itself; everything after it works on this one."""
    made = office.run("demo", "--year", office.year)
    return Tried(sum(made["counts"].values()))


def criteria(office: Office) -> Tried:
    """Each set read, written as an Excel form, and read back from there."""
    sets = [one["id"] for one in office.run("criteria", "list")]
    for one in sets:
        office.run("criteria", "show", one)
        form = office.papers / f"{one}.xlsx"
        office.run("criteria", "template", form, "--from", one)
        office.run("criteria", "check", form)
    return Tried(len(sets))


def letters(office: Office) -> Tried:
    """Each kind as PDF and Word, upright and on half a sheet; a list; one to paper as a file."""
    made = 0
    for kind in office.run("letter", "kinds"):
        values = {one["id"]: _value(one) for one in kind["fields"] if one["required"]}
        fields = office.write(f"{kind['id']}.json", json.dumps(values, ensure_ascii=False))
        for name in (f"{kind['id']}.pdf", f"{kind['id']}.docx"):
            made += office.make(name, "letter", "make", kind["id"], "--fields", fields)
        made += office.make(
            f"{kind['id']}-A5.pdf", "letter", "make", kind["id"], "--fields", fields, "--paper", "A5"
        )
    table = office.write("khai-sinh.csv", _BIRTHS)
    made += office.make("Thư chúc mừng.pdf", "letter", "batch", "birth", "--table", table)
    printed = office.papers / "Bản in.pdf"
    first = office.run("letter", "list")[0]["id"]
    office.run("letter", "print", first, "--to", printed)
    return Tried(made + 1)


_BIRTHS = """Họ tên mẹ;Họ tên cha;Họ tên con;Giới tính;Ngày sinh;Địa chỉ
Lê Thị Thu Hà;Phạm Văn Ước;Phạm Lê Minh Khôi;Nam;5/11/2025;Thôn Đông
Đỗ Thị Ngọc Ánh;;Đỗ Bảo An;Nữ;07/11/2025;Thôn Trung
"""


def _value(field: Mapping[str, Any]) -> str:
    return field.get("sample") or _TEXTS.get(field["kind"], "") or _OTHERS.get(field["kind"], "An Bình")


_OTHERS = {"date": "2025-11-05", "year": "1942", "time": "05:30", "number": "3"}


def cases(office: Office) -> Tried:
    """Every lawful form of every case, its slip, the day's list, the statistics."""
    made = 0
    for case in office.run("case", "list"):
        code = case["code"]
        office.run("case", "show", code)
        made += office.make(f"{code}-slip.pdf", "case", "slip", code)
        for form in office.run("case", "form", code):
            if form["lawful"]:
                for suffix in ("pdf", "docx"):
                    made += office.make(f"{code}-{form['id']}.{suffix}", "case", "form", code, form["id"])
    made += office.make("daily.pdf", "case", "daily", "--on", f"{office.year}-11-12")
    for suffix in ("pdf", "xlsx"):
        name = f"statistics.{suffix}"
        made += office.make(
            name, "case", "statistics", "--from", f"{office.year}-01-01", "--to", f"{office.year}-12-31"
        )
    for kind in ("complaint", "denunciation", "petition", "feedback"):
        office.run("deadline", kind, "--received", f"{office.year}-11-12")
    return Tried(made)


def registers(office: Office) -> Tried:
    """Both books as PDF and Excel."""
    made = 0
    for book in ("reception", "papers"):
        for suffix in ("pdf", "xlsx"):
            name = f"register-{book}.{suffix}"
            made += office.make(name, "register", "print", "--year", office.year, "--book", book)
    return Tried(made)


def reception(office: Office) -> Tried:
    """The year's reception days and a notice to post."""
    days = office.run("schedule", "make", office.year, codes=(0, 1))
    made = office.make("notice.pdf", "schedule", "notice", f"{office.year}-11")
    return Tried(made + len(days.get("days", ())))


def surveys(office: Office) -> Tried:
    """Ballots of each form, the result and the list of each survey; printed ballots read back where that is built in."""
    made = 0
    for form in office.run("survey", "forms"):
        made += office.make(f"ballots-{form['id']}.pdf", "survey", "print", form["id"], "--count", 3)
        office.run("survey", "export", form["id"], "--out", office.papers / f"{form['id']}.yaml")
    for one in office.run("survey", "list"):
        if one["state"] == "closed":
            for suffix in ("pdf", "xlsx"):
                made += office.make(f"survey-{one['id']}.{suffix}", "survey", "result", one["id"])
        made += office.make(f"survey-{one['id']}-ballots.xlsx", "survey", "ballots", one["id"])
    return Tried(made, tuple(_scanner()))


def _scanner() -> Iterator[str]:
    try:
        import zxingcpp  # noqa: F401 - whether this build can read codes
    except ImportError:
        yield "ballots cannot be read from scans: zxing-cpp is not here"


def postings(office: Office) -> Tried:
    """Each kind on A4, and as A1 on sheets to join."""
    made = 0
    for kind in office.run("posting", "kinds"):
        given = ("posting", "make", kind["id"])
        made += office.make(f"{kind['id']}-A4.pdf", *given)
        if "A1" in kind["sizes"]:
            made += office.make(f"{kind['id']}-A1.pdf", *given, "--size", "A1", "--tile")
    return Tried(made)


def figures(office: Office) -> Tried:
    """The table of a year to fill in, and the figures as they are."""
    office.run("indicator", "template", office.year, office.papers / "figures.xlsx")
    found = office.run("indicator", "show", office.year)
    return Tried(1 + len(found))


def search(office: Office) -> Tried:
    """With tone marks and without, the same things are found."""
    found = [len(office.run("search", text)) for text in ("đề nghị", "de nghi")]
    if not all(found):
        raise NotAsItShouldBeError(f"search found {found}")
    return Tried(sum(found))


def year(office: Office) -> Tried:
    """What is missing is filled in, the papers of the year written, its figures frozen."""
    gaps = office.run("year", "status", office.year)["gaps"]
    for gap in gaps:
        if gap["kind"] == "not_scored":
            office.run("score", "set", office.year, gap["node"], gap["points"])
        elif gap["kind"] == "veto_unanswered":
            office.run("score", "veto", office.year, gap["node"], "no")
        elif gap["kind"] == "no_evidence":
            proof = office.write(
                f"Biên bản kiểm tra {gap['node']}.txt", f"Biên bản kiểm tra mục {gap['node']}.\n"
            )
            office.run("evidence", "add", office.year, gap["node"], proof)
    office.run("evidence", "verify")
    made = 0
    for paper in ("submission", "report"):
        for suffix in ("pdf", "docx"):
            made += office.make(f"{paper}.{suffix}", "report", "write", office.year, paper)
    office.run("year", "freeze", office.year)
    return Tried(made + len(gaps))


def package(office: Office) -> Tried:
    """The package as a folder, as one file and in parts; each verified as the authority above would."""
    files = 0
    for name, more in (("Gói nộp", ()), ("goi.zip", ()), ("phan.zip", ("--part-size", "2"))):
        target = office.papers / name
        made = office.run("package", "export", office.year, "--out", target, *more)
        parts = _written(made, target)
        found = office.run("package", "verify", *parts)
        if not found["ok"]:
            raise NotAsItShouldBeError(f"{name}: {found['problems']}")
        files += found["files"]
    return Tried(files)


def _written(made: Mapping[str, Any], target: Any) -> list[str]:
    parts = made.get("parts")
    return (
        [str(one) for one in parts] if isinstance(parts, list) and parts else [str(made.get("path", target))]
    )


def sealed(office: Office) -> Tried:
    """A package under a password: verified with it, refused with another."""
    secret, wrong = (
        office.write(f"{name}.txt", f"{name} rất dài 2026\n") for name in ("mật khẩu", "mật khẩu khác")
    )
    target = office.papers / "goi-kin.zip"
    made = office.run("package", "export", office.year, "--out", target, "--passphrase-file", secret)
    parts = _written(made, target)
    found = office.run("package", "verify", *parts, "--passphrase-file", secret)
    office.run("package", "verify", *parts, "--passphrase-file", wrong, codes=(1, 3))
    return Tried(found["files"])


def backups(office: Office) -> Tried:
    """A backup beside the data and one as a file for a stick; restored from the file, the records are the same."""
    before = len(office.run("letter", "list"))
    office.run("backup", "make")
    file = office.papers / "Bản sao lưu.cqtt"
    made = office.run("backup", "make", "--out", file)
    office.run("backup", "check", file)
    office.run("backup", "restore", file)
    after = len(office.run("letter", "list"))
    if before != after:
        raise NotAsItShouldBeError(f"{before} letters before the restore, {after} after it")
    return Tried(
        sum(made["rows"].values())
        if isinstance(made.get("rows"), dict)
        else len(office.run("backup", "list"))
    )


def at_rest(office: Office) -> Tried:
    """The records encrypted under a password, read, found in no file, and made plain again."""
    from friendly_desktop.services.vault import unlocking

    secret = office.write("mật khẩu dữ liệu.txt", "mật khẩu của máy này\n")
    office.run(
        "vault", "begin", "--passphrase-file", secret, "--sheet", office.papers / "Phiếu khôi phục.pdf"
    )
    office.run("vault", "encrypt", "--passphrase-file", secret)
    if office.data.database.read_bytes().startswith(b"SQLite"):
        raise NotAsItShouldBeError("the database is plain")
    unlocking.lock()
    office.run("letter", "list", codes=(1,))
    unlocking.unlock(office.data, "mật khẩu của máy này")
    found = office.run("letter", "list")
    office.run("vault", "decrypt", "--passphrase-file", secret)
    office.run("vault", "end", "--passphrase-file", secret)
    return Tried(len(found))


def doctor(office: Office) -> Tried:
    """The program's own examination of the data."""
    found = office.run("doctor")
    return Tried(len(found["checks"]))


STEPS: Mapping[str, Callable[[Office], Tried]] = {
    "system": system,
    "demo": demo,
    "criteria": criteria,
    "letters": letters,
    "cases": cases,
    "registers": registers,
    "reception": reception,
    "surveys": surveys,
    "postings": postings,
    "figures": figures,
    "search": search,
    "year": year,
    "package": package,
    "sealed": sealed,
    "backups": backups,
    "at-rest": at_rest,
    "doctor": doctor,
}
