"""A whole year of a commune played through the services, and what proves itself in December.

    python -m tests.services.year_played [SET ...]

prints, for each set, what every leaf with a rule says; without SET for Hải Dương and Ninh Giang.
"""

import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import cycle
from pathlib import Path

from friendly_desktop.bootstrap import Services, open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.activities import ActivityEntry, ActivityKind
from friendly_desktop.domain.cases import CaseAction, CaseEntry, CaseKind, Channel, DocumentRef
from friendly_desktop.domain.indicators import LateFile
from friendly_desktop.domain.letters import LetterKind
from friendly_desktop.domain.meetings import MeetingEntry, MeetingKind, Promise
from friendly_desktop.domain.office import Office, Person, Signatory
from friendly_desktop.domain.postings import PostingSize
from friendly_desktop.domain.proof.decisions import ProposedLeaf
from friendly_desktop.domain.surveys import Ballot, Survey
from friendly_desktop.paths import DataFolder
from tests.letter_year import signed

YEAR = 2026
END = datetime(2026, 12, 31, 2, 0, tzinfo=UTC)
HAMLETS = ("Thôn Đồng Quýt", "Thôn An Lạc", "Thôn Cầu Trắng")
#: What the office of this play let slip, so that not everything proves itself.
SILENT_WEEK = date(2026, 7, 20)
NO_RECEPTION_MONTH = 8


def open_office(folder: Path) -> Services:
    """An office on the last day of its year."""
    return open_services(DataFolder(folder), FixedClock(END), create=True)


def play(services: Services, set_id: str) -> None:
    """A year of letters, reception, cases, surveys, figures, activities and postings."""
    services.office.save_office(Office(name="An Bình", province="Hải Phòng", place="An Bình", set_up=True))
    services.office.save_person(Person(0, "Nguyễn Thị Lan", "Công chức"))
    services.office.save_signatory(Signatory(0, "Phạm Văn Hùng", default=True))
    services.assessment.open_year(YEAR, set_id)
    _letters(services)
    _meetings(services)
    _cases(services)
    _surveys(services)
    _figures(services)
    _activities(services)
    _postings(services)


def accepted(services: Services) -> tuple[ProposedLeaf, ...]:
    """Accept everything that can be accepted; the leaves that were."""
    waiting = [one for one in services.proposals.proposals(YEAR) if one.proposal.acceptable]
    return tuple(services.proposals.accept(YEAR, one.node, "Nguyễn Thị Lan") for one in waiting)


def _letters(services: Services) -> None:
    for month in range(1, 13):
        for kind in LetterKind:
            signed(services, kind, date(YEAR, month, 10), f"Nguyễn Văn {kind.value} {month}")


def _meetings(services: Services) -> None:
    meetings = services.meetings
    meetings.make(YEAR, "thứ Năm tuần 1 và 3")
    planned = meetings.find_year(YEAR)
    meetings.posted([one.id for one in planned], date(YEAR, 1, 2))
    for one in planned:
        if one.entry.day.month == NO_RECEPTION_MONTH:
            meetings.cancel(one.id, "Chủ tịch đi công tác")
        else:
            meetings.hold(one.id, visitors=3)
    places = cycle(HAMLETS)
    for day in _weeks():
        visit = MeetingEntry(
            MeetingKind.VISIT, day, receiver="Phạm Văn Hùng", post="Chủ tịch", hamlet=next(places)
        )
        meetings.hold(meetings.save(visit).id, visitors=20)
    talk = MeetingEntry(
        MeetingKind.DIALOGUE,
        date(YEAR, 5, 20),
        starts=time(8),
        chairman=True,
        place="Hội trường xã",
        topic="Đối thoại",
    )
    held = meetings.save(talk)
    meetings.hold(held.id, visitors=85)
    for number in range(5):
        made = meetings.save_promise(
            Promise(0, held.id, f"Sửa đoạn đường số {number}", "Sẽ sửa", until=date(YEAR, 9, 30))
        )
        meetings.keep_promise(made.id, date(YEAR, 9, 10 + number), "Đã xong")


def _cases(services: Services) -> None:
    for number in range(24):
        day = date(YEAR, 1 + number % 11, 5)
        case = services.cases.add(
            CaseEntry(
                CaseKind.PETITION,
                day,
                Channel.POST,
                name=f"Nguyễn Văn {number}",
                address=HAMLETS[number % 3],
                content=f"Kiến nghị nạo vét mương số {number}",
            )
        )
        answer = DocumentRef(
            "", f"{number + 1}/UBND-VP", day + timedelta(days=5), "UBND xã An Bình", "Phạm Văn Hùng"
        )
        _step(services, case.id, CaseAction.ANSWER, day + timedelta(days=5), answer)


def _step(services: Services, case_id: int, action: CaseAction, on: date, document: DocumentRef) -> None:
    from tests.services.cases_desk import step

    step(services, services.cases.get(case_id), action, on, document=document)


