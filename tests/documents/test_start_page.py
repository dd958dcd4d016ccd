"""The start page: readable anywhere, links that hold, nothing from outside run."""

from dataclasses import replace
from html.parser import HTMLParser

from friendly_desktop.services.documents.start_page import start_page
from tests.documents.sample import content, renamed, scored_set, task_set

PAPERS = [("Tờ trình", "data/to-trinh.pdf")]


class Seen(HTMLParser):
    """Collects tags, links and words of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(page: bytes) -> Seen:
    """The page as a browser takes it apart."""
    seen = Seen()
    seen.feed(page.decode("utf-8"))
    return seen


def test_every_document_is_linked_by_a_relative_path_under_its_true_name() -> None:
    whole = content(scored_set())
    seen = read(start_page(whole, PAPERS, "data"))
    assert seen.links[0] == "to-trinh.pdf"
    for packed in whole.evidence:
        assert packed.path.removeprefix("data/") in seen.links
    assert any("ảnh hội nghị thôn Đồng Quýt.heic" in text or "IMG_2026" in text for text in seen.words)


def test_nothing_is_fetched_from_elsewhere_and_nothing_runs() -> None:
    seen = read(start_page(content(scored_set()), PAPERS))
    assert not {"script", "img", "iframe", "link", "object"} & set(seen.tags)
    assert not any(":" in link or link.startswith("/") for link in seen.links)


def test_names_from_outside_are_escaped() -> None:
    whole = renamed(content(scored_set()), '<script>alert("x")</script>.pdf', "<b onload=x>'\"&")
    page = start_page(whole, PAPERS)
    seen = read(page)
    assert "script" not in seen.tags
    assert "b" not in seen.tags
    assert any("<script>alert" in text for text in seen.words)


def test_a_draft_and_its_problems_stand_at_the_top() -> None:
    page = start_page(content(scored_set(), draft=True), PAPERS).decode("utf-8")
    assert page.index("DỰ THẢO") < page.index("<table>")
    assert "Mục I.1 có điểm nhưng chưa có tài liệu kiểm chứng." in page


def test_a_finished_package_has_no_banner() -> None:
    assert "DỰ THẢO" not in start_page(content(scored_set()), PAPERS).decode("utf-8")


def test_the_same_content_gives_the_same_bytes() -> None:
    assert start_page(content(task_set()), PAPERS) == start_page(content(task_set()), PAPERS)


def test_an_unscored_year_shows_results_in_words() -> None:
    page = start_page(content(task_set()), PAPERS).decode("utf-8")
    assert ">Đạt<" in page
    assert "Điểm chuẩn" not in page


def test_a_document_in_another_part_is_named_without_a_link() -> None:
    whole = content(scored_set())
    away = whole.evidence[0].path
    seen = read(start_page(whole, PAPERS, "data", {away}))
    assert away.removeprefix("data/") not in seen.links
    assert away in "".join(seen.words)


def test_a_document_under_no_line_of_the_set_is_still_reachable() -> None:
    whole = content(scored_set())
    first = whole.evidence[0]
    lost = replace(first, evidence=replace(first.evidence, nodes=()))
    seen = read(start_page(replace(whole, evidence=(lost, *whole.evidence[1:])), PAPERS))
    assert first.path in seen.links
