"""Templates of the office: fields as pills, every step undone, kept while one types, saved as a new version."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from friendly_desktop.domain.letters import BlockStyle, Frame, LetterKind, Template, TemplateBlock
from friendly_desktop.domain.letters.template_draft import as_text, from_text
from friendly_desktop.domain.letters.template_edit import (
    moved_block,
    new_field,
    with_field,
    with_new_block,
    without_block,
    without_field,
)
from friendly_desktop.domain.letters.text import parse
from friendly_desktop.services.letters.templates import LetterTemplatesService
from tests.ui.desk import Desk
from tests.ui.typing_ways import by_keys
from ui.letters.chip_text import ChipLook, ChipText
from ui.letters.field_picker import offers
from ui.pages.letters.page import LettersPage
from ui.pages.letters.template_editor import TemplateEditor
from ui.pages.letters.template_history import TemplateHistory
from ui.pages.letters.template_trial import Values, values_of
from ui.pages.letters.templates import LetterTemplates
from ui.places import PageId, Place

SHIPPED = LetterTemplatesService().shipped()


@pytest.fixture
def page(desk: Desk) -> LettersPage:
    made = LettersPage(desk.context)
    desk.context.place_requested.connect(made.show_place)
    desk.show(made)
    return made


def part(page: LettersPage) -> LetterTemplates:
    found = page.part("templates")
    assert isinstance(found, LetterTemplates)
    return found


def open_copy(desk: Desk, page: LettersPage, what: str = "wedding") -> TemplateEditor:
    """An editor on a copy of a template of the program."""
    desk.context.go(Place(PageId.LETTERS, part=f"templates:{what}"))
    desk.wait()
    return part(page).editor


def chips(text: str) -> ChipText:
    made = ChipText(lambda field: ChipLook(field, known=True))
    made.show_template_text(text)
    return made


@pytest.mark.parametrize("template", SHIPPED, ids=lambda one: one.id)
def test_every_shipped_text_is_the_same_after_it_was_shown(qtbot: QtBot, template: Template) -> None:
    widget = chips("")
    qtbot.addWidget(widget)
    for text in (template.recipient, *(text for block in template.blocks for text in block.texts)):
        widget.show_template_text(text)
        assert widget.template_text() == text


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="ab {}|\nuper.ễ", max_size=40))
def test_any_text_means_the_same_after_it_was_shown(text: str) -> None:
    widget = chips(text)
    assert parse(widget.template_text()) == parse(text)
    widget.deleteLater()


def test_a_pill_is_deleted_and_copied_as_one(qtbot: QtBot) -> None:
    widget = chips("Anh {groom|upper} và {bride}")
    qtbot.addWidget(widget)
    cursor = widget.textCursor()
    cursor.setPosition(4)
    cursor.setPosition(5, QTextCursor.MoveMode.KeepAnchor)
    widget.setTextCursor(cursor)
    widget.copy()
    assert QApplication.clipboard().text() == "{groom|upper}"
    widget.moveCursor(QTextCursor.MoveOperation.End)
    widget.paste()
    assert widget.template_text() == "Anh {groom|upper} và {bride}{groom|upper}"
    qtbot.keyClick(widget, Qt.Key.Key_Backspace)
    assert widget.template_text() == "Anh {groom|upper} và {bride}"


def test_a_brace_is_never_typed_by_hand(qtbot: QtBot) -> None:
    widget = chips("Anh ")
    qtbot.addWidget(widget)
    with qtbot.waitSignal(widget.picker_wanted):
        qtbot.keyClicks(widget, "{")
    assert widget.template_text() == "Anh "


def test_the_list_tells_whose_words_and_which_one_is_usual(desk: Desk, page: LettersPage) -> None:
    desk.context.go(Place(PageId.LETTERS, part="templates"))
    desk.wait()
    rows = part(page).list.model.rows()
    assert [row.template.id for row in rows] == [one.id for one in SHIPPED]
    assert [row.template.kind for row in rows if row.usual] == list(LetterKind)


def test_a_shipped_template_is_copied_before_it_is_changed(desk: Desk, page: LettersPage) -> None:
    editor = open_copy(desk, page)
    assert editor.history.template.title == "Thư chúc mừng kết hôn (của đơn vị)"
    assert not editor.history.template.shipped
    assert page.heading() == "Thư chúc mừng kết hôn (của đơn vị)"
    assert page.primary_button() is editor.save_button


def test_a_changed_word_makes_a_new_version(desk: Desk, page: LettersPage) -> None:
    editor = open_copy(desk, page)
    last = editor.blocks.rows[-1].texts[0]
    last.setFocus()
    last.moveCursor(QTextCursor.MoveOperation.End)
    by_keys(last, " và con cháu đầy đàn")
    editor.save_button.click()
    desk.wait()
    assert desk.told[-1] == "Đã lưu phiên bản 2; thư đã in không đổi."
    kept = desk.services.letter_templates.get(editor.history.template.id)
    assert kept.blocks[-1].texts == ("CHÚC ANH CHỊ TRĂM NĂM HẠNH PHÚC và con cháu đầy đàn",)
    assert desk.services.letter_templates.unfinished(kept.id) is None


def test_typing_is_undone_word_by_word(desk: Desk, page: LettersPage) -> None:
    editor = open_copy(desk, page)
    last = editor.blocks.rows[-1].texts[0]
    last.setFocus()
    last.moveCursor(QTextCursor.MoveOperation.End)
    by_keys(last, " thật vui")
    desk.qtbot.keyClick(last, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert last.template_text().rstrip() == "CHÚC ANH CHỊ TRĂM NĂM HẠNH PHÚC thật"
    while editor.history.stack.canUndo():
        desk.qtbot.keyClick(last, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert last.template_text() == "CHÚC ANH CHỊ TRĂM NĂM HẠNH PHÚC"
    assert not editor.is_changed()
    while editor.history.stack.canRedo():
        desk.qtbot.keyClick(last, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert last.template_text() == "CHÚC ANH CHỊ TRĂM NĂM HẠNH PHÚC thật vui"


def test_a_field_is_put_in_by_a_few_letters(desk: Desk, page: LettersPage) -> None:
    editor = open_copy(desk, page)
    last = editor.blocks.rows[-1].texts[0]
    last.setFocus()
    last.moveCursor(QTextCursor.MoveOperation.End)
    desk.qtbot.keyClicks(last, "{")
    picker = editor.blocks.picker
    desk.qtbot.keyClicks(picker.box, "ho ten vo")
    assert picker.offered()[0].field == "bride"
    picker.style_choice.show_value("upper")
    desk.qtbot.keyClick(picker.box, Qt.Key.Key_Return)
    assert last.template_text() == "CHÚC ANH CHỊ TRĂM NĂM HẠNH PHÚC {bride|upper}"


def test_a_new_field_is_made_where_it_is_needed(desk: Desk, page: LettersPage) -> None:
    editor = open_copy(desk, page)
    text = editor.blocks.rows[1].texts[0]
    text.setFocus()
    desk.qtbot.keyClick(
        editor.blocks.insert_button, Qt.Key.Key_Space
    )  # the button keeps the text where one typed last
    picker = editor.blocks.picker
    by_keys(picker.box, "Nơi làm việc")
    desk.qtbot.keyClick(picker.box, Qt.Key.Key_Return)
    assert editor.history.template.fields[-1].label == "Nơi làm việc"
    assert editor.history.template.fields[-1].id == "noi_lam_viec"
    assert "{noi_lam_viec}" in text.template_text()


def test_facts_of_the_office_are_offered_too(desk: Desk) -> None:
    template = desk.services.letter_templates.get("wedding")
    found = [one.field for one in offers(template, "nguoi ky")]
    assert found[:2] == ["signatory", "post"] or {"signatory", "post"} <= set(found)


def test_renaming_a_field_breaks_no_text(desk: Desk, page: LettersPage) -> None:
    editor = open_copy(desk, page)
    editor.tabs.setCurrentWidget(editor.fields)
    editor.fields.choose("groom")
    editor.fields.label.selectAll()
    by_keys(editor.fields.label, "Tên chú rể")
    assert editor.history.template.field("groom").label == "Tên chú rể"
    assert editor.history.template.blocks[3].texts == ("Anh {groom}", "Chị {bride}")
    assert editor.blocks.rows[3].texts[0].look("groom").words == "Tên chú rể"


def test_a_field_that_was_removed_is_named_at_its_part(desk: Desk, page: LettersPage) -> None:
    editor = open_copy(desk, page)
    editor.fields.choose("bride")
    editor.fields.remove_field()
    editor.save_button.click()
    desk.wait()
    assert desk.told[-1:] != ["Đã lưu phiên bản 2; thư đã in không đổi."]
    assert "Mẫu không có trường «bride»" in editor.blocks.rows[3].problem()
    editor.go_to_problem()
    editor.history.stack.undo()
    assert editor.blocks.rows[3].problem() == ""


def test_an_unclosed_brace_that_was_pasted_is_told(desk: Desk, page: LettersPage) -> None:
    editor = open_copy(desk, page)
    text = editor.blocks.rows[2].texts[0]
    QApplication.clipboard().setText("chúc {groom")
    text.setFocus()
    text.paste()
    editor.save_button.click()
    assert "Thiếu dấu «}» đóng trường" in editor.blocks.rows[2].problem()


def test_parts_are_moved_by_keyboard_and_moved_back(desk: Desk, page: LettersPage) -> None:
    editor = open_copy(desk, page)
    before = editor.history.template.blocks
    editor.blocks.go_to(2)
    editor.blocks._on_up()
    assert [one.style for one in editor.history.template.blocks[:3]] == [
        BlockStyle.TITLE,
        BlockStyle.CALL,
        BlockStyle.SENDER,
    ]
    editor.history.stack.undo()
    assert editor.history.template.blocks == before


def test_columns_style_and_condition_are_steps(desk: Desk, page: LettersPage) -> None:
    editor = open_copy(desk, page)
    row = editor.blocks.rows[4]
    row._on_columns(1)
    assert editor.history.template.blocks[4].texts == ("Địa chỉ: {groom_address} Địa chỉ: {bride_address}",)
    assert len(row.texts) == 1
    row._on_when("groom_address")
    row._on_style(BlockStyle.BODY)
    assert editor.history.template.blocks[4] == TemplateBlock(
        BlockStyle.BODY, ("Địa chỉ: {groom_address} Địa chỉ: {bride_address}",), "groom_address"
    )
    for _step in range(3):
        editor.history.stack.undo()
    assert len(row.texts) == 2


def test_the_sheet_is_chosen_by_pictures(desk: Desk, page: LettersPage) -> None:
    editor = open_copy(desk, page)
    before = editor.history.template.sheet
    editor.tabs.setCurrentWidget(editor.sheet)
    editor.sheet.frame.setCurrentRow(2)
    assert editor.history.template.sheet == replace(before, frame=Frame.DRUM)
    editor.history.stack.undo()
    assert editor.history.template.sheet == before
    assert editor.sheet.frame.currentRow() == 1


def test_what_is_being_changed_survives_the_program(desk: Desk, page: LettersPage) -> None:
    editor = open_copy(desk, page)
    template_id = editor.history.template.id
    text = editor.blocks.rows[0].texts[0]
    text.setFocus()
    text.moveCursor(QTextCursor.MoveOperation.Start)
    by_keys(text, "TRANG ")
    page.show_place(Place(PageId.LETTERS))
    desk.wait()
    other = TemplateEditor(desk.context)
    desk.qtbot.addWidget(other)
    other.open(template_id)
    desk.wait()
    assert other.history.template.blocks[0].texts == ("TRANG THƯ CHÚC MỪNG",)
    assert other.is_changed()
    other._discard.click()
    assert not other.is_changed()
    other.flush()
    desk.wait()
    assert desk.services.letter_templates.unfinished(template_id) is None


def test_the_page_beside_is_the_very_pdf(desk: Desk, page: LettersPage) -> None:
    editor = open_copy(desk, page)
    desk.qtbot.waitUntil(lambda: editor.side.preview.page_count() == 1)


def test_a_half_made_template_still_shows_its_page(desk: Desk, page: LettersPage) -> None:
    editor = open_copy(desk, page)
    editor.blocks.add_block()
    template = replace(
        editor.history.template,
        blocks=(*editor.history.template.blocks, TemplateBlock(BlockStyle.NAMES, ("", "{nobody}"))),
    )
    editor.history.change(template, "")
    editor.side.draw()
    desk.wait()
    assert editor.side.told.text() == ""


def test_another_template_becomes_the_usual_one_and_is_taken_back(desk: Desk, page: LettersPage) -> None:
    copy = desk.services.letter_templates.copy("wedding", "Thư cưới của xã")
    desk.context.go(Place(PageId.LETTERS, part="templates"))
    desk.wait()
    list_ = part(page).list
    list_.choose(copy.id)
    list_.usual_button.click()
    desk.wait()
    assert desk.services.letter_templates.default(LetterKind.WEDDING).id == copy.id
    assert desk.undo is not None
    desk.undo()
    desk.wait()
    assert desk.services.letter_templates.default(LetterKind.WEDDING).id == "wedding"


def test_a_removed_template_comes_back(desk: Desk, page: LettersPage) -> None:
    copy = desk.services.letter_templates.copy("wedding", "Thư cưới của xã")
    desk.context.go(Place(PageId.LETTERS, part="templates"))
    desk.wait()
    list_ = part(page).list
    list_.choose(copy.id)
    list_.remove_button.click()
    desk.wait()
    assert list_.model.row_of(copy.id) == -1
    assert desk.undo is not None
    desk.undo()
    desk.wait()
    assert list_.model.row_of(copy.id) >= 0


def test_a_template_goes_to_another_office_as_a_file_and_comes_from_one(
    desk: Desk, page: LettersPage
) -> None:
    copy = desk.services.letter_templates.copy("wedding", "Thư cưới của xã")
    desk.context.go(Place(PageId.LETTERS, part="templates"))
    desk.wait()
    list_ = part(page).list
    list_.choose(copy.id)
    file = desk.root / "mẫu của xã"
    desk.answers.paths = [file]
    entries = {one.text(): one for one in list_.word_button.menu().actions()}
    entries["Lưu mẫu đang chọn ra tệp cho đơn vị khác..."].trigger()
    desk.wait()
    written = file.with_name("mẫu của xã.yaml")
    assert "Thư cưới của xã" in written.read_text(encoding="utf-8")
    desk.services.letter_templates.remove(copy.id)
    desk.wait()
    desk.answers.paths = [written]
    entries["Nhận mẫu từ tệp của đơn vị khác..."].trigger()
    desk.wait()
    assert [one.title for one in desk.services.letter_templates.templates() if not one.shipped] == [
        "Thư cưới của xã"
    ]
    chosen = list_.chosen()
    assert chosen is not None
    assert chosen.template.title == "Thư cưới của xã"
    assert desk.undo is not None
    desk.undo()
    desk.wait()
    assert all(one.shipped for one in desk.services.letter_templates.templates())


def test_an_older_version_is_used_again(desk: Desk, page: LettersPage) -> None:
    from ui.pages.letters.template_versions import TemplateVersions

    templates = desk.services.letter_templates
    copy = templates.copy("wedding", "Thư cưới của xã")
    newer = templates.save(replace(copy, note="khác"))
    dialog = TemplateVersions(page, desk.context, newer)
    dialog.open()
    desk.wait()
    dialog.list.setCurrentRow(1)
    dialog.use_button.click()
    desk.wait()
    assert templates.get(copy.id).note == copy.note
    assert templates.get(copy.id).version == 3


def test_the_page_shows_the_values_of_the_last_letter(desk: Desk, page: LettersPage) -> None:
    copy = desk.services.letter_templates.copy("wedding", "Thư cưới của xã")
    draft = desk.services.letters.blank_draft(copy.id)
    for name in ("Nguyễn Văn Trước", "Nguyễn Văn Sau"):
        desk.services.letters.save(replace(draft, values={"groom": name}))
    assert values_of(desk.services, copy, Values.LAST) == {"groom": "Nguyễn Văn Sau"}
    assert values_of(desk.services, copy, Values.EMPTY) == {}
    assert values_of(desk.services, copy, Values.TRIAL)["groom"] == "Nguyễn Văn An"


def test_undo_in_the_window_goes_to_the_template_wherever_the_keyboard_is(
    desk: Desk, page: LettersPage
) -> None:
    editor = open_copy(desk, page)
    editor.blocks.add_block()
    editor.tabs.setCurrentWidget(editor.fields)
    control = Qt.KeyboardModifier.ControlModifier
    for place in (editor.fields.label, editor.fields.list, editor.side.preview, editor.side.values):
        count = len(editor.history.template.blocks)
        place.setFocus()
        desk.qtbot.keyClick(place, Qt.Key.Key_Z, control)
        assert len(editor.history.template.blocks) == count - 1, place
        editor.history.stack.redo()


def step_of(template: Template, step: int) -> Template:
    """What one of the editor's steps makes of a template."""
    if step in (1, 2) and not template.blocks:
        return template
    sheet = replace(template.sheet, landscape=not template.sheet.landscape)
    steps: tuple[Callable[[], Template], ...] = (
        lambda: with_new_block(template, 0, TemplateBlock(BlockStyle.BODY, ("x",))),
        lambda: without_block(template, 0),
        lambda: moved_block(template, 0, len(template.blocks) - 1),
        lambda: with_field(template, new_field(template, "Nơi làm việc")),
        lambda: without_field(template, "groom"),
        lambda: replace(template, title=template.title + "a"),
        lambda: replace(template, sheet=sheet),
    )
    return steps[step]()


@settings(deadline=None, max_examples=25)
@given(st.lists(st.integers(0, 6), max_size=12))
def test_whatever_was_done_is_undone_and_done_again(steps: list[int]) -> None:
    history = TemplateHistory()
    history.begin(SHIPPED[0])
    for step in steps:
        after = step_of(history.template, step)
        history.change(after, "", "title" if step == 5 else "")
    last = history.template
    while history.stack.canUndo():
        history.stack.undo()
    assert history.template == SHIPPED[0]
    while history.stack.canRedo():
        history.stack.redo()
    assert history.template == last
    assert from_text(as_text(last)) == last
    history.stack.clear()  # what is undone goes while its stack lives, not whenever garbage is collected
