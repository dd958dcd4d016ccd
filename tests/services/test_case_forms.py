"""Forms of cases: what they say, what they never say, how they are written and kept."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest
from sqlalchemy import select

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.cases import (
    CaseAction,
    CaseEntry,
    CaseKind,
    CasePaper,
    DocumentRef,
    PaperState,
    StepEntry,
)
from friendly_desktop.domain.cases.forms import FormDraft
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.meetings import MeetingEntry, MeetingKind, Promise
from friendly_desktop.domain.office import Office, Signatory
from friendly_desktop.errors import AppError
from friendly_desktop.services.case_forms.service import CaseFormsService
from friendly_desktop.storage import case_forms as rows
from friendly_desktop.storage.tables import case_forms, files
from tests.services.evidence_desk import stored_file

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


@pytest.fixture
def office(services: Services) -> Services:
    services.office.save_office(Office(name="Ninh Giang", place="Ninh Giang"))
    services.office.save_signatory(Signatory(0, "Nguyễn Văn Thắng"))
    return services


def of(services: Services, entry: CaseEntry = COMPLAINT) -> CaseFormsService:
    """The forms, with one case in the register, whose id is 1."""
    assert services.cases.add(entry).id == 1
    return services.case_forms


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


def test_a_receipt_names_the_citizen_and_lists_the_papers(office: Services) -> None:
    forms = of(office)
    text = text_of(forms.pdf(forms.blank(1, "receipt")))
    assert "GIẤY BIÊN NHẬN Thông tin, tài liệu" in text
    assert "Đã nhận của ông (bà) Nguyễn Thị Hường" in text
    assert "1 Đơn khiếu nại 02 Bản chính" in text
    assert "Tôi là Bùi Thị Ân Chức vụ: ...." in text


def test_whoever_signs_letters_receives_papers_with_that_post(office: Services) -> None:
    forms = of(office, replace(COMPLAINT, receiver="Nguyễn Văn THẮNG"))
    assert "Chức vụ: Chủ tịch" in text_of(forms.pdf(forms.blank(1, "receipt")))


def test_a_refusal_cites_the_point_that_asks_for_writing_and_lets_it_be_changed(office: Services) -> None:
    forms = of(office)
    draft = forms.blank(1, "refusal")
    assert "điểm h, khoản 1 Điều 4" in text_of(forms.pdf(draft))
    changed = replace(draft, values={**draft.values, "citation": "khoản 3 Điều 9 Luật Tiếp công dân"})
    assert "Căn cứ khoản 3 Điều 9 Luật Tiếp công dân, Ủy ban nhân dân xã Ninh Giang" in text_of(
        forms.pdf(changed)
    )


def test_an_empty_number_leaves_room_and_a_typed_one_is_printed(office: Services) -> None:
    forms = of(office)
    draft = forms.blank(1, "refusal")
    assert "Số: /TB-UBND" in text_of(forms.pdf(draft))
    assert "Số: 05/TB-UBND" in text_of(forms.pdf(replace(draft, number="5")))
    assert "Số: 12/TBTC-UBND" in text_of(forms.pdf(replace(draft, number="12/TBTC-UBND")))


def test_every_form_of_a_denunciation_says_a_code_whatever_is_typed(office: Services, tmp_path: Path) -> None:
    forms = of(office, DENUNCIATION)
    for offered in forms.forms(1):
        draft = forms.blank(1, offered.template.id)
        smuggled = {one.id: "Trần Văn Lộ" for one in offered.template.fields if one.secret.value}
        draft = replace(draft, values={**draft.values, **smuggled})
        written = text_of(forms.pdf(draft)) + words_of(forms.docx(draft), tmp_path)
        assert "Trần Văn Lộ" not in written, offered.template.id
        assert "không được lộ" not in written, offered.template.id
        forms.record(draft)
    with office.db.read() as connection:
        kept = connection.execute(select(case_forms.c.content)).scalars().all()
    assert kept
    assert not any("Trần Văn Lộ" in content or "không được lộ" in content for content in kept)


def test_a_form_once_made_is_printed_again_exactly_alike(office: Services) -> None:
    forms = of(office)
    draft = replace(forms.blank(1, "refusal"), number="7")
    made = forms.record(draft)
    pdf = forms.file(made.id)
    assert pdf == forms.pdf(draft)
    office.office.save_office(Office(name="Tên mới", place="Tên mới"))
    assert forms.file(made.id) == pdf
    (one,) = forms.made(1)
    assert (one.title, one.number, one.day) == (
        "Thông báo về việc từ chối tiếp công dân",
        "7",
        date(2026, 11, 20),
    )
    assert forms.again(made.id).values == forms.paper(draft).draft.values


def test_the_same_number_twice_in_a_year_is_told(office: Services) -> None:
    forms = of(office)
    other = office.cases.add(replace(COMPLAINT, name="Trần Văn Ba"))
    draft = replace(forms.blank(1, "refusal"), number="7")
    forms.record(draft)
    assert "number" not in [one.field for one in forms.check(draft)]  # made again of the same case
    again = replace(forms.blank(other.id, "refusal"), number="07")
    assert "Số 07 đã có ở một văn bản cùng loại trong năm." in [one.message for one in forms.check(again)]


@pytest.mark.parametrize(
    "words", ["Tôi tên là Trần Văn Lộ", "CCCD 030185001234", "gọi 0912 345 678"], ids=["name", "id", "phone"]
)
def test_words_that_tell_who_denounced_are_neither_written_nor_kept(
    office: Services, tmp_path: Path, words: str
) -> None:
    forms = of(office, DENUNCIATION)
    begun = forms.blank(1, "not-accepted-denunciation")
    for draft in (
        replace(begun, values={**begun.values, "reason": words}),
        replace(begun, recipients=(words,)),
    ):
        assert [one.blocking for one in forms.check(draft) if one.field in {"reason", "recipients"}][-1]
        for act in (lambda: forms.record(draft), lambda: forms.write(draft, tmp_path / "a.pdf")):  # noqa: B023 - called in this round
            with pytest.raises(AppError) as told:
                act()
            assert told.value.code == "denouncer_identity"
            assert "Lộ" not in str(told.value)
    assert forms.made(1) == ()
    assert list(tmp_path.glob("a.pdf")) == []


def test_a_wiped_form_leaves_neither_words_nor_file(office: Services) -> None:
    forms = of(office)
    made = forms.record(forms.blank(1, "receipt"))
    with office.db.write(Area.CASES) as connection:
        assert rows.wipe(connection, 1) == (made.sha256,)
        assert connection.execute(select(files)).all() == []
    with pytest.raises(AppError) as told:
        forms.file(made.id)
    assert told.value.code == "form_lost"
    assert forms.made(1)[0].title == "Giấy biên nhận thông tin, tài liệu"


def test_a_damaged_print_is_told_and_not_printed(office: Services) -> None:
    forms = of(office)
    made = forms.record(forms.blank(1, "receipt"))
    path = stored_file(office, made.sha256)
    path.chmod(0o644)
    path.write_bytes(b"%PDF-1.4 something else")
    with pytest.raises(AppError) as told:
        forms.file(made.id)
    assert told.value.code == "form_lost"
    assert office.evidence.verify().damaged


def test_a_case_from_before_the_decree_is_warned_of(office: Services) -> None:
    forms = of(office, replace(COMPLAINT, received=date(2026, 6, 30)))
    receipt = next(one for one in forms.forms(1) if one.template.id == "receipt")
    assert "có hiệu lực từ 01/07/2026" in receipt.warning


def test_a_form_of_another_kind_is_refused(office: Services) -> None:
    forms = of(office)
    with pytest.raises(AppError) as told:
        forms.blank(1, "no-such-form")
    assert told.value.code == "form_unknown"


def test_a_story_of_five_thousand_characters_flows_on_numbered_pages(office: Services) -> None:
    story = "Gia đình tôi không được mời chứng kiến việc đo đạc.\n" * 100
    forms = of(office, replace(COMPLAINT, content=story))
    pdf = forms.pdf(forms.blank(1, "refusal"))
    with pypdfium2.PdfDocument(pdf) as opened:
        assert len(opened) >= 3
        assert opened[1].get_textpage().get_text_bounded().strip().startswith("2")
    assert text_of(pdf).count("không được mời chứng kiến") == 100


def test_a_form_is_written_and_read_back(office: Services, tmp_path: Path) -> None:
    forms = of(office)
    draft = forms.blank(1, "receipt")
    assert forms.write(draft, tmp_path / "giấy.pdf").pages == 1
    assert (tmp_path / "giấy.pdf").read_bytes() == forms.pdf(draft)
    forms.write(draft, tmp_path / "giấy.docx")
    with pytest.raises(AppError):
        forms.write(draft, tmp_path / "giấy.txt")


def test_the_forms_offered_follow_the_state_and_the_steps(office: Services) -> None:
    forms = of(office)

    def lawful() -> list[str]:
        return [one.template.id for one in forms.forms(1) if one.lawful]

    assert {"receipt", "refusal", "accepted-complaint", "guide", "ask-more"} <= set(lawful())
    assert "suspend-complaint" not in lawful()
    office.cases.step(1, StepEntry(CaseAction.ACCEPT, date(2026, 11, 20)))
    assert {"suspend-complaint", "complex-complaint", "dialogue-minutes", "accepted-complaint"} <= set(
        lawful()
    )
    assert not {"refusal", "guide", "not-accepted-complaint", "resume-complaint"} & set(lawful())
    offered = forms.forms(1)
    assert [one.lawful for one in offered] == sorted((one.lawful for one in offered), reverse=True)


def test_what_a_step_says_fills_its_form(office: Services) -> None:
    forms = of(office)
    why = "Quyết định bị khiếu nại không liên quan trực tiếp."
    office.cases.step(1, StepEntry(CaseAction.NOT_ACCEPT, date(2026, 11, 20), text=why))
    text = text_of(forms.pdf(forms.blank(1, "not-accepted-complaint")))
    assert "vì quyết định bị khiếu nại không liên quan trực tiếp. Vậy thông báo" in text
    office.cases.correct(
        1,
        office.cases.steps(1)[-1].id,
        StepEntry(CaseAction.NOT_ACCEPT, date(2026, 11, 20), text="Đã hết thời hiệu"),
        "ghi nhầm lý do",
    )
    assert "vì đã hết thời hiệu." in text_of(forms.pdf(forms.blank(1, "not-accepted-complaint")))


def test_a_case_that_turns_out_to_be_a_denunciation_takes_its_printed_forms_along(office: Services) -> None:
    forms = of(office)
    made = forms.record(replace(forms.blank(1, "refusal"), number="7"))
    file = stored_file(office, made.sha256)
    office.cases.step(1, StepEntry(CaseAction.CLASSIFY, date(2026, 11, 20), kind=CaseKind.DENUNCIATION))
    assert not file.exists()
    with pytest.raises(AppError):
        forms.file(made.id)
    with pytest.raises(AppError):
        forms.again(made.id)
    (kept,) = forms.made(1)
    assert (kept.number, kept.sha256) == ("7", "")
    assert "Hường".encode() not in office.folder.database.read_bytes()


def test_a_form_made_while_its_case_becomes_a_denunciation_is_not_kept(
    office: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    forms = of(office)
    draft = forms.blank(1, "refusal")
    written = forms.pdf

    def pdf(one: FormDraft) -> bytes:
        content = written(one)
        office.cases.step(1, StepEntry(CaseAction.CLASSIFY, date(2026, 11, 20), kind=CaseKind.DENUNCIATION))
        return content

    monkeypatch.setattr(forms, "pdf", pdf)
    with pytest.raises(AppError) as told:
        forms.record(draft)
    assert told.value.code == "case_changed"
    assert forms.made(1) == ()
    assert [path for path in office.folder.evidence.rglob("*") if path.is_file()] == []


def test_the_conclusion_of_a_session_lists_its_duties_and_is_remembered(office: Services) -> None:
    meeting = office.meetings.save(
        MeetingEntry(
            MeetingKind.PERIODIC, date(2026, 11, 19), receiver="Nguyễn Văn Thắng", place="Phòng tiếp công dân"
        )
    )
    office.meetings.save_promise(
        Promise(0, meeting.id, "Đường hỏng", "Sửa đường thôn Đông", "Phòng Kinh tế", date(2026, 12, 10))
    )
    forms = office.case_forms
    draft = replace(forms.blank_meeting(meeting.id), number="9")
    text = text_of(forms.pdf(draft))
    assert "Kết luận buổi tiếp công dân định kỳ, ngày 19 tháng 11 năm 2026" in text
    assert "1 Sửa đường thôn Đông Phòng Kinh tế 10/12/2026" in text
    made = forms.record(draft)
    assert made.number == "9"
    concluded = office.meetings.get(meeting.id)
    assert (concluded.conclusion, concluded.conclusion_on) == ("09/TB-UBND", draft.date)


def test_a_control_slip_names_every_date_with_its_unit_and_every_step_with_its_paper(
    office: Services,
) -> None:
    forms = of(office)
    paper = DocumentRef("Thông báo", "12/TB-UBND", date(2026, 11, 20))
    office.cases.step(1, StepEntry(CaseAction.ACCEPT, date(2026, 11, 20), by="Bùi Thị Ân", document=paper))
    text = text_of(forms.slip_pdf(1))
    assert "Vụ việc số 2026-001" in text
    assert "Người gửi: Nguyễn Thị Hường" in text
    assert "7 ngày làm việc 01/12/2026 20/11/2026" in text  # 24/11 is a holiday
    assert "30 ngày" in text
    assert "Thụ lý Thông báo số 12/TB-UBND ngày 20/11/2026 Bùi Thị Ân" in text


def test_slip_and_list_of_the_day_keep_a_denunciation_to_themselves(office: Services) -> None:
    forms = of(office, DENUNCIATION)
    for text in (text_of(forms.slip_pdf(1)), text_of(forms.daily_pdf(date(2026, 11, 19)))):
        assert "Người tố cáo số TC-2026-001" in text
        assert "tủ số 2" in text
        assert "không được lộ" not in text


def test_the_list_of_a_day_has_what_came_in_and_what_is_due_or_late(office: Services, tmp_path: Path) -> None:
    of(office)
    office.cases.add(replace(COMPLAINT, received=date(2026, 11, 20), name="Trần Văn Ba"))
    due = office.cases.get(1).due
    assert due is not None
    text = text_of(office.case_forms.daily_pdf(date(2026, 11, 20)))
    assert "I. Đơn tiếp nhận trong ngày: 01" in text
    assert "Trần Văn Ba" in text
    assert "Nguyễn Thị Hường" not in text
    later = text_of(office.case_forms.daily_pdf(due))
    assert "II. Hết hạn trong ngày: 01; quá hạn: 00" in later
    assert office.case_forms.write_daily(tmp_path / "ngày.pdf").pages == 1
    assert (tmp_path / "ngày.pdf").read_bytes() == office.case_forms.daily_pdf()
    assert office.case_forms.write_slip(1, tmp_path / "phiếu.pdf").pages == 1


def test_a_day_with_more_than_can_be_printed_says_so(
    office: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("friendly_desktop.services.case_forms.sheets._MOST_LINES", 2)
    for name in ("Trần Văn Ba", "Lê Thị Tư", "Phạm Văn Năm"):
        office.cases.add(replace(COMPLAINT, name=name))
    text = text_of(office.case_forms.daily_pdf(COMPLAINT.received))
    assert "I. Đơn tiếp nhận trong ngày: 03" in text
    assert "Chỉ in 02 dòng đầu trong 03 dòng." in text


def test_what_was_pasted_is_printed_as_it_is_or_as_a_box(office: Services) -> None:
    forms = of(office)
    draft = forms.blank(1, "refusal")
    pasted = {**draft.values, "matter": "ranh gi\u01a1\u0301i \U0001f600 <b>&", "address": "{person} {{"}
    draft = replace(draft, values=pasted, number="\U0001f600")
    told = {one.field for one in forms.check(draft)}
    assert {"matter", "number"} <= told
    text = text_of(forms.pdf(replace(draft, number="")))
    assert "ranh giới □ <b>&" in text
    assert "Địa chỉ: {person} {{" in text
    with pytest.raises(AppError) as refused:
        forms.pdf(draft)
    assert refused.value.code == "missing_glyph"
