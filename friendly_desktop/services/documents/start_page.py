"""index.html: what a person sees first on the stick, readable in any browser and on paper.

One file without scripts, pictures or anything from elsewhere. Every word that came from outside is
escaped; evidence is linked by its relative ASCII path under its true name.
"""

import posixpath
from collections.abc import Collection, Sequence
from html import escape
from urllib.parse import quote

from friendly_desktop import formats
from friendly_desktop.domain.assessment import LeafStatus
from friendly_desktop.domain.criteria import Node
from friendly_desktop.domain.package import PackageContent, PackedEvidence
from friendly_desktop.domain.package.layout import LETTER_LIST, PROOF_LIST, RECORD_LIST
from friendly_desktop.services.documents import outline
from friendly_desktop.services.documents.fonts import drawable
from friendly_desktop.services.documents.score_table import spoken

_STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #f7f7f5; color: #1f2328; font: 16px/1.5 "Segoe UI", "Noto Sans", Arial, sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 32px 24px 64px; }
header p { margin: 0; color: #5c636b; }
h1 { font-size: 28px; line-height: 1.25; margin: 4px 0 16px; }
h2 { font-size: 20px; margin: 40px 0 12px; }
a { color: #0f5e6e; overflow-wrap: anywhere; }
.banner { border: 2px solid #9a5b00; background: #fff7e8; padding: 12px 16px; border-radius: 6px; margin: 16px 0; }
.banner strong { letter-spacing: .04em; }
.banner ul { margin: 8px 0 0; padding-left: 20px; }
table.facts { width: auto; min-width: 60%; }
table.facts th { width: 16em; background: #fff; font-weight: 400; color: #5c636b; }
table.facts td { font-weight: 600; }
ul.papers { padding-left: 20px; }
ul.papers li { margin: 4px 0; }
table { width: 100%; border-collapse: collapse; background: #fff; }
th, td { border: 1px solid #cfcfca; padding: 6px 10px; text-align: left; vertical-align: top; }
th { background: #efefec; font-weight: 600; }
td.c, th.c { text-align: center; font-variant-numeric: tabular-nums; }
col.mark { width: 5%; } col.points { width: 9%; } col.papers { width: 36%; }
tr.sum td { font-weight: 600; }
tr.top td { background: #f3f6f6; }
td ul { margin: 0; padding-left: 18px; }
small { color: #5c636b; }
td small { display: block; }
code { font-family: Consolas, "DejaVu Sans Mono", monospace; font-size: 14px; overflow-wrap: anywhere; }
@page { margin: 15mm; }
@media print {
  body { background: #fff; font: 11pt/1.35 "Times New Roman", serif; }
  main { max-width: none; padding: 0; }
  h1 { font-size: 18pt; } h2 { font-size: 14pt; margin: 18pt 0 6pt; }
  table { font-size: 10pt; }
  a { color: #000; text-decoration: none; }
  li { break-inside: avoid; }
  thead { display: table-header-group; }
  h2 { break-after: avoid; }
}
"""


def start_page(
    content: PackageContent,
    papers: Sequence[tuple[str, str]],
    folder: str = "",
    elsewhere: Collection[str] = (),
) -> bytes:
    """The start page of a package.

    Args:
        content: the package.
        papers: title and path inside the package of each document, in reading order.
        folder: the folder of the start page inside the package ("" or "data"); links are relative to it.
        elsewhere: paths that lie in another part of the package; they are named without a link.

    Returns:
        UTF-8 HTML.
    """
    page = _Page(content, folder, frozenset(elsewhere))
    return page.html(papers).encode("utf-8")


class _Page:
    """The parts of the page, each a piece of HTML."""

    def __init__(self, content: PackageContent, folder: str, elsewhere: frozenset[str]) -> None:
        self.content = content
        self.folder = folder or "."
        self.elsewhere = elsewhere
        self.evidence = outline.evidence_of(content)
        self.names = content.criteria.references

    def html(self, papers: Sequence[tuple[str, str]]) -> str:
        """The whole page."""
        content = self.content
        title = f"Hồ sơ đề nghị công nhận {outline.MODEL_NAME} năm {content.year}"
        parts = [
            "<!DOCTYPE html>",
            '<html lang="vi">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{_text(title)} - {_text(outline.commune(content.office))}</title>",
            f"<style>{_STYLE}</style>",
            "</head>",
            "<body><main>",
            f"<header><p>{_text(outline.committee(content.office))}</p><h1>{_text(title)}</h1></header>",
            self._banner(),
            self._facts(),
            self._changes(),
            self._papers(papers),
            self._overview(),
            self._criteria(),
            self._unsorted(),
            self._samples(),
            self._left_out(),
            self._checking(),
            "</main></body>",
            "</html>",
            "",
        ]
        return "\n".join(parts)

    def _banner(self) -> str:
        problems = self.content.problems
        if not self.content.draft and not problems:
            return ""
        parts = ['<section class="banner">']
        if self.content.draft:
            parts.append(f"<strong>{outline.DRAFT_MARK}</strong> - Hồ sơ này chưa được chốt để nộp.")
        if problems:
            parts.append(f"<div>Còn {outline.count(len(problems))} điều cần lưu ý:</div><ul>")
            parts += [f"<li>{_text(problem.message)}</li>" for problem in problems]
            parts.append("</ul>")
        parts.append("</section>")
        return "\n".join(parts)

    def _facts(self) -> str:
        content = self.content
        facts = [
            f"Bộ tiêu chí: {content.criteria.short_title or content.criteria.title} (phiên bản {content.criteria.version})",
            *outline.summary(content),
            f"Tài liệu kiểm chứng: {outline.count(len(content.evidence))}",
            *([f"Thư của Chủ tịch đã ký: {outline.count(len(content.letters))}"] if content.letters else []),
            f"Ngày lập: {formats.short_date(content.document_date)}",
        ]
        if content.submission > 1:
            facts.append(f"Lần nộp thứ {content.submission}")
        if content.office.authority:
            facts.insert(0, f"Kính gửi: {content.office.authority}")
        rows = []
        for fact in facts:
            name, colon, value = fact.partition(": ")
            cells = f"<th>{_text(name)}</th><td>{_text(value)}</td>"
            rows.append(f"<tr>{cells if colon else f'<td colspan=2>{_text(fact)}</td>'}</tr>")
        return '<table class="facts"><tbody>\n' + "\n".join(rows) + "\n</tbody></table>"

    def _changes(self) -> str:
        """What a later submission has otherwise than the one before."""
        changes = self.content.changes
        told = (("Thêm mới", changes.added), ("Đã sửa", changes.changed), ("Không còn", changes.removed))
        rows = [
            f"<li><strong>{head}:</strong> {'; '.join(_text(name) for name in names)}</li>"
            for head, names in told
            if names
        ]
        if not rows:
            return ""
        return '<h2>Thay đổi so với lần nộp trước</h2>\n<ul class="papers">\n' + "\n".join(rows) + "\n</ul>"

    def _left_out(self) -> str:
        """Documents of the year that are not in the package, each with the reason."""
        if not self.content.left_out:
            return ""
        rows = "".join(
            f"<li>{_text(one.evidence.label)}<small> {_text(one.reason)}</small></li>"
            for one in self.content.left_out
        )
        return f'<h2>Tài liệu không đưa vào hồ sơ</h2>\n<ul class="papers">{rows}</ul>'

    def _papers(self, papers: Sequence[tuple[str, str]]) -> str:
        if not papers:
            return ""
        rows = [f"<li>{self._link(path, title)}</li>" for title, path in papers]
        return '<h2>Văn bản trong hồ sơ</h2>\n<ul class="papers">\n' + "\n".join(rows) + "\n</ul>"

    def _overview(self) -> str:
        """The criteria with their sums, each leading to its lines in the table below."""
        scored = self.content.criteria.scored
        heads = (
            ("Tiêu chí", "Điểm chuẩn", "Điểm thực hiện", "Tài liệu")
            if scored
            else ("Tiêu chí", "Đạt", "Tài liệu")
        )
        rows = []
        for section in outline.sections(self.content.criteria):
            leaves = [node for node in section.walk() if node.is_leaf]
            documents = {packed.number for leaf in leaves for packed in self.evidence.get(leaf.id, ())}
            reached = sum(outline.result(self.content, leaf) == "Đạt" for leaf in leaves)
            numbers = (
                (outline.points(section.max_points), outline.given_points(self.content, section.id))
                if scored
                else (f"{reached}/{len(leaves)}",)
            )
            cells = "".join(f'<td class="c">{number}</td>' for number in (*numbers, str(len(documents))))
            name = _text(outline.heading(section))
            if section.printed:
                name = f'<a href="#{_text(quote(section.id))}">{name}</a>'
            rows.append(f"<tr><td>{name}</td>{cells}</tr>")
        marks = "".join(f'<th class="c">{head}</th>' for head in heads[1:])
        return (
            f"<h2>Tổng hợp</h2>\n<table><thead><tr><th>{heads[0]}</th>{marks}</tr></thead>\n<tbody>\n"
            + "\n".join(rows)
            + "\n</tbody></table>"
        )

    def _criteria(self) -> str:
        scored = self.content.criteria.scored
        points = ("Điểm chuẩn", "Điểm thực hiện") if scored else ("Kết quả",)
        heads = "".join(f'<th class="c">{head}</th>' for head in points)
        widths = '<col class="mark"><col>' + '<col class="points">' * len(points) + '<col class="papers">'
        parts = [
            "<h2>Kết quả theo từng nội dung</h2>",
            f"<table><colgroup>{widths}</colgroup>",
            f'<thead><tr><th class="c">Mục</th><th>Nội dung tiêu chí</th>{heads}<th>Tài liệu kiểm chứng</th></tr></thead>',
            "<tbody>",
        ]
        tops = {node.id for node in outline.sections(self.content.criteria)}
        parts += [
            self._criterion(node, node.id in tops, scored)
            for node in self.content.criteria.walk()
            if node.printed
        ]
        parts += ["</tbody>", "</table>"]
        return "\n".join(parts)

    def _criterion(self, node: Node, top: bool, scored: bool) -> str:
        label, words, bold, _italic = spoken(node)
        kind = " ".join(name for name, used in (("sum", bold), ("top", top)) if used)
        if scored:
            given = outline.given_points(self.content, node.id)
            if not given and outline.entry(self.content, node.id).status is LeafStatus.NOT_APPLICABLE:
                given = "Không áp dụng"
            numbers = f'<td class="c">{outline.points(node.max_points)}</td><td class="c">{given}</td>'
        else:
            numbers = f'<td class="c">{outline.result(self.content, node) if node.is_leaf else ""}</td>'
        links = "".join(f"<li>{self._document(packed)}</li>" for packed in self.evidence.get(node.id, ()))
        letters = outline.letters_of(self.content, [node])
        if letters:
            told = f"{self._link(LETTER_LIST, 'Danh mục thư')}: {_text(outline.letters_told(letters))}"
            links += f"<li>{told}</li>"
        records = outline.records_of(self.content, [node])
        if records:
            told = f"{self._link(RECORD_LIST, 'Danh mục tiếp dân')}: {_text(outline.records_told(records))}"
            links += f"<li>{told}</li>"
        lines = outline.proof_lines_of(self.content, [node])
        if lines:
            told = f"{self._link(PROOF_LIST, 'Danh mục hoạt động')}: {_text(outline.proof_told(lines))}"
            links += f"<li>{told}</li>"
        links = f"<ul>{links}</ul>" if links else ""
        return (
            f'<tr class="{kind}" id="{_text(node.id)}"><td class="c">{_text(label)}</td>'
            f"<td>{_text(words)}</td>{numbers}<td>{links}</td></tr>"
        )

    def _unsorted(self) -> str:
        """Documents that stand under no line of the set, so that none is without a way to it."""
        rest = [
            packed for packed in self.content.evidence if not set(packed.evidence.nodes) & set(self.names)
        ]
        if not rest:
            return ""
        rows = "".join(f"<li>{self._document(packed)}</li>" for packed in rest)
        return f'<h2>Tài liệu khác</h2>\n<ul class="papers">{rows}</ul>'

    def _samples(self) -> str:
        """The letters that the office chose to show."""
        rows = []
        for packed in self.content.letters:
            if packed.path:
                told = ", ".join(
                    part for part in (packed.letter.number, formats.short_date(packed.letter.date)) if part
                )
                name = f"{packed.number}. {packed.title}"
                rows.append(f"<li>{self._link(packed.path, name)}<small> {_text(told)}</small></li>")
        if not rows:
            return ""
        return (
            "<h2>Thư mẫu</h2>\n<p>Số thứ tự theo Danh mục thư; địa chỉ và số định danh đã được che.</p>\n"
            f'<ul class="papers">{"".join(rows)}</ul>'
        )

    def _document(self, packed: PackedEvidence) -> str:
        evidence = packed.evidence
        told = ", ".join(part for part in (evidence.number, formats.short_date(evidence.issued_on)) if part)
        if evidence.title and evidence.title != evidence.name:
            told = " · ".join(part for part in (told, evidence.name) if part)
        small = f"<small>{_text(told)}</small>" if told else ""
        return f"{self._link(packed.path, f'{packed.number}. {evidence.label}')}{small}"

    def _link(self, path: str, title: str) -> str:
        if path in self.elsewhere:
            return f"{_text(title)} <small>(nằm ở phần khác của hồ sơ: <code>{_text(path)}</code>)</small>"
        return f'<a href="{_text(quote(posixpath.relpath(path, self.folder)))}">{_text(title)}</a>'

    def _checking(self) -> str:
        return (
            "<h2>Kiểm tra hồ sơ</h2>\n"
            "<p>Hồ sơ theo chuẩn mở BagIt 1.0. Mã SHA-256 của từng tệp ghi trong <code>manifest-sha256.txt</code>; "
            "chương trình Chính quyền thân thiện (trang Gói hồ sơ, phần Kiểm tra gói nhận được) hoặc phần mềm đọc BagIt bất kỳ "
            "cho biết tệp nào thiếu, thừa hoặc đã bị sửa. Số liệu để máy đọc nằm trong tệp "
            "<code>assessment.json</code>.</p>"
        )


def _text(text: str) -> str:
    """Words as HTML."""
    return escape(drawable(text), quote=True)
