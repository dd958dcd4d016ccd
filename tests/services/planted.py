"""Names of a denouncer that are planted in tests, and the search for them in bytes, files and tables."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from sqlalchemy import inspect

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.text import fold

NAME = "Zuỳnhxơ Kvỉphạnt Qưbịzkừ"
ADDRESS = "Ngõ Wzắtlộvgừnh, thôn Jxủfệmchoặz"
IDENTITY = "038199777345"
PHONE = "0987 123 987"
OTHER = "Fwồngxứ Jzậtkỳphướx"
#: Every word that tells: none of them is a word of any language, and too long to stand in encrypted bytes by chance, so
#: each one found is a leak.
TRACES = (
    "zuỳnhxơ",
    "kvỉphạnt",
    "qưbịzkừ",
    "wzắtlộvgừnh",
    "jxủfệmchoặz",
    "fwồngxứ",
    "jzậtkỳphướx",
    IDENTITY,
    "0987123987",
    PHONE,
)


def traces_in(content: bytes) -> list[str]:
    """The planted words in some bytes: as typed or without tone marks, in UTF-8 or UTF-16, whatever the case."""
    texts = (content.decode("utf-8", "ignore"), content.decode("utf-16-le", "ignore"), content[1:].decode("utf-16-le", "ignore"))  # fmt: skip
    found = []
    for text in texts:
        lowered, folded = text.lower(), fold(text)
        # An index leaves out the beginnings that words share, so the ends are looked for.
        found += [one for one in TRACES if one[1:] in lowered or fold(one)[1:] in folded]
    return found


def contents(file: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """A file, and what is packed inside it."""
    yield name, file
    if file.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(file)) as packed:
            for one in packed.namelist():
                yield from contents(packed.read(one), f"{name}/{one}")
    elif file.startswith(b"%PDF"):
        with pypdfium2.PdfDocument(file) as pdf:
            for number, page in enumerate(pdf):
                text = page.get_textpage()
                yield f"{name} {number}", text.get_text_bounded().encode()
                text.close()
                page.close()


def leaks_in_files(folder: Path) -> list[tuple[str, list[str]]]:
    """Every file of a folder whose name or bytes tell something."""
    found = []
    for path in sorted(folder.rglob("*")):
        if named := traces_in(str(path.relative_to(folder)).encode()):
            found.append((f"name of {path.name}", named))
        if path.is_file():
            found += [
                (name, told)
                for name, content in contents(path.read_bytes(), path.name)
                if (told := traces_in(content))
            ]
    return found


def leaks_in_tables(services: Services) -> list[tuple[str, list[str]]]:
    """Every table with a row that tells something, those of the search index with them."""
    found = []
    with services.db.read() as connection:
        for table in inspect(connection).get_table_names():
            if table == "case_search":
                continue  # it can be asked, not read; what it is made of is read below
            for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"'):
                cells = [cell if isinstance(cell, bytes) else str(cell).encode() for cell in row]
                if told := traces_in(b"\n".join(cells)):
                    found.append((table, told))
    return found
