"""An annex of the application: a sheet on its side with the head of the office, its title, and what it lists."""

from collections.abc import Iterable

from friendly_desktop.domain.package import PackageContent
from friendly_desktop.services.documents import decree30, outline
from friendly_desktop.services.documents.model import A4_LANDSCAPE, Block, Document, paragraph


def annex(content: PackageContent, subject: str, blocks: Iterable[Block], title: str = "") -> Document:
    """The whole paper.

    Args:
        content: of the package.
        subject: its title on the paper.
        blocks: what it lists.
        title: of the file, without the year; ``subject`` unless it is said.
    """
    page = A4_LANDSCAPE
    return Document(
        f"{title or subject} năm {content.year}",
        (
            decree30.header(content.office, content.document_date, page=page),
            *decree30.kind_and_subject(
                subject, f"Kèm theo hồ sơ đề nghị công nhận {outline.MODEL_NAME} năm {content.year}"
            ),
            *blocks,
            decree30.sheet_closing(content.signatory, page),
        ),
        page=page,
        author=outline.committee(content.office),
        mark=outline.DRAFT_MARK if content.draft else "",
    )


def told_below(text: str, before: float = 6) -> Block:
    """What is told of a list below it."""
    return paragraph(text, italic=True, size=13, before=before)
