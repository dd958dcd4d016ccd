"""Letters of paragraphs and columns, one page and more, for the tests of the writers and the benchmark."""

from friendly_desktop.services.documents.model import (
    Align,
    Block,
    Columns,
    Document,
    FillLines,
    Page,
    Paragraph,
    Part,
    Run,
    Space,
    paragraph,
)

_BODY = (
    (
        "Chủ tịch Ủy ban nhân dân xã Ninh Giang trân trọng ghi nhận và biểu dương tinh thần trách nhiệm, nghĩa cử "
        "cao đẹp của gia đình {name} ở {place} trong đợt vận động hiến đất mở rộng đường liên thôn, góp phần xây "
        "dựng quê hương ngày càng giàu đẹp, văn minh, nghĩa tình."
    ),
    (
        "Trong những tháng cuối năm, mặc dù còn nhiều khó khăn, {name} đã vận động anh em, họ hàng và bà con lối "
        "xóm tháo dỡ tường rào, chặt hạ cây cối, bàn giao mặt bằng trước thời hạn; đồng thời ủng hộ ngày công và "
        "kinh phí để con đường được hoàn thành đúng kế hoạch, bảo đảm chất lượng."
    ),
    (
        "Việc làm ấy có ý nghĩa thiết thực, lan tỏa sâu rộng trong cộng đồng dân cư, được cán bộ và Nhân dân trong "
        "xã đánh giá cao, là tấm gương sáng để mọi người học tập và làm theo trong phong trào thi đua xây dựng "
        "nông thôn mới nâng cao, đô thị văn minh."
    ),
    (
        "Ủy ban nhân dân xã tin tưởng rằng, với truyền thống đoàn kết, yêu thương, đùm bọc lẫn nhau, gia đình "
        "{name} sẽ tiếp tục phát huy tinh thần ấy, cùng chính quyền và Nhân dân {place} giữ gìn nếp sống văn "
        "minh, bảo vệ môi trường, chăm lo cho thế hệ trẻ và giúp đỡ những hoàn cảnh khó khăn."
    ),
    (
        "Nhân dịp này, thay mặt cấp ủy, chính quyền và Nhân dân trong xã, tôi xin gửi tới gia đình lời cảm ơn chân "
        "thành và lời chúc sức khỏe, hạnh phúc, thành công. Chúc các cháu chăm ngoan, học giỏi, trở thành những "
        "công dân có ích cho gia đình và xã hội."
    ),
)


def header(place: str = "Ninh Giang") -> Columns:
    """Issuing body at the left, State name and motto at the right."""
    return Columns(
        (65, 100),
        (
            (
                Paragraph((Run("ỦY BAN NHÂN DÂN", part=Part.HEAD),), 12, Align.CENTER),
                Paragraph(
                    (Run(f"XÃ {place.upper()}", bold=True, part=Part.HEAD),), 12, Align.CENTER, rule=0.4
                ),
            ),
            (
                Paragraph(
                    (Run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, part=Part.HEAD),), 12, Align.CENTER
                ),
                Paragraph(
                    (Run("Độc lập - Tự do - Hạnh phúc", bold=True, part=Part.HEAD),), 13, Align.CENTER, rule=1
                ),
                Space(2),
                Paragraph(
                    (Run(f"{place}, ngày "), Run("20 tháng 11 năm 2026", part=Part.VALUE)), 13, Align.CENTER
                ),
            ),
        ),
    )


def signature(name: str) -> Columns:
    """The post over the name, at the right."""
    return Columns(
        (82, 83),
        (
            (),
            (
                paragraph("CHỦ TỊCH", bold=True, size=14, align=Align.CENTER),
                Space(25),
                paragraph(name, bold=True, size=14, align=Align.CENTER),
            ),
        ),
        before=6,
        keep_with_previous=True,
    )


def letter(name: str = "ông Nguyễn Văn Đức", place: str = "thôn Đồng Quýt", repeat: int = 1) -> Document:
    """A letter of some 360 words on one A4 page; ``repeat`` makes it longer."""
    blocks: list[Block] = [
        header(),
        Space(8),
        Paragraph(
            (Run("THƯ KHEN", bold=True, color="#B01116"),),
            20,
            Align.CENTER,
            rule=0.35,
            rule_color="#B01116",
            keep_with_next=True,
        ),
        Paragraph(
            (
                Run("Kính gửi: "),
                Run(f"Gia đình {name}", bold=True, part=Part.VALUE),
                Run(f", {place}", italic=True),
            ),
            14,
            Align.CENTER,
            before=6,
            after=6,
        ),
    ]
    for _turn in range(repeat):
        for text in _BODY:
            runs = []
            for index, piece in enumerate(text.replace("{place}", "{name}").split("{name}")):
                if index:
                    runs.append(Run((name, place)[index % 2 == 0], bold=index % 2 == 1, part=Part.VALUE))
                runs.append(Run(piece))
            blocks.append(Paragraph(tuple(runs), 14, first_line=10, before=6, line_height=1.2))
    blocks += [
        paragraph("Trân trọng cảm ơn!", italic=True, first_line=10, before=6),
        signature("Nguyễn Thị Huệ"),
    ]
    return Document(f"Thư khen {name}", tuple(blocks))


A5 = Page(148, 210, 15, 15, 20, 15)


def condolence(page: Page = A5) -> Document:
    """A short letter on A5 with a line to be filled in."""
    return Document(
        "Thư chia buồn",
        (
            paragraph("THƯ CHIA BUỒN", bold=True, size=16, align=Align.CENTER, after=8),
            paragraph("Xin chia buồn cùng gia đình ông Đặng Văn Ước", align=Align.CENTER, size=13),
            paragraph("Đã từ trần vào hồi .......... giờ .......... phút", align=Align.LEFT, left=5, size=13),
            FillLines(2, 13),
            paragraph(_BODY[3].format(name="ông Ước", place="thôn Hạ"), size=13, first_line=8),
        ),
        page=page,
    )
