"""The diary of activities: broadcasts, meetings, training, visits, published items, with the leaves they prove."""

from dataclasses import dataclass
from datetime import date
from enum import Enum


class ActivityKind(Enum):
    """What kind of activity; the values are those of ``activity_kinds`` in a set file."""

    BROADCAST = "broadcast"  # phát thanh
    MEETING = "meeting"  # cuộc họp, sinh hoạt thôn
    CONFERENCE = "conference"  # hội nghị
    TRAINING = "training"  # tập huấn, bồi dưỡng
    VISIT = "visit"  # thăm hỏi, tặng quà, chúc mừng
    PUBLISHED = "published"  # tin, bài, công khai trên cổng, mạng xã hội
    INSPECTION = "inspection"  # kiểm tra, giám sát
    CLEANUP = "cleanup"  # vệ sinh, cảnh quan
    SERVICE = "service"  # phục vụ tại nhà, ngày trả kết quả trong ngày
    DOCUMENT = "document"  # văn bản ban hành: kế hoạch, quy chế, quyết định
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ActivityEntry:
    """What a person enters.

    Attributes:
        times: how often on that line (a broadcast repeated three times that week).
        participants: how many people took part, None unknown.
        link: where it was published.
        nodes: the leaves of the year's set that it proves.
    """

    kind: ActivityKind
    day: date
    title: str
    place: str = ""
    hamlet: str = ""
    organiser: str = ""
    participants: int | None = None
    times: int = 1
    number: str = ""  # of the document, where there is one
    link: str = ""
    note: str = ""
    nodes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Activity:
    """A line of the diary; ``evidence`` are the photos and papers filed with it, as ids of evidence."""

    id: int
    entry: ActivityEntry
    evidence: tuple[int, ...] = ()
