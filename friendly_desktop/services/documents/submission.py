"""Tờ trình: the commune asks the authority above to appraise and recognise its year."""

from friendly_desktop.domain.package import PackageContent
from friendly_desktop.domain.report import REQUEST, RESULTS
from friendly_desktop.services.documents import decree30, outline
from friendly_desktop.services.documents.model import Block, Document
from friendly_desktop.services.documents.report_words import words_of


def submission(content: PackageContent) -> Document:
    """The tờ trình of a package.

    The legal grounds are those of the criteria set; nothing is cited that the set does not name.
    """
    office, year = content.office, content.year
    commune, committee = outline.commune(office), outline.committee(office)
    subject = f"Về việc đề nghị thẩm định, công nhận {commune} đạt chuẩn\n{outline.MODEL_NAME} năm {year}"
    blocks: list[Block] = [
        decree30.header(office, content.document_date, "TTr"),
        *decree30.kind_and_subject("Tờ trình", subject),
        decree30.addressee(office.authority_salutation or office.authority),
        *decree30.grounds(outline.legal_basis(basis) for basis in content.criteria.legal_basis),
        decree30.body(
            f"{committee} đã tổ chức tự đánh giá kết quả thực hiện các tiêu chí {outline.MODEL_NAME} năm {year}. "
            "Kết quả như sau:",
            keep_with_next=True,
        ),
    ]
    words = words_of(content)
    blocks += decree30.own_words(words[RESULTS])
    documents = outline.count(len(content.evidence))
    enclosed = (
        f"Báo cáo kết quả tự đánh giá thực hiện các tiêu chí {outline.MODEL_NAME} năm {year}",
        "Bảng thang chấm điểm" if content.criteria.scored else "Bảng tổng hợp kết quả thực hiện các tiêu chí",
        f"Danh mục tài liệu kiểm chứng và {documents} tài liệu kiểm chứng kèm theo"
        if content.evidence
        else "Danh mục tài liệu kiểm chứng",
        *_letters(content),
        *_records(content),
        *_proof(content),
    )
    receiver = office.authority or "cơ quan có thẩm quyền"
    blocks += [
        *decree30.own_words(words[REQUEST]),
        decree30.body("Hồ sơ gửi kèm theo Tờ trình gồm:", keep_with_next=True),
        *(
            decree30.body(f"{index}. {line}{'.' if index == len(enclosed) else ';'}")
            for index, line in enumerate(enclosed, start=1)
        ),
        decree30.body(f"{committee} kính trình {receiver} xem xét, quyết định./."),
        decree30.closing(content.signatory, ("Như trên", *office.recipients)),
    ]
    return Document(
        f"Tờ trình đề nghị thẩm định, công nhận {outline.MODEL_NAME} năm {year}",
        tuple(blocks),
        author=committee,
        mark=outline.DRAFT_MARK if content.draft else "",
    )


def _letters(content: PackageContent) -> tuple[str, ...]:
    """The list of letters among the enclosures; nothing where the year has none."""
    if not content.letters:
        return ()
    told = (
        f"Danh mục {outline.count(len(content.letters))} thư của Chủ tịch {outline.committee(content.office)}"
    )
    samples = sum(bool(packed.path) for packed in content.letters)
    return (f"{told} và {outline.count(samples)} thư mẫu" if samples else told,)


def _records(content: PackageContent) -> tuple[str, ...]:
    """The list of reception records among the enclosures; nothing where the year has none."""
    if not content.records:
        return ()
    told = outline.count(len(content.records))
    return (f"Danh mục tiếp công dân, giải quyết đơn, đối thoại và đi cơ sở ({told} dòng)",)


def _proof(content: PackageContent) -> tuple[str, ...]:
    """The list of what proved itself by rule among the enclosures; nothing where the year has none."""
    if not outline.has_proof_list(content):
        return ()
    told = outline.count(len(content.proof.lines))
    return (f"Danh mục hoạt động, niêm yết, khảo sát, số liệu ({told} dòng)",)
