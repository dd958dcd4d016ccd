"""A bag to be checked, as a folder or inside a ZIP: what it holds, read without ever unpacking it.

What arrives on a stick may have been damaged or made to harm. Nothing is written anywhere.
"""

import itertools
from pathlib import Path

from friendly_desktop.domain.package import PackageProblem, bagit
from friendly_desktop.domain.vault import SUFFIX
from friendly_desktop.i18n import _
from friendly_desktop.storage.bag_folder import FolderBag
from friendly_desktop.storage.bag_received import LONGEST_NAME, BagSource, broken, unreadable
from friendly_desktop.storage.bag_zip import bags_in_zip, no_bag_in
from friendly_desktop.storage.safe_files import reachable
from friendly_desktop.storage.sealed_files import KeyFor, no_key


def find_bags(path: Path, key_for: KeyFor = no_key) -> tuple[list[BagSource], list[PackageProblem]]:
    """The bags at ``path``: a bag's folder, a ZIP with one, or a folder that holds parts of either kind.

    Args:
        path: what was received.
        key_for: opens ZIP files that are sealed.

    Returns:
        The bags, and what is wrong with ``path`` where it holds none.

    Raises:
        AppError: what ``key_for`` raises.
    """
    path = reachable(path, below=LONGEST_NAME)
    try:
        if path.is_file():
            return bags_in_zip(path, key_for)
        if (path / bagit.BAGIT).exists():
            return [FolderBag(path)], []
        return _bags_in_folder(path, key_for)
    except OSError as error:
        return [], [unreadable(path, error)]


def _bags_in_folder(path: Path, key_for: KeyFor) -> tuple[list[BagSource], list[PackageProblem]]:
    bags: list[BagSource] = []
    problems: list[PackageProblem] = []
    for child in itertools.islice(sorted(path.iterdir()), 1000):
        if child.is_symlink():
            continue
        if child.is_dir() and (child / bagit.BAGIT).exists():
            bags.append(FolderBag(child))
        elif child.name.lower().removesuffix(SUFFIX).endswith(".zip") and child.is_file():
            found, wrong = bags_in_zip(child, key_for)
            bags.extend(found)
            # Another ZIP beside the parts on a stick is nobody's fault.
            problems.extend(problem for problem in wrong if problem != no_bag_in(child))
    if not bags and not problems:
        problems.append(broken(path.name, _("Thư mục này không phải là gói hồ sơ (không có tệp bagit.txt).")))
    return bags, problems
