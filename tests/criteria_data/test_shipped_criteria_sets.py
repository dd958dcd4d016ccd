"""The shipped criteria sets: complete, word for word, exact in their sums, every correction listed.

The source documents are not shipped, so what they say is built in here: counts, sums, sentences, and a
digest of all leaf texts of a set, so that wording never changes unnoticed.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "criteria"
SETS = ("hai-duong-2024", "ninh-giang-2026", "an-khuong-2024", "xuan-luong-2023", "bac-giang-2024")

LEAVES = {
    "hai-duong-2024": 50,
    "ninh-giang-2026": 67,
    "an-khuong-2024": 37,
    "xuan-luong-2023": 17,
    "bac-giang-2024": 6,
}

# Change one only together with the wording, on purpose: sha256 of "id, tab, text" of all leaves, a line each.
WORDING = {
    "hai-duong-2024": "e56549f7b13b0bd4844e05c62442c10a2747ae8443eb5fd4fd55b3ae70a73219",
    "ninh-giang-2026": "554f550e80ee1642650092f9bcf0468c8e18f7ab947783b5049ca2175860a483",
    "an-khuong-2024": "b596683e568c27b25fa1910e9e63f91a02441602574251c557f060801b10ad44",
    "xuan-luong-2023": "e622955fd2b123ff02f6c0185d63676034f8c500b5b2e04db9b6081b7cad42a6",
    "bac-giang-2024": "09870ad4a14e6ca20a3ee6093df16bdaf7142d223d49a422a7276a8a7a8128c9",
}

# Quotation marks the documents themselves leave open or close twice.
UNBALANCED_IN_THE_DOCUMENT = {("an-khuong-2024", "1.1"), ("an-khuong-2024", "3.5")}


def read(set_id: str) -> dict[str, Any]:
    """The set as its file says it, every scalar as text."""
    with (FOLDER / f"{set_id}.yaml").open(encoding="utf-8") as file:
        found = yaml.load(file, Loader=yaml.BaseLoader)
    assert isinstance(found, dict)
    return found


def walk(nodes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for node in nodes:
        yield node
        yield from walk(node.get("children", []))


def leaves(set_id: str) -> list[dict[str, Any]]:
    return [node for node in walk(read(set_id)["nodes"]) if "children" not in node]


def by_id(set_id: str) -> dict[str, dict[str, Any]]:
    return {node["id"]: node for node in walk(read(set_id)["nodes"])}


def texts(value: Any) -> Iterator[str]:
    """Every text in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)
    else:
        for one in value.values():
            yield from texts(one)


def without_corrections(criteria_set: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in criteria_set.items() if name != "corrections"}


def own_texts(node: dict[str, Any]) -> list[str]:
    """The texts of a node without those of its children."""
    return list(texts({name: value for name, value in node.items() if name != "children"}))


def test_the_five_sets_are_the_only_ones_shipped() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(SETS)


@pytest.mark.parametrize("set_id", SETS)
def test_a_file_is_named_after_its_set(set_id: str) -> None:
    assert read(set_id)["id"] == set_id


