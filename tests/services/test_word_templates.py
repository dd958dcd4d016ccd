"""The office's own Word files: what is let in, what is refused with which words, what comes out filled."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping

import docx
import pytest

from friendly_desktop.domain.letters import Field, FieldKind
from friendly_desktop.domain.word_tags import tag_text
from friendly_desktop.errors import AppError
from friendly_desktop.services.letters.word import WordCheck, check_word, fill_word

FIELDS = (
    Field("groom", FieldKind.PERSON, "Họ và tên chú rể", required=True, names=("chồng",)),
    Field("bride", FieldKind.PERSON, "Họ và tên cô dâu", required=True),
    Field("age", FieldKind.AGE, "Tuổi"),
    Field("groom_address", FieldKind.ADDRESS, "Địa chỉ"),
    Field("bride_address", FieldKind.ADDRESS, "Địa chỉ"),
)
HARD = "Công ty A & B <X> \"trích\" 'nháy' 😀 {{ x }}\nDòng hai"
BODY = "word/document.xml"


def word_file(*paragraphs: str, head: str = "", foot: str = "", cell: str = "", apart: bool = False) -> bytes:
    """A Word file with these paragraphs; ``apart`` puts every character into a run of its own."""
    document = docx.Document()
    for text in paragraphs:
        paragraph = document.add_paragraph()
        for piece in text if apart else [text]:
            paragraph.add_run(piece)
    section = document.sections[0]
    if head:
        section.header.paragraphs[0].text = head
    if foot:
        section.footer.paragraphs[0].text = foot
    if cell:
        document.add_table(1, 1).cell(0, 0).text = cell
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def changed(content: bytes, changes: Mapping[str, Callable[[bytes], bytes]], **added: bytes) -> bytes:
    """The package with parts rewritten, and parts added by name (``/`` written as ``__``)."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in source.infolist():
            text = source.read(part)
            new.writestr(part.filename, changes[part.filename](text) if part.filename in changes else text)
        for name, text in added.items():
            new.writestr(name.replace("__", "/"), text)
    return target.getvalue()


def check(content: bytes) -> WordCheck:
    return check_word(content, FIELDS)


def filled(content: bytes, **values: str) -> "docx.document.Document":
    found = check(content)
    assert found.problems == ()
    everything = {field.id: "" for field in FIELDS} | values
    return docx.Document(io.BytesIO(fill_word(content, found.tags, everything)))


def test_hard_text_survives_in_body_table_header_and_footer():
    content = word_file(
        "Anh {{ groom }}.", head="{{ groom }}", foot="{{ groom }}", cell="{{ groom }}", apart=True
    )
    document = filled(content, groom=HARD)
    assert [block.text for block in document.paragraphs] == [f"Anh {HARD}."]
    assert document.sections[0].header.paragraphs[0].text == HARD
    assert document.sections[0].footer.paragraphs[0].text == HARD
    assert document.tables[0].cell(0, 0).text == HARD


def test_a_field_answers_to_its_id_and_to_its_vietnamese_names():
    content = word_file("{{ groom }}, {{ chồng }}, {{ho_va_ten_co_dau}}, {{ Họ_và_tên_cô_dâu }}")
    assert filled(content, groom="Đức", bride="Hường").paragraphs[0].text == "Đức, Đức, Hường, Hường"


def test_a_name_that_two_fields_share_means_neither():
    assert "dia_chi" in check(word_file("{{ groom }}{{ dia_chi }}")).problems[0]


def test_dresses_are_those_of_every_template():
    content = word_file("{{ groom|upper }}, {{ date|words }}, {{ date }}")
    found = check(content)
    values = {"groom": "Đức", "date": "20/11/2026", "date|words": "ngày 20 tháng 11 năm 2026"}
    document = docx.Document(io.BytesIO(fill_word(content, found.tags, values)))
    assert document.paragraphs[0].text == "ĐỨC, ngày 20 tháng 11 năm 2026, 20/11/2026"


@pytest.mark.parametrize(("age", "wanted"), [("85", "Ông, thọ 85 tuổi."), ("", "Ông.")])
def test_a_condition_leaves_out_what_was_not_entered(age: str, wanted: str):
    content = word_file("Ông{% if age %}, thọ {{ age }} tuổi{% endif %}.")
    assert filled(content, age=age).paragraphs[0].text == wanted


