"""One search over everything: what is found, in which order, and what is never shown."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event, insert, update

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.cases import Case, CaseEntry, CaseKind, CaseState
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.office import Person
from friendly_desktop.domain.search import SearchArea, SearchHit
from friendly_desktop.storage import case_search
from friendly_desktop.storage.everyday_tables import postings
from friendly_desktop.storage.tables import cases, evidence, files, meetings, promises

NOW = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
YEAR = 2026


@pytest.fixture
def office(services: Services) -> Services:
    services.assessment.open_year(YEAR, "hai-duong-2024")
    return services


def enter(services: Services, number: int, content: str = "", **fields: object) -> None:
    """Put a case into the register."""
    entry = replace(CaseEntry(CaseKind.PETITION, date(2026, 3, 5)), content=content, **fields)  # type: ignore[arg-type]
    case = Case(number, YEAR, number, None, entry, CaseState.ENTERED)
    values = {name: "" for name, kept in cases.c.items() if kept.type.python_type is str}
    values |= {name: False for name, kept in cases.c.items() if kept.type.python_type is bool}  # type: ignore[misc]
    given = {
        "id": number,
        "year": YEAR,
        "number": number,
        "kind": entry.kind.value,
        "received": entry.received,
        "people": 1,
        "name": entry.name,
        "content": content,
        "against": entry.against,
        "paper_file": entry.paper_file,
        "created_at": NOW,
        "changed_at": NOW,
    }
    with services.db.write(Area.CASES) as connection:
        connection.execute(insert(cases).values(**values | given))
        case_search.index(connection, case)


def prove(services: Services, number: int, title: str, **fields: object) -> None:
    """Put a piece of evidence down, without its file."""
    digest = f"{number:064d}"
    given = {"name": f"{number}.pdf", "number": "", "description": "", "version": 1, "added_at": NOW}
    with services.db.write(Area.EVIDENCE) as connection:
        connection.execute(
            insert(files).values(sha256=digest, bytes=1, media_type="application/pdf", added_at=NOW)
        )
        connection.execute(
            insert(evidence).values(id=number, year=YEAR, sha256=digest, title=title, **given | fields)
        )


def meet(services: Services, number: int, topic: str, promised: str = "") -> None:
    """Put a meeting into the schedule, with a promise."""
    values = {name: "" for name, kept in meetings.c.items() if kept.type.python_type is str}
    given = {"id": number, "kind": "dialogue", "day": date(2026, 5, 7), "state": "held", "mode": "direct"}
    with services.db.write(Area.MEETINGS) as connection:
        connection.execute(
            insert(meetings).values(**values | given | {"topic": topic, "chairman": True, "created_at": NOW})
        )
        connection.execute(
            insert(promises).values(
                meeting_id=number, asked="", promised=promised, officer="Vi Văn Kế", result=""
            )
        )


def titles(services: Services, text: str) -> list[str]:
    return [hit.title for hit in services.search.find(text)]


def test_everything_is_found_without_marks(office: Services) -> None:
    enter(office, 15, "Đường liên thôn xuống cấp", name="Đỗ Đức Đạt")
    prove(office, 3, "Biên bản kiểm tra đường giao thông")
    meet(office, 4, "Đối thoại về đường, mương")
    office.office.save_person(Person(0, "Phạm Thị Đường", "Công chức"))
    found = office.search.find("duong")
    assert [(hit.area, hit.id) for hit in found][:3] == [
        (SearchArea.CASE, 15),
        (SearchArea.MEETING, 4),
        (SearchArea.EVIDENCE, 3),
    ]
    assert SearchArea.PERSON in {hit.area for hit in found}
    assert found[0] == SearchHit(
        SearchArea.CASE, 15, "2026-015 · Đỗ Đức Đạt", "Đường liên thôn xuống cấp", None, 1
    )


def test_criteria_are_found_by_their_words_and_by_their_id(office: Services) -> None:
    leaf = office.assessment.criteria_of(YEAR).leaves[3]
    by_id = office.search.find(leaf.id, areas=[SearchArea.CRITERION])
    assert leaf.id in {hit.id for hit in by_id}
    found = office.search.find("cong khai so dien thoai duong day nong")
    assert any(hit.area is SearchArea.CRITERION and hit.year == YEAR for hit in found)


def test_what_stands_as_typed_comes_first_whatever_it_is(office: Services) -> None:
    enter(office, 1, "việc năm ngoái")
    prove(office, 3, "Bãi sông Nam")
    assert titles(office, "nam")[0] == "Bãi sông Nam"
    assert "Bãi sông Nam" not in titles(office, "năm")


def test_other_marks_will_do_only_where_nothing_fits(office: Services) -> None:
    prove(office, 1, "Nấm rơm")
    assert titles(office, "nấm") == ["Nấm rơm"]
    assert "Nấm rơm" in titles(office, "nẩm")
    prove(office, 2, "Nẩm")
    assert titles(office, "nẩm") == ["Nẩm"]


def test_a_promise_leads_to_its_meeting(office: Services) -> None:
    meet(office, 9, "Hội nghị", promised="sửa xong cầu Vàng trước Tết")
    (hit,) = office.search.find("cau vang")
    assert (hit.area, hit.within, hit.title) == (SearchArea.PROMISE, 9, "Việc đã hứa, buổi 07/05/2026")
    assert "cầu Vàng" in hit.snippet


def test_a_promise_is_found_by_who_keeps_it_and_goes_with_its_meeting(office: Services) -> None:
    meet(office, 9, "Hội nghị", promised="sửa xong cầu Vàng trước Tết")
    (hit,) = office.search.find("vi văn kế")
    assert hit.area is SearchArea.PROMISE
    with office.db.write(Area.MEETINGS) as connection:
        connection.execute(update(meetings).values(removed_at=NOW))
    assert office.search.find("vi văn kế") == ()


def test_figures_are_found_by_their_names(office: Services) -> None:
    found = office.search.find("ky so", areas=[SearchArea.INDICATOR])
    assert found
    assert all("ký số" in f"{hit.title} {hit.snippet}".lower() for hit in found)


def test_the_help_is_searched_too_and_stands_behind_the_records(office: Services) -> None:
    for words in ("phiếu việc", "phieu viec"):
        found = office.search.find(words, areas=[SearchArea.HELP])
        assert [(hit.area, hit.within) for hit in found] == [(SearchArea.HELP, "home")]
    prove(office, 1, "Phiếu việc tháng 3")
    areas = [hit.area for hit in office.search.find("phiếu việc", areas=SearchArea)]
    assert (areas[0], areas[-1]) == (SearchArea.EVIDENCE, SearchArea.HELP)
    assert office.search.find("việc phiếu", areas=[SearchArea.HELP]) == ()  # its words stand there, but apart
    assert office.search.find("phím tắt", areas=[SearchArea.HELP])  # a heading


def test_postings_are_found_by_title_and_place(office: Services) -> None:
    values = {name: "" for name, kept in postings.c.items() if kept.type.python_type is str}
    given = {"id": 4, "title": "Bốn xin, bốn luôn", "place": "Sảnh nhà Zuyquang", "made_on": date(2026, 3, 1)}
    flags = {name: False for name, kept in postings.c.items() if kept.type.python_type is bool}
    with office.db.write(Area.POSTINGS) as connection:
        row = values | flags | given | {"created_at": NOW, "sha256": None}
        connection.execute(insert(postings).values(**row))
    (hit,) = office.search.find("zuyquang")
    assert (hit.area, hit.id, hit.title) == (SearchArea.POSTING, 4, "Bốn xin, bốn luôn")


def test_a_change_is_found_at_once(office: Services) -> None:
    assert titles(office, "thap rua") == []
    prove(office, 1, "Tháp Rùa")
    assert titles(office, "thap rua") == ["Tháp Rùa"]


def test_a_denunciation_is_found_by_its_code_alone_and_tells_nothing(office: Services) -> None:
    enter(
        office, 7, "Ông Zuyquang nhận tiền", kind=CaseKind.DENUNCIATION, against="Zuyquang", paper_file="Tủ 9"
    )
    for question in ("zuyquang", "nhan tien", "Tủ 9", "to cao", "tc"):
        assert SearchArea.CASE not in {hit.area for hit in office.search.find(question)}, question
    (hit,) = office.search.find("2026-007", areas=[SearchArea.CASE])
    assert (hit.id, hit.title, hit.snippet) == (7, "Người tố cáo số TC-2026-007", "")


@pytest.mark.parametrize(
    "question", ["", " ", "*", '"', "AND", "😀", "\ud800", "\x00", "%", "đ" * 5000, "a b " * 2000]
)
def test_no_question_is_an_error(office: Services, question: str) -> None:
    enter(office, 1, "đất đai")
    office.search.find(question)


def test_a_search_takes_few_statements_however_much_there_is(office: Services) -> None:
    for number in range(1, 40):
        enter(office, number, "đường làng")
        prove(office, number, "đường làng")
    office.search.find("duong lang")
    seen: list[str] = []
    event.listen(
        office.db._engine, "before_cursor_execute", lambda _c, _k, statement, *_rest: seen.append(statement)
    )
    assert len(office.search.find("duong lang")) == 40
    assert len([one for one in seen if one.startswith("SELECT")]) <= 6


def test_the_snippet_shows_where_the_words_stand(office: Services) -> None:
    enter(office, 1, "Kính gửi Ủy ban nhân dân xã. " * 8 + "Trâu nhà bên phá lúa, " + "đề nghị xem xét. " * 8)
    (hit,) = office.search.find("pha lua", areas=[SearchArea.CASE])
    assert hit.snippet.startswith("…")
    assert hit.snippet.endswith("…")
    assert "phá lúa" in hit.snippet
    assert len(hit.snippet) < 100


def test_a_round_of_asking_is_found_by_its_title_and_by_its_questions(office: Services) -> None:
    survey = office.surveys.open(YEAR, "citizen", "Khảo sát phiên chợ Đồng Quýt", issued=5)
    for words in ("phien cho", "Đồng Quýt", "mã quét QR"):
        (hit,) = office.search.find(words, areas=[SearchArea.SURVEY])
        assert (hit.id, hit.title, hit.year) == (survey.id, survey.title, YEAR)
    office.surveys.remove(survey.id)
    assert office.search.find("phien cho", areas=[SearchArea.SURVEY]) == ()
