"""Templates of the office: copied, changed, versioned, removed, and the language of their texts."""

from dataclasses import replace
from pathlib import Path

import pytest

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.letters import (
    BlockStyle,
    Field,
    FieldKind,
    LetterDraft,
    LetterKind,
    TemplateBlock,
    Wording,
)
from friendly_desktop.domain.letters.text import (
    dressed,
    field_ids,
    filled,
    hamlet_of,
    literal,
    parse,
    problems,
    province_unit,
    recipient,
)
from friendly_desktop.domain.office import Office
from friendly_desktop.errors import AppError
from friendly_desktop.services.documents.sheet_pdf import sheet_pdf
from friendly_desktop.services.letters.compose import compose
from friendly_desktop.services.letters.templates import LetterTemplatesService
from friendly_desktop.storage import letter_templates as rows
from tests.letters_data.letter_samples import DAY, TEMPLATES, VALUES

TITLE = "Thư chúc mừng tân gia"


@pytest.fixture
def templates(services: Services) -> LetterTemplatesService:
    return services.letter_templates


def test_every_kind_has_templates_and_the_one_named_after_it_comes_first(
    templates: LetterTemplatesService,
) -> None:
    for kind in LetterKind:
        found = templates.templates(kind)
        assert found[0].id == kind.value
        assert templates.default(kind) == found[0]
    everything = templates.templates()
    assert [one.kind for one in everything] == sorted(
        (one.kind for one in everything), key=list(LetterKind).index
    )


def test_the_office_chooses_the_template_a_kind_begins_with(templates: LetterTemplatesService) -> None:
    templates.set_default(LetterKind.CONGRATULATION, "congratulation-new-house")
    assert templates.default(LetterKind.CONGRATULATION).id == "congratulation-new-house"
    with pytest.raises(AppError) as refused:
        templates.set_default(LetterKind.WEDDING, "congratulation-new-house")
    assert refused.value.code == "letter_template_other_kind"


def test_a_copy_is_the_offices_own_and_each_change_a_new_version(templates: LetterTemplatesService) -> None:
    copy = templates.copy("wedding", f"  {TITLE} ")
    assert (copy.id, copy.version, copy.title) == ("thu-chuc-mung-tan-gia", 1, TITLE)
    assert (copy.wording, copy.shipped) == (Wording.OFFICE, False)
    assert templates.save(copy).version == 1
    changed = templates.save(replace(copy, blocks=copy.blocks[:-1]))
    assert changed.version == 2
    assert templates.get(copy.id) == changed
    assert templates.get(copy.id, 1) == copy
    assert templates.versions(copy.id) == (copy, changed)
    assert templates.copy("wedding", TITLE).id == "thu-chuc-mung-tan-gia-2"


def test_templates_of_the_program_are_neither_changed_nor_removed(templates: LetterTemplatesService) -> None:
    wedding = templates.get("wedding")
    for act in (lambda: templates.save(replace(wedding, title="Khác")), lambda: templates.remove("wedding")):
        with pytest.raises(AppError) as refused:
            act()
        assert refused.value.code == "letter_template_shipped"


def test_a_template_with_a_mistake_is_not_saved_and_the_mistake_is_named(
    templates: LetterTemplatesService,
) -> None:
    copy = templates.copy("thanks", TITLE)
    broken = replace(copy, blocks=(*copy.blocks, replace(copy.blocks[-1], texts=("Mến chào {tên",))))
    found = templates.check(broken)
    assert [one.block for one in found] == [len(broken.blocks) - 1]
    with pytest.raises(AppError) as refused:
        templates.save(broken)
    assert "Thiếu dấu «}» đóng trường" in refused.value.message
    assert templates.get(copy.id) == copy
    with pytest.raises(AppError):
        templates.copy("thanks", "   ")


def test_a_removed_template_leaves_the_lists_and_its_letters_keep_it(
    templates: LetterTemplatesService,
) -> None:
    copy = templates.copy("wedding", TITLE)
    templates.remove(copy.id)
    assert copy.id not in {one.id for one in templates.templates()}
    assert templates.get(copy.id, 1) == copy
    templates.restore(copy.id)
    assert copy.id in {one.id for one in templates.templates(LetterKind.WEDDING)}
    with pytest.raises(AppError) as unknown:
        templates.remove("khong-co")
    assert unknown.value.code == "letter_template_unknown"


