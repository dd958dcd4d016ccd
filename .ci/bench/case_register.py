"""A made-up register of cases of any length, for measuring: ``case_register.py FILE ROWS``.

The same number of rows is always the same register. Words follow each other as in real summaries: some
hundred everyday words of such papers, and rarer ones drawn from all syllables, so that the index has the
dictionary of a real one. Rows take about 1 kB, like those of ``PERFORMANCE`` of other programs.
"""

import random
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2])]

from sqlalchemy import insert

from friendly_desktop.domain.cases import (
    OPEN_STATES,
    Case,
    CaseEntry,
    CaseKind,
    CaseState,
    Channel,
)
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.text import fold
from friendly_desktop.storage import case_search
from friendly_desktop.storage.database import Database
from friendly_desktop.storage.tables import cases

YEARS = range(2017, 2027)
_MOMENT = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
_AT_ONCE = 5000


def _each(words: str) -> list[str]:
    return words.split()


_FAMILY = _each("Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý")
_MIDDLE = _each("Văn Thị Hữu Đức Minh Ngọc Thu Quang Xuân Thanh Đình Bá Hồng Kim")
_GIVEN = _each("""An Bình Cường Dũng Đạt Đức Hà Hải Hạnh Hiếu Hoa Hòa Hùng Hương Hường Khánh Lan Linh Long Mai Nam Nga
Nhung Phong Phúc Quân Quỳnh Sơn Tâm Thảo Thắng Thủy Trang Trung Tuấn Tuyết Vân Việt Yến""")
_HAMLETS = [
    f"Thôn {name}" for name in ("Đông", "Đoài", "Thượng", "Hạ", "An Lạc", "Bình Yên", "Đường Đê", "Mới")
]
_COMMON = _each("""đề nghị xem xét giải quyết tranh chấp đất đai ranh giới thửa đất số tờ bản đồ hộ gia đình ông bà anh chị
lấn chiếm lối đi chung ngõ xóm làng cấp giấy chứng nhận quyền sử dụng đất hồ sơ nộp chưa trả kết quả đúng hẹn phản ánh
đường liên thôn xuống cấp mương nước thải ô nhiễm trại chăn nuôi mùi hôi rác thải tiếng ồn ban đêm bồi thường giải phóng
mặt bằng dự án mức giá thấp không đồng ý quyết định thu hồi hỗ trợ hộ nghèo cận nghèo trợ cấp người có công thương binh
xây dựng nhà trái phép lấn hành lang giao thông điện nước sinh hoạt trường học trạm y tế cán bộ thái độ phục vụ thủ tục
khai sinh kết hôn chứng thực cư trú năm nay trước đây nhiều lần kiến nghị trả lời bằng văn bản theo quy định pháp luật
của cho và các tại về việc được là đã không với trong những này khi đến từ phải""")
_KINDS = (CaseKind.PETITION, CaseKind.FEEDBACK, CaseKind.COMPLAINT, CaseKind.DENUNCIATION)
_TOPICS = ("đất đai", "môi trường", "xây dựng", "chính sách xã hội", "hộ tịch", "giao thông")
_STATES = (
    CaseState.RESOLVED,
    CaseState.PROCESSING,
    CaseState.ENTERED,
    CaseState.TRANSFERRED,
    CaseState.RESOLVING,
)
_DUE_RULES = ("petition.answer", "complaint.accept", "")


def _rare_words() -> list[str]:
    """Some thousand syllables, every tone of every rime among them."""
    onsets = _each("b c ch d đ g h kh l m n ng nh ph qu r s t th tr v x")
    rimes = _each(
        "a an ang anh ai ao ăn ăng ân âu e en ê ênh i in inh iêu o on ong ô ôn ông ơ ơi u un ung ư ưng ươn ương"
    )
    tones = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    words = []
    for onset in onsets:
        for rime in rimes:
            for tone in tones:
                place = next(i for i, char in enumerate(rime) if char in "aăâeêioôơuư")
                words.append(
                    unicodedata.normalize("NFC", onset + rime[: place + 1] + tone + rime[place + 1 :])
                )
    return words


