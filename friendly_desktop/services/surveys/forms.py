"""The forms to ask with: those of the program, and the office's own, made without code."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from friendly_desktop.clock import Clock
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.surveys import Choice, Question, SurveyForm
from friendly_desktop.domain.surveys.build import form_problems
from friendly_desktop.domain.text import ascii_slug, clean_line, clean_text
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, in_vietnamese
from friendly_desktop.storage import survey_files
from friendly_desktop.storage import surveys as rows
from friendly_desktop.storage.database import Connection, Database

_LONGEST_ID = 40


class SurveyForms:
    """Finds, reads and keeps survey forms."""

    def __init__(self, db: Database, clock: Clock) -> None:
        """Keep own forms in ``db``; ``clock`` says when they were saved."""
        self._db = db
        self._clock = clock

    def forms(self) -> tuple[SurveyForm, ...]:
        """The forms of the program, then the office's own by name."""
        with self._db.read() as connection:
            own = rows.own_forms(connection)
        return (
            *survey_files.shipped_forms().values(),
            *sorted(own, key=lambda one: (one.called.casefold(), one.id)),
        )

    def form(self, form_id: str) -> SurveyForm:
        """One form.

        Raises:
            AppError: ``survey_form_unknown``.
        """
        with self._db.read() as connection:
            return _known(connection, form_id)

    def read_form(self, path: Path) -> SurveyForm:
        """The form in a file somebody chose; it is not kept.

        Raises:
            AppError: the file cannot be read or says no form.
        """
        built = survey_files.load(path)
        if built.form is None:
            raise survey_files.broken(path, built.problems)
        return built.form

    def blank_form(self) -> SurveyForm:
        """A new form of the office to fill in: the four answers of the scheme, one empty question."""
        with in_vietnamese():
            return SurveyForm(
                id="",
                title="PHIẾU KHẢO SÁT",
                heading=(),
                audience="",
                instruction=_("Ông/Bà vui lòng đánh dấu (X) vào các ô tương ứng đối với từng câu hỏi."),
                choices=(
                    Choice("good", _("Tốt"), Decimal(2)),
                    Choice("fair", _("Khá"), Decimal(1)),
                    Choice("average", _("Trung bình"), Decimal("0.5")),
                    Choice("poor", _("Yếu"), Decimal(0)),
                ),
                questions=(Question("q1", ""),),
                own=True,
            )

    def copy_of(self, form_id: str) -> SurveyForm:
        """A form as the beginning of an own one, not kept yet.

        Raises:
            AppError: ``survey_form_unknown``.
        """
        form = self.form(form_id)
        name = _("{name} (bản của đơn vị)").format(name=form.called)
        return replace(form, id="", version=1, name=name, source="", corrections=(), month=0, own=True)

    def save_form(self, form: SurveyForm) -> SurveyForm:
        """Keep an own form; one without id is new and gets one.

        Questions and answers are cleaned; those without an id get one.

        Raises:
            AppError: ``survey_form_shipped``, ``survey_form_in_use`` or ``survey_form_invalid``.
        """
        cleaned = _cleaned(form)
        problems = (*form_problems(cleaned), *_unprintable(cleaned))
        if problems:
            raise AppError(
                "survey_form_invalid",
                _("Phiếu chưa dùng được"),
                " ".join(problems[:3]),
                _("Hãy sửa rồi lưu lại."),
            )
        with self._db.write(Area.SURVEYS) as connection:
            if cleaned.id:
                _check_changeable(connection, cleaned.id)
                before = {one.id: one for one in rows.own_forms(connection)}.get(cleaned.id)
                version = before.version + 1 if before else cleaned.version
                cleaned = replace(cleaned, version=version)
            else:
                cleaned = replace(cleaned, id=_new_id(connection, cleaned))
            rows.put_form(connection, cleaned, self._clock.now())
        return cleaned

    def add_form(self, path: Path) -> SurveyForm:
        """Keep the form in a file as an own one, under the id it has there.

        Raises:
            AppError: the file says no form, or its id is that of another form that may not change.
        """
        self._db.permit(Right.SURVEYS)
        return self.save_form(self.read_form(path))

    def write_form(self, form_id: str, target: Path) -> None:
        """Write a form to a YAML file that another office can add, whole or not at all, and read it back.

        Raises:
            AppError: ``survey_form_unknown``, or the place cannot be written.
        """
        from friendly_desktop.services.written_files import not_whole, refusals_told

        form = self.form(form_id)
        with refusals_told(target):
            survey_files.save(form, target)
        if survey_files.load(target).form != form:
            raise not_whole(target)

    def remove_form(self, form_id: str) -> None:
        """Put an own form in the bin; rounds that asked with it keep their copy.

        Raises:
            AppError: ``survey_form_shipped`` or ``survey_form_unknown``.
        """
        with self._db.write(Area.SURVEYS) as connection:
            _refuse_shipped(form_id)
            _known(connection, form_id)
            rows.remove_form(connection, form_id, self._clock.now())

    def restore_form(self, form_id: str) -> None:
        """Take an own form out of the bin."""
        with self._db.write(Area.SURVEYS) as connection:
            rows.remove_form(connection, form_id, None)

    def removed_forms(self) -> tuple[SurveyForm, ...]:
        """The own forms in the bin, the last one first."""
        with self._db.read() as connection:
            return rows.removed_forms(connection)

    def form_changeable(self, form_id: str) -> bool:
        """Whether it is the office's own and no round asks with it."""
        with self._db.read() as connection:
            return form_id not in survey_files.shipped_forms() and not rows.form_in_use(connection, form_id)


