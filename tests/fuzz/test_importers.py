"""Every importer with sound files and a few spoilt ones; thousands are tried by ``python -m tests.fuzz``."""

import random
from functools import partial
from pathlib import Path

import pytest

from tests.fuzz.cage import outcome_of, watched
from tests.fuzz.desk import Importer, desk, make_office
from tests.fuzz.importers import IMPORTERS
from tests.fuzz.mutators import spoilt

FEW = 2


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("trials") / "Dữ liệu"
    make_office(root)
    return root


@pytest.mark.filterwarnings("ignore")  # libraries complain of spoilt files in their own ways
@pytest.mark.parametrize("importer", IMPORTERS, ids=lambda one: one.name)
def test_sound_files_are_taken_and_spoilt_ones_refused_with_words(
    importer: Importer, office: Path, tmp_path: Path
) -> None:
    seeds = importer.seeds()[:6]
    files = [(one.name, one.content, True) for one in seeds]
    for number in range(FEW):
        chance = random.Random(f"{importer.name}/suite/{number}")
        seed = chance.choice(seeds)
        files.append((seed.name, spoilt(chance, seed.kind, seed.content), False))
    for name, content, sound in files:
        with desk(tmp_path / "bàn", office if importer.office else None) as at:
            source = at.place / name
            source.write_bytes(content)
            with watched(tmp_path) as seen:
                outcome = outcome_of(partial(importer.read, source, at))
        assert not outcome.is_fault, f"{name}: {outcome}"
        assert seen == []
        if sound and "khoa" not in name:
            assert outcome.kind == "taken" or outcome.detail == "no_preview", f"{name}: {outcome}"
