"""Every way in which a foreign file comes into the program, from the file to what is made of it."""

import json
import shutil
from functools import cache
from pathlib import Path
from typing import Any

from friendly_desktop.domain.letters.lists import LetterList
from friendly_desktop.paths import DataFolder
from tests.fuzz import archives, inert, seeds
from tests.fuzz.cage import Fault
from tests.fuzz.desk import SURVEY, YEAR, Desk, Importer, command
from tests.fuzz.seeds import Seed


def _checked(found: LetterList) -> LetterList:
    """The list, whose texts can be stored and shown."""
    for row in found.rows:
        for text in row.cells:
            text.encode()
            if "\x00" in text:
                raise Fault("a zero character in a cell")
    return found


def _letters(path: Path, at: Desk) -> object:
    from friendly_desktop.domain.letters import LetterKind
    from friendly_desktop.domain.letters.batch import BatchForm, BatchTarget

    services = at.services
    template = services.letter_templates.default(LetterKind.WEDDING)
    found = _checked(services.letter_batches.open(path))
    found = services.letter_batches.converted(found)
    mapping = services.letter_batches.mapping(found, template)
    rows = services.letter_batches.rows(found, template, mapping)
    ticked = [row for row in rows if row.ticked and row.makeable][:2]
    if not ticked:
        return "no row"
    services.letter_batches.remember_mapping(found, template, mapping)
    account = services.letter_batches.make(ticked, BatchTarget(BatchForm.WORDS, at.place / "thư"))
    for made in (at.place / "thư").glob("*.docx"):
        inert.require_inert(made.name, made.read_bytes())
    return f"{len(account.files)} letters"


def _cases(path: Path, at: Desk) -> object:
    services = at.services
    found = _checked(services.cases.open_table(path))
    mapping = services.cases.import_mapping(found)
    rows = services.cases.import_rows(found, mapping, leave_out_denouncers=True)
    account = services.cases.import_cases(rows)
    if account.skipped:
        left = at.place / "chưa nhập.xlsx"
        services.cases.save_skipped(found, mapping, account, left)
        inert.require_inert(left.name, left.read_bytes())
    for case_id in account.added[:3]:
        services.cases.get(case_id)
    return "some" if account.added else "none"


def _figures(path: Path, at: Desk) -> object:
    services = at.services
    found = _checked(services.indicators.open_sheet(path))
    month = 5 if services.indicators.sheet_needs_month(found) else None
    read = services.indicators.read_sheet(found, YEAR, month)
    services.indicators.take_figures(read, YEAR, path.name)
    target = at.place / "mẫu.xlsx"
    services.indicators.figure_template(YEAR, target)
    inert.require_inert(target.name, target.read_bytes())
    return "taken"


def _late(path: Path, at: Desk) -> object:
    services = at.services
    found = _checked(services.indicators.open_late(path))
    rows = services.indicators.late_rows(found, services.indicators.late_mapping(found))
    account = services.indicators.import_late(rows)
    return "some" if account.added else "none"


def _ballots(path: Path, at: Desk) -> object:
    taken = at.services.surveys.take_list(
        SURVEY, at.services.surveys.read_list(SURVEY, path), replace_changed=True
    )
    at.services.surveys.tally(SURVEY)
    at.services.surveys.suspicions(SURVEY)
    return "some" if taken.added else "none"


def _tally(path: Path, at: Desk) -> object:
    return command(at.place, "survey", "tally", "citizen", "--ballots", str(path))


def _days(path: Path, at: Desk) -> object:
    services = at.services
    found = services.workdays.import_days(path)
    for name in ("lịch.csv", "lịch.xlsx"):
        target = at.place / name
        services.workdays.export(target, range(2024, 2030))
        inert.require_inert(target.name, target.read_bytes())
    return "some" if found.saved else "none"