@pytest.mark.parametrize("set_id", SETS)
def test_the_schema_accepts_the_set(set_id: str) -> None:
    schema = json.loads((FOLDER / "criteria-set.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    problems = [
        f"{error.json_path}: {error.message}"
        for error in Draft202012Validator(schema).iter_errors(read(set_id))
    ]
    assert problems == []


@pytest.mark.parametrize("set_id", SETS)
def test_the_schema_accepts_the_set_as_an_editor_reads_it(set_id: str) -> None:
    schema = json.loads((FOLDER / "criteria-set.schema.json").read_text(encoding="utf-8"))
    typed = yaml.safe_load((FOLDER / f"{set_id}.yaml").read_text(encoding="utf-8"))
    assert Draft202012Validator(schema).is_valid(typed)


@pytest.mark.parametrize(
    "broken",
    [
        {"colour": "red"},
        {"id": "Hải Dương"},
        {"max_points": "0,5"},
        {"nodes": []},
        {"nodes": [{"id": "1", "text": "x", "points": "một"}]},
        {"nodes": [{"id": "1", "text": "x", "children": [{"id": "1..1", "text": "y"}]}]},
        {"nodes": [{"id": "1", "text": "x", "scoring": {"kind": "bands"}}]},
        {"vetoes": [{"id": "v1", "text": "x", "effects": []}]},
    ],
)
def test_the_schema_refuses_what_the_format_does_not_know(broken: dict[str, Any]) -> None:
    schema = json.loads((FOLDER / "criteria-set.schema.json").read_text(encoding="utf-8"))
    assert not Draft202012Validator(schema).is_valid(read("hai-duong-2024") | broken)


@pytest.mark.parametrize("set_id", SETS)
def test_no_set_claims_to_have_been_verified(set_id: str) -> None:
    assert read(set_id)["verified"] == {"by": "", "on": ""}


@pytest.mark.parametrize("set_id", SETS)
def test_every_leaf_of_the_document_is_there(set_id: str) -> None:
    assert len(leaves(set_id)) == LEAVES[set_id]


@pytest.mark.parametrize("set_id", SETS)
def test_nobody_changes_the_wording_unnoticed(set_id: str) -> None:
    whole = "".join(f"{leaf['id']}\t{leaf['text']}\n" for leaf in leaves(set_id))
    assert hashlib.sha256(whole.encode()).hexdigest() == WORDING[set_id]


@pytest.mark.parametrize("set_id", SETS)
def test_ids_are_unique_and_continue_their_parents(set_id: str) -> None:
    nodes = list(walk(read(set_id)["nodes"]))
    assert len({node["id"] for node in nodes}) == len(nodes)
    for node in nodes:
        for place, child in enumerate(node.get("children", []), start=1):
            assert child["id"] == f"{node['id']}.{place}"


@pytest.mark.parametrize("set_id", SETS)
def test_text_is_composed_unicode_without_mark_up_or_stray_spaces(set_id: str) -> None:
    for text in texts(read(set_id)):
        assert unicodedata.is_normalized("NFC", text)
        assert not re.search(r"<[^>]*>|\*\*|\]\(|\t|\u00a0|\u200b|\ufeff", text), text
        assert all(line == " ".join(line.split()) for line in text.split("\n")), text


@pytest.mark.parametrize("set_id", SETS)
def test_brackets_and_quotation_marks_are_balanced(set_id: str) -> None:
    for node in walk(read(set_id)["nodes"]):
        if (set_id, node["id"]) in UNBALANCED_IN_THE_DOCUMENT:
            continue
        for text in (node["text"], node.get("guidance", "")):
            assert text.count("(") == text.count(")"), text
            assert text.count("“") == text.count("”"), text
            assert text.count("‘") == text.count("’"), text
            assert text.count('"') % 2 == 0, text


@pytest.mark.parametrize("set_id", SETS)
def test_every_correction_stands_in_its_node_and_the_error_is_gone(set_id: str) -> None:
    criteria_set = read(set_id)
    nodes = by_id(set_id)
    assert criteria_set["corrections"]
    for correction in criteria_set["corrections"]:
        node = correction["node"]
        shown = own_texts(nodes[node]) if node else list(texts(without_corrections(criteria_set)))
        assert correction["why"]
        assert any(correction["corrected"] in text for text in shown), correction
        if correction["found"]:
            assert not any(correction["found"] in text for text in shown), correction
        else:
            assert nodes[node]["label"] == correction["corrected"]


@pytest.mark.parametrize("set_id", SETS)
def test_no_known_scanning_error_is_left_anywhere(set_id: str) -> None:
    errors = (
        "NGƯƠNG", "lễ nết", "lễ nôi", "lễ lối", "Xếp xếp", "vôi vĩnh", "vùi v", "vò vãnh", "Cùng cố", "đinh kỳ",
        "đinh cư", "thi trấn", "giao dich", "hách dich", "xu ninh", " vơi ", "đôi mơi", "Phấn đầu", "phần đầu",
        "TỨ KỶ",
    )  # fmt: skip
    whole = "\n".join(texts(without_corrections(read(set_id))))
    assert [error for error in errors if error in whole] == []


def test_points_of_hai_duong_add_up_at_every_level() -> None:
    for node in walk(read("hai-duong-2024")["nodes"]):
        if "children" in node:
            parts = sum(Decimal(child["points"]) for child in node["children"])
            assert parts == Decimal(node["points"]), node["id"]


def test_hai_duong_has_the_points_of_the_table() -> None:
    nodes = by_id("hai-duong-2024")
    items = {
        f"B.{criterion}": [nodes[f"B.{criterion}.{place}"]["points"] for place in range(1, count + 1)]
        for criterion, count in ((1, 6), (2, 5), (3, 4), (4, 6), (5, 1))
    }
    assert items == {
        "B.1": ["2", "4", "3", "3", "3", "7"],
        "B.2": ["3", "5", "4", "9", "2"],
        "B.3": ["2", "2", "2", "4"],
        "B.4": ["5", "2", "4", "3", "2", "2"],
        "B.5": ["7"],
    }
    assert [nodes[node]["points"] for node in ("A", "A.1", "A.2", "B")] == ["20", "10", "10", "80"]
    assert [nodes[f"B.{place}"]["points"] for place in range(1, 6)] == ["22", "23", "10", "18", "7"]
    assert [nodes[f"B.2.4.{place}"]["points"] for place in range(1, 6)] == ["1", "1", "1", "1", "5"]
    assert [nodes[f"B.2.4.5.{place}"]["points"] for place in (1, 2)] == ["2", "3"]
    assert [nodes[f"B.4.2.{place}"]["points"] for place in range(1, 5)] == ["0.5"] * 4
    assert read("hai-duong-2024")["max_points"] == "100"


def test_hai_duong_has_five_levels_from_below_80_to_95() -> None:
    levels = [
        (level["id"], level["title"], level["at_least"], level["passing"])
        for level in read("hai-duong-2024")["levels"]
    ]
    assert levels == [
        ("none", "Không đạt chuẩn", "0", "false"),
        ("level-1", "Chuẩn Mức độ 1", "80", "true"),
        ("level-2", "Chuẩn Mức độ 2", "85", "true"),
        ("level-3", "Chuẩn Mức độ 3", "90", "true"),
        ("level-4", "Chuẩn Mức độ 4", "95", "true"),
    ]


def test_both_vetoes_of_hai_duong_bar_the_year_and_revoke_later() -> None:
    vetoes = read("hai-duong-2024")["vetoes"]
    assert [veto["effects"] for veto in vetoes] == [["not_considered", "revoked"]] * 2
    assert vetoes[0]["text"] == (
        "Không kịp thời giải quyết các vụ, việc thuộc thẩm quyền, làm phát sinh điểm phức tạp, nổi cộm hoặc các vụ "
        "việc khiếu nại, tố cáo vượt cấp đông người, phức tạp, kéo dài."
    )
    assert vetoes[1]["text"] == (
        "Có tập thể hoặc cá nhân cán bộ, công chức vi phạm liên quan đến giải quyết công việc của dân đến mức phải xử "
        "lý kỷ luật từ khiển trách trở lên."
    )


def test_hai_duong_has_three_steps_in_december_and_january() -> None:
    steps = read("hai-duong-2024")["steps"]
    assert [(step["id"], step["month"], step.get("day"), step.get("year_offset")) for step in steps] == [
        ("self-score", "12", "15", None),
        ("appraisal", "12", "31", None),
        ("decision", "1", None, "1"),
    ]
    assert steps[0]["text"].startswith("Trước ngày 15/12 hằng năm, Ủy ban nhân dân cấp xã tự đánh giá")
    assert steps[1]["text"].startswith(
        "Trước ngày 31/12 hằng năm, Ủy ban nhân dân cấp huyện tổ chức thẩm định"
    )
    assert steps[2]["text"].endswith("“Chính quyền thân thiện, vì Nhân dân phục vụ” vào tháng 01 năm sau.")


def test_hai_duong_is_surveyed_by_two_forms() -> None:
    nodes = by_id("hai-duong-2024")
    assert nodes["A"]["scorer"] == "survey"
    assert nodes["A"]["printed"] == "false"
    assert [nodes[node]["survey_form"] for node in ("A.1", "A.2")] == ["citizen", "village"]


@pytest.mark.parametrize(
    ("set_id", "node", "label", "text"),
    [
        (
            "hai-duong-2024",
            "B.3.4",
            "4",
            (
                "Các cán bộ, công chức khi giao tiếp giải quyết công việc hành chính với người dân luôn thực hiện “4 xin: "
                "xin chào, xin lỗi, xin cảm ơn, xin phép”; “4 luôn: luôn mỉm cười, luôn nhẹ nhàng, luôn lắng nghe, luôn "
                "giúp đỡ” và “2 không: không được gây khó khăn, phiền hà, vòi vĩnh, kéo dài thời gian xử lý công việc của "
                "cơ quan, tổ chức và người dân; không thờ ơ, vô cảm, thiếu trách nhiệm trước những khó khăn, bức xúc của "
                "người dân”"
            ),
        ),
        (
            "hai-duong-2024",
            "B.4.4.2",
            "-",
            (
                "Tại bộ phận tiếp nhận và trả kết quả, phòng tiếp dân có khẩu hiệu, pano tuyên truyền về cán bộ, công chức "
                "khi giao tiếp với Nhân dân phải thực hiện “4 xin, 4 luôn, 2 không”: Xin chào, xin lỗi, xin cảm ơn, xin "
                "phép; luôn mỉm cười, luôn nhẹ nhàng, luôn lắng nghe, luôn giúp đỡ; không được gây khó khăn, phiền hà, vòi "
                "vĩnh, kéo dài thời gian xử lý công việc của cơ quan, tổ chức và người dân; không thờ ơ, vô cảm, thiếu "
                "trách nhiệm trước những khó khăn, bức xúc của người dân"
            ),
        ),
        (
            "hai-duong-2024",
            "B.2",
            "II",
            (
                "TIÊU CHÍ 2: XÂY DỰNG HÌNH ẢNH NGƯỜI ĐỨNG ĐẦU CẤP ỦY, CHÍNH QUYỀN GƯƠNG MẪU, TRÁCH NHIỆM, THÂN THIỆN VỚI "
                "NHÂN DÂN"
            ),
        ),
        (
            "hai-duong-2024",
            "B.2.4.5.2",
            "+",
            "Giải quyết các ý kiến, kiến nghị của nhân dân sau Hội nghị tiếp xúc, đối thoại",
        ),
        (
            "ninh-giang-2026",
            "3.1.2.1",
            "-",
            (
                "Ít nhất 1 lần/tuần, cấp ủy, chính quyền cử lãnh đạo trực tiếp xuống địa bàn thôn, thôn để tham gia hoạt "
                "động cộng đồng với Nhân dân (Ví dụ: Ngày thứ 7 cùng dân ra quân dọn vệ sinh đường làng, ngõ xóm, trồng, "
                "chăm sóc cây xanh); dự họp cộng đồng dân cư ở thôn, thôn để lắng nghe sáng kiến, ý kiến góp ý, tâm tư, "
                "nguyện vọng, phản ánh, kiến nghị của Nhân dân"
            ),
        ),
        (
            "ninh-giang-2026",
            "3.1.2.2",
            "-",
            (
                "Ít nhất 1 tháng/lần, người đứng đầu cấp ủy, chính quyền tiếp công dân; đối thoại đột xuất khi có vấn đề, "
                "vụ việc phát sinh; giải quyết dứt điểm đơn khiếu nại, tố cáo, kiến nghị của công dân ngay từ cơ sở, không "
                "để khiếu nại, tố cáo kéo dài, vượt cấp"
            ),
        ),
        ("ninh-giang-2026", "4", "IV", "TIÊU CHÍ 4: CHÍNH QUYỀN XANH, VĂN MINH, HIỆN ĐẠI"),
        (
            "an-khuong-2024",
            "6.2",
            "-",
            (
                "Gửi thư chúc mừng; thư chia buồn trong giải quyết thủ tục hành chính: Có thư chúc mừng gửi đến nhà khi "
                "người dân có những sự kiện trọng đại, tin vui như: Khai sinh, kết hôn, xây nhà mới, ... thông qua việc "
                "người dân đăng ký khai sinh, kết hôn... Đồng thời, có thư chia buồn và gửi đến nhà khi người dân có những "
                "sự kiện buồn như: Có người thân mất, thiên tai, hỏa hoạn... thông qua việc người dân thực hiện việc kê "
                "khai."
            ),
        ),
        (
            "xuan-luong-2023",
            "3.1.2",
            "-",
            (
                'Thực hiện nghiêm "4 xin", "4 luôn" và "5 không":\n'
                '"4 xin": Xin chào, xin lỗi, xin phép, xin cảm ơn.\n'
                '"4 luôn": Luôn mỉm cười, luôn nhẹ nhàng, luôn lắng nghe, luôn giúp đỡ.\n'
                '"5 không":\n'
                "Không cửa quyền, hách dịch, gây khó khăn, phiền hà.\n"
                "Không quan liêu, vô cảm, vô trách nhiệm.\n"
                "Không tham nhũng, lãng phí, lợi ích nhóm.\n"
                "Không xu nịnh, chạy chọt, gian dối.\n"
                "Không lợi dụng chức vụ, quyền hạn trong thực thi công vụ."
            ),
        ),
        ("xuan-luong-2023", "1.2", "b)", "“Mềm hóa” hoạt động của chính quyền"),
        (
            "bac-giang-2024",
            "2",
            "2",
            (
                "Bảo đảm 100% kết quả được trả đúng hạn, phấn đấu 30% kết quả được trả sớm hơn thời gian hạn. Nếu giải "
                "quyết chậm, phải kịp thời thông báo và xin lỗi bằng văn bản tới người dân, doanh nghiệp."
            ),
        ),
    ],
)
def test_a_line_reads_as_in_its_document(set_id: str, node: str, label: str, text: str) -> None:
    found = by_id(set_id)[node]
    assert (found["label"], found["text"]) == (label, text)


@pytest.mark.parametrize("set_id", [set_id for set_id in SETS if set_id != "hai-duong-2024"])
def test_a_set_whose_point_table_is_unknown_has_no_points(set_id: str) -> None:
    assert "max_points" not in read(set_id)
    assert not [node["id"] for node in walk(read(set_id)["nodes"]) if "points" in node]


def test_ninh_giang_says_where_its_points_must_come_from() -> None:
    note = read("ninh-giang-2026")["note"]
    assert "5049/QĐ-UBND" in note
    assert "Excel" in note


def test_leaves_of_ninh_giang_have_time_units_and_product_but_where_the_print_has_none() -> None:
    bare = {
        (leaf["id"], name)
        for leaf in leaves("ninh-giang-2026")
        for name in ("time", "lead", "cooperating", "product")
        if not leaf.get(name)
    }
    assert bare == {
        ("1.3.3", "time"),
        ("1.3.3", "cooperating"),
        ("1.3.3", "product"),
        ("4.1", "time"),
        ("4.1", "lead"),
        ("4.1", "cooperating"),
        ("4.1", "product"),
        ("4.2.4", "cooperating"),
        ("4.4.1", "cooperating"),
    }


def test_cooperating_units_of_ninh_giang_are_separate_only_where_the_print_separates_them() -> None:
    units = {unit for node in walk(read("ninh-giang-2026")["nodes"]) for unit in node.get("cooperating", [])}
    assert units == {
        "Các phòng, cơ quan, đơn vị",
        "Các phòng, cơ quan đơn vị",
        "Các phòng, cơ quan, đơn vị, thôn",
        "Các Thôn",
        "Hội Phụ nữ",
        "Phòng Kinh tế",
        "Phòng Văn hoá – Xã hội",
        "Trung tâm Dịch vụ sự nghiệp công",
        "Trung tâm Phục vụ hành chính công",
        "Văn phòng HĐND và UBND",
        "Đoàn Thanh niên",
    }


@pytest.mark.parametrize(
    ("set_id", "thresholds"),
    [
        ("hai-duong-2024", {"B.1.6": [">= 100 percent"]}),
        (
            "ninh-giang-2026",
            {
                "1.3.5": [">= 1 times a week"],
                "2.1": [">= 1 days a week"],
                "2.8": [">= 100 percent"],
                "3.1.2.1": [">= 1 times a week"],
                "3.1.2.2": [">= 1 times a month"],
                "3.1.4.2": [">= 1 times a year"],
                "3.2.4": [">= 100 percent"],
                "3.2.5": ["= 0 persons", "= 0 persons"],
                "4.5.1": [">= 90 percent"],
                "4.5.2": [">= 90 percent", ">= 90 percent"],
                "4.6": ["> 100 percent"],
                "4.7": [">= 1 models a year"],
            },
        ),
        ("an-khuong-2024", {}),
        (
            "xuan-luong-2023",
            {"3.1.3": [">= 100 percent"], "3.1.4": ["= 0 persons a year", "= 0 persons a year"]},
        ),
        (
            "bac-giang-2024",
            {
                "1.2": [">= 100 percent"],
                "2": [">= 100 percent", ">= 30 percent"],
                "3": [">= 60 percent", ">= 100 percent"],
                "4": [">= 1 times a month"],
            },
        ),
    ],
)
def test_measured_leaves_carry_the_thresholds_of_their_source(
    set_id: str, thresholds: dict[str, list[str]]
) -> None:
    found = {
        node["id"]: [
            f"{one['operator']} {one['value']} {one['unit']}" + (f" a {one['per']}" if one["per"] else "")
            for one in node["measures"]
            if one.get("own") != "true"
        ]
        for node in walk(read(set_id)["nodes"])
        if "measures" in node
    }
    assert {node: measures for node, measures in found.items() if measures} == thresholds


@pytest.mark.parametrize("set_id", SETS)
def test_a_threshold_of_the_program_itself_is_always_measured(set_id: str) -> None:
    for node in walk(read(set_id)["nodes"]):
        for measure in node.get("measures", []):
            assert measure.get("by") or measure.get("own") != "true", node["id"]


@pytest.mark.parametrize("set_id", SETS)
def test_every_threshold_says_what_is_counted(set_id: str) -> None:
    for node in walk(read(set_id)["nodes"]):
        assert all(measure["of"] for measure in node.get("measures", []))


@pytest.mark.parametrize("set_id", SETS)
def test_files_end_lines_with_a_line_feed_and_keep_to_a_readable_width(set_id: str) -> None:
    content = (FOLDER / f"{set_id}.yaml").read_bytes()
    assert b"\r" not in content
    assert content.endswith(b"\n")
    assert not re.search(rb"[ \t]\n", content)