def test_an_old_letter_keeps_its_words_after_a_new_release(services: Services, tmp_path: Path) -> None:
    wedding = services.letter_templates.get("wedding")
    with services.db.write() as connection:
        services.letter_templates.remember(connection, wedding)
        services.letter_templates.remember(connection, wedding)
    for path in rows.template_files(Path("resources/letters")):
        text = path.read_text(encoding="utf-8").replace("TRĂM NĂM HẠNH PHÚC", "HẠNH PHÚC TRĂM NĂM")
        if path.stem == "wedding":
            text = text.replace('version: "1"', 'version: "2"')
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    newer = LetterTemplatesService(services.db, services.folder, services.clock, tmp_path)
    assert newer.get("wedding").version == 2
    assert newer.get("wedding", 1) == wedding
    assert [one.version for one in newer.versions("wedding")] == [1, 2]
    (tmp_path / "wedding.yaml").unlink()
    assert newer.get("wedding", 1) == wedding
    assert "wedding" not in {one.id for one in newer.templates()}


def test_a_file_edited_by_hand_is_taken_in_or_its_mistake_is_told(
    templates: LetterTemplatesService, workplace: Path
) -> None:
    source = Path("resources/letters/wedding.yaml").read_text(encoding="utf-8")
    path = workplace / "mẫu của xã.yaml"
    path.write_text(source.replace("id: wedding", "id: ket-hon-xa"), encoding="utf-8")
    assert templates.check_file(path) == ()
    assert templates.import_file(path).id == "ket-hon-xa"
    path.write_text(source.replace("{groom}", "{grom}"), encoding="utf-8")
    assert templates.check_file(path)
    with pytest.raises(AppError) as refused:
        templates.import_file(path)
    assert "mẫu của xã.yaml, dòng" in refused.value.message
    with pytest.raises(AppError) as missing:
        templates.check_file(workplace / "không có.yaml")
    assert missing.value.code == "file_missing"


def test_a_template_travels_to_another_office_as_a_file(
    templates: LetterTemplatesService, workplace: Path
) -> None:
    copy = templates.copy("condolence", 'Thư chia buồn của xã: «mẫu» "mới"')
    path = templates.export_file(copy.id, workplace / "mẫu.yaml")
    assert "Xin chia buồn cùng gia đình" in path.read_text(encoding="utf-8")
    assert rows.load(path).template == copy
    for one in templates.templates():
        assert rows.load(templates.export_file(one.id, path)).template == replace(one, shipped=False)
    with pytest.raises(AppError) as refused:
        templates.export_file(copy.id, workplace)
    assert refused.value.code == "letter_template_not_written"


@pytest.mark.parametrize("scale", [50, 150])
@pytest.mark.parametrize(
    "blocks",
    [
        (),
        (TemplateBlock(BlockStyle.BODY, ("",)), TemplateBlock(BlockStyle.NAMES, ("", ""))),
        (
            TemplateBlock(BlockStyle.TITLE, ("{",)),
            TemplateBlock(BlockStyle.BODY, ("{x|y} {date|upper} {post}",)),
        ),
        (TemplateBlock(BlockStyle.WISH, ("\n\n",)), TemplateBlock(BlockStyle.CALL, ("{groom|nope} " * 40,))),
        (TemplateBlock(BlockStyle.DETAIL, ("a", "b", "c"), when="unknown"),),
    ],
)
def test_a_half_written_template_has_a_preview(blocks: tuple[TemplateBlock, ...], scale: int) -> None:
    template = replace(TEMPLATES["wedding"], blocks=blocks)
    sheet = replace(template.sheet, scale=scale)
    draft = LetterDraft("wedding", VALUES["wedding"], DAY, sheet=sheet)
    assert sheet_pdf(compose(template, draft, Office(), None)).startswith(b"%PDF")


def test_an_unknown_template_is_told_with_the_nearest_one(templates: LetterTemplatesService) -> None:
    with pytest.raises(AppError) as unknown:
        templates.get("weding")
    assert unknown.value.hint == "Có phải là «wedding»?"
    with pytest.raises(AppError):
        templates.get("wedding", 9)


def test_a_damaged_version_in_the_records_is_told(services: Services) -> None:
    copy = services.letter_templates.copy("wedding", TITLE)
    with services.db.write() as connection:
        connection.exec_driver_sql("UPDATE letter_templates SET content = '{}', sha256 = 'x'")
    with pytest.raises(AppError) as broken:
        services.letter_templates.get(copy.id)
    assert broken.value.code == "letter_template_broken"


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Anh {groom} và {bride|upper}", ("groom", "bride")),
        ("{ groom | upper }", ("groom",)),
        ("{{groom}} {bride", ()),
        ("{bride} }{ {} {a b}", ("bride",)),
        ("Không có trường", ()),
    ],
)
def test_texts_are_read_leniently_while_they_are_typed(text: str, fields: tuple[str, ...]) -> None:
    assert field_ids(text) == fields
    assert parse(text) or not text


