"""The letters as pictures: register, gallery, templates, one of each tone being written, letters from a list."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from screens import Shots, View

    from ui.pages.letters.batch import LetterBatch
    from ui.pages.letters.page import LettersPage
    from ui.pages.letters.templates import LetterTemplates


def views(shots: "Shots") -> Iterator["View"]:
    """Every part of the page and its dialogs."""
    made = _Letters(shots)
    yield from made.views()
    yield from made.list_views()


class _Letters:
    def __init__(self, shots: "Shots") -> None:
        self._shots, self._window = shots, shots.window

    def views(self) -> Iterator["View"]:
        """Register, gallery, and one letter of each tone being written."""
        from ui.pages.letters.page import LettersPage
        from ui.places import PageId, Place

        window = self._window
        page = window.page(PageId.LETTERS)
        assert isinstance(page, LettersPage)
        values: dict[str, dict[str, str]] = {
            "wedding": {
                "groom": "Nguyễn Văn Đức",
                "bride": "Trần Thị Hường",
                "groom_address": "Thôn Đồng Quýt, xã An Bình",
                "bride_address": "Thôn Trung, xã An Bình",
            },
            "condolence": {
                "family_salutation": "Ông",
                "family": "Phạm Văn Thành",
                "salutation": "Cụ bà",
                "deceased": "Nguyễn Thị Mùi",
                "born": "1942",
                "died_at": "05:30",
                "died": "2026-11-18",
            },
            "apology_extension": {
                "salutation": "Ông",
                "name": "NguyÔn V¨n §¸p",
                "file_code": "H22.15-261103-0008",
                "reason": "Hồ sơ phải xác minh nguồn gốc đất tại thực địa, đoàn xác minh bị chậm do mưa bão",
            },
        }

        def settled() -> None:
            self._shots.settled()

        def show(part: str, filter_: str = "") -> None:
            window.show_place(Place(PageId.LETTERS, part=part, filter=filter_))
            settled()

        def write(kind: str) -> None:
            show(f"compose:{kind}")
            for field_id, value in values[kind].items():
                page.compose.form.input(field_id).put(value)
            settled()

        def wrong() -> None:
            write("apology_extension")
            page.compose.form.input("received").put("31/2/2026")
            page.compose.print_button.click()
            settled()

        yield "letters-signing", lambda: show("register", "submitted")
        yield "letters-all", lambda: show("register", "all")
        yield "letters-gallery", lambda: show("compose")
        for kind in values:
            yield f"letters-{kind}", partial(write, kind)
        yield "letters-problems", wrong
        yield from self._templates(page)
        yield "letters-print", self._shots.dialog(lambda: self._print(page))

    def list_views(self) -> Iterator["View"]:
        """Letters from a list: each step with a list of three hundred rows, twelve of them bad."""
        steps = _ListSteps(self._shots)
        yield "letters-list-begin", steps.begin
        yield "letters-list-refused", steps.unreadable
        yield "letters-list-columns", steps.opened
        yield "letters-list-missing", steps.missing
        for name, number in (("rows", 0), ("wrong", 48), ("double", 108), ("legacy", 67)):
            yield f"letters-list-{name}", partial(steps.rows, number)
        yield "letters-list-edit", partial(steps.rows, 20, edit=True)
        yield "letters-list-before-after", self._shots.dialog(steps.before_after)
        yield "letters-list-make", self._shots.dialog(steps.ask)
        yield "letters-list-account", steps.made

    def _templates(self, page: "LettersPage") -> Iterator["View"]:
        """The list of templates, one of the office's own being changed, and its Word files."""
        from ui.pages.letters.templates import LetterTemplates
        from ui.places import PageId, Place

        window = self._window
        part = page.part("templates")
        assert isinstance(part, LetterTemplates)
        templates = window.context.services.letter_templates
        title = "Thư chúc mừng kết hôn (của đơn vị)"
        known = [one.id for one in templates.templates() if one.title == title]

        def settled() -> None:
            self._shots.settled()

        def show(what: str = "", tab: int = 0) -> None:
            window.show_place(Place(PageId.LETTERS, part=f"templates:{what}" if what else "templates"))
            settled()
            part.editor.tabs.setCurrentIndex(tab)
            settled()

        own = known[0] if known else templates.copy("wedding", title).id

        def picking() -> None:
            show(own)
            part.editor.blocks.go_to(5)
            part.editor.blocks.pick_field()
            part.editor.blocks.picker.box.setText("dia chi")

        def wrong() -> None:
            show(own)
            part.editor.fields.choose("bride")
            part.editor.fields.remove_field()
            part.editor.tabs.setCurrentIndex(0)
            part.editor.save()
            settled()

        yield "letters-templates", show
        yield "letters-template-words", partial(show, own)
        yield "letters-template-fields", partial(show, own, 1)
        yield "letters-template-sheet", partial(show, own, 2)
        yield "letters-template-picker", self._shots.dialog(picking)
        yield "letters-template-wrong", wrong
        yield "letters-template-right", part.editor.history.stack.undo
        for name in ("sound", "wrong"):
            yield (
                f"letters-template-word-{name}",
                self._shots.dialog(partial(self._word_template, part, name)),
            )

    def _word_template(self, part: "LetterTemplates", name: str) -> None:
        """A Word file that can be used, and the same with a misspelt field."""
        from docx import Document

        from ui.pages.letters.template_word import WordTemplateDialog

        services = self._window.context.services
        path = self._window.context.folder.root.parent / "Thư cưới của xã.docx"
        template = services.letter_templates.get("wedding")
        path.write_bytes(services.letter_templates.word_starter(template, services.office.office()))
        if name == "wrong":
            file = Document(str(path))
            file.add_paragraph("Chúc anh {{ grom }} và chị {{ bride")
            file.save(str(path))
        dialog = WordTemplateDialog(part, self._window.context)
        dialog.open()
        self._shots.settled()
        dialog.found_file([path])

    def _print(self, page: "LettersPage") -> None:
        """The print dialog with a printer as offices have them, which this machine may not."""
        from friendly_desktop.domain.letters import LetterFilter
        from friendly_desktop.domain.pages import A4_SHEET, A5_SHEET
        from ui.printing import abilities, dialog

        able = abilities.Abilities(
            "HP LaserJet P1102", (A4_SHEET, A5_SHEET), False, (4, 4, 4, 4), (4, 4, 4, 4)
        )
        dialog.printer_names = lambda: iter([able.printer])
        abilities.ask = lambda name: able  # noqa: ARG005 - the name it is called by
        letters = self._window.context.services.letters.find(LetterFilter())
        page.printing.print_letters([letters[0].id])
        self._shots.settled()


