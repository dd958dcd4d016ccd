"""Checks a bag against its own manifests: complete, changed, added, missing; hashing with two threads.

This is the one check: the export runs it on what it has just written, the receiving PC on what it got.
"""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

from friendly_desktop.domain.package import PackageProblem, PackageProblemKind, bagit
from friendly_desktop.i18n import _
from friendly_desktop.storage import bag_received
from friendly_desktop.storage.bag_received import BagSource, Unsound, broken, hostile, printable

_MOST_MANIFEST = 16 << 20
_MOST_TAG = 1 << 20
_THREADS = 2

Progress = Callable[[int], None]
"""Told, on the calling thread, how many bytes were read since it was told last; may raise to stop."""


@dataclass
class CheckedBag:
    """What the check of one bag found.

    ``payload`` are the digests its manifest lists, ``group`` those of all parts together; a problem in
    ``problems`` means that the bag must not be trusted.
    """

    source: BagSource
    info: Mapping[str, str] = field(default_factory=dict)
    payload: Mapping[str, str] = field(default_factory=dict)
    group: Mapping[str, str] = field(default_factory=dict)
    problems: list[PackageProblem] = field(default_factory=list)
    files: int = 0
    bytes: int = 0

    @property
    def trustworthy(self) -> bool:
        """Whether the content may be looked into."""
        kinds = {problem.kind for problem in self.problems}
        return not kinds & {PackageProblemKind.HOSTILE, PackageProblemKind.BROKEN}


def check(source: BagSource, progress: Progress) -> CheckedBag:
    """Check one bag wholly. Whatever is wrong with it is a finding, never an exception."""
    bag = CheckedBag(source, problems=list(source.problems))
    if any(problem.kind is PackageProblemKind.HOSTILE for problem in bag.problems):
        return bag
    tags = _structure(bag)
    if not bag.trustworthy:
        return bag
    listed = {**bag.payload, **tags}
    bag.problems.extend(_missing_and_added(source, listed))
    present = [name for name in listed if name in source.sizes]
    bag.problems.extend(_changed(source, listed, present, progress))
    payload = [name for name in bag.payload if name in source.sizes]
    bag.files, bag.bytes = len(payload), sum(source.sizes[name] for name in payload)
    declared = bag.info.get("payload-oxum")
    if (
        declared is not None
        and not bag.problems
        and declared != bagit.oxum(source.sizes[name] for name in payload)
    ):
        bag.problems.append(
            broken(bagit.BAG_INFO, _("Số tệp và dung lượng ghi trong gói không khớp với các tệp."))
        )
    return bag


def read_text(source: BagSource, name: str, limit: int) -> str:
    """The text of a small file of the bag.

    Raises:
        Unsound: it is missing, too large, unreadable or not UTF-8 without a byte order mark.
    """
    if name not in source.sizes:
        raise Unsound(PackageProblemKind.BROKEN, _("Gói thiếu tệp bắt buộc này."))
    try:
        text = bag_received.read_all(source, name, limit).decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unsound(PackageProblemKind.BROKEN, _("Tệp không phải là văn bản mã UTF-8.")) from error
    if text.startswith("\ufeff"):
        raise Unsound(
            PackageProblemKind.BROKEN, _("Tệp đã bị một chương trình khác ghi lại (có dấu BOM ở đầu tệp).")
        )
    return text


def _structure(bag: CheckedBag) -> Mapping[str, str]:
    """Read the tag files; returns the digests of the tag files."""
    source = bag.source

    def text_of(name: str, limit: int) -> str | None:
        try:
            return read_text(source, name, limit)
        except Unsound as error:
            bag.problems.append(PackageProblem(error.kind, name, error.message))
            return None

    declaration = text_of(bagit.BAGIT, _MOST_TAG)
    if declaration is not None and not bagit.declaration_is_ours(declaration):
        bag.problems.append(broken(bagit.BAGIT, _("Tệp này không khai báo một gói BagIt 1.0.")))
    if "fetch.txt" in source.sizes:
        bag.problems.append(
            hostile("fetch.txt", _("Gói đòi tải thêm tệp từ mạng; gói hồ sơ phải tự có đủ mọi tệp."))
        )
    text = text_of(bagit.BAG_INFO, _MOST_TAG)
    if text is not None:
        info = bagit.parse_info(text)
        if info is None:
            bag.problems.append(broken(bagit.BAG_INFO, _("Không đọc được thông tin của gói.")))
        bag.info = info or {}
    bag.payload = _manifest(bag, bagit.MANIFEST, text_of(bagit.MANIFEST, _MOST_MANIFEST), payload=True)
    tags = _manifest(bag, bagit.TAG_MANIFEST, text_of(bagit.TAG_MANIFEST, _MOST_MANIFEST), payload=False)
    if bagit.GROUP_MANIFEST in source.sizes:
        group = text_of(bagit.GROUP_MANIFEST, _MOST_MANIFEST)
        bag.group = _manifest(bag, bagit.GROUP_MANIFEST, group, payload=True)
    else:
        bag.group = bag.payload
    return tags


