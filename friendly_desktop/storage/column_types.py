"""What SQLite has no column type for: exact decimals and aware moments, both kept as text."""

from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy import String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class Points(TypeDecorator[Decimal]):
    """An exact decimal, stored as its text."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy asks for it
        """Decimal to text."""
        return None if value is None else format(value, "f")

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002 - SQLAlchemy asks for it
        """Text to Decimal."""
        return None if value is None else Decimal(value)


class Moment(TypeDecorator[datetime]):
    """An aware moment, stored as ISO 8601 in UTC. A naive one is refused: it is a bug."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy asks for it
        """Moment to text."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("a moment without time zone")
        return value.astimezone(UTC).isoformat(timespec="milliseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy asks for it
        """Text to moment."""
        return None if value is None else datetime.fromisoformat(value)
