"""Files built to exhaust time or memory, or to be taken for something else; no chance in them."""

import hashlib
import io
import sqlite3
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from tests.fuzz import seeds

Special = Callable[[], tuple[str, bytes]]
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_MARKS = "a" + "\u0315\u0300" * 400_000


def sheet_of(data: str, shared: str = "", sheets: int = 1, extra: str = "") -> bytes:
    """A workbook whose sheets hold exactly this ``sheetData``."""
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    pages = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, sheets + 1))
    targets = "".join(
        f'<Relationship Id="rId{n}" Type="{relations}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, sheets + 1)
    )
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kinds}.worksheet+xml"/>'
        for n in range(1, sheets + 1)
    )
    if shared:
        targets += f'<Relationship Id="rIdS" Type="{relations}/sharedStrings" Target="sharedStrings.xml"/>'
        overrides += f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kinds}.sharedStrings+xml"/>'
    package = "http://schemas.openxmlformats.org/package/2006"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.'
            'openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>{overrides}</Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
            f'Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{relations}"><sheets>{pages}</sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}/relationships">{targets}</Relationships>',
        )
        for n in range(1, sheets + 1):
            archive.writestr(
                f"xl/worksheets/sheet{n}.xml",
                f'<worksheet xmlns="{_MAIN}"><sheetData>{data}</sheetData>{extra}</worksheet>',
            )
        if shared:
            archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{_MAIN}">{shared}</sst>')
    return target.getvalue()


def _cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def row(number: int, *texts: str) -> str:
    """A row of words."""
    return f'<row r="{number}">{"".join(_cell(f"{chr(65 + place)}{number}", text) for place, text in enumerate(texts))}</row>'


_HEAD = row(1, "STT", "Họ và tên chồng", "Họ và tên vợ", "Ngày", "Nội dung", "Loại")


def _many_empty_sheets() -> tuple[str, bytes]:
    return "trang.xlsx", sheet_of('<row r="1048576"><c r="A1048576"/></row>', sheets=240)


def _far_row() -> tuple[str, bytes]:
    return "xa.xlsx", sheet_of(_HEAD + row(1_048_576, "x", "y", "z"))


def _comment_of_rows() -> tuple[str, bytes]:
    return "ghi-chu.xlsx", sheet_of(_HEAD + row(2, "1", "A", "B") + "<!--" + "<row " * 2_000_000 + "-->")


def _comment_of_cells() -> tuple[str, bytes]:
    return "ghi-chu-2.xlsx", sheet_of(
        _HEAD + row(2, "1", "A", "B") + "<!--" + '<c  r="A1"' * 1_000_000 + "-->"
    )


def _tag_of_attributes() -> tuple[str, bytes]:
    return "the.xlsx", sheet_of(_HEAD + row(2, "1", "A", "B") + '<row r="3" a="' + ">" * 20_000_000 + '"/>')


def _comment_of_merges() -> tuple[str, bytes]:
    return "ghi-chu-3.xlsx", sheet_of(
        _HEAD + row(2, "1", "A", "B") + "<!--" + "<mergeCell " * 1_000_000 + "-->"
    )


def _comment_of_formulas() -> tuple[str, bytes]:
    inside = '<c r="A1"><f>' * 1_000_000
    return "ghi-chu-4.xlsx", sheet_of(_HEAD + row(2, "1", "A", "B") + f"<!--{inside}-->")


def _many_merges() -> tuple[str, bytes]:
    merges = '<mergeCells count="1">' + '<mergeCell ref="B2:B1000000"/>' * 20_000 + "</mergeCells>"
    body = "".join(row(number, "1", "A", "") for number in range(2, 5_000))
    return "tron.xlsx", sheet_of(_HEAD + body, extra=merges)


def _wide_merge() -> tuple[str, bytes]:
    merges = '<mergeCells count="1"><mergeCell ref="A1:ZZZ9999999"/></mergeCells>'
    return "tron-2.xlsx", sheet_of(_HEAD + row(2, "1", "A", "B"), extra=merges)


