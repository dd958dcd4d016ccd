"""The kind of a file, by its content."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from friendly_desktop.domain.media_types import HEAD_BYTES, TAIL_BYTES, extension_disagrees, media_type


def kind(content: bytes, name: str = "x") -> str:
    return media_type(content[:HEAD_BYTES], content[-TAIL_BYTES:], name)


def archive(*members: str, padding: int = 0) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        for member in members:
            file.writestr(member, b"x" * padding)
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\xef\xbb\xbf\r\n%PDF-1.4\n", "application/pdf"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"\x00\x00\x00\x18ftypheic....", "image/heic"),
        (b"\x00\x00\x00\x18ftypmif1....", "image/heic"),
        (b"\x00\x00\x00\x18ftypisom....", "video/mp4"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        ("Kế hoạch tuyên truyền".encode(), "text/plain"),
        ("K\u1ebf".encode()[:-1], "text/plain"),
        ("Kế hoạch".encode("utf-16"), "text/plain"),
        (b"\x00\x01\x02\x03", "application/octet-stream"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "application/msword"),
    ],
)
def test_the_content_decides(content: bytes, expected: str) -> None:
    assert kind(content) == expected


def test_a_wrong_extension_does_not_deceive() -> None:
    assert kind(b"\xff\xd8\xff\xe0", "báo cáo.pdf") == "image/jpeg"


@pytest.mark.parametrize(
    ("member", "ending"),
    [
        ("word/document.xml", "document"),
        ("xl/workbook.xml", "sheet"),
        ("ppt/presentation.xml", "presentation"),
    ],
)
@pytest.mark.parametrize("padding", [0, 100_000])
def test_office_files_are_told_from_plain_archives(member: str, ending: str, padding: int) -> None:
    content = archive("[Content_Types].xml", "docProps/app.xml", member, padding=padding)
    assert kind(content, "khong-ten").endswith(ending)


def test_a_plain_archive_is_an_archive() -> None:
    assert kind(archive("ảnh/1.jpg")) == "application/zip"


@pytest.mark.parametrize(
    ("name", "expected"), [("a.doc", "application/msword"), ("a.xls", "application/vnd.ms-excel")]
)
def test_old_office_files_without_a_clue_go_by_extension(name: str, expected: str) -> None:
    assert kind(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", name) == expected


@pytest.mark.parametrize(
    ("name", "expected"), [("a.csv", "text/csv"), ("a.html", "text/html"), ("a.exe", "text/plain")]
)
def test_texts_go_by_extension(name: str, expected: str) -> None:
    assert kind(b"a;b;c", name) == expected


@pytest.mark.parametrize(
    ("content", "name", "disagrees"),
    [
        (b"%PDF-1.7\n", "a.PDF", False),
        (b"\xff\xd8\xff\xe0", "a.pdf", True),
        (b"\x89PNG\r\n\x1a\n", "a.jpg", False),
        (b"plain words", "a.docx", True),
        (b"<html><table>", "a.xls", False),
        (b"anything", "a.xyz", False),
    ],
)
def test_an_extension_that_promises_something_else_is_noticed(
    content: bytes, name: str, disagrees: bool
) -> None:
    assert extension_disagrees(kind(content, name), name) is disagrees


@given(content=st.binary(max_size=300), name=st.text(max_size=20))
def test_any_bytes_have_a_kind(content: bytes, name: str) -> None:
    assert "/" in kind(content, name)