def _manifest(bag: CheckedBag, name: str, text: str | None, payload: bool) -> Mapping[str, str]:
    if text is None:
        return {}
    lines = bagit.parse_manifest(text)
    if lines.bad_lines:
        bag.problems.append(
            broken(name, _("Danh sách mã kiểm tra bị hỏng ở dòng {line}.").format(line=lines.bad_lines[0]))
        )
    for doubled in lines.doubled:
        bag.problems.append(
            broken(name, _("Danh sách mã kiểm tra ghi hai lần tệp {file}.").format(file=printable(doubled)))
        )
    for listed in lines.digests:
        fault = bag_received.fault_of(listed)
        if fault is not None:
            bag.problems.append(fault)
        elif listed.startswith(bagit.PAYLOAD) != payload:
            bag.problems.append(
                hostile(
                    printable(listed), _("Danh sách mã kiểm tra ghi một tệp nằm ngoài chỗ của nó trong gói.")
                )
            )
    return lines.digests


def _missing_and_added(source: BagSource, listed: Mapping[str, str]) -> Iterator[PackageProblem]:
    for name in sorted(listed):
        if name not in source.sizes:
            yield PackageProblem(
                PackageProblemKind.MISSING,
                printable(name),
                _("Thiếu tệp này: có trong danh sách nhưng không có trong gói."),
            )
    for name in sorted(source.sizes):
        if name not in listed and name != bagit.TAG_MANIFEST:
            yield PackageProblem(
                PackageProblemKind.ADDED, printable(name), _("Tệp này không thuộc gói, đã được thêm vào sau.")
            )


def _changed(
    source: BagSource, listed: Mapping[str, str], names: Sequence[str], progress: Progress
) -> list[PackageProblem]:
    """Hash ``names`` with two threads and hold them against ``listed``."""
    waiting = iter(names)
    lock = threading.Lock()
    stop = threading.Event()
    read_bytes = 0
    problems: list[PackageProblem] = []

    def counted(count: int) -> None:
        nonlocal read_bytes
        with lock:
            read_bytes += count
        if stop.is_set():
            raise _Stopped

    def next_name() -> str | None:
        with lock:
            return next(waiting, None)

    def work() -> None:
        with source.reading() as read:
            while (name := next_name()) is not None:
                try:
                    same = bag_received.digest(read, name, counted) == listed[name]
                except Unsound as error:
                    problems.append(PackageProblem(error.kind, printable(name), error.message))
                    continue
                if not same:
                    message = _("Nội dung tệp này đã bị thay đổi so với lúc lập gói.")
                    problems.append(PackageProblem(PackageProblemKind.CHANGED, printable(name), message))

    told = 0
    with ThreadPoolExecutor(_THREADS, thread_name_prefix="package-check") as pool:
        workers = [pool.submit(work) for _number in range(_THREADS)]
        try:
            pending = set(workers)
            while pending:
                _done, pending = wait(pending, timeout=0.1, return_when=FIRST_EXCEPTION)
                with lock:
                    fresh, told = read_bytes - told, read_bytes
                progress(fresh)
        except BaseException:
            stop.set()
            raise
    for worker in workers:
        try:
            worker.result()
        except Unsound as error:
            problems.append(PackageProblem(error.kind, source.label, error.message))
            break
    return sorted(problems, key=lambda problem: problem.file)


class _Stopped(Exception):  # noqa: N818 - ends the threads of a check that was called off
    pass
