"""A1 and P1: taking 1,000 files in, and making thumbnails of photos."""

import hashlib
import itertools
import os
import random
import shutil
from pathlib import Path

from measure import Goal, Measured, paired, timed
from PIL import Image, ImageFilter, ImageOps
from PySide6.QtCore import QSize
from PySide6.QtGui import QImageReader

from friendly_desktop.bootstrap import open_services
from friendly_desktop.paths import DataFolder
from friendly_desktop.storage import pictures
from friendly_desktop.storage.kept_pictures import KeptPictures

FILES = 1000
SIZES = (8_000, 40_000, 120_000, 400_000)  # letters, scans, small photos: 142 MB in all
PAIRS = 7
PHOTO = (4000, 3000)
PHOTOS = 4
BLOCK = 1 << 20
YEAR, LEAF = 2026, "B.1.1.1"


def sources(folder: Path) -> list[Path]:
    """The files to take in."""
    chance = random.Random(1)
    folder.mkdir()
    made = []
    for number in range(FILES):
        path = folder / f"Tài liệu {number:04}.bin"
        path.write_bytes(chance.randbytes(SIZES[number % len(SIZES)]))
        made.append(path)
    return made


def plain_copy(files: list[Path], target: Path) -> None:
    """Hash and copy, one fsync a file: the least that could be called safe."""
    target.mkdir()
    for path in files:
        digest = hashlib.sha256()
        with path.open("rb") as source, (target / path.name).open("wb") as copy:
            while block := source.read(BLOCK):
                digest.update(block)
                copy.write(block)
            copy.flush()
            os.fsync(copy.fileno())


def adding(folder: Path) -> Measured:
    """The whole act: store, rows, links, read-only files, durable names."""
    files = sources(folder / "nguồn")
    turns = itertools.count()

    def ours() -> float:
        data = DataFolder(folder / f"dữ liệu {next(turns)}")
        services = open_services(data, create=True)
        try:
            services.assessment.open_year(YEAR, "hai-duong-2024")
            took = timed(lambda: services.evidence.add_files(YEAR, LEAF, files))()
            if len(services.evidence.listing(YEAR)) != FILES:
                raise RuntimeError("not every file was added")
        finally:
            services.close()
        shutil.rmtree(data.root)
        return took

    def plain() -> float:
        target = folder / f"bản chép {next(turns)}"
        took = timed(lambda: plain_copy(files, target))()
        shutil.rmtree(target)
        return took

    return paired(ours, plain, pairs=PAIRS)


def photos(folder: Path) -> list[Path]:
    """Photos of 12 million pixels, as phones make them, turned by EXIF."""
    made = []
    for number in range(PHOTOS):
        noise = Image.effect_noise((PHOTO[0] // 8, PHOTO[1] // 8), 60).resize(PHOTO, Image.Resampling.BICUBIC)
        picture = Image.merge("RGB", (noise, noise.filter(ImageFilter.GaussianBlur(3)), noise))
        exif = Image.Exif()
        exif[0x0112] = 6
        path = folder / f"ảnh {number}.jpg"
        picture.save(path, "JPEG", quality=88, exif=exif)
        made.append(path)
    return made


def full_decode(path: Path, target: Path) -> None:
    """The usual recipe: decode all, turn it upright, reduce it with LANCZOS."""
    with Image.open(path) as picture:
        upright = ImageOps.exif_transpose(picture)
        upright.resize((192, 256), Image.Resampling.LANCZOS).save(target, "JPEG", quality=82)


def qt_scaled(path: Path, target: Path) -> None:
    """Qt's own way."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    reader.setScaledSize(QSize(256, 192))
    if not reader.read().save(str(target)):
        raise RuntimeError(reader.errorString())


def ours_of(files: list[Path], folder: Path) -> float:
    """Thumbnails of all photos, each made anew and kept; milliseconds."""
    kept = KeptPictures(folder / "nhỏ")

    def make() -> None:
        for path in files:
            kept.keep(path.stem, pictures.thumbnail(path, "image/jpeg"))

    took = timed(make)()
    shutil.rmtree(folder / "nhỏ")
    return took


def against_full_decode(folder: Path) -> Measured:
    """How many times faster than decoding the whole photo and reducing it with LANCZOS."""
    files = photos(folder)

    def usual() -> None:
        for path in files:
            full_decode(path, folder / "t.jpg")

    slow = paired(timed(usual), lambda: ours_of(files, folder), pairs=PAIRS)
    return Measured(slow.other, slow.ours, slow.ratio)


def against_qt(folder: Path) -> Measured:
    """Against Qt's scaled reading."""
    files = photos(folder)

    def qt() -> None:
        for path in files:
            qt_scaled(path, folder / "t.jpg")

    return paired(lambda: ours_of(files, folder), timed(qt), pairs=PAIRS)


GOALS = (
    Goal("A1", "adding 1,000 files / plain hash-and-copy with fsync", 1.3, 1.3, adding),
    Goal(
        "P1",
        "times faster thumbnails than full decode + LANCZOS",
        6,
        4,
        against_full_decode,
        more_is_better=True,
    ),
    Goal("P1q", "thumbnails / QImageReader scaled", 1.3, 1.6, against_qt),
)
