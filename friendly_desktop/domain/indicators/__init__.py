"""Monthly figures of the office and the shares made of them: procedures on time, signed documents, online files.

Which figures there are is data (``resources/indicators/indicators.yaml``); an office adds its own.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum


class Gathering(Enum):
    """How the months of a figure make the year's."""

    SUM = "sum"  # files received
    LAST = "last"  # households, people with the app: the newest month counts


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure that is written down every month; ``unit`` in Vietnamese ("hồ sơ")."""

    id: str
    title: str
    unit: str
    group: str
    gathering: Gathering = Gathering.SUM
    hint: str = ""
    own: bool = False
    names: tuple[str, ...] = ()  # under which the office's lists carry it
    whole: bool = True  # counted, never a fraction


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage made of figures: the sum of ``of`` over the sum of ``over``.

    Above 100 % is possible; where ``capped`` it means that a figure is wrong.
    """

    id: str
    title: str
    of: tuple[str, ...]
    over: tuple[str, ...]
    capped: bool = True
    own: bool = False


@dataclass(frozen=True, slots=True)
class MonthValue:
    """What was written down: exact, with where it comes from ("Excel của Một cửa", "nhập tay")."""

    indicator: str
    year: int
    month: int
    value: Decimal
    source: str = ""


@dataclass(frozen=True, slots=True)
class ShareValue:
    """A share of a period with its arithmetic. ``percent`` is None where there is nothing to divide by.

    ``missing`` are the months, up to the last that could be known, for which a figure is not there.
    """

    share: Share
    part: Decimal
    whole: Decimal
    percent: Decimal | None
    missing: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Total:
    """What the months of a figure make; ``value`` is None while nothing was written down."""

    indicator: Indicator
    value: Decimal | None
    missing: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LateFile:
    """A file of the one-stop that was answered late: what a letter of apology needs, and no more.

    The person is forgotten when the letter was made: the letter has the name then.
    """

    id: int
    code: str
    procedure: str
    person: str
    address: str
    received: date | None
    promised: date
    returned: date | None
    reason: str = ""
    letter_id: int | None = None

    @property
    def waiting(self) -> bool:
        """Whether a letter is still to be written, or the file to be closed without one."""
        return self.letter_id is None and bool(self.person)