class _ListSteps:
    """The steps of letters from a list, one after the other in one window."""

    def __init__(self, shots: "Shots") -> None:
        from tests import letter_list_sample
        from ui.pages.letters.page import LettersPage
        from ui.places import PageId

        self._shots = shots
        self._window = shots.window
        page = self._window.page(PageId.LETTERS)
        assert isinstance(page, LettersPage)
        self._page = page
        self._folder = self._window.context.folder.root.parent
        self._list = letter_list_sample.write(self._folder / "Kết hôn 2026.xlsx")

    @property
    def part(self) -> "LetterBatch":
        from ui.pages.letters.batch import LetterBatch

        made = self._page.part("batch")
        assert isinstance(made, LetterBatch)
        return made

    def begin(self) -> None:
        from ui.places import PageId, Place

        self._window.show_place(Place(PageId.LETTERS, part="batch:wedding"))
        self._shots.settled()

    def unreadable(self) -> None:
        self.begin()
        old = self._folder / "Danh sách.xls"
        old.write_bytes(b"\xd0\xcf\x11\xe0" * 200)
        self.part.source.open(old)
        self._shots.settled()

    def opened(self) -> None:
        self.begin()
        self.part.source.open(self._list)
        self._shots.settled()

    def missing(self) -> None:
        self.opened()
        self.part.source.columns.choice("Họ và tên vợ").show_value(None)
        self.part.source.columns.changed.emit()
        self._shots.settled()

    def rows(self, number: int = 0, *, edit: bool = False) -> None:
        self.opened()
        self.part.source.go_on.click()
        self._shots.settled()
        if number:
            self.part.rows.choose(number)
            self._shots.settled()
        if edit:
            self.part.rows.side.begin_edit()
            self._shots.settled()

    def before_after(self) -> None:
        self.rows()
        self.part.rows.look.click()

    def ask(self) -> None:
        self.rows()
        self.part.rows.make.click()

    def made(self) -> None:
        from ui.pages.letters.batch_make import Way

        self.rows()
        self.part.make_into(Way.ONE_PDF, self._folder / "Thư chúc mừng kết hôn.pdf")
        self._shots.settled()