def test_a_whole_paragraph_can_depend_on_a_field():
    content = word_file("Trước", "{%p if not age %}", "Không rõ tuổi {{ age }}", "{%p endif %}", "Sau")
    assert [block.text for block in filled(content, age="9").paragraphs] == ["Trước", "Sau"]


def test_dots_may_stand_for_a_field_that_was_not_entered():
    content = word_file("{{ groom }}{% if age %} {{ age }}{% endif %}")
    found = check(content)
    filled_in = fill_word(content, found.tags, {"groom": "........", "age": "....."}, given=())
    assert docx.Document(io.BytesIO(filled_in)).paragraphs[0].text == "........"


def test_the_same_values_give_the_same_file():
    content = word_file("{{ groom }}")
    tags = check(content).tags
    assert fill_word(content, tags, {"groom": "A"}) == fill_word(content, tags, {"groom": "A"})


def test_characters_that_xml_cannot_hold_become_spaces():
    assert filled(word_file("{{ groom }}"), groom="a\x00b\x07c\x0cd\ud800e").paragraphs[0].text == "a b c d e"


def test_required_fields_that_are_not_used_are_named_and_forbid_nothing():
    found = check(word_file("{{ groom }}"))
    assert [field.id for field in found.unused] == ["bride"]
    assert found.problems == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{ grom }}", "«groom»"),
        ("{{ xyz }}", "không có trường «xyz»"),
        ("Anh {{ groom và", "thiếu dấu «}}»"),
        ("groom }}", "thừa dấu «}}»"),
        ("{{ {{ groom }} }}", "thiếu dấu «}}»"),
        ("Anh {groom}", "{{ groom }}"),
        ("{{ họ tên }}", "viết liền"),
        ("{{ groom|safe }}", "«safe»"),
        ("{% if groom %}a", "{% endif %}"),
        ("{% endif %}", "đứng trước"),
        ("không có gì", "không có trường nào"),
        ('{{ "".__class__.__mro__ }}', "không phải là tên trường"),
        ("{{ groom.__class__ }}", "không phải là tên trường"),
        ("{{ groom|upper() }}", "không phải là tên trường"),
        ("{{ cycler.__init__.__globals__.os.popen('id').read() }}", "không phải là tên trường"),
        ("{{ lipsum() }}", "không phải là tên trường"),
        ("{{r groom }}", "không phải là tên trường"),
        ("{% for x in range(999999999) %}a{% endfor %}", "không được dùng"),
        ("{% set x = 1 %}", "không được dùng"),
        ("{% include 'x' %}", "không được dùng"),
        ("{% raw %}{{ groom }}{% endraw %}", "không được dùng"),
        ("{% if groom.x %}a{% endif %}", "không được dùng"),
        ("{% cellbg groom %}{{ groom }}", "không được dùng"),
    ],
)
@pytest.mark.parametrize("place", ["body", "head", "foot", "cell"])
def test_what_is_no_plain_field_is_refused_with_its_paragraph(text: str, words: str, place: str):
    content = word_file(text) if place == "body" else word_file("", **{place: text})  # type: ignore[arg-type]
    problems = check(content).problems
    assert problems
    assert words in problems[0]
    if words != "không có trường nào":
        assert text[:20] in problems[0]


def test_code_hidden_from_the_paragraphs_does_not_pass_either():
    def in_alternative_text(text: bytes) -> bytes:
        return text.replace(
            b"<w:sectPr", b"<w:p><w:pPr><w:divId w:val='{{ self.__init__ }}'/></w:pPr></w:p><w:sectPr", 1
        )

    assert check(changed(word_file("{{ groom }}"), {BODY: in_alternative_text})).problems
    document = docx.Document(io.BytesIO(word_file("{{ groom }}")))
    document.core_properties.title = "{{ groom.__class__ }}"
    target = io.BytesIO()
    document.save(target)
    assert check(target.getvalue()).problems


def test_a_condition_that_would_tear_the_file_apart_is_refused():
    document = docx.Document()
    document.add_paragraph("{% if groom %}a")
    document.add_table(1, 1).cell(0, 0).text = "{% endif %}{{ groom }}"
    target = io.BytesIO()
    document.save(target)
    assert "cùng một đoạn" in check(target.getvalue()).problems[0]


