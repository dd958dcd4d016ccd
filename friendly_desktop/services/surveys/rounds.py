"""Rounds of asking: opened, ballots issued and returned, closed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.surveys import Survey, SurveyForm, SurveyState
from friendly_desktop.domain.text import clean_line
from friendly_desktop.errors import AppError
from friendly_desktop.formats import whole_number
from friendly_desktop.i18n import _
from friendly_desktop.services.surveys.forms import SurveyForms
from friendly_desktop.services.surveys.round_checks import (
    checked,
    cleaned_groups,
    number_wrong,
    refuse_closed,
    required,
    usual_title,
)
from friendly_desktop.storage import surveys as rows
from friendly_desktop.storage.surveys import BallotCount


class SurveyRounds(SurveyForms):
    """Opens and closes rounds; each keeps its form as it was printed."""

    # Reading

    def get(self, survey_id: int) -> Survey:
        """One round.

        Raises:
            AppError: ``survey_gone``.
        """
        with self._db.read() as connection:
            return required(connection, survey_id)

    def find(self, year: int | None = None) -> tuple[Survey, ...]:
        """The rounds of a year, or all, in the order of their days."""
        with self._db.read() as connection:
            return rows.find(connection, year)

    def counts(self, year: int | None = None) -> dict[int, BallotCount]:
        """By round: how many ballots were entered and how many of them count."""
        with self._db.read() as connection:
            found = rows.counts(connection, rows.find(connection, year))
        return dict(found)

    # Acts

    def open(
        self,
        year: int,
        form: str | SurveyForm,
        title: str = "",
        *,
        first_day: date | None = None,
        last_day: date | None = None,
        issued: int = 100,
        groups: Sequence[str] | None = None,
        complete: bool | None = None,
        second_share: int = 10,
        note: str = "",
    ) -> Survey:
        """Begin a round; its ballots are numbered from 1.

        Args:
            year: whose assessment it serves.
            form: the id of a form known here, or a form read from a file.
            title: what lists call the round; the form's name and the month by default.
            first_day: today by default.
            last_day: the first day by default.
            issued: how many ballots are printed.
            groups: how ballots are told apart in this round; None for what the form says.
            complete: whether only ballots with an answer to every question count; None for what the form says.
            second_share: how many in a hundred are entered a second time.
            note: free words.

        Raises:
            AppError: the form is unknown, ``survey_form_id_taken`` (one read from a file says otherwise than the
                form known here by its id, which criteria go by), or a value makes no sense.
        """
        asked = self.form(form) if isinstance(form, str) else self._told_apart(form)
        if groups is not None:
            asked = replace(asked, groups=cleaned_groups(groups))
        if complete is not None:
            asked = replace(asked, complete=complete)
        first = first_day or self._clock.today()
        made = checked(
            Survey(
                id=0,
                year=year,
                form=asked,
                title=clean_line(title) or usual_title(asked, first),
                first_day=first,
                last_day=last_day or first,
                issued=issued,
                returned=None,
                state=SurveyState.OPEN,
                note=note,
                second_share=second_share,
            )
        )
        with self._db.write(Area.SURVEYS) as connection:
            return replace(made, id=rows.add(connection, made, self._clock.now()))

    def _told_apart(self, form: SurveyForm) -> SurveyForm:
        known = next((one for one in self.forms() if one.id == form.id), None)
        if known is None or replace(known, groups=form.groups, complete=form.complete) == form:
            return form
        raise AppError(
            "survey_form_id_taken",
            _("Mã mẫu phiếu đã có"),
            _("Mẫu phiếu «{form}» của chương trình khác với mẫu trong tệp này.").format(form=form.id),
            _("Hãy đổi mã («id») của mẫu trong tệp, vì kết quả được đưa vào tiêu chí theo mã."),
        )

    def change(self, survey: Survey) -> Survey:
        """Keep what was changed of a round: title, days, ballots issued and returned, groups, whether only complete
        ballots count, second share, note.

        Its form as printed, year and state stay. Ballots issued may be fewer only as far as none entered falls away,
        and a group that a ballot bears stays.

        Raises:
            AppError: it is gone, or a value makes no sense.
        """
        with self._db.write(Area.SURVEYS) as connection:
            before = required(connection, survey.id)
            groups = cleaned_groups(survey.form.groups)
            made = checked(
                replace(
                    survey,
                    year=before.year,
                    form=replace(before.form, groups=groups, complete=survey.form.complete),
                    state=before.state,
                    closed_on=before.closed_on,
                )
            )
            borne = [
                one for one in rows.groups(connection, survey.id) if one and groups and one not in groups
            ]
            if borne:
                raise AppError(
                    "survey_group_in_use",
                    _("Nhóm đã có phiếu"),
                    _("Đã có phiếu của nhóm: {groups}.").format(groups=", ".join(borne[:5])),
                    _("Hãy giữ các nhóm này, hoặc sửa nhóm của các phiếu đó trước."),
                )
            last = max(rows.numbers(connection, survey.id, 1), default=0)
            if made.issued < last:
                raise AppError(
                    "survey_issued_too_few",
                    _("Số phiếu phát ra quá ít"),
                    _("Đã nhập đến phiếu số {number} nên không thể chỉ phát ra {n} phiếu.").format(
                        number=last, n=whole_number(made.issued)
                    ),
                    _("Hãy ghi từ {number} phiếu trở lên.").format(number=last),
                )
            rows.put(connection, made)
        return made

    def issue(self, survey_id: int, more: int) -> tuple[int, int]:
        """Print more ballots in an open round; returns their first and last number.

        Raises:
            AppError: the round is gone or closed, or there are too many.
        """
        with self._db.write(Area.SURVEYS) as connection:
            before = required(connection, survey_id)
            refuse_closed(before)
            if more < 1:
                raise number_wrong(_("Số phiếu in thêm phải từ 1 trở lên."))
            rows.put(connection, checked(replace(before, issued=before.issued + more)))
        return before.issued + 1, before.issued + more

    def returned(self, survey_id: int, number: int | None) -> Survey:
        """Say how many papers came back, counted by hand; None: not counted yet.

        Raises:
            AppError: the round is gone, or more came back than were issued.
        """
        with self._db.write(Area.SURVEYS) as connection:
            made = checked(replace(required(connection, survey_id), returned=number))
            rows.put(connection, made)
        return made

    def close(self, survey_id: int) -> Survey:
        """No more ballots are entered; the result stands.

        Raises:
            AppError: the round is gone.
        """
        with self._db.write(Area.SURVEYS) as connection:
            before = required(connection, survey_id)
            if before.state is SurveyState.CLOSED:
                return before
            made = replace(before, state=SurveyState.CLOSED, closed_on=self._clock.today())
            rows.put(connection, made)
        return made

    def reopen(self, survey_id: int) -> Survey:
        """Ballots may be entered again.

        Raises:
            AppError: the round is gone.
        """
        with self._db.write(Area.SURVEYS) as connection:
            made = replace(required(connection, survey_id), state=SurveyState.OPEN, closed_on=None)
            rows.put(connection, made)
        return made

    def remove(self, survey_id: int) -> None:
        """Put a round in the bin with its ballots.

        Raises:
            AppError: it is gone already.
        """
        with self._db.write(Area.SURVEYS) as connection:
            required(connection, survey_id)
            rows.remove(connection, survey_id, self._clock.now())

    def restore(self, survey_id: int) -> None:
        """Take a round out of the bin."""
        with self._db.write(Area.SURVEYS) as connection:
            rows.remove(connection, survey_id, None)

    def removed(self) -> tuple[Survey, ...]:
        """The rounds in the bin, the last one first."""
        with self._db.read() as connection:
            return rows.removed(connection)