def _deep_strings() -> tuple[str, bytes]:
    inside = "<si><r>" + "<t>x</t>" * 600_000 + "</r></si>"
    return "chuoi.xlsx", sheet_of(_HEAD + '<row r="2"><c r="A2" t="s"><v>0</v></c></row>', shared=inside)


def _million_strings() -> tuple[str, bytes]:
    return "chuoi-2.xlsx", sheet_of(
        _HEAD + '<row r="2"><c r="B2" t="s"><v>0</v></c></row>', shared="<si><t>x</t></si>" * 600_000
    )


def _nested_xml() -> tuple[str, bytes]:
    return "sau.xlsx", sheet_of(_HEAD + "<x>" * 2_000_000 + "</x>" * 2_000_000)


def _many_columns() -> tuple[str, bytes]:
    cells = "".join(f'<c t="inlineStr"><is><t>{n}</t></is></c>' for n in range(600_000))
    return "cot.xlsx", sheet_of(f'{_HEAD}<row r="2">{cells}</row>')


def _marks_in_a_cell() -> tuple[str, bytes]:
    return "dau.xlsx", sheet_of(_HEAD + row(2, "1", _MARKS, "B"))


def _bomb() -> tuple[str, bytes]:
    return "bom.xlsx", sheet_of(_HEAD + " " * 140_000_000)


def _huge_number() -> tuple[str, bytes]:
    cells = '<c r="A2"><v>1e308</v></c><c r="B2"><v>' + "9" * 4000 + '</v></c><c r="C2" t="e"><v>#N/A</v></c>'
    return "so.xlsx", sheet_of(f'{_HEAD}<row r="2">{cells}</row>')


def _lists() -> tuple[Special, ...]:
    return (
        _many_empty_sheets, _far_row, _comment_of_rows, _comment_of_cells, _comment_of_merges, _comment_of_formulas, _tag_of_attributes,
        _many_merges, _wide_merge, _deep_strings, _million_strings, _nested_xml, _many_columns, _marks_in_a_cell,
        _bomb, _huge_number, *_texts(),
    )  # fmt: skip


def _texts() -> tuple[Special, ...]:
    head = "STT,Họ và tên chồng,Họ và tên vợ,Ngày\n"
    return (
        lambda: ("dau.csv", (head + f"1,{_MARKS},B,1/1/2026\n").encode()),
        lambda: ("cot.csv", (head + "," * 5_000_000 + "\n").encode()),
        lambda: ("cot-2.csv", ("a," * 1_000_000 + "\n" + "b," * 1_000_000).encode()),
        lambda: ("dong.csv", (head + "\n" * 5_000_000).encode()),
        lambda: ("dong-2.csv", (head + "1,A,B,1/1/2026\n" * 5_000).encode()),
        lambda: ("nhay.csv", (head + '1,"A' + "x\n" * 1_000_000).encode()),
        lambda: ("nhay-2.csv", (head + '1,"' + '""' * 5_000_000).encode()),
        lambda: ("khong.csv", b"a,b\n" + b"\x00" * 20_000_000),
        lambda: ("sep.csv", b'sep="\nSTT"Ten\n1"A\n'),
        lambda: ("sep-2.csv", b"sep=\r\nSTT,Ten\n1,A\n"),
        lambda: ("sep-3.csv", "sep=ạ\nSTTạTên\n1ạA\n".encode()),
        lambda: ("mot-dong.csv", (head.strip() + ",x" * 20 + "\n" + "y" * 30_000_000).encode()),
        lambda: ("cu.csv", ("Hä vµ tªn,§Þa chØ\n" * 400_000).encode("latin-1", "replace")),
    )