def shipped() -> tuple[SurveyForm, ...]:
    """The forms of the program; needs no records."""
    return tuple(survey_files.shipped_forms().values())


def form_named(text: str) -> SurveyForm:
    """A form of the program by its id, or the form in a file; needs no records.

    Raises:
        AppError: there is no such form or file.
    """
    shipped = survey_files.shipped_forms()
    if text in shipped:
        return shipped[text]
    path = Path(text)
    if not path.suffix:
        raise AppError(
            "survey_form_unknown",
            _("Không có mẫu phiếu này"),
            _("Không tìm thấy mẫu phiếu khảo sát «{form}».").format(form=text[:60]),
            _("Các mẫu có sẵn: {forms}.").format(forms=", ".join(shipped)),
        )
    built = survey_files.load(path)
    if built.form is None:
        raise survey_files.broken(path, built.problems)
    return built.form


def _known(connection: Connection, form_id: str) -> SurveyForm:
    shipped = survey_files.shipped_forms()
    if form_id in shipped:
        return shipped[form_id]
    for one in rows.own_forms(connection):
        if one.id == form_id:
            return one
    raise AppError(
        "survey_form_unknown",
        _("Không có mẫu phiếu này"),
        _("Không tìm thấy mẫu phiếu khảo sát «{form}».").format(form=form_id[:60]),
        _("Các mẫu có sẵn: {forms}.").format(forms=", ".join(shipped)),
    )


def _check_changeable(connection: Connection, form_id: str) -> None:
    _refuse_shipped(form_id)
    if rows.form_in_use(connection, form_id):
        raise AppError(
            "survey_form_in_use",
            _("Mẫu phiếu đã dùng"),
            _(
                "Mẫu phiếu này đã có đợt khảo sát nên không sửa được: kết quả của các đợt sẽ không còn so sánh được."
            ),
            _("Hãy tạo một bản sao rồi sửa bản sao."),
        )


def _refuse_shipped(form_id: str) -> None:
    if form_id in survey_files.shipped_forms():
        raise AppError(
            "survey_form_shipped",
            _("Mẫu phiếu của đề án"),
            _("Lời của mẫu phiếu này lấy nguyên văn từ văn bản nên không sửa được."),
            _("Hãy tạo một bản sao rồi sửa bản sao."),
        )


def _cleaned(form: SurveyForm) -> SurveyForm:
    """What was typed as it is kept; lines left empty at the ends are no questions."""
    questions = [replace(one, text=clean_line(one.text)) for one in form.questions]
    choices = [replace(one, text=clean_line(one.text)) for one in form.choices]
    while questions and not questions[-1].text:
        questions.pop()
    while choices and not choices[-1].text:
        choices.pop()
    question_ids = _ids([one.id for one in questions], "q")
    choice_ids = _ids([one.id for one in choices], "c")
    return replace(
        form,
        title=clean_line(form.title),
        heading=tuple(filter(None, map(clean_line, form.heading))),
        audience=clean_line(form.audience),
        instruction=clean_line(form.instruction),
        questions=tuple(replace(one, id=id_) for one, id_ in zip(questions, question_ids, strict=True)),
        choices=tuple(replace(one, id=id_) for one, id_ in zip(choices, choice_ids, strict=True)),
        groups=tuple(filter(None, map(clean_line, form.groups))),
        guidance=clean_text(form.guidance),
        source="",
        corrections=(),
        own=True,
        name=clean_line(form.name),
        column=clean_line(form.column),
        signer=clean_line(form.signer),
        signer_note=clean_line(form.signer_note),
        thanks=clean_line(form.thanks),
    )


def _unprintable(form: SurveyForm) -> tuple[str, ...]:
    """What no ballot could be printed with."""
    from friendly_desktop.services.documents import fonts

    texts = (
        form.title, *form.heading, form.audience, form.instruction, form.column, form.signer, form.signer_note,
        form.thanks, form.name, *form.groups, *(one.text for one in form.choices), *(one.text for one in form.questions),
    )  # fmt: skip
    odd = dict.fromkeys(
        char for text in texts for char in text if not char.isascii() and not fonts.draws(char)
    )
    if not odd:
        return ()
    return (_("Ký tự không in được: {characters}.").format(characters=" ".join(list(odd)[:8])),)


def _ids(given: list[str], letter: str) -> list[str]:
    """The given ids, and new ones where there is none: q1, q2..."""
    used = {one for one in given if one}
    made = []
    for place, one in enumerate(given, 1):
        number = place
        while not one:
            candidate = f"{letter}{number}"
            one = "" if candidate in used else candidate  # noqa: PLW2901 - until it is new
            number += 1
        used.add(one)
        made.append(one)
    return made


def _new_id(connection: Connection, form: SurveyForm) -> str:
    taken = rows.form_ids(connection) | survey_files.shipped_forms().keys()
    base = f"own-{ascii_slug(form.called, _LONGEST_ID)}"
    number, made = 1, base
    while made in taken:
        number += 1
        made = f"{base}-{number}"
    return made
