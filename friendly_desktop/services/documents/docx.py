"""Writes a document as a Word file (Office Open XML): the look of the PDF, the same bytes each time.

The parts are written as text, because most of what a paper needs (fixed tables, leaders, fields, drawings
behind the text) has no call in python-docx, whose own template would bring forty styles that nobody uses.
"""

import zipfile
from functools import lru_cache
from io import BytesIO

from friendly_desktop.services.documents.docx_blocks import BlockWriter, xml_text
from friendly_desktop.services.documents.docx_drawing import NAMESPACES, drawn
from friendly_desktop.services.documents.docx_styles import FONT, points, twips
from friendly_desktop.services.documents.frames import frame
from friendly_desktop.services.documents.model import Document

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_NAMESPACES = f'xmlns:w="{_MAIN}" xmlns:r="{_OFFICE}/relationships"'
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NUMBER_SIZE = 13.0  # NĐ 30/2020: 13 to 14
_MARK_SIZE = 11.0
#: Every entry of the ZIP bears the earliest date it can, so that equal papers are equal files.
_DATE = (1980, 1, 1, 0, 0, 0)


def docx_bytes(document: Document) -> bytes:
    """The document as a Word file.

    Characters that the shipped fonts lack are no obstacle here: Word takes them from another font.
    """
    writer = BlockWriter(document.page)
    body = writer.body(document.blocks)
    headers = _headers(document)
    parts = {
        "[Content_Types].xml": _content_types(tuple(headers)),
        "_rels/.rels": _relationships(
            ("officeDocument", "word/document.xml"),
            ("metadata/core-properties", "docProps/core.xml"),
            ("extended-properties", "docProps/app.xml"),
        ),
        "docProps/app.xml": (
            f'<Properties xmlns="{_OFFICE}/extended-properties">'
            "<Application>Chính quyền thân thiện</Application></Properties>"
        ),
        "docProps/core.xml": _core_properties(document),
        "word/_rels/document.xml.rels": _relationships(
            ("styles", "styles.xml"),
            ("settings", "settings.xml"),
            ("fontTable", "fontTable.xml"),
            *(("header", f"{name}.xml") for name in headers),
        ),
        "word/document.xml": (
            f"<w:document {_NAMESPACES}><w:body>{body}{_section(document, tuple(headers))}</w:body></w:document>"
        ),
        "word/fontTable.xml": _font_table(),
        "word/settings.xml": _settings(),
        "word/styles.xml": _styles(writer.styles.definitions()),
        **{f"word/{name}.xml": content for name, content in headers.items()},
    }
    return _packed(parts)


