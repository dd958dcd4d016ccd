"""``posting``: the kinds, one posting as a file, where it hangs, the list."""

import argparse
from collections.abc import Mapping
from datetime import date
from typing import Any

from friendly_desktop.cli import CommandContext, path_argument
from friendly_desktop.cli.json_file import read_object, unreadable
from friendly_desktop.cli.output import Output, table
from friendly_desktop.domain.postings import Posting, PostingSize, PostingValue
from friendly_desktop.formats import short_date
from friendly_desktop.i18n import _


def add_commands(groups: Any) -> None:
    """Add the commands of ``posting``."""
    commands = groups.add_parser(
        "posting", help=_("khẩu hiệu, thông báo, danh bạ, mã QR để niêm yết")
    ).add_subparsers(metavar="COMMAND", required=True)
    kinds = commands.add_parser("kinds", help=_("các loại niêm yết và các trường"))
    kinds.set_defaults(run=_kinds)
    make = commands.add_parser("make", help=_("làm một tờ niêm yết"))
    make.add_argument("kind", metavar="KIND", help=_("loại niêm yết"))
    make.add_argument(
        "--out", metavar="FILE.pdf", type=path_argument, required=True, help=_("tệp PDF sẽ ghi")
    )
    sizes = [one.value for one in PostingSize]
    make.add_argument("--size", choices=sizes, default=PostingSize.A4.value, help=_("khổ của tờ niêm yết"))
    make.add_argument(
        "--tile", action="store_true", help=_("chia thành nhiều tờ để ghép khi máy in nhỏ hơn khổ")
    )
    make.add_argument(
        "--paper", choices=sizes[:2], default=PostingSize.A4.value, help=_("khổ giấy của máy in khi chia tờ")
    )
    way = make.add_mutually_exclusive_group()
    way.add_argument("--lying", action="store_true", default=None, help=_("tờ nằm ngang"))
    way.add_argument("--upright", dest="lying", action="store_false", help=_("tờ thẳng đứng"))
    make.add_argument(
        "--fields", metavar="FILE.json", type=path_argument, help=_("tệp chứa giá trị các trường")
    )
    make.add_argument("--record", action="store_true", help=_("ghi vào danh sách niêm yết"))
    make.set_defaults(run=_make)
    hang = commands.add_parser("hang", help=_("ghi nơi treo và ngày treo"))
    hang.add_argument("id", metavar="ID", type=int, help=_("mã của tờ niêm yết"))
    hang.add_argument("--place", required=True, help=_("nơi treo"))
    hang.add_argument("--date", type=date.fromisoformat, metavar="D", help=_("ngày treo, như 2026-03-05"))
    hang.set_defaults(run=_hang)
    down = commands.add_parser("down", help=_("ghi ngày gỡ"))
    down.add_argument("id", metavar="ID", type=int, help=_("mã của tờ niêm yết"))
    down.add_argument("--date", type=date.fromisoformat, metavar="D", help=_("ngày gỡ, như 2026-03-05"))
    down.set_defaults(run=_down)
    photo = commands.add_parser("photo", help=_("thêm ảnh chụp nơi treo làm minh chứng"))
    photo.add_argument("id", metavar="ID", type=int, help=_("mã của tờ niêm yết"))
    photo.add_argument("files", metavar="FILE", nargs="+", type=path_argument, help=_("ảnh"))
    photo.set_defaults(run=_photo)
    listing = commands.add_parser("list", help=_("các tờ niêm yết đã làm"))
    listing.add_argument("year", metavar="YEAR", nargs="?", type=int, help=_("chỉ năm này"))
    listing.add_argument("--kind", help=_("chỉ loại này"))
    listing.set_defaults(run=_list)


def _kinds(_context: CommandContext, _arguments: argparse.Namespace) -> Output:
    from friendly_desktop.services.postings.shipped import shipped

    kinds = tuple(shipped().values())
    data = [
        {
            "id": one.id,
            "title": one.title,
            "sizes": one.sizes,
            "lying": one.lying,
            "place": one.place or None,
            "own_wording": one.own_wording,
            "source": one.source,
            "fields": [
                {
                    "id": field.id,
                    "kind": field.kind,
                    "label": field.label,
                    "required": field.required,
                    "columns": field.columns or None,
                    "choices": [choice for choice, _label in field.choices] or None,
                }
                for field in one.fields
            ],
        }
        for one in kinds
    ]
    rows = [
        [one.id, one.title, ", ".join(f"{field.id}{'*' if field.required else ''}" for field in one.fields)]
        for one in kinds
    ]
    return Output(data, table(rows, [_("Loại"), _("Tên"), _("Các trường (* là bắt buộc)")]))