def _trees() -> tuple[Special, ...]:
    laughs = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{','.join('*' + chr(97 + n) for _one in range(9))}]\n"
        for n in range(9)
    )
    return (
        lambda: ("cuoi.yaml", laughs.encode()),
        lambda: ("sau.yaml", b"a: " + b"[" * 1_000_000),
        lambda: ("sau-2.yaml", b"{a: " * 200_000),
        lambda: ("sau-3.yaml", "".join(" " * n + "a:\n" for n in range(2_000)).encode()),
        lambda: ("khoa.yaml", "".join(f"k{n}: v\n" for n in range(400_000)).encode()),
        lambda: ("khoa-2.yaml", b"? " * 300_000),
        lambda: ("gach.yaml", b"- " * 1_000_000),
        lambda: ("nhieu.yaml", b"---\n" * 1_000_000),
        lambda: ("nhan.yaml", b"!!python/object/apply:os.system ['touch /tmp/x']\n"),
        lambda: ("dau.yaml", f"format: 1\nid: {_MARKS}\n".encode()),
        lambda: ("sau.toml", b"a = " + b"[" * 500_000),
        lambda: ("sau-2.toml", b"a" + b".a" * 500_000 + b" = 1\n"),
        lambda: ("khoa.toml", "".join(f"k{n} = 1\n" for n in range(300_000)).encode()),
        lambda: ("so.toml", b"a = " + b"9" * 3_000_000 + b"\n"),
        lambda: ("bang.toml", b"[[a]]\n" * 500_000),
    )


