"""QR codes as vectors: runs of dark modules, by ReportLab's own encoder."""

#: A run of dark modules: row, first column, how many.
Run = tuple[int, int, int]


def qr_runs(text: str) -> tuple[int, tuple[Run, ...]]:
    """How many modules a code has along its side, without its quiet zone, and its dark runs.

    A quarter of the code may be dirty or torn (level Q).
    """
    from reportlab.graphics.barcode import qrencoder

    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.Q)
    code.addData(text)
    code.make()
    rows: list[list[bool]] = code.modules
    side = len(rows)
    runs: list[Run] = []
    for row in range(side):
        start: int | None = None
        for column in range(side + 1):
            dark = column < side and rows[row][column]
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                runs.append((row, start, column - start))
                start = None
    return side, tuple(runs)
