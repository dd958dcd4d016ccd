"""S1 to S3: the window is there at once, the data comes behind it, the installation is small."""

import json
import statistics
import time
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from measure import ROOT, Goal, Measured, child_output, paired

PROBE = str(Path(__file__).with_name("window_probe.py"))
PAIRS = 15

# Unpacked size of PySide6_Addons 6.11.3, which the program does without (bytes).
ADDONS = 438_520_408


def bare() -> float:
    """Milliseconds from starting Python to the first paint of an empty QMainWindow."""
    started = time.monotonic()
    seen = json.loads(child_output([PROBE, "bare"]))
    return float(seen["painted"] - started) * 1000


def watch(data: Path) -> tuple[float, dict[str, Any]]:
    """Start the program on ``data``; the moment of the start and what was seen."""
    started = time.monotonic()
    return started, json.loads(child_output([PROBE, "ours", str(data)]))


def demo_data(folder: Path) -> Path:
    """The demo commune in a new data folder."""
    data = folder / "Dữ liệu"
    child_output([str(ROOT / "app.py"), "--data", str(data), "--json", "demo"])
    return data


def first_paint(folder: Path) -> Measured:
    """S1: the first painted window with demo data against a bare one; also what was imported by then."""
    data = demo_data(folder)
    heavy: set[str] = set()

    def ours() -> float:
        started, seen = watch(data)
        heavy.update(seen["heavy"])
        return float(seen["painted"] - started) * 1000

    measured = paired(ours, bare, pairs=PAIRS)
    note = f"IMPORTED TOO EARLY: {', '.join(sorted(heavy))}" if heavy else "no heavy library imported by then"
    ratio = float("inf") if heavy else measured.ratio
    return Measured(measured.ours, measured.other, ratio, note=note)


def data_ready(folder: Path) -> Measured:
    """S2: start to data ready against the first paint of a bare window."""
    data = demo_data(folder)

    def ours() -> float:
        started, seen = watch(data)
        return float(seen["ready"] - started) * 1000

    return paired(ours, bare, pairs=PAIRS)


def longest_gap(folder: Path) -> Measured:
    """S2: the longest time the window did not answer between first paint and 0.4 s after data ready."""
    data = demo_data(folder)
    gaps = [float(watch(data)[1]["gap"]) * 1000 for _turn in range(PAIRS)]
    return Measured(
        statistics.median(gaps),
        50.0,
        statistics.median(gaps) / 50,
        note=f"worst of {PAIRS}: {max(gaps):.0f} ms",
    )


def page_gap(folder: Path) -> Measured:
    """S2p: the longest turn of the event loop while every page is opened for the first time, just after the start."""
    data = demo_data(folder)
    runs = [json.loads(child_output([PROBE, "pages", str(data)]))["held"] for _turn in range(5)]
    worst = {page: statistics.median(run[page] for run in runs) * 1000 for page in runs[0]}
    page = max(worst, key=lambda one: worst[one])
    note = f"{page}; worst of all runs: {max(max(run.values()) for run in runs) * 1000:.0f} ms"
    return Measured(worst[page], 50.0, worst[page] / 50, note=note)


def installed_size(_folder: Path) -> Measured:
    """S3: what is installed of PySide6 against the full set of its wheels."""
    ours = sum(
        file.locate().stat().st_size  # type: ignore[attr-defined]
        for name in ("PySide6_Essentials", "shiboken6")
        for file in distribution(name).files or ()
        if file.suffix != ".pyc" and Path(str(file.locate())).is_file()
    )
    full = ours + ADDONS
    return Measured(ours / 1e6, full / 1e6, ours / full, "MB")


GOALS = (
    Goal("S1", "first painted window with demo data / bare QMainWindow", 1.25, 1.4, first_paint),
    Goal("S2", "data ready behind the window / bare QMainWindow", 5, 6, data_ready),
    Goal("S2g", "longest gap of the event loop until then / 50 ms", 1, 2, longest_gap),
    Goal("S2p", "longest turn of the event loop while each page opens first / 50 ms", 1, 2, page_gap),
    Goal("S3", "installed PySide6 / the full set of wheels", 0.45, 0.45, installed_size),
)