def _criteria(path: Path, at: Desk) -> object:
    services = at.services
    made = services.criteria.import_file(path)
    if not made.id:
        return f"{min(len(made.problems), 9)} problems"
    target = at.place / "bộ.xlsx"
    services.criteria.write_template(target, made.id)
    inert.require_inert(target.name, target.read_bytes())
    services.assessment.open_year(YEAR + 1, made.id)
    services.assessment.view(YEAR + 1)
    return "opened"


def _survey_form(path: Path, at: Desk) -> object:
    form = at.services.surveys.add_form(path)
    at.services.surveys.write_form(form.id, at.place / "phiếu.yaml")
    from friendly_desktop.services.surveys.paper import ballots_pdf

    inert.require_inert("phiếu.pdf", ballots_pdf(form, 1, 1))
    return "printed"


def _letter_template(path: Path, at: Desk) -> object:
    services = at.services
    if services.letter_templates.check_file(path):
        return "problems"
    template = services.letter_templates.import_file(path)
    draft = services.letters.blank_draft(template.id)
    paper = services.letters.paper(draft)
    for suffix in (".pdf", ".docx"):
        inert.require_inert(f"thư{suffix}", paper.made(suffix)[0])
    services.letter_templates.export_file(template.id, at.place / "mẫu.yaml")
    return "printed"


def _word(path: Path, at: Desk) -> object:
    from friendly_desktop.domain.letters import LetterKind

    services = at.services
    template = services.letter_templates.import_word(path, LetterKind.WEDDING, "Mẫu của xã")
    draft = services.letters.blank_draft(template.id)
    content = services.letters.paper(draft).made(".docx")[0]
    inert.require_inert("thư.docx", content)
    return "filled"


def _evidence(path: Path, at: Desk) -> object:
    services = at.services
    added = services.evidence.add_files(YEAR, "B.1.1.1", [path])
    if added[0].evidence_id is None:
        return "not added"
    return _seen(path, at)


def _seen(path: Path, at: Desk) -> object:
    """A picture or PDF on the screen, as a thumbnail, for the package, with its day."""
    from friendly_desktop.domain.media_types import media_type
    from friendly_desktop.storage import pictures

    content = path.read_bytes()
    kind = media_type(content[:4096], content[-4096:], path.name)
    pictures.taken_on(path, kind)
    pictures.thumbnail(path, kind)
    with path.open("rb") as stream:  # as the store gives it
        pictures.page_image(stream, kind, 0, 600)
    pictures.page_image(path, kind, 0, 600)
    if kind.startswith("image/"):
        pictures.shrunk_jpeg(path, kind, 64, 80)
    return f"seen {kind}"


def _scan(path: Path, at: Desk) -> object:
    report = at.services.ballot_reading.read(SURVEY, [path])
    return f"{report.pages} pages"


def _pdf_preview(path: Path, at: Desk) -> object:
    from friendly_desktop.services.pages import open_pages

    with open_pages(path.read_bytes()) as pages:
        pages.image(0, 500)
        pages.ink(0)
        for _tile in pages.tiles(0, 150):
            pass
    return "drawn"


def _score(path: Path, at: Desk) -> object:
    return command(at.place, "score", "evaluate", "--set", "hai-duong-2024", "--input", str(path))


def _values(path: Path, at: Desk) -> object:
    if path.name.startswith("viec"):
        return command(at.place, "case", "add", "--fields", str(path))
    out = at.place / "thư.docx"
    told = command(
        at.place, "letter", "make", "wedding", "--fields", str(path), "--out", str(out), "--record"
    )
    if out.exists():
        inert.require_inert(out.name, out.read_bytes())
    return told


