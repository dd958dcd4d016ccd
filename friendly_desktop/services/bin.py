"""The bin of everything: what was deleted anywhere, put back where it was, deleted for good after its term."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from friendly_desktop.clock import Clock
from friendly_desktop.domain.bin import BinKind, Binned
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.rights import Right
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.services.activities import ActivitiesService
from friendly_desktop.services.evidence import EvidenceService
from friendly_desktop.services.indicators import IndicatorsService
from friendly_desktop.services.letters.service import LettersService
from friendly_desktop.services.letters.templates import LetterTemplatesService
from friendly_desktop.services.postings import PostingsService
from friendly_desktop.services.surveys import SurveysService
from friendly_desktop.storage import bin as rows
from friendly_desktop.storage.database import Database

#: The areas whose screens show what no other service puts back.
_AREAS: Mapping[BinKind, tuple[Area, ...]] = {
    BinKind.MEETING: (Area.MEETINGS,),
    BinKind.PROMISE: (Area.MEETINGS,),
    BinKind.UNIT: (Area.OFFICE, Area.ASSESSMENT),
    BinKind.PERSON: (Area.OFFICE, Area.ASSESSMENT),
    BinKind.SIGNATORY: (Area.OFFICE,),
    BinKind.HAMLET: (Area.OFFICE,),
}
#: What putting a kind back asks for.
_RIGHTS: Mapping[BinKind, Right] = {
    BinKind.EVIDENCE: Right.EVIDENCE,
    BinKind.LETTER: Right.LETTERS,
    BinKind.TEMPLATE: Right.LETTERS,
    BinKind.SURVEY: Right.SURVEYS,
    BinKind.SURVEY_FORM: Right.SURVEYS,
    BinKind.INDICATOR: Right.FIGURES,
    BinKind.LATE_FILE: Right.FIGURES,
    BinKind.ACTIVITY: Right.ACTIVITIES,
    BinKind.POSTING: Right.POSTINGS,
    BinKind.MEETING: Right.MEETINGS,
    BinKind.PROMISE: Right.MEETINGS,
    BinKind.UNIT: Right.OFFICE,
    BinKind.PERSON: Right.OFFICE,
    BinKind.SIGNATORY: Right.OFFICE,
    BinKind.HAMLET: Right.OFFICE,
}
_EVERYWHERE = (
    Area.EVIDENCE,
    Area.LETTERS,
    Area.MEETINGS,
    Area.SURVEYS,
    Area.FIGURES,
    Area.ACTIVITIES,
    Area.POSTINGS,
    Area.OFFICE,
)


class BinService:
    """One list of everything that was deleted."""

    def __init__(  # noqa: PLR0917 - one service for each kind that has its own bin
        self,
        db: Database,
        clock: Clock,
        evidence: EvidenceService,
        letters: LettersService,
        templates: LetterTemplatesService,
        surveys: SurveysService,
        indicators: IndicatorsService,
        activities: ActivitiesService,
        postings: PostingsService,
    ) -> None:
        """Work on ``db``; the other services put back what is theirs."""
        self._db = db
        self._clock = clock
        self._evidence = evidence
        self._ways: Mapping[BinKind, Callable[[str], object]] = {
            BinKind.EVIDENCE: lambda key: evidence.restore(int(key)),
            BinKind.LETTER: lambda key: letters.restore(int(key)),
            BinKind.TEMPLATE: templates.restore,
            BinKind.SURVEY: lambda key: surveys.restore(int(key)),
            BinKind.SURVEY_FORM: surveys.restore_form,
            BinKind.INDICATOR: indicators.restore_own,
            BinKind.LATE_FILE: lambda key: indicators.restore_late([int(key)]),
            BinKind.ACTIVITY: lambda key: activities.restore([int(key)]),
            BinKind.POSTING: lambda key: postings.restore([int(key)]),
        }

    def all(self) -> tuple[Binned, ...]:
        """Everything in the bin, the last thrown away first."""
        with self._db.read() as connection:
            return rows.listed(connection)

    def restore(self, binned: Sequence[Binned]) -> None:
        """Put things back where they were; what they were tied to is tied to them again, where it still is there.

        Raises:
            AppError: who works here may not put one of them back, or it cannot go back (its name was given again,
                its year is frozen); those before it are back.
        """
        self._db.permit(*{_RIGHTS[one.kind] for one in binned})
        for one in binned:
            way = self._ways.get(one.kind)
            if way is not None:
                way(one.key)
            else:
                self._take_out(one)

    def bring_back(self, kind: BinKind, row_id: int) -> None:
        """Undo a deletion just done, by the id that the thing had.

        Raises:
            AppError: as ``restore``.
        """
        self._db.permit(_RIGHTS[kind])
        with self._db.read() as connection:
            found = (
                Binned(kind, str(row_id), "", self._clock.now())
                if kind is BinKind.MEETING  # it never left its table
                else rows.find_whole(connection, kind, row_id)
            )
        if found is not None:
            self._take_out(found)

    def destroy(self, binned: Sequence[Binned]) -> int:
        """Delete for good; returns how many were. Templates, forms and figures stay: records were made with them.

        Raises:
            AppError: who works here may not destroy.
        """
        return self._destroy(binned, Right.DISPOSE)

    def empty_due(self) -> int:
        """Delete for good whose term is over; returns how many. The program does this by itself."""
        now = self._clock.now()
        due = [one for one in self.all() if one.until is not None and one.until <= now]
        return self._destroy(due, Right.DISPOSE) if due else 0

    def _take_out(self, one: Binned) -> None:
        with self._db.write(*_AREAS[one.kind], right=_RIGHTS[one.kind]) as connection:
            if one.kind is BinKind.MEETING:
                rows.unmark_meetings(connection, [int(one.key)])
            elif not rows.take_out(connection, int(one.key)):
                raise AppError(
                    "bin_taken",
                    _("Chưa lấy lại được"),
                    _(
                        "«{title}» không lấy lại được: tên ấy đang được dùng, hoặc nơi chứa nó không còn."
                    ).format(title=one.title),
                    _("Hãy đổi tên mục đang có rồi lấy lại."),
                )

    def _destroy(self, binned: Iterable[Binned], right: Right) -> int:
        with self._db.write(*_EVERYWHERE, right=right) as connection:
            gone, digests = rows.destroy(connection, binned)
        self._evidence.forget_files(digests)
        return len(gone)
