"""Postings: filled from the records, kept as made, hung, taken down, photographed, and refused kindly."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from friendly_desktop.bootstrap import Services, open_services
from friendly_desktop.domain.office import Office, Person, Signatory
from friendly_desktop.domain.postings import PostingSize
from friendly_desktop.errors import AppError
from friendly_desktop.paths import DataFolder
from friendly_desktop.services.pages import open_pages
from friendly_desktop.storage.pdfium import page_count

DAY = date(2026, 3, 5)


class _Clock:
    def now(self) -> datetime:
        return datetime(2026, 3, 20, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))

    def today(self) -> date:
        return date(2026, 3, 20)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    made = open_services(DataFolder(tmp_path / "data"), _Clock(), create=True)
    made.office.save_office(Office(name="An Bình", province="Hải Phòng"))
    made.office.save_signatory(Signatory(0, "Nguyễn Thị Huệ"))
    made.office.save_person(Person(0, "Trần Quang Khải", "Công chức Tư pháp - Hộ tịch"))
    yield made
    made.close()


def test_a_posting_begins_with_the_offices_own_name_and_people(services: Services) -> None:
    assert services.postings.blank("banner_build")["lead"] == "XÃ AN BÌNH QUYẾT TÂM XÂY DỰNG"
    people = services.postings.blank("telephones")["people"]
    assert [row[0] for row in people] == ["Nguyễn Thị Huệ", "Trần Quang Khải"]
    signed = services.postings.blank("commitment")
    assert (signed["post"], signed["signatory"]) == ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "Nguyễn Thị Huệ")


def test_the_notice_of_reception_shows_the_days_of_the_schedule_still_to_come(services: Services) -> None:
    services.meetings.make(2026, "thứ Năm tuần 1 và 3")
    values = services.postings.blank("reception_notice")
    assert values["period"] == "Từ tháng 4 đến tháng 12 năm 2026"
    days = [row[0] for row in values["sessions"]]
    assert len(days) == 18
    assert days[0] == "Thứ Năm 02/04"
    assert services.postings.pdf("reception_notice", values, PostingSize.A2).pages == 1


def test_what_was_made_is_printed_again_exactly_alike(services: Services) -> None:
    service = services.postings
    values = service.blank("banner_conduct")
    one = service.make("banner_conduct", values, PostingSize.A3)
    assert service.file(one.id) == service.pdf("banner_conduct", values, PostingSize.A3).content
    assert service.values_of(one) == values
    assert services.evidence.verify().missing == ()
    assert services.evidence.collect_orphans(0).files == 0


def test_a_posting_hangs_in_places_and_is_taken_down(services: Services) -> None:
    service = services.postings
    one = service.make("banner_conduct", service.blank("banner_conduct"), PostingSize.A3)
    service.hang(one.id, DAY, " Bộ phận  một cửa ")
    two = service.hang_also(one.id, date(2026, 3, 6), "Phòng tiếp dân")
    assert two.sha256 == one.sha256
    assert [(p.place, p.hangs) for p in service.find(2026)] == [
        ("Phòng tiếp dân", True),
        ("Bộ phận một cửa", True),
    ]
    down = service.take_down(one.id, date(2026, 3, 20))
    assert not down.hangs
    assert service.hang_again(one.id).hangs
    assert service.places() == ("Phòng tiếp dân", "Bộ phận một cửa")


def test_it_belongs_to_every_year_in_which_it_hangs(services: Services) -> None:
    service = services.postings
    one = service.make("banner_build", service.blank("banner_build"), PostingSize.A4)
    service.hang(one.id, date(2025, 11, 1), "Sảnh")
    assert [len(service.find(year)) for year in (2024, 2025, 2026)] == [0, 1, 1]
    service.take_down(one.id, date(2025, 12, 31))
    assert [len(service.find(year)) for year in (2025, 2026)] == [1, 0]


@pytest.mark.parametrize(
    ("day", "place", "code"),
    [(DAY, "  ", "place_empty"), (date(2026, 3, 21), "Sảnh", "day_to_come")],
)
def test_hanging_nowhere_or_tomorrow_is_refused(services: Services, day: date, place: str, code: str) -> None:
    one = services.postings.make("banner_build", services.postings.blank("banner_build"), PostingSize.A4)
    with pytest.raises(AppError) as refused:
        services.postings.hang(one.id, day, place)
    assert refused.value.code == code
    assert services.postings.get(one.id).hung_on is None


def test_a_photo_of_the_wall_proves_the_leaves_that_ask_for_the_posting(
    services: Services, tmp_path: Path
) -> None:
    services.assessment.open_year(2026, "hai-duong-2024")
    photo = tmp_path / "tuong.jpg"
    Image.new("RGB", (40, 30), "#BE1420").save(photo)
    service = services.postings
    one = service.make("banner_conduct", service.blank("banner_conduct"), PostingSize.A3)
    with pytest.raises(AppError, match="chưa được ghi là đã treo"):
        service.photo(one.id, [photo])
    service.hang(one.id, DAY, "Phòng tiếp dân")
    service.photo(one.id, [photo])
    (evidence_id,) = service.get(one.id).evidence
    assert services.evidence.get(evidence_id).nodes == service.leaves(one) != ()
    service.detach(one.id, evidence_id)
    assert service.get(one.id).evidence == ()
    assert services.evidence.get(evidence_id).removed_at is None


def test_what_was_taken_out_of_the_list_comes_back(services: Services) -> None:
    service = services.postings
    one = service.make("banner_build", service.blank("banner_build"), PostingSize.A4)
    service.remove([one.id])
    assert service.find() == ()
    with pytest.raises(AppError, match="đã được xóa"):
        service.get(one.id)
    service.restore([one.id])
    assert service.find() == (one,)


def test_a_large_posting_comes_in_sheets_of_the_printer_with_a_plan(services: Services) -> None:
    service = services.postings
    values = service.blank("banner_build")
    whole = service.pdf("banner_build", values, PostingSize.A1)
    tiled = service.pdf("banner_build", values, PostingSize.A1, tile=PostingSize.A4)
    assert (whole.pages, tiled.pages) == (1, 16)
    assert page_count(tiled.content) == 16
    assert service.pdf("banner_build", values, PostingSize.A4, tile=PostingSize.A4).pages == 1


@pytest.mark.parametrize(
    ("kind", "field", "value", "code"),
    [
        ("banner_build", "headline", "", "posting_field_empty"),
        ("banner_build", "headline", "DÀI " * 60, "posting_field_long"),
        ("banner_build", "headline", "VÌ NHÂN DÂN 😀", "missing_glyph"),
        ("banner_build", "nothing", "x", "posting_field_unknown"),
        ("banner_conduct", "groups", (("4 xin", "Xin chào " * 1200),), "posting_too_long"),
        ("procedures", "links", (("Khai sinh", "", ""),), "link_empty"),
        ("procedures", "links", (("Khai sinh", "https://x.vn/" + "a" * 400, ""),), "link_long"),
        ("telephones", "people", (("A" * 300, "", "0912"),), "posting_too_long"),
    ],
)
def test_words_that_make_no_poster_are_refused_and_named(
    services: Services, kind: str, field: str, value: object, code: str
) -> None:
    values = {**services.postings.blank(kind), field: value}
    with pytest.raises(AppError) as refused:
        services.postings.pdf(kind, values, PostingSize.A3)  # type: ignore[arg-type]
    assert refused.value.code == code
    assert services.postings.find() == ()


def test_the_same_values_give_the_same_bytes(services: Services) -> None:
    values = services.postings.blank("conduct_5")
    made = [services.postings.pdf("conduct_5", values, PostingSize.A0).content for _time in range(2)]
    assert made[0] == made[1]


def test_a_code_is_read_by_a_telephone_from_the_printed_sheet(services: Services) -> None:
    zxing = pytest.importorskip("zxingcpp")
    values = services.postings.blank("procedures")
    links = tuple((f"Thủ tục {n}", f"https://example.vn/thủ-tục/{n}", "Trong ngày") for n in range(12))
    pdf = services.postings.pdf("procedures", {**values, "links": links}, PostingSize.A3)
    with open_pages(pdf.content) as opened:
        drawn = opened.image(0, 1800)
    picture = Image.frombytes("RGB", (drawn.width, drawn.height), drawn.rgb)
    assert {one.text for one in zxing.read_barcodes(picture)} == {link for _name, link, _more in links}


def test_a_full_disk_keeps_nothing_and_says_so(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _path: SimpleNamespace(total=1, used=1, free=0))
    with pytest.raises(AppError) as refused:
        services.postings.make("free", services.postings.blank("free"), PostingSize.A4)
    assert refused.value.code == "disk_full"
    monkeypatch.undo()
    assert services.postings.find() == ()


def test_a_kill_between_file_and_row_leaves_a_stray_file_and_no_row(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_arguments: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("friendly_desktop.storage.postings.add", killed)
    with pytest.raises(KeyboardInterrupt):
        services.postings.make("free", services.postings.blank("free"), PostingSize.A4)
    monkeypatch.undo()
    assert services.postings.find() == ()
    assert services.evidence.collect_orphans(0).files == 1
    assert services.postings.make("free", services.postings.blank("free"), PostingSize.A4).id == 1


def test_a_notice_that_hangs_posts_its_days_and_says_when_the_schedule_changed(services: Services) -> None:
    service, meetings = services.postings, services.meetings
    meetings.make(2026, "thứ Năm tuần 1 và 3")
    one = service.make("reception_notice", service.blank("reception_notice"), PostingSize.A3)
    assert service.post_sessions(one.id) == ()
    hung = service.hang(one.id, date(2026, 3, 20), "Bảng tin")
    posted = service.post_sessions(one.id)
    assert len(posted) == 18
    assert {meetings.get(session).posted_on for session in posted} == {date(2026, 3, 20)}
    assert service.changed(hung) == ""
    first = meetings.get(posted[0])
    meetings.cancel(first.id, "Bão số 1")
    assert service.changed(hung) == (
        "Lịch tiếp công dân đã khác tờ này: không còn tiếp ngày 02/04/2026. Hãy làm tờ mới."
    )
    service.take_down(one.id, date(2026, 3, 20))
    assert service.changed(service.get(one.id)) == ""
