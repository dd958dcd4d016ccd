"""How a print run ended, in words: the numbers, and what is to be said of single pieces."""

from friendly_desktop.i18n import _
from ui.printing.run import Outcome, PrintAccount

_MOST_NAMED = 200


def is_well(account: PrintAccount) -> bool:
    """Whether everything was printed, whole, on the paper wished for, and noted."""
    clean = all(not one.cut and one.other_paper is None for one in account.printed)
    return clean and not account.unprinted and not account.unnoted


def summary(account: PrintAccount) -> str:
    """The numbers of a run in a sentence or two."""
    printed, rest = len(account.printed), len(account.unprinted)
    if not rest:
        return _("Đã gửi {n} bản in tới «{printer}».").format(n=printed, printer=account.printer)
    return _("Đã gửi {n} bản in tới «{printer}»; còn {rest} bản chưa in.").format(
        n=printed, printer=account.printer, rest=rest
    )


def sentences(account: PrintAccount) -> list[str]:
    """What is to be said of single pieces."""
    said = [account.unnoted] if account.unnoted else []
    said += [_told(one) for one in account.outcomes if _told(one)]
    if len(said) > _MOST_NAMED:
        more = len(said) - _MOST_NAMED
        return [*said[:_MOST_NAMED], _("Và {n} bản in nữa.").format(n=more)]
    return said


def _told(one: Outcome) -> str:
    name = one.piece.title
    if not one.printed:
        return _("{name}: {problem}").format(name=name, problem=one.problem)
    if one.other_paper is not None:
        return _("{name}: máy in dùng khổ giấy khác, trang nằm giữa tờ.").format(name=name)
    if one.cut:
        return _("{name}: nét in sát mép giấy có thể bị máy in cắt mất.").format(name=name)
    return ""
