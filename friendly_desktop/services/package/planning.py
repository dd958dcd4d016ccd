"""Turns the office's records into the files of a package: what goes in, where it lies, in which part."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from friendly_desktop import VERSION
from friendly_desktop.domain.assessment import Gap, GapKind
from friendly_desktop.domain.criteria.plain import canonical
from friendly_desktop.domain.evidence import Evidence
from friendly_desktop.domain.package import LeftOut, PackageContent, PackedEvidence, bagit
from friendly_desktop.domain.package import figures as package_figures
from friendly_desktop.domain.package import layout as package_layout
from friendly_desktop.domain.privacy import privacy_warning
from friendly_desktop.errors import AppError
from friendly_desktop.formats import file_size
from friendly_desktop.i18n import _
from friendly_desktop.services.package import papers
from friendly_desktop.storage import bag
from friendly_desktop.storage.bag import Bag, BagEntry

_STEP = 100_000  # bytes: in which the least size of a part is told


@dataclass(frozen=True)
class Plan:
    """A package ready to be written."""

    content: PackageContent
    bags: tuple[Bag, ...]
    root_sha256: str
    fingerprint: str

    @property
    def files(self) -> int:
        """The payload files of all parts."""
        return sum(len(each.payload) for each in self.bags)

    @property
    def bytes(self) -> int:
        """The bytes of every file of all parts."""
        return sum(each.bytes for each in self.bags)


@dataclass(frozen=True)
class Choice:
    """Which evidence goes into a package, what stays out and why."""

    taken: tuple[Evidence, ...]
    left_out: tuple[LeftOut, ...]
    gaps: tuple[Gap, ...]


def choose(
    evidence: Sequence[Evidence],
    nodes: Collection[str],
    stored_size: Callable[[str], int | None],
    released: Collection[int],
    damaged: Collection[str],
) -> Choice:
    """Leave out what must not travel (LAW: no identity papers, no denunciations) and what is broken.

    Args:
        evidence: all evidence of the year.
        nodes: the ids of the criteria set; what proves none of them has no place in the package.
        stored_size: the bytes of a stored file by its digest; None where it is lost.
        released: ids a person has looked at and found proper in spite of their names.
        damaged: digests of files found damaged.
    """
    taken: list[Evidence] = []
    left_out: list[LeftOut] = []
    gaps: list[Gap] = []
    for one in evidence:
        if not set(one.nodes) & set(nodes):
            told = _("Tài liệu chưa gắn với mục nào của bộ tiêu chí.")
            left_out.append(LeftOut(one, told))
            continue
        if one.id not in released and privacy_warning(one.name, one.title):
            told = _(
                "Tên tệp cho thấy có thể có thông tin cá nhân hoặc nội dung tố cáo nên không đưa vào gói."
            )
            left_out.append(LeftOut(one, told))
            continue
        kind = _trouble(one, stored_size, damaged)
        if kind is None:
            taken.append(one)
            continue
        message = (
            _("Tệp «{name}» không còn trong kho nên không đưa vào gói.")
            if kind is GapKind.MISSING_FILE
            else _("Tệp «{name}» đã hỏng trong kho nên không đưa vào gói.")
        ).format(name=one.label)
        left_out.append(LeftOut(one, message))
        gaps.append(Gap(kind, message, one.nodes[0] if one.nodes else "", one.id))
    return Choice(tuple(taken), tuple(left_out), tuple(gaps))


def _trouble(
    one: Evidence, stored_size: Callable[[str], int | None], damaged: Collection[str]
) -> GapKind | None:
    if one.sha256 in damaged:
        return GapKind.DAMAGED_FILE
    size = stored_size(one.sha256)
    if size is None:
        return GapKind.MISSING_FILE
    return None if size == one.bytes else GapKind.DAMAGED_FILE


def plan(
    content: PackageContent,
    entries: Sequence[BagEntry],
    part_size: int | None,
    samples: Sequence[BagEntry] = (),
) -> Plan:
    """Lay a package out.

    Args:
        content: everything the papers are written from.
        entries: the files of ``content.evidence``, each path once, in the same order.
        part_size: the most bytes of a part; None for one part.
        samples: the sample letters; they lie in the first part with the papers.

    Raises:
        AppError: a single file is larger than a part.
    """
    set_file = _text(package_layout.CRITERIA_SET, canonical(content.criteria))
    fixed = [set_file, *papers.papers(content), *samples]
    shares = _shares(content, fixed, entries, part_size)
    part_of = {entry.path: number for number, share in enumerate(shares, start=1) for entry in share}
    placed = tuple(replace(one, part=part_of[one.path]) for one in content.evidence)
    content = replace(content, parts=len(shares), evidence=placed)
    shares[0] = [*fixed, _account(content), *shares[0]]
    every = bag.digests([entry for share in shares for entry in share])
    root = bagit.root_sha256(every)
    bags = tuple(_bag(content, number, share, every, root) for number, share in enumerate(shares, start=1))
    return Plan(content, bags, root, package_figures.fingerprint(content))


def _shares(
    content: PackageContent, fixed: Sequence[BagEntry], entries: Sequence[BagEntry], part_size: int | None
) -> list[list[BagEntry]]:
    """The evidence of each part."""
    if part_size is None:
        return [list(entries)]
    # The account and the pages will name the part of each file: a little more than is known now.
    account = _account(content)
    account = replace(account, size=account.size + 16 * (len(entries) + 16))
    page = papers.start_page(content, elsewhere=[entry.path for entry in entries])
    further = papers.part_page(content, 1, package_figures.commune_title(content.office))
    head = [*fixed, account, page]
    base = package_layout.base_name(content.office, content.year, content.submission, 999, 999)
    try:
        shares = bag.cut(head, entries, base, part_size - further.size)
    except bag.EntryTooLarge as error:
        raise _too_small(error, head, part_size, error.needed + further.size) from error
    return [shares[0][len(head) :], *shares[1:]]


def _too_small(error: bag.EntryTooLarge, head: Sequence[BagEntry], part_size: int, needed: int) -> AppError:
    hint = _("Hãy chọn phần lớn hơn, chọn thu nhỏ ảnh khi xuất, hoặc thay tệp đó bằng bản nhỏ hơn.")
    if error.entry in head:
        least = -(-needed // _STEP) * _STEP  # a part of the size that is told holds them
        message = _("Riêng các văn bản của phần 1 đã cần khoảng {needed}, giới hạn mỗi phần là {limit}.")
        title = _("Giới hạn mỗi phần quá nhỏ")
        told = message.format(needed=file_size(least), limit=file_size(part_size))
        return AppError("part_too_small", title, told, _("Hãy chọn giới hạn lớn hơn."))
    message = _("Tệp «{name}» ({size}) không vừa một phần {limit}.")
    told = message.format(
        name=error.entry.label, size=file_size(error.entry.size), limit=file_size(part_size)
    )
    return AppError("file_exceeds_part", _("Có tệp lớn hơn một phần"), told, hint)


def _bag(
    content: PackageContent, number: int, share: Sequence[BagEntry], every: Mapping[str, str], root: str
) -> Bag:
    parts = content.parts
    commune = package_figures.commune_title(content.office)
    group = package_layout.base_name(content.office, content.year, content.submission)
    described = f"Hồ sơ tự đánh giá Chính quyền thân thiện năm {content.year} của {commune}"
    info = [
        ("Source-Organization", f"UBND {commune}"),
        ("Bagging-Date", content.document_date.isoformat()),
        ("External-Identifier", group),
        ("External-Description", described),
        ("Bag-Software-Agent", f"friendly-desktop {VERSION}"),
        ("Assessment-Year", str(content.year)),
        ("Submission", str(content.submission)),
        ("Draft", "yes" if content.draft else "no"),
        ("Root-SHA256", root),
    ]
    if number == 1:
        tags = [papers.start_page(content, [one.path for one in content.evidence if one.part != number])]
    else:
        tags = [papers.part_page(content, number, commune)]
    if parts > 1:
        info += [("Bag-Group-Identifier", group), ("Bag-Count", f"{number} of {parts}")]
        tags.append(_text(bagit.GROUP_MANIFEST, bagit.manifest_text(every)))
    base = package_layout.base_name(content.office, content.year, content.submission, number, parts)
    return Bag(base, tuple(share), tuple(tags), tuple(info))


def evidence_entry(packed: PackedEvidence, source: Callable[[], BinaryIO]) -> BagEntry:
    """A piece of evidence as a file of the bag."""
    return BagEntry(
        packed.path, packed.packed_bytes, packed.packed_sha256, source, label=packed.evidence.label
    )


def _account(content: PackageContent) -> BagEntry:
    return _text(package_layout.ASSESSMENT, package_figures.to_text(package_figures.figures(content)))


def _text(path: str, text: str) -> BagEntry:
    return bag.entry_of(path, text.encode("utf-8"))