def _make(context: CommandContext, arguments: argparse.Namespace) -> Output:
    from friendly_desktop.services.postings import papers
    from friendly_desktop.services.postings.shipped import kind_of

    kind, size = kind_of(arguments.kind), PostingSize(arguments.size)
    papers.check_target(arguments.out)
    papers.require_size(kind, size)
    tile = PostingSize(arguments.paper) if arguments.tile else None
    given = _read_values(arguments)
    data: dict[str, object] = {}
    if arguments.record or context.folder.exists():
        service = context.services(create=arguments.record).postings
        values = {**service.blank(kind.id), **given}
        pdf = service.pdf(kind.id, values, size, lying=arguments.lying, tile=tile)
        if arguments.record:
            data["id"] = service.make(kind.id, values, size, lying=arguments.lying).id
    else:
        from friendly_desktop.domain.office import Office
        from friendly_desktop.services.postings.filling import OfficeFacts, blank

        office = Office()
        values = {**blank(kind, OfficeFacts(office)), **given}
        pdf = papers.made(kind, values, office, size, lying=arguments.lying, tile=tile)
    written = papers.write(arguments.out, pdf)
    data |= {"file": written.file, "pages": written.pages, "read_from_metres": pdf.distance}
    text = _("Đã ghi {n} trang: {file}").format(n=written.pages, file=written.file)
    return Output(data, text)


def _read_values(arguments: argparse.Namespace) -> Mapping[str, PostingValue]:
    """The file of values: texts, and tables as lists of lists of texts."""
    if arguments.fields is None:
        return {}
    values: dict[str, PostingValue] = {}
    for name, value in read_object(arguments.fields, numbers=False).items():
        if isinstance(value, str):
            values[name] = value
        elif isinstance(value, list) and all(isinstance(row, list) for row in value):
            values[name] = tuple(tuple("" if cell is None else str(cell) for cell in row) for row in value)
        elif value is not None:
            why = _("trường «{name}» phải là chữ hoặc bảng gồm các dòng").format(name=name)
            raise unreadable(arguments.fields, why)
    return values


def _hang(context: CommandContext, arguments: argparse.Namespace) -> Output:
    services = context.services()
    day = arguments.date or services.clock.today()
    one = services.postings.hang(arguments.id, day, arguments.place)
    posted = len(services.postings.post_sessions(one.id))
    text = _("Đã ghi treo «{title}» tại {place} từ {day}.")
    told = text.format(title=one.title, place=one.place, day=short_date(day))
    return Output({**_described(one), "sessions_posted": posted}, told)


def _down(context: CommandContext, arguments: argparse.Namespace) -> Output:
    services = context.services()
    day = arguments.date or services.clock.today()
    one = services.postings.take_down(arguments.id, day)
    return Output(
        _described(one), _("Đã ghi gỡ «{title}» ngày {day}.").format(title=one.title, day=short_date(day))
    )


def _photo(context: CommandContext, arguments: argparse.Namespace) -> Output:
    service = context.services().postings
    added = service.photo(arguments.id, arguments.files, context.job)
    one = service.get(arguments.id)
    data = {
        **_described(one),
        "leaves": service.leaves(one),
        "problems": [{"file": file.name, "message": file.problem} for file in added if file.problem],
    }
    return Output(data, _("Tờ niêm yết có {n} ảnh.").format(n=len(one.evidence)))


def _list(context: CommandContext, arguments: argparse.Namespace) -> Output:
    found = context.services().postings.find(arguments.year, [arguments.kind] if arguments.kind else ())
    rows = [
        [
            str(one.id),
            one.title,
            one.size.value,
            short_date(one.hung_on) if one.hung_on else "",
            one.place,
            short_date(one.down_on) if one.down_on else "",
        ]
        for one in found
    ]
    headings = [_("Mã"), _("Tên"), _("Khổ"), _("Treo từ"), _("Nơi treo"), _("Gỡ ngày")]
    return Output(
        [_described(one) for one in found],
        table(rows, headings, right=(0,)) if rows else _("Chưa làm tờ niêm yết nào."),
    )


def _described(one: Posting) -> dict[str, object]:
    return {
        "id": one.id,
        "kind": one.kind,
        "title": one.title,
        "size": one.size,
        "lying": one.lying,
        "made_on": one.made_on,
        "hung_on": one.hung_on,
        "place": one.place or None,
        "down_on": one.down_on,
        "sha256": one.sha256 or None,
        "evidence": one.evidence,
        "note": one.note or None,
    }