def _surveys(services: Services) -> None:
    for form in ("citizen", "village"):
        survey = services.surveys.open(
            YEAR, form, first_day=date(YEAR, 11, 23), last_day=date(YEAR, 11, 27), issued=40
        )
        services.surveys.enter_many(survey.id, list(_ballots(survey)))
        services.surveys.returned(survey.id, 40)
        services.surveys.close(survey.id)


def _ballots(survey: Survey) -> Iterator[Ballot]:
    """Forty papers: three of four answer "Tốt" everywhere, the others "Khá" in the first two questions."""
    best, second = (choice.id for choice in survey.form.choices[:2])
    for number in range(1, 41):
        answers = [best] * len(survey.form.questions)
        if number % 4 == 0:
            answers[:2] = [second, second]
        yield Ballot(number, tuple(answers), seconds=Decimal(5))


def _figures(services: Services) -> None:
    for month in range(1, 13):
        services.indicators.set_values(
            YEAR,
            month,
            {
                "files_received": "104", "files_early": "40", "files_on_time": "62", "files_late": "2" if month == 3 else "0",
                "files_same_day": "30", "files_at_home": "3", "online_possible": "100", "online_received": "93",
                "files_digitised": "100", "documents_out": "50", "documents_signed": "48", "households": "3214",
                "app_installs": "3350", "staff_checked": "42", "staff_card": "42", "staff_disciplined": "0",
                "staff_breaches": "0", "models": "1" if month == 10 else "0",
            },
        )  # fmt: skip
    for number in (1, 2):
        services.indicators.save_late(
            LateFile(
                0, f"H{number}.2026", "Đăng ký đất đai", ("Trần Văn Đức", "Lê Thị Ước")[number - 1], HAMLETS[0],
                date(YEAR, 3, 1), date(YEAR, 3, 20), None, "Chờ xác minh nguồn gốc đất",
            )
        )  # fmt: skip
    waiting = services.indicators.late_files(YEAR, waiting=True)
    template = services.indicators.letter_templates()[0]
    base = services.letters.blank_draft(template.id, date(YEAR, 3, 21))
    rows = services.indicators.letters_for(
        [one.id for one in waiting],
        template,
        base=base,
        defaults={"salutation": "Ông", "new_date": "31/03/2026"},
    )
    made = services.indicators.make_letters(rows, numbered=True)
    services.letters.sign(list(made.letters), date(YEAR, 3, 21))


def _activities(services: Services) -> None:
    """Each leaf that asks for activities gets one a week of its first kind, but for one silent week."""
    criteria = services.assessment.criteria_of(YEAR)
    by_kind: dict[str, list[str]] = {}
    for leaf in criteria.leaves:
        for measure in leaf.measures:
            if measure.by.startswith("activities"):
                kind = measure.by.partition(":")[2] or leaf.activity_kinds[0]
                by_kind.setdefault(kind, []).append(leaf.id)
    for kind, nodes in by_kind.items():
        for day in _weeks():
            services.activities.add(
                ActivityEntry(ActivityKind(kind), day, f"Hoạt động tuần {day:%d/%m}", nodes=tuple(nodes))
            )


def _postings(services: Services) -> None:
    for kind in services.postings.kinds():
        posting = services.postings.make(
            kind.id, {**_filled(services, kind.id), **services.postings.blank(kind.id)}, PostingSize.A3
        )
        services.postings.hang(posting.id, date(YEAR, 1, 15), "Sảnh trụ sở")
        services.postings.hang_also(posting.id, date(YEAR, 1, 16), "Bộ phận tiếp nhận và trả kết quả")


def _filled(services: Services, kind_id: str) -> dict[str, str]:
    """Something for each field that the office's data do not fill."""
    blank = services.postings.blank(kind_id)
    return {
        field.id: "https://dichvucong.gov.vn" if field.kind == "link" else "An Bình"
        for field in services.postings.kind(kind_id).fields
        if field.required and not blank.get(field.id)
    }


def _weeks() -> Iterator[date]:
    """A working day of every week of the year, but for one."""
    day = date(YEAR, 1, 2)
    while day.year == YEAR:
        if day.isocalendar().week != SILENT_WEEK.isocalendar().week:
            yield day
        day += timedelta(days=7)


def main() -> None:
    """Play, then tell what proves itself and why."""
    for set_id in sys.argv[1:] or ("hai-duong-2024", "ninh-giang-2026"):
        with tempfile.TemporaryDirectory() as folder:
            services = open_office(Path(folder) / "Xã An Bình")
            try:
                play(services, set_id)
                sys.stdout.writelines(f"{line}\n" for line in told(services, set_id))
            finally:
                services.close()


def told(services: Services, set_id: str) -> Iterator[str]:
    """Every leaf with a rule, its standing, its sentences; then what accepting all of it brings."""
    yield f"\n{set_id}"
    for one in services.proposals.proposals(YEAR):
        yield f"  {one.node:12} {one.proposal.standing.value:8} {one.proposal.sentence}"
        yield from (f"  {'':21} - {result.sentence}" for result in one.proposal.results)
    taken = accepted(services)
    yield f"  accepted: {len(taken)}, points: {services.assessment.view(YEAR).evaluation.total}"


if __name__ == "__main__":
    main()
