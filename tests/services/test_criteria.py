"""Sets of the office: shipped and imported, versions that never change, imports that say what they do."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event, text

from friendly_desktop.bootstrap import Services, open_services
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.criteria import Node
from friendly_desktop.errors import AppError
from friendly_desktop.paths import RESOURCES
from friendly_desktop.services.criteria import CriteriaService, ImportResult
from friendly_desktop.storage import criteria_files

SHIPPED = RESOURCES / "criteria" / "hai-duong-2024.yaml"
FIVE = ["an-khuong-2024", "bac-giang-2024", "hai-duong-2024", "ninh-giang-2026", "xuan-luong-2023"]


@pytest.fixture
def revised(workplace: Path) -> Path:
    """Hải Dương with one line reworded, one point moved, one line dropped and one added."""
    content = SHIPPED.read_text(encoding="utf-8")
    content = content.replace("Tại các cuộc họp thôn, khu dân cư", "Tại cuộc họp thôn, khu dân cư", 1)
    content = content.replace("id: B.1.5.3", "id: B.1.5.4", 1)
    path = workplace / "sửa đổi.yaml"
    path.write_text(content, encoding="utf-8", newline="\n")
    return path


def test_the_five_shipped_sets_are_known_without_an_office():
    assert [one.id for one in CriteriaService().sets()] == FIVE


def test_a_set_is_found_by_id_and_version(services: Services):
    assert services.criteria.get("hai-duong-2024").version == "1"
    assert services.criteria.get("hai-duong-2024", "1").max_points == 100


def test_the_set_a_year_was_opened_with_is_read_without_the_shipped_files(
    services: Services, workplace: Path
):
    services.assessment.open_year(2026, "hai-duong-2024")
    shipped = workplace / "bộ tiêu chí hỏng"
    shipped.mkdir()
    (shipped / "hỏng.yaml").write_text("id: [", encoding="utf-8")
    alone = CriteriaService(services.db, services.clock, shipped=shipped)
    assert alone.get("hai-duong-2024", "1") == services.criteria.get("hai-duong-2024", "1")
    with services.db.read() as connection:
        assert alone.get("hai-duong-2024", "1", connection).max_points == 100
    with pytest.raises(AppError):
        alone.sets()


def test_an_unknown_set_is_refused_with_the_nearest_name(services: Services):
    with pytest.raises(AppError) as caught:
        services.criteria.get("hai-duong-2025")
    assert caught.value.code == "criteria_unknown"
    assert "hai-duong-2024" in caught.value.hint
    with pytest.raises(AppError, match="phiên bản 9"):
        services.criteria.get("hai-duong-2024", "9")


def test_a_set_with_the_same_content_is_nothing_to_do(services: Services):
    assert services.criteria.import_file(SHIPPED) == ImportResult(
        "hai-duong-2024", "1", unchanged=True, previous="1"
    )


def test_changed_content_becomes_the_next_version(services: Services, revised: Path):
    result = services.criteria.import_file(revised)
    assert (result.version, result.previous) == ("2", "1")
    assert result.changed == ("B.1.1.2",)
    assert result.added == ("B.1.5.4",)
    assert result.removed == ("B.1.5.3",)
    assert [one.version for one in services.criteria.versions("hai-duong-2024")] == ["1", "2"]
    assert services.criteria.get("hai-duong-2024").version == "2"
    assert services.criteria.import_file(revised).unchanged


def test_the_older_version_stays_as_it_was(services: Services, revised: Path):
    before = services.criteria.get("hai-duong-2024", "1")
    services.criteria.import_file(revised)
    assert services.criteria.get("hai-duong-2024", "1") == before


def test_a_higher_version_in_the_file_is_kept(services: Services, revised: Path):
    revised.write_text(
        revised.read_text(encoding="utf-8").replace('version: "1"', 'version: "10"', 1), encoding="utf-8"
    )
    assert services.criteria.import_file(revised).version == "10"
    assert services.criteria.get("hai-duong-2024").version == "10"


def test_a_dry_run_writes_nothing(services: Services, revised: Path):
    told = services.criteria.import_file(revised, dry_run=True)
    assert told.version == "2"
    assert len(services.criteria.versions("hai-duong-2024")) == 1
    assert services.criteria.import_file(revised) == told


def test_a_file_with_problems_imports_nothing(services: Services, revised: Path):
    revised.write_text(
        SHIPPED.read_text(encoding="utf-8").replace('points: "22"', 'points: "21"', 1), encoding="utf-8"
    )
    result = services.criteria.import_file(revised)
    assert result.problems == services.criteria.check_file(revised)
    assert any("21" in problem.message for problem in result.problems)
    assert len(services.criteria.versions("hai-duong-2024")) == 1


def test_an_import_tells_the_screens_of_criteria(services: Services, revised: Path):
    told: list[frozenset[Area]] = []
    services.db.on_change(told.append)
    services.criteria.import_file(revised)
    assert told == [frozenset({Area.CRITERIA})]


def test_imported_sets_are_there_after_a_restart(services: Services, revised: Path):
    services.criteria.import_file(revised)
    kept = services.criteria.get("hai-duong-2024")
    services.close()
    again = open_services(services.folder, services.clock)
    try:
        assert again.criteria.get("hai-duong-2024") == kept
    finally:
        again.close()


def test_an_opened_year_keeps_its_set_when_the_program_ships_another(services: Services, workplace: Path):
    services.assessment.open_year(2026, "hai-duong-2024")
    before = services.criteria.get("hai-duong-2024")
    later = workplace / "bản chương trình mới"
    later.mkdir()
    shipped = SHIPPED.read_text(encoding="utf-8")
    (later / "hai-duong-2024.yaml").write_text(
        shipped.replace("Tại các cuộc họp", "Ở các cuộc họp", 1), encoding="utf-8"
    )
    newer = CriteriaService(services.db, services.clock, later)
    assert newer.get("hai-duong-2024", "1") == before


def test_a_write_that_fails_leaves_no_version_behind(services: Services, revised: Path, monkeypatch):
    other = replace(CriteriaService().get("hai-duong-2024"), title="khác")
    monkeypatch.setattr(
        "friendly_desktop.services.criteria.load_canonical", lambda _content: criteria_files.Built(other, ())
    )
    with pytest.raises(RuntimeError, match="reads back differently"):
        services.criteria.import_file(revised)
    monkeypatch.undo()
    assert len(services.criteria.versions("hai-duong-2024")) == 1


def test_a_damaged_stored_set_is_named(services: Services, revised: Path):
    services.criteria.import_file(revised)
    with services.db.write(Area.CRITERIA) as connection:
        connection.execute(text('UPDATE criteria_sets SET content = \'{"format": "1"}\''))
    with pytest.raises(AppError) as caught:
        CriteriaService(services.db, services.clock).sets()
    assert caught.value.code == "criteria_stored_broken"


def test_asking_again_reads_no_content_twice(services: Services, revised: Path):
    services.criteria.import_file(revised)
    services.criteria.sets()
    statements: list[str] = []
    engine = services.db._engine
    event.listen(engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    services.criteria.sets()
    asked = [one for one in statements if "criteria_sets" in one]
    assert len(asked) == 1
    assert "content" not in asked[0]


def test_two_threads_may_ask_at_once(services: Services, revised: Path):
    services.criteria.import_file(revised)
    found: list[int] = []
    threads = [
        threading.Thread(target=lambda: found.append(len(services.criteria.sets()))) for _each in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [5] * 4


def test_ninh_giang_takes_the_points_of_its_annex_through_the_form(services: Services, workplace: Path):
    import openpyxl

    form = workplace / "Ninh Giang.xlsx"
    services.criteria.write_template(form, "ninh-giang-2026")
    whole = services.criteria.get("ninh-giang-2026")

    def weight(node: Node) -> int:
        return sum(weight(child) for child in node.children) or 1

    workbook = openpyxl.load_workbook(form)
    rows = workbook["Tiêu chí"].iter_rows()
    headings = [str(cell.value).rstrip(" *") for cell in next(rows)]
    for row in rows:
        node_id = str(row[headings.index("Mã mục")].value)
        row[headings.index("Điểm chuẩn")].value = weight(whole.by_id[node_id])
    for cells in workbook["Thông tin"].iter_rows():
        if str(cells[0].value).startswith("Tổng điểm chuẩn"):
            cells[1].value = len(whole.leaves)
    workbook.save(form)
    result = services.criteria.import_file(form)
    assert result.problems == ()
    assert result.version == "2"
    assert set(result.changed) == set(whole.by_id)
    scored = services.criteria.get("ninh-giang-2026")
    assert scored.scored
    assert services.criteria.compare(whole, scored).reasons["1"] == ("points",)
    assert services.assessment.open_year(2026, "ninh-giang-2026").evaluation.max_points == len(whole.leaves)


def test_a_form_that_may_be_filled_in_is_never_replaced(services: Services, workplace: Path):
    form = workplace / "biểu.xlsx"
    services.criteria.write_template(form, "hai-duong-2024")
    before = form.read_bytes()
    with pytest.raises(AppError) as caught:
        services.criteria.write_template(form)
    assert caught.value.code == "file_exists"
    assert form.read_bytes() == before


def test_a_form_that_cannot_be_written_is_an_error_in_plain_words(services: Services, workplace: Path):
    (workplace / "chỗ này.xlsx").mkdir()
    with pytest.raises(AppError) as caught:
        services.criteria.write_template(workplace / "chỗ này.xlsx", "hai-duong-2024")
    assert caught.value.code == "file_not_written"
    assert list(workplace.glob(".*")) == []
