"""Checks a package as the receiving office does: whole, unchanged, its parts together, its sums right.

Nothing is unpacked, written or imported. Everything found is said in one plain sentence each.
"""

import hashlib
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

from friendly_desktop.domain.package import PackageProblem, PackageProblemKind, Verification, bagit
from friendly_desktop.domain.package.figures import Figures, FiguresError, parse_json, read_figures
from friendly_desktop.domain.package.layout import ASSESSMENT, CRITERIA_SET
from friendly_desktop.domain.scoring import evaluate
from friendly_desktop.errors import AppError
from friendly_desktop.formats import points
from friendly_desktop.i18n import _
from friendly_desktop.storage import bag_reader, criteria_files
from friendly_desktop.storage.bag_reader import CheckedBag
from friendly_desktop.storage.bag_received import BagSource, Unsound, broken, printable
from friendly_desktop.storage.bag_sources import find_bags
from friendly_desktop.storage.sealed_files import KeyFor, no_key

_MOST_FIGURES = 32 << 20
_MOST_PROBLEMS = 200
_ROOT, _COUNT = "root-sha256", "bag-count"


def check(
    paths: Sequence[Path], progress: Callable[[int, int], None], key_for: KeyFor = no_key
) -> Verification:
    """Check the package that lies at ``paths``: a folder, a ZIP, or several parts of one package.

    Args:
        paths: what was received; a folder may hold the parts.
        progress: told bytes read and bytes in all; may raise to stop.
        key_for: opens parts that are sealed.

    Raises:
        AppError: a path does not exist, or ``key_for`` does not open a sealed part.
    """
    sources: list[BagSource] = []
    problems: list[PackageProblem] = []
    for path in paths:
        if not _exists(path):
            raise AppError(
                "package_not_found",
                _("Không tìm thấy gói"),
                _("Không có tệp hoặc thư mục {path}.").format(path=path),
                _("Hãy kiểm tra lại đường dẫn hoặc cắm lại USB."),
            )
        found, wrong = find_bags(path, key_for)
        sources.extend(found)
        problems.extend(wrong)
    total = sum(sum(source.sizes.values()) for source in sources)
    read = 0

    def told(count: int) -> None:
        nonlocal read
        read += count
        progress(read, total)

    bags = [bag_reader.check(source, told) for source in sources]
    for bag in bags:
        problems.extend(bag.problems)
    together, astray = _together(bags)
    problems.extend(astray)
    return _verification(together, problems)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name no disk can hold
        return False


def _verification(bags: list[CheckedBag], problems: list[PackageProblem]) -> Verification:
    figures: Figures | None = None
    first = next((bag for bag in bags if ASSESSMENT in bag.payload), None)
    if first is not None and first.trustworthy and ASSESSMENT in first.source.sizes:
        try:
            figures = read_figures(bag_reader.read_text(first.source, ASSESSMENT, _MOST_FIGURES))
        except (Unsound, FiguresError) as error:
            problems.append(broken(ASSESSMENT, str(error)))
    elif bags and first is None and not problems:
        problems.append(broken(ASSESSMENT, _("Gói không có tệp số liệu của hồ sơ tự đánh giá.")))
    if first is not None and figures is not None:
        problems.extend(_evidence_problems(figures, first))
        problems.extend(_recomputed(figures, first))
    named = printable(bags[0].info.get("source-organization", "")) if bags else ""
    return Verification(
        ok=not problems,
        commune=printable(figures.commune) if figures else named,
        year=figures.year if figures else None,
        total=figures.total if figures else None,
        problems=tuple(_shortened(problems)),
        files=sum(bag.files for bag in bags),
        bytes=sum(bag.bytes for bag in bags),
        parts=len(bags),
        root_sha256=bagit.root_sha256(bags[0].group) if bags and bags[0].group else "",
        draft=figures.draft if figures else False,
    )


def _shortened(problems: list[PackageProblem]) -> list[PackageProblem]:
    if len(problems) <= _MOST_PROBLEMS:
        return problems
    rest = len(problems) - _MOST_PROBLEMS
    told = _("Còn {n} vấn đề khác không liệt kê.").format(n=rest)
    return [*problems[:_MOST_PROBLEMS], PackageProblem(problems[_MOST_PROBLEMS].kind, "", told)]


