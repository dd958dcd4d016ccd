"""What the records of a year say in the written parts of tờ trình and báo cáo; pure, and always Vietnamese.

Every sentence is a count, a date or a sum that stands in the records; no judgement is made up. What only the office
can say (its situation, causes, proposals) is left to it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from friendly_desktop.domain.activities import ActivityKind
from friendly_desktop.domain.activities.rules import KIND_TITLES
from friendly_desktop.domain.assessment import LeafStatus
from friendly_desktop.domain.criteria import Node
from friendly_desktop.domain.gaps import short_text
from friendly_desktop.domain.package import PackageContent, PackedRecord
from friendly_desktop.domain.proof.lines import LineKind
from friendly_desktop.domain.report import (
    JUDGEMENT,
    OPENING,
    REQUEST,
    RESULTS,
    SURVEYS,
    Paper,
    ReportPart,
    criterion_key,
)
from friendly_desktop.formats import short_date
from friendly_desktop.services.documents import outline

#: The parts of the report that the office words, by the key of its text.
OFFICE_TITLES = {
    "situation": "Đặc điểm tình hình",
    "leadership": "Công tác lãnh đạo, chỉ đạo, tuyên truyền",
    "strengths": "Ưu điểm",
    "weaknesses": "Hạn chế",
    "causes": "Nguyên nhân",
    "direction": "Phương hướng, nhiệm vụ thời gian tới",
    "proposals": "Đề xuất, kiến nghị",
}


def report_parts(content: PackageContent, bases: Mapping[str, str] | None = None) -> tuple[ReportPart, ...]:
    """Every part of both papers in printed order, with the office's own words where there are any.

    Args:
        content: the year.
        bases: what the records said when a part was edited.
    """
    own, bases = content.report_texts, bases or {}

    def part(key: str, paper: Paper, title: str, written: str = "") -> ReportPart:
        return ReportPart(key, paper, title, written, own.get(key, ""), bases.get(key, ""))

    def office(key: str, written: str = "") -> ReportPart:
        return part(key, Paper.REPORT, OFFICE_TITLES[key], written)

    return (
        part(
            RESULTS, Paper.SUBMISSION, "Kết quả tự đánh giá", _lines((*_results(content), *_vetoes(content)))
        ),
        part(REQUEST, Paper.SUBMISSION, "Nội dung đề nghị", _request(content)),
        part(OPENING, Paper.REPORT, "Mở đầu", _opening(content)),
        office("situation"),
        office("leadership"),
        *(
            part(criterion_key(node), Paper.REPORT, title, criterion_words(content, node))
            for node, title in criteria(content)
        ),
        part(SURVEYS, Paper.REPORT, "Kết quả khảo sát", _surveys(content)),
        part(JUDGEMENT, Paper.REPORT, "Đánh giá chung", _lines((*_results(content), *_veto_lines(content)))),
        office("strengths", _strengths(content)),
        office("weaknesses", _weaknesses(content)),
        office("causes"),
        office("direction"),
        office("proposals"),
    )


def words_of(content: PackageContent) -> Mapping[str, str]:
    """The words of every part as they stand in the papers."""
    return {part.key: part.shown for part in report_parts(content)}


def criteria(content: PackageContent) -> tuple[tuple[Node, str], ...]:
    """The criteria that the report tells one by one, with their headings; those of ballots alone stand apart."""
    surveyed = {leaf.id for leaf in outline.survey_leaves(content.criteria)}
    found: list[tuple[Node, str]] = []
    for section in outline.sections(content.criteria):
        if all(node.id in surveyed for node in section.walk() if node.is_leaf):
            continue
        counted = section.text.casefold().startswith("tiêu chí")
        found.append((section, section.text if counted else f"{len(found) + 1}. {section.text}"))
    return tuple(found)


def criterion_words(content: PackageContent, section: Node) -> str:
    """What the records say about a criterion: points, proof, letters, records, where points were not reached."""
    leaves = [node for node in section.walk() if node.is_leaf]
    evidence = outline.evidence_of(content)
    documents = {packed.number for leaf in leaves for packed in evidence.get(leaf.id, ())}
    letters = outline.letters_of(content, section.walk())
    records = outline.records_of(content, section.walk())
    proof = _counted(
        (len(documents), "tài liệu kiểm chứng"),
        (len(letters), "thư"),
        (len(records), "việc trong sổ tiếp công dân, đối thoại"),
    )
    proof = proof or "chưa có tài liệu kiểm chứng"
    if content.criteria.scored and section.max_points is not None:
        got, most = outline.given_points(content, section.id), outline.points(section.max_points)
        told = (
            f"Điểm tự chấm: {got}/{most} điểm; {proof}."
            if got
            else f"Chưa chấm điểm (điểm chuẩn {most}); {proof}."
        )
    else:
        reached = sum(outline.result(content, leaf) == "Đạt" for leaf in leaves)
        told = f"Tự đánh giá đạt {outline.count(reached)}/{outline.count(len(leaves))} nội dung; {proof}."
    sentences = [told]
    if letters:
        signed = f"Thư của Chủ tịch {outline.committee(content.office)} đã ký trong năm"
        sentences.append(f"{signed}: {outline.letters_told(letters)}.")
    if records:
        sentences.append(f"Trong năm có {outline.records_told(records)}{_kept(records)}.")
    sentences += _everyday(content, {leaf.id for leaf in leaves})
    lines = [" ".join(sentences), *_below(content, leaves)]
    return "\n".join(line for line in lines if line)


def _everyday(content: PackageContent, leaves: set[str]) -> Iterator[str]:
    """Postings, activities by kind and figures that prove these leaves, a sentence each."""
    lines = [line for line in content.proof.lines if leaves.intersection(line.nodes)]
    hung = [line for line in lines if line.kind is LineKind.POSTING]
    if hung:
        yield f"Đã niêm yết {outline.count(len(hung))} bản: {_joined(line.words for line in hung)}."
    done = Counter(line.what for line in lines if line.kind is LineKind.ACTIVITY)
    if done:
        told = (f"{_lower(KIND_TITLES[ActivityKind(kind)])} {outline.count(n)}" for kind, n in done.items())
        yield f"Nhật ký hoạt động trong năm: {'; '.join(told)}."
    figures = [f"{_lower(line.words)} {line.result}" for line in lines if line.kind is LineKind.FIGURE]
    if figures:
        yield f"Số liệu: {'; '.join(figures)}."


def _joined(words: Iterable[str]) -> str:
    """Each once, in order."""
    return "; ".join(dict.fromkeys(words))


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _opening(content: PackageContent) -> str:
    committee = outline.committee(content.office)
    cited = [outline.legal_basis(basis) for basis in content.criteria.legal_basis]
    told = (
        f"{committee} báo cáo kết quả tự đánh giá thực hiện các tiêu chí {outline.MODEL_NAME} năm {content.year} "
        "như sau:"
    )
    return f"Thực hiện {cited[0]}, {told}" if cited else told


def _request(content: PackageContent) -> str:
    receiver = content.office.authority or "cơ quan có thẩm quyền"
    return (
        f"{outline.committee(content.office)} kính đề nghị {receiver} xem xét, thẩm định, công nhận "
        f"{outline.commune(content.office)} đạt chuẩn {outline.MODEL_NAME} năm {content.year}."
    )


def _results(content: PackageContent) -> Iterator[str]:
    """The result of the year as a list: each line but the last ends with a semicolon."""
    lines = outline.summary(content)
    for index, line in enumerate(lines, start=1):
        yield f"- {line}{'.' if index == len(lines) else ';'}"


def _vetoes(content: PackageContent) -> tuple[str, ...]:
    """A sentence about the conditions that forbid recognition; nothing where the set has none."""
    vetoes = content.criteria.vetoes
    if not vetoes:
        return ()
    answers = [content.vetoes.get(veto.id) for veto in vetoes]
    commune = outline.commune(content.office)
    if all(answer and answer.holds is False for answer in answers):
        return (f"Trong năm, {commune} không có nội dung thuộc trường hợp không xét công nhận.",)
    if any(answer and answer.holds for answer in answers):
        return ("Nội dung thuộc trường hợp không xét công nhận được nêu cụ thể trong Báo cáo kèm theo.",)
    return ("Các trường hợp không xét công nhận chưa được đánh giá đầy đủ.",)


def _veto_lines(content: PackageContent) -> Iterator[str]:
    if content.criteria.vetoes:
        yield "Về các trường hợp không xét công nhận:"
    for veto in content.criteria.vetoes:
        answer = content.vetoes.get(veto.id)
        if answer is None or answer.holds is None:
            said = "chưa đánh giá"
        else:
            said = "có" if answer.holds else "không có"
        note = f" {answer.note.strip().rstrip('.')}." if answer and answer.note.strip() else ""
        yield f"- {veto.text.rstrip(' .;')}: {said}.{note}"


def _surveys(content: PackageContent) -> str:
    leaves = outline.survey_leaves(content.criteria)
    rounds = _rounds(content)
    if not leaves:
        return _lines(rounds) or "Bộ tiêu chí không có mục chấm điểm bằng phiếu khảo sát."
    maximum = outline.points(outline.survey_maximum(content.criteria))
    if not any(leaf.id in content.evaluation.sums for leaf in leaves):
        told = (
            f"Điểm khảo sát (tối đa {maximum} điểm) do cơ quan tổ chức khảo sát xác định; tại thời điểm "
            "lập báo cáo chưa có kết quả."
        )
    else:
        told = f"Điểm khảo sát: {outline.points(content.evaluation.survey_points)}/{maximum} điểm."
    return _lines((told, *rounds))


def _rounds(content: PackageContent) -> tuple[str, ...]:
    """The rounds of surveys that were closed in the year, a line each."""
    return tuple(
        f"- Đợt “{line.words}”, đóng ngày {short_date(line.day)}: {_lower(line.result)}."
        for line in content.proof.lines
        if line.kind is LineKind.SURVEY
    )


def _strengths(content: PackageContent) -> str:
    """The criteria that reached all their points."""
    full = [
        outline.heading(node)
        for node, _title in criteria(content)
        if node.max_points and content.evaluation.sums.get(node.id) == node.max_points
    ]
    if not full:
        return ""
    return _lines(("Các tiêu chí đạt điểm tối đa:", *(f"- {title.rstrip(' .;')}." for title in full)))


def _weaknesses(content: PackageContent) -> str:
    """What is short of its points, with the reason the office gave."""
    lost = [
        line
        for node, _title in criteria(content)
        for line in _below(content, [leaf for leaf in node.walk() if leaf.is_leaf])
    ]
    return _lines(("Các nội dung chưa đạt điểm tối đa:", *lost)) if lost else ""


def _below(content: PackageContent, leaves: Iterable[Node]) -> Iterator[str]:
    """The leaves that fall short of their maximum, each on a line."""
    for leaf in leaves:
        answer = outline.entry(content, leaf.id)
        if answer.points is None or leaf.max_points is None or answer.status is LeafStatus.NOT_APPLICABLE:
            continue
        if Decimal(0) <= answer.points < leaf.max_points:
            reason = " ".join(answer.reason.split()).rstrip(" .;")
            given = f"{outline.points(answer.points)}/{outline.points(leaf.max_points)} điểm"
            why = f". {reason}" if reason else ""
            yield f"- {short_text(leaf.text, 110).rstrip(' .;:')}: {given}{why}."


def _kept(records: Iterable[PackedRecord]) -> str:
    """How many of the records that had a date kept it: ", đúng hạn 31/32 việc có thời hạn"."""
    dated = [packed.record.on_time for packed in records if packed.record.on_time is not None]
    if not dated:
        return ""
    return f"; đúng hạn {outline.count(sum(dated))}/{outline.count(len(dated))} việc có thời hạn"


def _counted(*parts: tuple[int, str]) -> str:
    """Counts joined as a sentence does: "12 tài liệu kiểm chứng, 08 thư và 03 việc..."."""
    told = [f"{outline.count(n)} {words}" for n, words in parts if n]
    return " và ".join(filter(None, (", ".join(told[:-1]), told[-1]))) if told else ""


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(lines)