def _packed(parts: dict[str, str]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # the same on every system
            archive.writestr(entry, (_DECLARATION + content).encode("utf-8"))
    return target.getvalue()


def _headers(document: Document) -> dict[str, str]:
    """The heads of the first page and of the others, by the name of their part; none where all is empty."""
    framed = bool(frame(document.frame, document.page.width, document.page.height).shapes)
    if not (document.page.numbered or document.mark or framed):
        return {}
    return {
        "header1": _header(document, 1, numbered=False),
        "header2": _header(document, 1001, numbered=document.page.numbered),
    }


def _header(document: Document, drawing_number: int, *, numbered: bool) -> str:
    """Page number (from page 2, centred in the top margin), the mark of a draft at the right, the frame."""
    width = document.page.text_width
    half = round(_NUMBER_SIZE * 2)
    face = f'<w:rPr><w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'
    content = _frame(document.frame, document.page.width, document.page.height, drawing_number)
    if numbered or document.mark:
        content += f"<w:r>{face}<w:tab/></w:r>"
    if numbered:
        content += "".join(
            f"<w:r>{face}{piece}</w:r>"
            for piece in (
                '<w:fldChar w:fldCharType="begin"/>',
                '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
                '<w:fldChar w:fldCharType="separate"/>',
                "<w:t>2</w:t>",
                '<w:fldChar w:fldCharType="end"/>',
            )
        )
    if document.mark:
        half = round(_MARK_SIZE * 2)
        content += (
            f"<w:r>{face}<w:tab/></w:r><w:r><w:rPr><w:b/><w:bCs/>"
            f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
            '<w:bdr w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:rPr>'
            f'<w:t xml:space="preserve">\u00a0{xml_text(document.mark)}\u00a0</w:t></w:r>'
        )
    return (
        f'<w:hdr {_NAMESPACES} {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Header"/><w:tabs>'
        f'<w:tab w:val="center" w:pos="{twips(width / 2)}"/><w:tab w:val="right" w:pos="{twips(width)}"/>'
        f"</w:tabs></w:pPr>{content}</w:p></w:hdr>"
    )


@lru_cache(maxsize=16)
def _frame(frame_id: str, width: float, height: float, number: int) -> str:
    """The drawing of a frame, which a batch asks for with every letter."""
    return drawn(frame(frame_id, width, height), number)


def _section(document: Document, headers: tuple[str, ...]) -> str:
    page = document.page
    references = "".join(
        f'<w:headerReference w:type="{kind}" r:id="rId{4 + index}"/>'
        for index, kind in enumerate(("first", "default")[: len(headers)])
    )
    turned = ' w:orient="landscape"' if page.width > page.height else ""
    head = max(points(page.top * 72 / 25.4 / 2 - _NUMBER_SIZE * 0.54), 0)
    return (
        f'<w:sectPr>{references}<w:pgSz w:w="{twips(page.width)}" w:h="{twips(page.height)}"{turned}/>'
        f'<w:pgMar w:top="{twips(page.top)}" w:right="{twips(page.right)}" w:bottom="{twips(page.bottom)}" '
        f'w:left="{twips(page.left)}" w:header="{head}" w:footer="{twips(page.bottom / 2)}" w:gutter="0"/>'
        f"{'<w:titlePg/>' if headers else ''}</w:sectPr>"
    )


def _styles(own: str) -> str:
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    return (
        f"<w:styles {_NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{fonts}"
        '<w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/>'
        '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" '
        'w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        "</w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Header"><w:name w:val="header"/><w:basedOn w:val="Normal"/>'
        "</w:style>"
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Khoangtrong">'
        '<w:name w:val="Khoảng trống"/><w:basedOn w:val="Normal"/><w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/>'
        '</w:rPr></w:style><w:style w:type="paragraph" w:customStyle="1" w:styleId="Dongcham">'
        f'<w:name w:val="Dòng chấm"/><w:basedOn w:val="Normal"/></w:style>{own}</w:styles>'
    )


def _settings() -> str:
    """Word 2013 and newer lay the page out without its "compatibility mode"."""
    word = "http://schemas.microsoft.com/office/word"
    return (
        f'<w:settings {_NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{word}" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


def _font_table() -> str:
    return (
        f'<w:fonts {_NAMESPACES}><w:font w:name="{FONT}"><w:altName w:val="Liberation Serif"/>'
        '<w:panose1 w:val="02020603050405020304"/><w:charset w:val="00"/><w:family w:val="roman"/>'
        '<w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def _core_properties(document: Document) -> str:
    """Title and author; no moment and no name of whoever sits at the PC."""
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{xml_text(document.title)}</dc:title><dc:creator>{xml_text(document.author)}</dc:creator>"
        "<dc:language>vi-VN</dc:language></cp:coreProperties>"
    )


def _content_types(headers: tuple[str, ...]) -> str:
    types = {
        "/word/document.xml": f"{_WORD}.document.main+xml",
        "/word/styles.xml": f"{_WORD}.styles+xml",
        "/word/settings.xml": f"{_WORD}.settings+xml",
        "/word/fontTable.xml": f"{_WORD}.fontTable+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        **{f"/word/{name}.xml": f"{_WORD}.header+xml" for name in headers},
    }
    overrides = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in types.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(*targets: tuple[str, str]) -> str:
    written = []
    for index, (kind, target) in enumerate(targets, start=1):
        home = _PACKAGE if kind.startswith("metadata") else _OFFICE
        written.append(
            f'<Relationship Id="rId{index}" Type="{home}/relationships/{kind}" Target="{target}"/>'
        )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(written)}</Relationships>'