def _remembered(path: Path, at: Desk) -> object:
    """What the program keeps beside the records, after somebody or something changed it."""
    from PySide6.QtCore import QRect

    from friendly_desktop.domain.cases import CaseKind
    from ui import icons, window_state
    from ui.cases.entry_values import draft_values
    from ui.pages.home import summary

    shutil.copyfile(path, at.place / "window.json")
    state = window_state.load(DataFolder(at.place))
    QRect(*state.geometry)
    dict(state.folders)
    window_state.save(DataFolder(at.place), state)
    icons.recall(path)
    kept = summary.kept(path)
    if kept is not None:
        summary.keep(at.place / "home.json", kept)
    text = path.read_bytes().decode("utf-8", "replace")
    values = draft_values(text)
    if values.get("kind"):
        CaseKind(values["kind"])
    at.services.drafts.save_draft("cases/new", text)
    return draft_values(at.services.drafts.draft("cases/new")) and "draft"


@cache
def remembered_seeds() -> tuple[Seed, ...]:
    """The state of the window, the home page of last time, a draft."""
    from ui.pages.home.duties import Duty
    from ui.pages.home.summary import FORMAT, HomeSummary, NextStep, Risk, Share
    from ui.window_state import WindowState

    state = WindowState(geometry=(10, 10, 900, 600), year=YEAR, folders=(("evidence", "/home/a"),))
    values: dict[str, Any] = dict.fromkeys(HomeSummary._fields, "1")
    values |= {
        "year": YEAR, "scored": True, "claimed_share": 0.5, "backed_share": 0.2, "done": 1, "leaves": 2,
        "counts": {"no_evidence": 1}, "steps": (NextStep("Bước", "2026-12-01"),), "risks": (Risk("1", "A", "B", "C", "B.1", "no_evidence"),),
        "sections": (Share("A", 0.5, "1/2"),), "people": (), "duties": (Duty("late", 3),),
    }  # fmt: skip
    draft = {"kind": "complaint", "name": "Nguyễn Văn A", "entry": {"kind": "denunciation", "name": "B"}}
    trees: dict[str, Any] = {
        "cua-so.json": state._asdict(), "trang-chu.json": [FORMAT, *HomeSummary(**values)], "nhap.json": draft,
    }  # fmt: skip
    return tuple(Seed(name, "json", json.dumps(tree).encode()) for name, tree in trees.items())


IMPORTERS: tuple[Importer, ...] = (
    Importer("letters", seeds.people, _letters, office=True),
    Importer("cases", seeds.cases, _cases, office=True),
    Importer("figures", seeds.figures, _figures, office=True),
    Importer("late", seeds.late_files, _late, office=True),
    Importer("ballots", seeds.ballots, _ballots, office=True),
    Importer("tally", seeds.ballots, _tally),
    Importer("calendar", seeds.days_off, _days, office=True),
    Importer("criteria", seeds.criteria, _criteria, office=True),
    Importer("survey-form", seeds.survey_forms, _survey_form, office=True),
    Importer("letter-template", seeds.letter_templates, _letter_template, office=True),
    Importer("word", seeds.word_files, _word, office=True),
    Importer("picture", seeds.pictures, _seen),
    Importer("pdf", seeds.pdfs, _seen),
    Importer("pdf-preview", seeds.pdfs, _pdf_preview),
    Importer("scan", lambda: (*seeds.pictures(), *seeds.pdfs()), _scan, office=True),
    Importer(
        "evidence", lambda: (*seeds.pictures(), *seeds.pdfs(), *seeds.word_files()), _evidence, office=True
    ),
    Importer("package", archives.package_seeds, archives.read_package),
    Importer("package-sealed", archives.sealed_seeds, archives.read_sealed),
    Importer("package-parts", archives.part_seeds, archives.read_parts),
    Importer("score", seeds.scores, _score),
    Importer("values", seeds.values, _values, office=True),
    Importer("backup", archives.backup_seeds, archives.read_backup, office=True),
    Importer("backup-sealed", archives.sealed_backup_seeds, archives.read_sealed_backup, office=True),
    Importer("backup-folder", archives.folder_backup_seeds, archives.read_folder_backup, office=True),
    Importer("keys", archives.key_seeds, archives.read_keys, office=True),
    Importer("remembered", remembered_seeds, _remembered, office=True),
)
