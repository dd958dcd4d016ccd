"""Forms of cases: what they say, what they never say, how they are written and kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest
from sqlalchemy import func, insert, select

from friendly_desktop.bootstrap import Services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.cases import (
    Case,
    CaseAction,
    CaseEntry,
    CaseKind,
    CasePaper,
    CaseState,
    CaseStep,
    PaperState,
)
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.office import Office, Signatory
from friendly_desktop.errors import AppError
from friendly_desktop.paths import DataFolder
from friendly_desktop.services.case_forms.service import CaseFormsService
from friendly_desktop.storage import case_forms as rows
from friendly_desktop.storage.tables import case_forms, cases, files

COMPLAINT = CaseEntry(
    kind=CaseKind.COMPLAINT,
    received=date(2026, 11, 19),
    name="Nguyễn Thị Hường",
    address="số 5, thôn Đồng Quýt",
    identity="030185001234",
    content="Khiếu nại về việc thu hồi đất",
    receiver="Bùi Thị Ân",
    papers=(CasePaper("Đơn khiếu nại", 2, PaperState.ORIGINAL),),
)
DENUNCIATION = CaseEntry(
    kind=CaseKind.DENUNCIATION,
    received=date(2026, 11, 19),
    content="nội dung không được lộ",
    paper_file="tủ số 2",
)


@dataclass
class Book:
    """One case, as the register would give it."""

    case: Case
    happened: tuple[CaseStep, ...] = field(default=())

    def get(self, _case_id: int) -> Case:
        return self.case

    def steps(self, _case_id: int) -> Sequence[CaseStep]:
        return self.happened


@dataclass
class Desk:
    """A case that lies in the records, and the service of its forms."""

    services: Services
    folder: DataFolder
    clock: FixedClock

    def forms(self, entry: CaseEntry, state: CaseState = CaseState.ENTERED) -> CaseFormsService:
        with self.services.db.write(Area.CASES) as connection:
            number = 1 + int(connection.execute(select(func.count()).select_from(cases)).scalar_one())
            columns = {
                column.name: "" for column in cases.columns if not column.nullable and column.name != "id"
            }
            row = columns | {
                "id": number, "year": 2026, "number": number, "kind": entry.kind.value,
                "received": entry.received, "channel": "in_person", "people": 1, "anonymous": False,
                "remote": False, "state": state.value, "open": True,
                "created_at": datetime(2026, 11, 19, tzinfo=UTC),
                "changed_at": datetime(2026, 11, 19, tzinfo=UTC),
            }  # fmt: skip
            connection.execute(insert(cases).values(**row))
        book = Book(Case(number, 2026, number, None, entry, state))
        return CaseFormsService(self.services.db, self.folder, self.clock, self.services.office, book)


@pytest.fixture
def desk(services: Services, data_folder: DataFolder, clock: FixedClock) -> Desk:
    services.office.save_office(Office(name="Ninh Giang", place="Ninh Giang"))
    services.office.save_signatory(Signatory(0, "Nguyễn Văn Thắng"))
    return Desk(services, data_folder, clock)


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as opened:
        return " ".join(
            " ".join(page.get_textpage().get_text_bounded().replace("\ufffe", "-").split()) for page in opened
        )


def words_of(docx: bytes, folder: Path) -> str:
    file = folder / "form.docx"
    file.write_bytes(docx)
    with ZipFile(file) as package:
        return package.read("word/document.xml").decode("utf-8")


def test_a_receipt_names_the_citizen_and_lists_the_papers(desk: Desk) -> None:
    forms = desk.forms(COMPLAINT)
    text = text_of(forms.pdf(forms.blank(1, "receipt")))
    assert "GIẤY BIÊN NHẬN Thông tin, tài liệu" in text
    assert "Đã nhận của ông (bà) Nguyễn Thị Hường" in text
    assert "1 Đơn khiếu nại 02 Bản chính" in text
    assert "Tôi là Bùi Thị Ân Chức vụ: ...." in text


def test_a_refusal_cites_the_point_that_asks_for_writing_and_lets_it_be_changed(desk: Desk) -> None:
    forms = desk.forms(COMPLAINT)
    draft = forms.blank(1, "refusal")
    assert "điểm h, khoản 1 Điều 4" in text_of(forms.pdf(draft))
    changed = replace(draft, values={**draft.values, "citation": "khoản 3 Điều 9 Luật Tiếp công dân"})
    assert "Căn cứ khoản 3 Điều 9 Luật Tiếp công dân, Ủy ban nhân dân xã Ninh Giang" in text_of(
        forms.pdf(changed)
    )


def test_an_empty_number_leaves_room_and_a_typed_one_is_printed(desk: Desk) -> None:
    forms = desk.forms(COMPLAINT)
    draft = forms.blank(1, "refusal")
    assert "Số: /TB-UBND" in text_of(forms.pdf(draft))
    assert "Số: 05/TB-UBND" in text_of(forms.pdf(replace(draft, number="5")))
    assert "Số: 12/TBTC-UBND" in text_of(forms.pdf(replace(draft, number="12/TBTC-UBND")))


def test_every_form_of_a_denunciation_says_a_code_whatever_is_typed(desk: Desk, tmp_path: Path) -> None:
    forms = desk.forms(DENUNCIATION)
    for offered in forms.forms(1):
        draft = forms.blank(1, offered.template.id)
        smuggled = {one.id: "Trần Văn Lộ" for one in offered.template.fields if one.secret.value}
        draft = replace(draft, values={**draft.values, **smuggled})
        written = text_of(forms.pdf(draft)) + words_of(forms.docx(draft), tmp_path)
        assert "Trần Văn Lộ" not in written, offered.template.id
        assert "không được lộ" not in written, offered.template.id
        forms.record(draft)
    with desk.services.db.read() as connection:
        kept = connection.execute(select(case_forms.c.content)).scalars().all()
    assert kept
    assert not any("Trần Văn Lộ" in content or "không được lộ" in content for content in kept)


def test_a_form_once_made_is_printed_again_exactly_alike(desk: Desk) -> None:
    forms = desk.forms(COMPLAINT)
    draft = replace(forms.blank(1, "refusal"), number="7")
    made = forms.record(draft)
    pdf = forms.file(made.id).read_bytes()
    assert pdf == forms.pdf(draft)
    desk.services.office.save_office(Office(name="Tên mới", place="Tên mới"))
    assert forms.file(made.id).read_bytes() == pdf
    (one,) = forms.made(1)
    assert (one.title, one.number, one.day) == (
        "Thông báo về việc từ chối tiếp công dân",
        "7",
        date(2026, 11, 20),
    )
    assert forms.again(made.id).values == forms.paper(draft).draft.values


def test_the_same_number_twice_in_a_year_is_told(desk: Desk) -> None:
    forms = desk.forms(COMPLAINT)
    draft = replace(forms.blank(1, "refusal"), number="7")
    forms.record(draft)
    assert "Số 7 đã có ở một văn bản cùng loại trong năm." in [one.message for one in forms.check(draft)]


def test_a_wiped_form_leaves_neither_words_nor_file(desk: Desk) -> None:
    forms = desk.forms(COMPLAINT)
    made = forms.record(forms.blank(1, "receipt"))
    with desk.services.db.write(Area.CASES) as connection:
        assert rows.wipe(connection, 1) == (made.sha256,)
        assert connection.execute(select(files)).all() == []
    with pytest.raises(AppError) as told:
        forms.file(made.id)
    assert told.value.code == "form_lost"
    assert forms.made(1)[0].title == "Giấy biên nhận thông tin, tài liệu"


def test_a_damaged_print_is_told_and_not_printed(desk: Desk) -> None:
    forms = desk.forms(COMPLAINT)
    made = forms.record(forms.blank(1, "receipt"))
    path = forms.file(made.id)
    path.chmod(0o644)
    path.write_bytes(b"%PDF-1.4 something else")
    with pytest.raises(AppError) as told:
        forms.file(made.id)
    assert told.value.code == "form_lost"
    assert desk.services.evidence.verify().damaged


def test_a_case_from_before_the_decree_is_warned_of(desk: Desk) -> None:
    forms = desk.forms(replace(COMPLAINT, received=date(2026, 6, 30)))
    receipt = next(one for one in forms.forms(1) if one.template.id == "receipt")
    assert "có hiệu lực từ 01/07/2026" in receipt.warning


def test_a_form_of_another_kind_is_refused(desk: Desk) -> None:
    forms = desk.forms(COMPLAINT)
    with pytest.raises(AppError) as told:
        forms.blank(1, "no-such-form")
    assert told.value.code == "form_unknown"


def test_a_story_of_five_thousand_characters_flows_on_numbered_pages(desk: Desk) -> None:
    story = "Gia đình tôi không được mời chứng kiến việc đo đạc.\n" * 100
    forms = desk.forms(replace(COMPLAINT, content=story))
    pdf = forms.pdf(forms.blank(1, "refusal"))
    with pypdfium2.PdfDocument(pdf) as opened:
        assert len(opened) >= 3
        assert opened[1].get_textpage().get_text_bounded().strip().startswith("2")
    assert text_of(pdf).count("không được mời chứng kiến") == 100


def test_a_form_is_written_and_read_back(desk: Desk, tmp_path: Path) -> None:
    forms = desk.forms(COMPLAINT)
    draft = forms.blank(1, "receipt")
    assert forms.write(draft, tmp_path / "giấy.pdf").pages == 1
    assert (tmp_path / "giấy.pdf").read_bytes() == forms.pdf(draft)
    forms.write(draft, tmp_path / "giấy.docx")
    with pytest.raises(AppError):
        forms.write(draft, tmp_path / "giấy.txt")


def test_steps_fill_what_they_know(desk: Desk) -> None:
    forms = desk.forms(COMPLAINT)
    assert [one.id for one in forms.for_action(CaseKind.COMPLAINT, CaseAction.DECLINE)] == ["refusal"]
