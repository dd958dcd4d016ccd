"""The entry line: one case while the citizen speaks, nothing lost, nobody named who must not be."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from friendly_desktop.domain.cases import CaseEntry, CaseKind, CasePaper, Channel, PaperState
from friendly_desktop.errors import AppError
from tests.ui.desk import MOMENT, Desk
from tests.ui.typing_ways import by_keys
from ui.cases.entry import CaseEntryLine
from ui.cases.entry_values import (
    draft_text,
    draft_values,
    entry_of,
    is_blank,
    read_papers,
    read_representatives,
    values_of,
)

TODAY = MOMENT.date()
SECRET = "Lò Văn Kín"


@pytest.fixture
def line(desk: Desk) -> CaseEntryLine:
    made = CaseEntryLine(desk.context)
    desk.qtbot.addWidget(made)
    made.resize(1000, 300)
    made.show()
    made.begin()
    desk.wait()
    return made


def pause(desk: Desk, line: CaseEntryLine) -> None:
    line._pause.stop()
    line._on_pause()
    desk.wait()


def choose(line: CaseEntryLine, kind: CaseKind) -> None:
    line.form.kind.setFocus()
    QTest.keyClick(line.form.kind, Qt.Key(int(Qt.Key.Key_1) + list(CaseKind).index(kind)))


def fill(line: CaseEntryLine, **values: str) -> None:
    for name, text in values.items():
        one = line.form.inputs[name]
        one.put(text) if hasattr(one, "put") else one.setText(text)  # type: ignore[union-attr]
    line.form.edited.emit()


def records(root: Path) -> bytes:
    return b"".join(path.read_bytes() for path in root.rglob("*") if path.is_file())


def test_a_case_is_entered_by_keyboard_alone(desk: Desk, line: CaseEntryLine) -> None:
    choose(line, CaseKind.PETITION)
    QTest.keyClick(line.form.kind, Qt.Key.Key_Return)
    assert line.form.name.hasFocus()
    for field, words in (("name", "Đặng Thị Hường"), ("address", "Thôn Trung"), ("identity", "030190004321")):
        one = line.form.inputs[field]
        assert one.hasFocus(), field
        by_keys(one, words)
        QTest.keyClick(one, Qt.Key.Key_Return)
    by_keys(line.form.content, "Sửa đường liên thôn")
    QTest.keyClick(line.form.content, Qt.Key.Key_Return)
    desk.wait()
    case = desk.services.cases.get(1)
    assert case.entry.name == "Đặng Thị Hường"
    assert case.entry.content == "Sửa đường liên thôn"
    assert line.form.kind.hasFocus()
    assert line.is_blank()
    told = line.done_strip.text()
    assert "2026-001" in told
    assert "10 ngày làm việc" in told
    assert "thứ Hai, 07/12/2026" in told


def test_nobody_is_asked_for_a_name_before_the_kind_is_known(line: CaseEntryLine) -> None:
    assert not line.form.name.isEnabled()
    choose(line, CaseKind.COMPLAINT)
    assert line.form.name.isEnabled()


def test_what_is_missing_is_said_and_gets_the_keyboard(desk: Desk, line: CaseEntryLine) -> None:
    line.enter()
    assert line.form.kind.hasFocus()
    choose(line, CaseKind.PETITION)
    fill(line, name="Đặng Thị Hường")
    line.enter()
    desk.wait()
    assert desk.services.cases.count() == 0
    assert line.form.content.hasFocus()
    assert "nội dung" in line.form.problem_words.text()


def test_an_odd_identity_number_is_warned_about_and_never_forbidden(desk: Desk, line: CaseEntryLine) -> None:
    choose(line, CaseKind.PETITION)
    fill(line, name="Đặng Thị Hường", address="Thôn Trung", identity="0301900", content="Sửa đường")
    pause(desk, line)
    assert "7 chữ số" in line.form.warning_words.text()
    line.enter()
    desk.wait()
    assert desk.services.cases.get(1).entry.identity == "0301900"


@pytest.mark.parametrize("typed", ["31/4", "29/2/2026", "1/1/1899", "25/11/2026", "abc"])
def test_a_day_that_cannot_be_is_refused_at_its_field(desk: Desk, line: CaseEntryLine, typed: str) -> None:
    choose(line, CaseKind.PETITION)
    fill(line, name="Đặng Thị Hường", content="Sửa đường")
    line.form.more.inputs["received"].setText(typed)  # type: ignore[union-attr]
    line.enter()
    desk.wait()
    assert desk.services.cases.count() == 0
    assert line.more.is_open
    assert line.form.more._fields["received"].problem()


def test_a_long_story_is_taken_whole(desk: Desk, line: CaseEntryLine) -> None:
    choose(line, CaseKind.PETITION)
    story = "Con đường hỏng. " * 320
    fill(line, name="Đặng Thị Hường", content=story)
    line.enter()
    desk.wait()
    assert desk.services.cases.get(1).entry.content == story.strip()


def test_every_pause_keeps_what_was_typed_and_offers_it_after_a_crash(
    desk: Desk, line: CaseEntryLine
) -> None:
    choose(line, CaseKind.PETITION)
    fill(line, name="Đặng Thị Hường", content="Sửa đường liên")
    pause(desk, line)
    again = CaseEntryLine(desk.context)  # as after a crash: nothing was closed
    desk.qtbot.addWidget(again)
    again.show()
    again.begin()
    desk.wait()
    assert "Đặng Thị Hường" in again.draft_strip.text()
    again._continue.click()
    desk.wait()
    assert again.form.values()["content"] == "Sửa đường liên"
    assert again.form.kind.kind() is CaseKind.PETITION


def test_a_draft_that_was_left_outlives_the_next_entry(desk: Desk, line: CaseEntryLine) -> None:
    choose(line, CaseKind.PETITION)
    fill(line, name="Đặng Thị Hường", content="Sửa đường")
    pause(desk, line)
    second = CaseEntryLine(desk.context)
    desk.qtbot.addWidget(second)
    second.show()
    second.begin()
    desk.wait()
    choose(second, CaseKind.FEEDBACK)
    fill(second, name="Vũ Đình Khang", content="Loa mở sớm")
    second.enter()
    desk.wait()
    second._continue.click()
    desk.wait()
    assert second.form.values()["name"] == "Đặng Thị Hường"


def test_a_draft_that_is_dropped_can_be_taken_back(desk: Desk, line: CaseEntryLine) -> None:
    desk.services.drafts.save_draft("case-entry", draft_text({"kind": "petition", "name": "Vũ Đình Khang"}))
    again = CaseEntryLine(desk.context)
    desk.qtbot.addWidget(again)
    again.show()
    again.begin()
    desk.wait()
    again._drop.click()
    desk.wait()
    assert desk.undo is not None
    desk.undo()
    desk.wait()
    assert again.form.values()["name"] == "Vũ Đình Khang"


def test_nothing_of_a_denouncer_stays_on_the_screen_or_the_disk(desk: Desk, line: CaseEntryLine) -> None:
    choose(line, CaseKind.COMPLAINT)
    fill(line, name=SECRET, address="Bản Nà Kín", identity="012085009999")
    line.form.content.put(f"{SECRET} tố cáo việc thu tiền")
    pause(desk, line)
    assert SECRET.encode() in records(desk.folder.root)  # typed as a complaint it is kept
    choose(line, CaseKind.DENUNCIATION)
    desk.wait()
    assert not line.form.name.isVisible()
    assert line.form.paper_file.isVisible()
    assert line.form._secret.isVisible()
    assert not any(SECRET in text for text in line.form.values().values())
    line.form.name.undo()
    assert line.form.name.text() == ""
    pause(desk, line)
    fill(line, paper_file="tủ 2")
    line.enter()
    desk.wait()
    assert desk.services.cases.get(1).entry.kind is CaseKind.DENUNCIATION
    kept = records(desk.folder.root)
    for words in (SECRET, "Nà Kín", "012085009999"):
        assert words.encode() not in kept


def test_people_who_came_before_are_shown_and_never_merged(desk: Desk, line: CaseEntryLine) -> None:
    desk.services.cases.add(
        CaseEntry(
            CaseKind.PETITION,
            date(2026, 10, 12),
            name="Đặng Thị Hường",
            address="Thôn Đồng Quýt",
            identity="030190004321",
            content="Sửa đường liên thôn",
        )
    )
    choose(line, CaseKind.PETITION)
    fill(line, name="Đặng Thị Hường", identity="030190004321")
    pause(desk, line)
    assert any("Đã đến trước" in words and "2026-001" in words for words in line.hints.words())
    line.form.name.setFocus()
    line.form.searched.emit("dang thi")
    desk.wait()
    offered = line.form.name.offered()
    assert [one.text for one in offered] == ["Đặng Thị Hường"]
    line.form.address.setText("")
    line.form.picked.emit(offered[0])
    assert line.form.address.text() == "Thôn Đồng Quýt"
    fill(line, content="Việc khác hẳn")
    line.enter()
    desk.wait()
    assert desk.services.cases.count() == 2


def test_a_denunciation_gets_no_hints(desk: Desk, line: CaseEntryLine) -> None:
    desk.services.cases.add(
        CaseEntry(CaseKind.DENUNCIATION, TODAY, content="Thu tiền làm đường không có phiếu")
    )
    choose(line, CaseKind.PETITION)
    fill(line, name="Đặng Thị Hường", content="Thu tiền làm đường không có phiếu")
    pause(desk, line)
    assert line.hints.words() == ()


def test_f4_unfolds_the_further_fields(desk: Desk, line: CaseEntryLine) -> None:
    choose(line, CaseKind.PETITION)
    line.toggle_more()
    assert line.form.more.isVisible()
    assert line.form.more.inputs["received"].hasFocus()
    line.form.more.inputs["channel"].show_value(Channel.POST)  # type: ignore[union-attr]
    fill(line, name="Đặng Thị Hường", content="Sửa đường")
    line.enter()
    desk.wait()
    assert desk.services.cases.get(1).entry.channel is Channel.POST


def test_fields_become_an_entry_and_the_entry_the_same_fields() -> None:
    values = {
        "kind": "complaint",
        "name": "Nguyễn Văn Đức",
        "received": "19/11",
        "people": "12",
        "content": "Đất vườn",
        "representatives": "Trần Thị Mai; Thôn Trung; 030190001111\nLê Văn Ba",
        "papers": "Đơn; 2 trang; bản chính\nSổ đỏ; công chứng",
        "anonymous": "",
        "remote": "1",
    }
    entry, problems = entry_of(values, TODAY)
    assert not problems
    assert entry is not None
    assert entry.received == date(2026, 11, 19)
    assert entry.people == 12
    assert [one.name for one in entry.representatives] == ["Trần Thị Mai", "Lê Văn Ba"]
    assert entry.papers == (
        CasePaper("Đơn", 2, PaperState.ORIGINAL),
        CasePaper("Sổ đỏ", None, PaperState.CERTIFIED),
    )
    again, _problems = entry_of(values_of(entry), TODAY)
    assert again == entry


def test_a_draft_names_nobody_while_the_kind_may_forbid_it() -> None:
    for kind in ("", "denunciation"):
        assert SECRET not in draft_text({"kind": kind, "name": SECRET, "content": "x"})
    assert SECRET in draft_text({"kind": "complaint", "name": SECRET})


@pytest.mark.parametrize("text", ["", "không phải", "[1, 2]", '{"kind": "lạ", "channel": "lạ"}'])
def test_a_draft_that_cannot_be_read_is_no_draft(text: str) -> None:
    assert is_blank(draft_values(text))


def test_lines_of_people_and_papers_are_read_as_typed() -> None:
    assert read_representatives("  ") == ()
    assert read_papers("Ảnh chụp") == (CasePaper("Ảnh chụp", None, PaperState.COPY),)


def test_a_disk_that_refuses_is_told_and_the_words_stay(
    desk: Desk, line: CaseEntryLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_place: str, _text: str) -> None:
        raise AppError("disk_full", "Ổ đĩa đầy", "Không còn chỗ.", "Hãy xóa bớt tệp.")

    choose(line, CaseKind.PETITION)
    fill(line, name="Đặng Thị Hường", content="Sửa đường")
    monkeypatch.setattr(desk.services.drafts, "save_draft", full)
    pause(desk, line)
    line.form.edited.emit()
    line.hide()
    assert [error.code for error in desk.errors] == ["disk_full", "disk_full"]  # type: ignore[attr-defined]
    desk.errors.clear()
    assert line.form.values()["content"] == "Sửa đường"
    line.enter()
    desk.wait()
    assert desk.services.cases.count() == 1


@pytest.mark.parametrize(
    ("kind", "order"),
    [
        (CaseKind.PETITION, ["name", "address", "identity", "content", "people"]),
        (CaseKind.DENUNCIATION, ["paper_file", "content", "people"]),
    ],
)
def test_tab_goes_through_the_fields_in_the_order_they_are_seen(
    line: CaseEntryLine, kind: CaseKind, order: list[str]
) -> None:
    choose(line, kind)
    for name in order:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        assert line.form.inputs[name].hasFocus(), name
    QTest.keyClick(line.form.people, Qt.Key.Key_Tab)
    assert line.form.enter.hasFocus()


def test_twenty_people_are_entered_one_after_the_other(desk: Desk, line: CaseEntryLine) -> None:
    for number in range(20):
        choose(line, CaseKind.PETITION)
        fill(line, name=f"Người thứ {number}", address="Thôn Trung", identity="030190004321")
        by_keys(line.form.content, f"Việc số {number}")
        QTest.keyClick(line.form.content, Qt.Key.Key_Return)
        desk.wait()
    assert [one.entry.content for one in desk.services.cases.cases(range(1, 21))] == [
        f"Việc số {number}" for number in range(20)
    ]


def test_ctrl_enter_enters_from_a_further_field_too(desk: Desk, line: CaseEntryLine) -> None:
    choose(line, CaseKind.PETITION)
    fill(line, name="Đặng Thị Hường", content="Đề nghị sửa đường")
    line.toggle_more()
    phone = line.form.more.inputs["phone"]
    phone.setFocus()
    by_keys(phone, "0912345678")
    QTest.keyClick(phone, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.wait()
    (case,) = desk.services.cases.cases(desk.services.cases.ids())
    assert case.entry.phone == "0912345678"


def test_a_clock_set_back_gives_an_entry_the_day_of_the_last_one(desk: Desk, line: CaseEntryLine) -> None:
    line._last_day = date(2027, 5, 4)  # as told when the line came into view
    assert line._today() == date(2027, 5, 4)
    line._last_day = date(2025, 5, 4)
    assert line._today() == TODAY


def test_what_was_entered_is_told_only_while_it_is_in_the_register(desk: Desk, line: CaseEntryLine) -> None:
    made = desk.services.backups.make()
    choose(line, CaseKind.PETITION)
    fill(line, name="Đặng Thị Hường", address="Thôn Trung", content="Sửa đường liên thôn")
    line.enter()
    desk.wait()
    told = line.done_strip.text()
    assert "2026-001" in told
    desk.services.cases.mark_national(1, TODAY)
    desk.wait()
    assert line.done_strip.text() == told
    desk.services.backups.restore(made.path)
    desk.wait()
    assert not line.done_strip.text()
    assert not desk.errors
