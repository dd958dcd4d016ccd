"""The shipped kinds of postings: whole, honest about their words, drawn in every size both ways."""

import json
from io import BytesIO
from pathlib import Path

import jsonschema
import pytest
import yaml
from pypdf import PdfReader

from friendly_desktop.domain.office import Office
from friendly_desktop.domain.postings import PostingKind, PostingSize, PostingValues
from friendly_desktop.paths import RESOURCES
from friendly_desktop.services.postings.filling import OfficeFacts, blank
from friendly_desktop.services.postings.papers import made
from friendly_desktop.services.postings.shipped import POSTINGS, shipped
from friendly_desktop.storage.criteria_files import load
from friendly_desktop.storage.pdfium import page_count
from friendly_desktop.storage.posting_files import posting_files

FILES = {path.stem: path for path in posting_files(POSTINGS)}
SCHEMA = json.loads((POSTINGS / "posting-kind.schema.json").read_text(encoding="utf-8"))
OFFICE = Office(name="Ninh Giang", province="Hải Phòng", place="Ninh Giang", set_up=True)


def plain_words(kind: PostingKind, values: PostingValues) -> str:
    """Every word of a posting."""
    words: list[str] = []
    for field in kind.fields:
        if field.kind != "choice":
            value = values.get(field.id, "")
            words += [value] if isinstance(value, str) else [cell for row in value for cell in row]
    return " ".join(word for word in words if word)


@pytest.mark.parametrize("path", FILES.values(), ids=FILES)
def test_every_file_follows_the_schema(path: Path) -> None:
    jsonschema.validate(yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader), SCHEMA)


@pytest.mark.parametrize("path", FILES.values(), ids=FILES)
def test_every_kind_bears_the_name_of_its_file(path: Path) -> None:
    assert shipped()[path.stem].id == path.stem


@pytest.mark.parametrize("kind", shipped().values(), ids=shipped())
def test_words_that_are_the_programs_own_say_so(kind: PostingKind) -> None:
    assert kind.own_wording == ("chương trình" in kind.source.lower())


@pytest.mark.parametrize("lying", [False, True], ids=["upright", "lying"])
@pytest.mark.parametrize("kind", shipped().values(), ids=shipped())
def test_every_kind_is_drawn_in_every_size_both_ways(kind: PostingKind, lying: bool) -> None:
    for size in kind.sizes:
        pdf = made(kind, blank(kind, OfficeFacts(OFFICE)), OFFICE, size, lying=lying)
        assert page_count(pdf.content) == pdf.pages == 1
        assert pdf.distance >= (1 if size is PostingSize.A4 else 1.4) * 0.5


@pytest.mark.parametrize("kind", shipped().values(), ids=shipped())
def test_without_an_office_dots_stand_for_its_name(kind: PostingKind) -> None:
    office = Office()
    assert made(kind, blank(kind, OfficeFacts(office)), office, PostingSize.A3).pages == 1


def test_every_posting_that_a_criteria_set_asks_for_can_be_made() -> None:
    asked = set()
    for path in sorted((RESOURCES / "criteria").glob("*.yaml")):
        criteria = load(path).criteria_set
        assert criteria is not None
        asked |= {kind for leaf in criteria.leaves for kind in leaf.posting_kinds}
    assert asked
    assert asked <= set(shipped())


@pytest.mark.parametrize(
    ("kind_id", "words"),
    [
        ("banner_build", "XÃ NINH GIANG QUYẾT TÂM XÂY DỰNG CHÍNH QUYỀN THÂN THIỆN, VÌ NHÂN DÂN PHỤC VỤ"),
        (
            "banner_conduct",
            (
                "CÁN BỘ, CÔNG CHỨC XÃ NINH GIANG LUÔN LUÔN THỰC HIỆN TỐT CÁC NỘI DUNG SAU"
                " 4 xin Xin chào, xin lỗi, xin cảm ơn, xin phép."
                " 4 luôn Luôn mỉm cười, luôn nhẹ nhàng, luôn lắng nghe, luôn giúp đỡ."
                " 2 không Không được gây khó khăn, phiền hà, vòi vĩnh, kéo dài thời gian xử lý công việc của cơ quan,"
                " tổ chức và người dân; không thờ ơ, vô cảm, thiếu trách nhiệm trước những khó khăn, bức xúc của"
                " người dân."
            ),
        ),
        (
            "conduct_5",
            (
                "4 xin Xin chào, xin lỗi, xin cảm ơn, xin phép 4 luôn Luôn mỉm cười, luôn nhẹ nhàng, luôn lắng nghe,"
                " luôn giúp đỡ 5 không Không cửa quyền, hách dịch, gây khó khăn, phiền hà; Không quan liêu, vô cảm, vô"
                " trách nhiệm; Không tham nhũng, lãng phí, lợi ích nhóm; Không xu nịnh, chạy chọt, gian dối; Không lợi"
                " dụng chức vụ, quyền hạn trong thực thi công vụ."
            ),
        ),
        (
            "know_5",
            (
                "biết nghe dân nói; biết nói dân hiểu; biết làm dân tin; biết xin lỗi; biết cảm ơn 3 thể hiện tôn trọng"
                " (trong quan hệ giao tiếp); văn minh (lịch sự, văn hóa trong giao tiếp, giải quyết công việc); gần gũi"
                " (trong quan hệ, giải quyết công việc nhanh chóng, không quan cách)"
            ),
        ),
    ],
)
def test_the_words_are_those_of_the_source(kind_id: str, words: str) -> None:
    kind = shipped()[kind_id]
    assert words in " ".join(plain_words(kind, blank(kind, OfficeFacts(OFFICE))).split())


def test_every_word_of_a_poster_can_be_copied_from_its_pdf() -> None:
    kind = shipped()["banner_conduct"]
    values = blank(kind, OfficeFacts(OFFICE))
    reader = PdfReader(BytesIO(made(kind, values, OFFICE, PostingSize.A3).content))
    told = " ".join(reader.pages[0].extract_text().split()).lower()
    for word in plain_words(kind, values).lower().replace(",", " ").replace(";", " ").split():
        assert word.strip(".:") in told.replace(" ", "") or word.strip(".:") in told