def png_of(width: int, height: int, depth: int = 8, colour: int = 2, data: bytes = b"") -> bytes:
    """A PNG that says it has these sides."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    body = data or zlib.compress(bytes(10_000_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def _gif(width: int, height: int, frames: int) -> bytes:
    from PIL import Image

    target = io.BytesIO()
    first = Image.new("P", (8, 8))
    first.save(
        target, "GIF", save_all=True, append_images=[Image.new("P", (8, 8), n % 9) for n in range(frames)]
    )
    content = bytearray(target.getvalue())
    content[6:10] = struct.pack("<HH", width, height)
    return bytes(content)


def _svg() -> bytes:
    return b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script><image href='file:///etc/passwd'/></svg>"


def _pictures() -> tuple[Special, ...]:
    return (
        lambda: ("to.png", png_of(100_000, 100_000)),
        lambda: ("to-2.png", png_of(2**31 - 1, 2**31 - 1)),
        lambda: ("to-3.png", png_of(8_900, 8_900, 16, 6)),
        lambda: ("to-4.png", png_of(0, 0)),
        lambda: ("to-5.png", png_of(79_999_999, 1)),
        lambda: ("to-6.png", png_of(1, 79_999_999)),
        lambda: ("khung.gif", _gif(60_000, 60_000, 300)),
        lambda: ("khung-2.gif", _gif(8_000, 8_000, 3)),
        lambda: ("hinh.svg", _svg()),
        lambda: ("hinh.png", _svg()),
        lambda: (
            "hinh.eps",
            b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 100 100\n(/etc/passwd) (r) file\n",
        ),
        lambda: (
            "hinh.jpg",
            b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 100 100\n%%EndComments\nshowpage\n",
        ),
        lambda: ("hinh.wmf", b"\xd7\xcd\xc6\x9a\x00\x00" + bytes(200)),
        lambda: ("hinh.fits", b"SIMPLE  =                    T" + b" " * 3000),
        lambda: ("hinh.xpm.png", b'/* XPM */\nstatic char *a[] = {"99999 99999 2 1",\n'),
        lambda: ("hinh.ppm.jpg", b"P6\n99999 99999\n255\n" + bytes(1000)),
        lambda: ("hinh.ico.png", b"\x00\x00\x01\x00\xff\xff" + b"\x00" * 3000),
    )


def _pdf(body: bytes, catalog: bytes = b"/Pages 2 0 R") -> bytes:
    return (
        b"%PDF-1.7\n1 0 obj <</Type/Catalog "
        + catalog
        + b">> endobj\n"
        + body
        + b"trailer <</Root 1 0 R>>\n%%EOF\n"
    )


def _page(more: bytes, content: bytes = b"") -> bytes:
    return (
        b"2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n3 0 obj <</Type/Page/Parent 2 0 R/Contents 4 0 R "
        + more
        + b">> endobj\n4 0 obj <</Length "
        + str(len(content)).encode()
        + b">>\nstream\n"
        + content
        + b"\nendstream endobj\n"
    )


def _pdfs() -> tuple[Special, ...]:
    flate = zlib.compress(zlib.compress(bytes(200_000_000), 9), 9)
    bomb = b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>\nstream\n" % len(flate) + flate + b"\nendstream"
    image = (
        b"5 0 obj <</Type/XObject/Subtype/Image/Width 30000/Height 30000/BitsPerComponent 8/ColorSpace/DeviceRGB"
        b"/Filter/FlateDecode/Length 20>>\nstream\n" + zlib.compress(bytes(1000)) + b"\nendstream endobj\n"
    )
    return (
        lambda: ("vong.pdf", _pdf(b"2 0 obj <</Type/Pages/Kids[2 0 R]/Count 1>> endobj\n")),
        lambda: ("dem.pdf", _pdf(b"2 0 obj <</Type/Pages/Kids[]/Count 2147483647>> endobj\n")),
        lambda: ("dem-2.pdf", _pdf(_page(b"/MediaBox[0 0 9 9]").replace(b"/Count 1", b"/Count 100000000"))),
        lambda: ("to.pdf", _pdf(_page(b"/MediaBox[0 0 1e30 1e30]"))),
        lambda: ("to-2.pdf", _pdf(_page(b"/MediaBox[0 0 14400 14400]/UserUnit 75000"))),
        lambda: ("to-3.pdf", _pdf(_page(b"/MediaBox[0 0 1 100000000]"))),
        lambda: ("to-4.pdf", _pdf(_page(b"/MediaBox[0 0 100000000 1]"))),
        lambda: ("nho.pdf", _pdf(_page(b"/MediaBox[0 0 0 0]"))),
        lambda: ("am.pdf", _pdf(_page(b"/MediaBox[0 0 -100 -100]"))),
        lambda: ("nan.pdf", _pdf(_page(b"/MediaBox[nan inf (a) null]"))),
        lambda: ("sau.pdf", _pdf(_page(b"/MediaBox[0 0 9 9]/Resources " + b"<</X " * 200_000))),
        lambda: ("sau-2.pdf", _pdf(_page(b"/MediaBox[0 0 99 99]", b"q " * 3_000_000))),
        lambda: ("bom.pdf", _pdf(_page(b"/MediaBox[0 0 99 99]").replace(b"4 0 obj <</Length 0>>\nstream\n\nendstream", b"4 0 obj " + bomb))),
        lambda: ("anh.pdf", _pdf(_page(b"/MediaBox[0 0 99 99]/Resources<</XObject<</I 5 0 R>>>>", b"99 0 0 99 0 0 cm /I Do") + image)),
        lambda: ("js.pdf", _pdf(_page(b"/MediaBox[0 0 99 99]"), b"/Pages 2 0 R/OpenAction<</S/JavaScript/JS(while\\(1\\);)>>")),
        lambda: ("mo.pdf", _pdf(_page(b"/MediaBox[0 0 99 99]"), b"/Pages 2 0 R/OpenAction<</S/Launch/F(calc.exe)>>")),
        lambda: ("net.pdf", _pdf(_page(b"/MediaBox[0 0 99 99]", b"0 0 m " + b"9 9 l " * 1_000_000 + b"S"))),
        lambda: ("trong.pdf", b"%PDF-1.7\n"),
    )  # fmt: skip


def _json() -> tuple[Special, ...]:
    return (
        lambda: ("sau.json", b"[" * 1_000_000),
        lambda: ("sau-2.json", b'{"scores":' * 100_000),
        lambda: ("so.json", b'{"scores": {"B.1.1.1": 1e1000000}}'),
        lambda: ("so-2.json", b'{"scores": {"B.1.1.1": 1e-1000000}, "surveys": {"A.1": "1e999999"}}'),
        lambda: ("so-3.json", b'{"scores": {"B.1.1.1": ' + b"9" * 1_000_000 + b"}}"),
        lambda: ("so-4.json", b'{"scores": {"B.1.1.1": "' + b"9" * 1_000_000 + b'"}}'),
        lambda: ("so-5.json", b'{"scores": {"B.1.1.1": NaN}}'),
        lambda: ("nua.json", b'{"scores": {"\\ud800": "1"}, "groom": "\\udfff"}'),
        lambda: ("dau.json", ('{"groom": "' + _MARKS + '", "name": "' + _MARKS + '"}').encode()),
        lambda: ("to.json", b'{"groom": "' + b"x" * 3_900_000 + b'"}'),
        lambda: ("hai.json", b'{"scores": {"B.1.1.1": "1", "B.1.1.1": "0"}}'),
    )


def _words() -> tuple[Special, ...]:
    from tests.fuzz.mutators import packed

    def with_body(body: str) -> bytes:
        with zipfile.ZipFile(io.BytesIO(seeds.word_files()[0].content)) as archive:
            members = [(name, archive.read(name)) for name in archive.namelist()]
        space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        text = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'.encode()
        return packed([(name, text if name == "word/document.xml" else data) for name, data in members])

    def says(*texts: str) -> str:
        return "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)

    return (
        lambda: ("nhieu.docx", with_body(says(*["{{ groom }}"] * 40_000))),
        lambda: ("sau.docx", with_body("<w:p>" * 200 + "{{ groom }}" + "</w:p>" * 200)),
        lambda: ("sau-2.docx", with_body("<w:p>" * 100_000 + "</w:p>" * 100_000)),
        lambda: ("hop.docx", with_body("<w:p><w:r><w:t>" * 100 + "x" + "</w:t></w:r></w:p>" * 100)),
        lambda: ("ngoac.docx", with_body(says("{" * 1_000_000))),
        lambda: ("ngoac-2.docx", with_body(says("{{ groom }}", "{{ " * 100_000))),
        lambda: ("ngoac-3.docx", with_body(says("{% if groom %}" * 5_000 + "{% endif %}" * 5_000))),
        lambda: ("ngoac-4.docx", with_body(says("{{ groom " + " " * 1_000_000 + "}}"))),
        lambda: ("ngoac-5.docx", with_body(says("{{ groom" + "|upper" * 100_000 + " }}"))),
        lambda: ("lenh.docx", with_body(says("{{ groom.__class__ }}", "{{ ''.join }}", "{% for a in groom %}{% endfor %}"))),
        lambda: ("lenh-2.docx", with_body(says("{%p if groom %}", "{{ groom }}", "{%p endif %}"))),
        lambda: ("lenh-3.docx", with_body(says("{#", "{{ groom }}", "#}"))),
        lambda: ("dau.docx", with_body(says("{{ groom }} " + _MARKS))),
        lambda: ("bang.docx", with_body(says("{{ groom }}") + "<w:tbl><w:tr><w:tc>" * 60 + says("x") + "</w:tc></w:tr></w:tbl>" * 60)),
        lambda: ("truong.docx", with_body(says("{{ groom }}") + '<w:p><w:fldSimple w:instr=" D"/><w:r><w:instrText>DE c:\\x</w:instrText></w:r></w:p>')),
    )  # fmt: skip


def _archives() -> tuple[Special, ...]:
    def quine() -> bytes:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(300):
                archive.writestr(f"goi/data/{number}.txt", bytes(1_000_000))
        return target.getvalue()

    def crowd() -> bytes:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for number in range(60_000):
                archive.writestr(f"goi/data/{number}", b"")
        return target.getvalue()

    def told(name: str, text: bytes) -> bytes:
        from tests.fuzz.archives import package_seeds
        from tests.package.conftest import files_of, resealed, zipped

        return zipped(resealed({**files_of(package_seeds()[0].content), name: text}))

    return (
        lambda: ("bom.zip", quine()),
        lambda: ("dong.zip", crowd()),
        lambda: ("diem.zip", told("data/assessment.json", b"[" * 1_000_000)),
        lambda: ("diem-2.zip", told("data/assessment.json", b'{"total": 1e1000000}')),
        lambda: ("diem-3.zip", told("data/assessment.json", b"{" + b'"a":{' * 100_000)),
        lambda: ("diem-4.zip", told("data/assessment.json", ('{"commune": "' + _MARKS + '"}').encode())),
        lambda: ("tui.zip", told("bag-info.txt", b"A: b\n" * 500_000)),
        lambda: ("tui-2.zip", told("bag-info.txt", b"Root-SHA256: \x1b[31m\n" + b" x" * 1_000_000)),
        lambda: ("ke.zip", told("data/x.txt", b"x" * 10)),
    )


def forged_backup(content: bytes, *statements: str, **told: object) -> bytes:
    """A backup whose records somebody changed, with a manifest that fits them again.

    Args:
        content: a backup in one file.
        statements: SQL run on its records.
        told: what its manifest says instead.
    """
    from contextlib import closing
    from dataclasses import replace

    from friendly_desktop.storage import backup_database, backup_manifest
    from tests.fuzz.mutators import packed

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with tempfile.TemporaryDirectory() as root:
        file = Path(root) / "office.sqlite"
        file.write_bytes(members["office.sqlite"])
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            for statement in statements:
                connection.execute(statement)
            tables = backup_database._tables(connection)
            rows = {one: connection.execute(f'SELECT count(*) FROM "{one}"').fetchone()[0] for one in tables}
        data = members["office.sqlite"] = file.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    backup = replace(
        backup_manifest.read(members["manifest.json"]),
        rows=rows,
        database_sha256=digest,
        database_bytes=len(data),
    )
    members["manifest.json"] = backup_manifest.write(replace(backup, **told))  # type: ignore[arg-type]
    return packed(list(members.items()))


#: Changes of the records of a backup that no program of ours makes.
FORGERIES = (
    "CREATE TRIGGER t AFTER INSERT ON settings BEGIN DELETE FROM cases; END",
    "CREATE TRIGGER t BEFORE DELETE ON evidence BEGIN SELECT RAISE(ABORT, 'x'); END",
    "CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
    "CREATE TABLE more (a)",
    "CREATE INDEX more ON settings (length(value))",
    "ALTER TABLE settings ADD COLUMN more",
    "ALTER TABLE evidence RENAME TO evidence_2",
    "DROP TABLE drafts",
    "UPDATE files SET sha256 = '../' || substr(sha256, 4)",
    "UPDATE files SET bytes = -1",
    "UPDATE files SET bytes = 9e99",
    "PRAGMA user_version = 0",
    "PRAGMA user_version = 1",
    "PRAGMA user_version = 2147483647",
    "PRAGMA user_version = -1",
)


def _backups() -> tuple[Special, ...]:
    def forged(statements: tuple[str, ...], told: Mapping[str, object]) -> tuple[str, bytes]:
        from tests.fuzz.archives import backup_seeds

        return "sao-luu.zip", forged_backup(backup_seeds()[0].content, *statements, **told)

    off = "PRAGMA foreign_keys = OFF"
    return (
        *(partial(forged, (off, one), {}) for one in FORGERIES),
        partial(forged, (), {"made_at": datetime(1, 1, 1, tzinfo=UTC)}),
        partial(forged, (), {"made_at": datetime(9999, 12, 31, 23, 59, tzinfo=UTC)}),
        partial(forged, (), {"number": 10**4000}),
        partial(forged, (), {"schema": 10**30}),
        partial(forged, (), {"missing": ("0" * 64,) * 9}),
        partial(forged, (), {"office": "x\x1b[31m" * 1000}),
        partial(forged, (), {"files_bytes": -1}),
        partial(forged, (off, "DELETE FROM settings"), {}),
    )


def packed_otherwise(content: bytes, way: int) -> bytes:
    """The archive in another way of packing, each member damaged in its middle."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(target, "w", way) as packed:
        for info in archive.infolist():
            packed.writestr(info.filename, archive.read(info), compress_type=way)
    data = bytearray(target.getvalue())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        for info in archive.infolist():
            begin = info.header_offset + 30 + len(info.filename.encode())
            for place in range(begin + info.compress_size // 3, begin + info.compress_size // 3 + 8):
                data[place] ^= 0x5A
    return bytes(data)


def _otherwise(seeds_of: str) -> tuple[Special, ...]:
    def made(way: int) -> tuple[str, bytes]:
        from tests.fuzz import archives

        (seed, *_more) = getattr(archives, seeds_of)()
        return seed.name, packed_otherwise(seed.content, way)

    return tuple(partial(made, way) for way in (zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2))


def _words_otherwise() -> tuple[Special, ...]:
    def made(way: int) -> tuple[str, bytes]:
        return "thu.docx", packed_otherwise(seeds.word_files()[0].content, way)

    return tuple(partial(made, way) for way in (zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2))


def _sheets_otherwise() -> tuple[Special, ...]:
    def made(way: int) -> tuple[str, bytes]:
        return "so.xlsx", packed_otherwise(seeds.cases()[0].content, way)

    return tuple(partial(made, way) for way in (zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2))


def _sealed() -> tuple[Special, ...]:
    """Headers that ask for much, or for what no honest writer asks."""

    def dear(header: dict[str, Any], **numbers: int) -> None:
        for slot in header["slots"]:
            slot.update(numbers)
        header["slots"] = (header["slots"] * 8)[:8]

    def made(change: Callable[[dict[str, Any]], None]) -> tuple[str, bytes]:
        from tests.fuzz import archives

        content = archives.sealed_backup_seeds()[0].content
        return "sao-luu.zip.mahoa", archives.with_header(content, change)

    def chunked(header: dict[str, Any], size: int) -> None:
        header["chunk"] = size

    def point(header: dict[str, Any], name: str) -> None:
        header[name] = "00" * 32

    return (
        partial(made, partial(dear, memory_kib=1024 * 1024, passes=64, lanes=1)),
        partial(made, partial(dear, memory_kib=1024 * 1024, passes=1, lanes=16)),
        partial(made, partial(dear, memory_kib=256 * 1024, passes=16, lanes=4)),
        partial(made, partial(dear, memory_kib=64 * 1024, passes=24, lanes=4)),
        partial(made, partial(dear, memory_kib=8, passes=64, lanes=1)),
        partial(made, partial(chunked, size=1024)),
        partial(made, partial(chunked, size=16 * 1024 * 1024)),
        partial(made, partial(point, name="ephemeral")),
        partial(made, partial(point, name="ring")),
    )


SPECIAL: Mapping[str, tuple[Special, ...]] = {
    "letters": _lists(),
    "cases": (_far_row, _marks_in_a_cell, *_texts(), *_sheets_otherwise()),
    "figures": (_far_row, _huge_number, *_texts()[6:11]),
    "late": (_far_row, _huge_number, *_texts()[6:11]),
    "ballots": (_far_row, _huge_number, *_texts()[6:11]),
    "tally": (_far_row, _huge_number, *_texts()[6:11]),
    "calendar": (_far_row, _huge_number, *_texts()[6:11]),
    "criteria": (*_lists(), *_trees()),
    "survey-form": _trees(),
    "letter-template": _trees(),
    "word": (*_words(), *_words_otherwise()),
    "picture": _pictures(),
    "pdf": _pdfs(),
    "pdf-preview": _pdfs(),
    "scan": (*_pictures(), *_pdfs()),
    "evidence": (*_pictures(), *_pdfs(), *_lists()[:4]),
    "package": (*_archives(), *_otherwise("package_seeds")),
    "package-parts": _otherwise("part_seeds"),
    "backup": (*_backups(), *_otherwise("backup_seeds")),
    "backup-sealed": _sealed(),
    "backup-folder": _otherwise("folder_backup_seeds"),
    "keys": _json(),
    "score": _json(),
    "values": _json(),
}