def _together(bags: list[CheckedBag]) -> tuple[list[CheckedBag], list[PackageProblem]]:
    """The parts of one package, in order, and what is wrong with their company."""
    sound = [bag for bag in bags if bag.payload]
    if not sound:
        return bags, []
    problems: list[PackageProblem] = []
    root = sound[0].info.get(_ROOT, "")
    parts: dict[int, CheckedBag] = {}
    count = 1
    for bag in sound:
        number, of = _numbering(bag)
        if bag.info.get(_ROOT, "") != root:
            problems.append(_wrong(bag, _("Phần này thuộc một gói khác hoặc một lần nộp khác.")))
        elif number in parts:
            problems.append(_wrong(bag, _("Phần {k} được đưa vào hai lần.").format(k=number)))
        else:
            parts[number] = bag
            count = max(count, of)
    group = sound[0].group
    if count > len(group) + 1:
        problems.append(broken(bagit.BAG_INFO, _("Số phần ghi trong gói không hợp lý.")))
        count = max(parts)
    missing = [number for number in range(1, count + 1) if number not in parts]
    here = {name for bag in parts.values() for name in bag.payload}
    absent = sum(1 for name in group if name not in here)
    for number in missing:
        message = _("Thiếu phần {k} trên {n} của gói (các phần còn thiếu chứa {files} tệp).")
        told = message.format(k=number, n=count, files=absent)
        problems.append(PackageProblem(PackageProblemKind.MISSING_PART, f"{number}/{count}", told))
    for bag in parts.values():
        problems.extend(_group_problems(bag, root, lost=not missing and absent > 0))
    return [parts[number] for number in sorted(parts)], problems


def _group_problems(bag: CheckedBag, root: str, *, lost: bool) -> list[PackageProblem]:
    if not bag.trustworthy:
        return []
    text = bagit.manifest_text(bag.group)
    if root and hashlib.sha256(text.encode("utf-8")).hexdigest() != root:
        return [broken(bag.source.label, _("Mã tổng của gói không khớp với danh sách tệp."))]
    if any(bag.group.get(name) != digest for name, digest in bag.payload.items()):
        return [_wrong(bag, _("Phần này có tệp không thuộc danh sách chung của gói."))]
    if lost:
        told = _("Các phần đã đủ nhưng danh sách chung còn tệp không nằm trong phần nào.")
        return [broken(bag.source.label, told)]
    return []


def _numbering(bag: CheckedBag) -> tuple[int, int]:
    words = bag.info.get(_COUNT, "").split()
    numbers = [word for word in words[::2] if len(word) < 6 and word.isascii() and word.isdigit()]
    if len(words) == 3 and words[1] == "of" and len(numbers) == 2:
        number, count = int(numbers[0]), int(numbers[1])
        if 1 <= number <= count:
            return number, count
    return 1, 1


def _wrong(bag: CheckedBag, message: str) -> PackageProblem:
    return PackageProblem(PackageProblemKind.WRONG_PART, bag.source.label, message)


def _evidence_problems(figures: Figures, bag: CheckedBag) -> list[PackageProblem]:
    message = _("Tệp này không khớp với danh mục tài liệu trong tệp số liệu.")
    return [
        PackageProblem(PackageProblemKind.CHANGED, printable(path), message)
        for path, digest in sorted(figures.evidence.items())
        if bag.group.get(path) != digest
    ] + [
        PackageProblem(
            PackageProblemKind.MISSING, printable(path), _("Thiếu thư mẫu có tên trong tệp số liệu.")
        )
        for path in sorted(figures.samples)
        if path not in bag.group
    ]


def _recomputed(figures: Figures, bag: CheckedBag) -> list[PackageProblem]:
    """Add the scores up again with the criteria set that travels in the package."""
    try:
        text = bag_reader.read_text(bag.source, CRITERIA_SET, _MOST_FIGURES)
        parse_json(text)
        criteria_set = criteria_files.load_canonical(text).criteria_set
    except (Unsound, FiguresError) as error:
        return [broken(CRITERIA_SET, str(error))]
    except (TypeError, ValueError, RecursionError):
        criteria_set = None
    if criteria_set is None:
        return [broken(CRITERIA_SET, _("Không đọc được bộ tiêu chí kèm theo, nên chưa cộng lại được điểm."))]
    result = evaluate(criteria_set, figures.scores, figures.vetoes, figures.surveys, figures.not_applicable)
    total = result.total if criteria_set.scored else None
    level = result.level.id if result.level else None
    if total != figures.total:
        message = _("Tổng điểm ghi trong gói là {written}, cộng lại từ các mục là {summed}.")
        return [_mismatch(message.format(written=_told(figures.total), summed=_told(total)))]
    if level != figures.level or result.vetoed != figures.vetoed:
        return [_mismatch(_("Mức độ ghi trong gói không đúng với điểm và các điều kiện loại."))]
    return []


def _told(total: Decimal | None) -> str:
    return points(total, missing=_("không có điểm"))


def _mismatch(message: str) -> PackageProblem:
    return PackageProblem(PackageProblemKind.TOTAL_MISMATCH, ASSESSMENT, message)