def made_cases(count: int) -> Iterator[Case]:
    """So many cases, the oldest first; every hundredth is a denunciation."""
    dice = random.Random(count)
    rare = _rare_words()
    rare_weights = [1 / (place + 20) for place in range(len(rare))]
    total = sum(rare_weights)
    dice.shuffle(rare)
    words = _COMMON + rare
    weights = [0.75 / len(_COMMON)] * len(_COMMON) + [0.25 * weight / total for weight in rare_weights]
    reservoir = dice.choices(words, weights, k=200_000)
    each_year = -(-count // len(YEARS))
    for place in range(count):
        year, number = YEARS[place // each_year], place % each_year + 1
        received = date(year, 1, 1) + timedelta(days=(number * 360) // each_year)
        start = dice.randrange(len(reservoir) - 120)
        length = dice.randint(45, 85)
        kind = CaseKind.DENUNCIATION if place % 100 == 99 else _KINDS[place % 3]
        named = kind is not CaseKind.DENUNCIATION
        state = _STATES[place % 5] if place > count * 0.98 else CaseState.RESOLVED
        entry = CaseEntry(
            kind,
            received,
            Channel.IN_PERSON if place % 3 else Channel.POST,
            name=f"{dice.choice(_FAMILY)} {dice.choice(_MIDDLE)} {dice.choice(_GIVEN)}" if named else "",
            address=f"Số {dice.randint(1, 300)}" if named else "",
            hamlet=dice.choice(_HAMLETS) if named else "",
            identity=f"0{dice.randrange(10**10, 10**11)}" if named else "",
            content=" ".join(reservoir[start : start + length]),
            request=" ".join(reservoir[start + length : start + length + 12]),
            topic=_TOPICS[place % 6],
            receiver="Nguyễn Thị Lan",
        )
        open_ = state in OPEN_STATES
        yield Case(
            place + 1,
            year,
            number,
            None,
            entry,
            state,
            officer="Trần Văn Minh" if place % 2 else "Lê Thị Hạnh",
            closed_on=None if open_ else received + timedelta(days=20),
            on_time=None if open_ else place % 9 > 0,
            due=received + timedelta(days=30) if open_ else None,
            due_rule=_DUE_RULES[place % 2] if open_ else "",
            due_unit="working_day" if open_ else "",
            national_on=received if place % 4 else None,
        )


def with_content(case: Case, entry: CaseEntry, content: str) -> Case:
    """A case whose matter is ``content``."""
    return replace(case, entry=replace(entry, content=content))


def row(case: Case) -> dict[str, object]:
    """A case as its row."""
    entry = case.entry
    values: dict[str, object] = dict.fromkeys(_TEXTS, "")
    for name in ("name", "address", "hamlet", "identity", "content", "request", "topic", "receiver"):
        values[name] = getattr(entry, name)
    return values | {
        "id": case.id,
        "year": case.year,
        "number": case.number,
        "kind": entry.kind.value,
        "channel": entry.channel.value,
        "state": case.state.value,
        "received": entry.received,
        "name_folded": fold(entry.name),
        "people": 1,
        "anonymous": False,
        "remote": False,
        "open": case.state.open,
        "conditions": case.conditions.value,
        "competence": case.competence.value,
        "complexity": case.complexity.value,
        "outcome": case.outcome.value,
        "officer": case.officer,
        "closed_on": case.closed_on,
        "on_time": case.on_time,
        "due": case.due,
        "due_rule": case.due_rule,
        "due_unit": case.due_unit,
        "national_on": case.national_on,
        "created_at": _MOMENT,
        "changed_at": _MOMENT,
    }


_TEXTS = tuple(name for name, kept in cases.c.items() if kept.type.python_type is str)


def make(path: Path, count: int, *, indexed: bool = True) -> None:
    """Write a register of so many cases into a new database."""
    database = Database(path)
    waiting: list[Case] = []

    def store() -> None:
        with database.write(Area.CASES) as connection:
            connection.execute(insert(cases), [row(case) for case in waiting])
            if indexed:
                case_search.index_many(connection, waiting)
        waiting.clear()

    for case in made_cases(count):
        waiting.append(case)
        if len(waiting) == _AT_ONCE:
            store()
    if waiting:
        store()
    database.close()


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