GOOD = word_file("{{ groom }}")


def external(kind: str, target: str) -> bytes:
    relationship = (
        f'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        f'Target="{target}" TargetMode="External"/></Relationships>'
    )
    return changed(
        GOOD,
        {"word/_rels/document.xml.rels": lambda old: old.replace(b"</Relationships>", relationship.encode())},
    )


def in_body(xml: str) -> bytes:
    return changed(GOOD, {BODY: lambda old: old.replace(b"<w:sectPr", xml.encode() + b"<w:sectPr", 1)})


def bomb() -> bytes:
    return changed(GOOD, {}, word__media__image1=b"\0" * 61_000_000)


def big_part() -> bytes:
    return in_body(f"<w:p><w:r><w:t>{'a' * 6_000_000}</w:t></w:r></w:p>")


REFUSED = {
    "an old file": (b"\xd0\xcf\x11\xe0" + bytes(600), ".doc"),
    "a password": (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
    "no file at all": (b"", "không phải là tệp Word"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(99), "không phải là tệp Word"),
    "half a file": (GOOD[: len(GOOD) // 2], "không phải là tệp Word"),
    "another ZIP": (changed(GOOD, {"[Content_Types].xml": lambda _old: b"<Types/>"}), "không phải là tệp Word"),
    "a bomb": (bomb(), "lớn bất thường"),
    "a big part": (big_part(), "lớn bất thường"),
    "many parts": (changed(GOOD, {}, **{f"word__media__{n}": b"" for n in range(1_001)}), "lớn bất thường"),
    "a macro": (changed(GOOD, {}, word__vbaProject=b"x"), "macro"),
    "a macro file": (
        changed(GOOD, {"[Content_Types].xml": lambda old: old.replace(
            b"vnd.openxmlformats-officedocument.wordprocessingml.document.main", b"vnd.ms-word.document.macroEnabled.main"
        )}), ".docm",
    ),
    "an object": (changed(GOOD, {}, word__embeddings__oleObject1=b"x"), "đối tượng nhúng"),
    "a template elsewhere": (external("attachedTemplate", "http://x.example/a.dotm"), "nơi khác"),
    "a picture elsewhere": (external("image", "\\\\server\\share\\a.png"), "nơi khác"),
    "a link to a file": (external("hyperlink", "file:///C:/a.exe"), "nơi khác"),
    "a field that fetches": (
        in_body('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DDE</w:instrText></w:r>'
                '<w:r><w:instrText>AUTO cmd "/c calc"</w:instrText></w:r></w:p>'), "nội dung lạ",
    ),
    "a part taken in": (in_body('<w:altChunk xmlns:r="urn:x" r:id="rId9"/>'), "nội dung lạ"),
    "an entity": (
        changed(GOOD, {BODY: lambda old: re.sub(rb"(<w:document)", rb'<!DOCTYPE x [<!ENTITY a "b">]>\1', old, count=1)}),
        "nội dung lạ",
    ),
    "another encoding": (
        changed(GOOD, {BODY: lambda old: old.decode().replace("UTF-8", "UTF-16").encode("utf-16")}), "nội dung lạ",
    ),
    "torn XML": (changed(GOOD, {BODY: lambda old: old[:-30]}), "hỏng"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_not_what_it_seems_is_refused_with_a_sentence(name: str):
    content, words = REFUSED[name]
    problems = check(content).problems
    assert len(problems) == 1
    assert words in problems[0]


def test_a_link_that_a_reader_may_click_is_let_in():
    assert check(external("hyperlink", "https://haiphong.gov.vn")).problems == ()


def test_a_file_that_was_damaged_after_it_came_in_is_told_of():
    tags = check(GOOD).tags
    with pytest.raises(AppError) as raised:
        fill_word(
            changed(GOOD, {BODY: lambda old: old.replace(b"{{ groom }}", b"{{ groom")}), tags, {"groom": "A"}
        )
    assert raised.value.code == "word_template_broken"


def test_the_tag_for_the_clipboard_is_one_that_the_check_knows():
    content = word_file(tag_text("groom", "upper") + tag_text("bride"))
    assert [(tag.field, tag.style) for tag in check(content).tags] == [("groom", "upper"), ("bride", "")]
