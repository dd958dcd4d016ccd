"""What a round must be before it is kept, and the one that is asked for."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from friendly_desktop.domain.surveys import Survey, SurveyForm, SurveyState
from friendly_desktop.domain.surveys.build import MOST_GROUPS
from friendly_desktop.domain.text import clean_line, clean_text, fold
from friendly_desktop.errors import AppError
from friendly_desktop.formats import short_date, whole_number
from friendly_desktop.i18n import _, in_vietnamese
from friendly_desktop.storage import surveys as rows
from friendly_desktop.storage.database import Connection

MOST_BALLOTS = 50_000
_FIRST_YEAR, _LAST_YEAR = 2000, 2099
_LONGEST_TITLE = 200
_LONGEST_GROUP = 100
_MOST_PERCENT = 100


def required(connection: Connection, survey_id: int) -> Survey:
    """One round.

    Raises:
        AppError: ``survey_gone``.
    """
    found = rows.get(connection, survey_id)
    if found is None:
        raise AppError(
            "survey_gone",
            _("Không tìm thấy đợt khảo sát"),
            _("Đợt khảo sát này không có, hoặc đã được bỏ vào thùng rác."),
            _("Hãy mở lại danh sách các đợt khảo sát."),
        )
    return found


def required_open(connection: Connection, survey_id: int) -> Survey:
    """One round into which ballots may be entered.

    Raises:
        AppError: ``survey_gone`` or ``survey_closed``.
    """
    found = required(connection, survey_id)
    refuse_closed(found)
    return found


def refuse_closed(survey: Survey) -> None:
    """Refuse a round that takes no more ballots.

    Raises:
        AppError: ``survey_closed``.
    """
    if survey.state is SurveyState.CLOSED:
        raise AppError(
            "survey_closed",
            _("Đợt khảo sát đã đóng"),
            _("Đợt «{title}» đã đóng ngày {day}, không nhập thêm phiếu được.").format(
                title=survey.title, day=short_date(survey.closed_on)
            ),
            _("Nếu còn phiếu phải nhập, hãy mở lại đợt này trước."),
        )


def checked(survey: Survey) -> Survey:
    """The round with clean words.

    Raises:
        AppError: a value makes no sense.
    """
    if not _FIRST_YEAR <= survey.year <= _LAST_YEAR:
        raise number_wrong(_("Năm {year} không hợp lệ.").format(year=survey.year))
    if survey.last_day < survey.first_day:
        raise AppError(
            "survey_days_wrong",
            _("Ngày chưa đúng"),
            _("Ngày cuối {last} ở trước ngày đầu {first}.").format(
                first=short_date(survey.first_day), last=short_date(survey.last_day)
            ),
            _("Hãy sửa ngày đầu hoặc ngày cuối của đợt khảo sát."),
        )
    if not 1 <= survey.issued <= MOST_BALLOTS:
        raise number_wrong(
            _("Số phiếu phát ra phải từ 1 đến {most}.").format(most=whole_number(MOST_BALLOTS))
        )
    if survey.returned is not None and not 0 <= survey.returned <= survey.issued:
        raise number_wrong(
            _("Số phiếu thu về phải từ 0 đến số phiếu phát ra là {issued}.").format(
                issued=whole_number(survey.issued)
            )
        )
    if not 0 <= survey.second_share <= _MOST_PERCENT:
        raise number_wrong(_("Tỷ lệ phiếu nhập lần hai phải từ 0% đến 100%."))
    title = clean_line(survey.title)
    if not title or len(title) > _LONGEST_TITLE:
        raise AppError(
            "survey_title_wrong",
            _("Tên đợt khảo sát chưa đúng"),
            _("Tên đợt khảo sát phải có chữ và không dài quá {most} chữ.").format(most=_LONGEST_TITLE),
            _("Hãy đặt tên ngắn gọn, như «Khảo sát người dân tháng 11»."),
        )
    return replace(survey, title=title, note=clean_text(survey.note))


def cleaned_groups(groups: Iterable[str]) -> tuple[str, ...]:
    """Each group once, empty ones left out.

    Raises:
        AppError: there are too many, or a name is too long.
    """
    made = tuple(dict.fromkeys(filter(None, map(clean_line, groups))))
    if len(made) > MOST_GROUPS or any(len(one) > _LONGEST_GROUP for one in made):
        raise AppError(
            "survey_groups_wrong",
            _("Nhóm chưa đúng"),
            _("Một đợt có nhiều nhất {most} nhóm, tên nhóm không dài quá {longest} chữ.").format(
                most=MOST_GROUPS, longest=_LONGEST_GROUP
            ),
            _("Hãy gộp các nhóm hoặc viết tên ngắn lại."),
        )
    return made


def usual_title(form: SurveyForm, day: date) -> str:
    """Such as "Khảo sát người dân đến làm thủ tục hành chính, tháng 11/2026"; Vietnamese, for papers bear it."""
    name = clean_line(form.called)
    name = name[:1].lower() + name[1:]
    with in_vietnamese():
        words = (
            _("{form}, tháng {month}/{year}")
            if fold(name).startswith("khao sat")
            else _("khảo sát {form}, tháng {month}/{year}")
        )
        made = words.format(form=name, month=day.month, year=day.year)
    return made[:1].upper() + made[1:_LONGEST_TITLE]


def number_wrong(message: str) -> AppError:
    """A number that makes no sense."""
    return AppError("survey_number_wrong", _("Số chưa đúng"), message, _("Hãy nhập lại."))