def test_braces_that_are_meant_are_doubled() -> None:
    words = "Công ty {A} & {{B}}"
    assert "".join(piece.text for piece in parse(literal(words))) == words
    assert problems(literal(words), ()) == ()


@pytest.mark.parametrize(
    ("text", "values", "shown"),
    [
        ("Mất {day} {age}.", {"day": "hôm qua"}, "Mất hôm qua."),
        (
            "Mất {day} {age}.",
            {"day": "hôm qua", "age": "hưởng thọ 80 tuổi"},
            "Mất hôm qua hưởng thọ 80 tuổi.",
        ),
        ("{title} {name}", {"name": "Hội Phụ nữ"}, "Hội Phụ nữ"),
        ("({day})", {}, "()"),
        ("{a} {b} {c}", {"c": "cuối"}, "cuối"),
    ],
)
def test_a_field_that_prints_nothing_takes_one_space_along(
    text: str, values: dict[str, str], shown: str
) -> None:
    assert (
        "".join(words for _piece, words in filled(text, lambda piece: values.get(piece.field, ""))) == shown
    )


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        ("upper", "ĐẶNG ỨC"),
        ("lower", "đặng ức"),
        ("capital", "Đặng Ức"),
        ("", "đặng Ức"),
    ],
)
def test_a_dress_changes_letters_alone(style: str, shown: str) -> None:
    assert dressed("đặng Ức", style) == shown


@pytest.mark.parametrize(
    ("place", "printed"),
    [
        ("Thôn Đồng Quýt", "thôn Đồng Quýt"),
        ("Tổ dân phố số 5", "tổ dân phố số 5"),
        ("Đồng Quýt", "Đồng Quýt"),
        ("Đông", "Đông"),
        ("Nhân dân trong xã", "Nhân dân trong xã"),
        ("Toàn thể Nhân dân", "toàn thể Nhân dân"),
    ],
)
def test_only_a_common_noun_gives_up_its_capital(place: str, printed: str) -> None:
    assert dressed(place, "small") == printed


@pytest.mark.parametrize(
    ("province", "said"),
    [
        ("Hải Phòng", "thành phố Hải Phòng"),
        ("thành phố Huế", "thành phố Huế"),
        ("Tỉnh Bắc Ninh", "tỉnh Bắc Ninh"),
        ("Đồng Nai", "tỉnh Đồng Nai"),
        ("TP.Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("TP Cần Thơ", "thành phố Cần Thơ"),
    ],
)
def test_a_province_is_named_with_its_kind(province: str, said: str) -> None:
    assert province_unit(province) == said


def test_lists_name_the_recipient_and_the_hamlet_of_a_letter(templates: LetterTemplatesService) -> None:
    wedding = templates.get("wedding")
    assert recipient(wedding, {"groom": "Nguyễn Văn Đức", "bride": "Trần Thị Hường"}) == (
        "Nguyễn Văn Đức và Trần Thị Hường"
    )
    assert recipient(wedding, {"bride": "Trần Thị Hường"}) == "Trần Thị Hường"
    home = {"groom_address": "xã khác", "bride_address": "số 3, thôn đồng quýt, xã Ninh Giang"}
    assert hamlet_of(wedding, home, ["Thôn Đồng Quýt", "Thôn Đồng"]) == "Thôn Đồng Quýt"
    assert not hamlet_of(wedding, {"groom_address": "xã khác"}, ["Thôn Đồng Quýt"])
    condolence = templates.get("condolence")
    assert hamlet_of(condolence, {"hamlet": "xóm Chùa"}, ["Thôn Đồng Quýt"]) == "xóm Chùa"


def test_a_field_for_choosing_needs_choices(templates: LetterTemplatesService) -> None:
    birth = templates.get("birth")
    bare = replace(
        birth, fields=tuple(replace(one, choices=()) if one.id == "sex" else one for one in birth.fields)
    )
    assert "chưa có lựa chọn" in templates.check(bare)[0].message
    more = replace(birth, fields=(*birth.fields, Field("Bad Id", FieldKind.LINE, "")))
    assert len(templates.check(more)) == 3
