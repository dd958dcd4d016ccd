"""Forms being filled in: which are lawful now, what the records say to their fields, what is to be said."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from friendly_desktop.clock import Clock
from friendly_desktop.domain.cases import Case, CaseAction, CaseKind, CasePaper
from friendly_desktop.domain.cases.form_values import case_values, guarded, meeting_values
from friendly_desktop.domain.cases.forms import (
    CaseFormTemplate,
    FormAbout,
    FormDraft,
    FormProblem,
    OfferedForm,
    Secret,
    number_line,
)
from friendly_desktop.domain.cases.secrecy import told_in_words
from friendly_desktop.domain.cases.steps import lawful
from friendly_desktop.domain.letters import FieldKind
from friendly_desktop.domain.meetings import Meeting, Promise
from friendly_desktop.domain.office import SigningForm
from friendly_desktop.domain.text import clean_line, clean_text
from friendly_desktop.errors import AppError
from friendly_desktop.formats import short_date
from friendly_desktop.i18n import _
from friendly_desktop.services.case_forms.compose import FormPaper
from friendly_desktop.services.case_forms.sheets import CaseBook, Rules, Sheets
from friendly_desktop.services.case_forms.templates import shipped
from friendly_desktop.services.documents import outline
from friendly_desktop.services.office import OfficeService
from friendly_desktop.storage import case_forms as rows
from friendly_desktop.storage.database import Database

#: The values that a denunciation's form says in place of what would give it away.
_CONCLUSION = "meeting-conclusion"
_SAID = frozenset({"person", "content", "matter"})


class MeetingBook(Protocol):
    """Where meetings are read."""

    def get(self, meeting_id: int) -> Meeting:
        """One meeting."""
        ...

    def promises(self, meeting_id: int) -> Sequence[Promise]:
        """What was asked and promised there."""
        ...


class Filling(Sheets):
    """Forms offered and filled in; nothing is written here."""

    def __init__(  # noqa: PLR0917 - what the composition root gives, in its order
        self,
        db: Database,
        clock: Clock,
        office: OfficeService,
        cases: CaseBook,
        meetings: MeetingBook,
        rules: Rules,
    ) -> None:
        """Work on the records.

        Args:
            db: where made forms are written down.
            clock: gives forms their day.
            office: whose forms they are, and who signs.
            cases: where cases are read.
            meetings: where meetings are read.
            rules: what each date asks for.
        """
        super().__init__(clock, office, cases, rules)
        self._db = db
        self._meetings = meetings

    def templates(self) -> tuple[CaseFormTemplate, ...]:
        """Every form, in the order in which people meet them."""
        return tuple(shipped().values())

    def template(self, form: str) -> CaseFormTemplate:
        """The form with this id.

        Raises:
            AppError: ``form_unknown``.
        """
        try:
            return shipped()[form]
        except KeyError:
            raise AppError(
                "form_unknown",
                _("Không có biểu mẫu này"),
                _("Chương trình không có biểu mẫu «{form}».").format(form=form),
                _("Hãy chọn một trong: {known}.").format(known=", ".join(shipped())),
            ) from None

    def forms(self, case_id: int) -> tuple[OfferedForm, ...]:
        """The forms of a case's kind; those that belong to its state come first and say that they are lawful.

        Raises:
            AppError: there is no such case.
        """
        case, happened = self._cases.get(case_id), self._cases.happened(case_id)
        steps = {CaseAction.ENTER, *(one.action for one in happened)}
        steps.update(lawful(case, self._clock.today(), happened))
        found = [
            OfferedForm(one, _belongs(one, case, steps), _warning(one, case))
            for one in self.templates()
            if one.about is FormAbout.CASE and (not one.kinds or case.entry.kind in one.kinds)
        ]
        return tuple(sorted(found, key=lambda one: not one.lawful))

    def blank(self, case_id: int, form: str, on: date | None = None) -> FormDraft:
        """A form filled in with what the case says; nothing is kept yet.

        Args:
            case_id: the case.
            form: the id of the form.
            on: the day of the paper, today by default.

        Raises:
            AppError: there is no such case or form, or it is no form of such a case.
        """
        case, template = self._cases.get(case_id), self.template(form)
        self._require_kind(template, case)
        day = on or self._clock.today()
        known = case_values(case, self._cases.happened(case_id), template.actions, day)
        draft = self._begun(template, known, day)
        papers = case.entry.papers if template.lists_papers else ()
        return self._with_recipients(template, replace(draft, case_id=case_id, papers=papers), case)

    def blank_meeting(self, meeting_id: int) -> FormDraft:
        """The conclusion of a meeting, filled in with what the meeting says.

        Raises:
            AppError: there is no such meeting.
        """
        template = self.template(_CONCLUSION)
        meeting = self._meetings.get(meeting_id)
        promises = self._meetings.promises(meeting_id)
        day = self._clock.today()
        draft = self._begun(template, meeting_values(meeting, promises, day), day)
        return self._with_recipients(template, replace(draft, meeting_id=meeting_id), None)

    def check(self, draft: FormDraft) -> tuple[FormProblem, ...]:
        """What to say about a form before it is made; what is empty is written by hand.

        Only words that tell who denounced are blocking: such a form is neither written nor kept.
        """
        from friendly_desktop.services.documents import fonts

        case = self._case_of(draft)
        template = self.template(draft.form)
        found = [FormProblem("", warning)] if (warning := _warning(template, case)) else []
        for one in template.offered_fields(case.entry.kind if case else None):
            value = draft.values.get(one.id, "")
            if one.field.required and not value:
                message = _("Chưa nhập «{label}»; trên giấy sẽ in dòng chấm để ghi tay.")
                found.append(FormProblem(one.id, message.format(label=one.field.label)))
            if odd := [char for char in dict.fromkeys(value) if char != "\n" and not fonts.draws(char)]:
                message = _("«{label}» có ký tự không in được: {chars}. Trên giấy sẽ in ô vuông.")
                found.append(
                    FormProblem(one.id, message.format(label=one.field.label, chars=" ".join(odd[:3])))
                )
        for place, value in (("number", draft.number), ("place", draft.place)):
            if any(not fonts.draws(char) for char in value):
                message = _("«{text}» có ký tự không in được; hãy gõ lại.")
                found.append(FormProblem(place, message.format(text=value)))
        if case and case.entry.kind is CaseKind.DENUNCIATION:
            found += [
                FormProblem(place, message, blocking=True) for place, message in told_of_denouncer(draft)
            ]
        if draft.number and self._is_used(template, draft):
            message = _("Số {number} đã có ở một văn bản cùng loại trong năm.")
            found.append(FormProblem("number", message.format(number=draft.number)))
        return tuple(found)

    def paper(self, draft: FormDraft) -> FormPaper:
        """Everything a form is made from; of a denunciation whatever would give it away is put right first.

        Raises:
            AppError: there is no such case or form.
        """
        case = self._case_of(draft)
        template = self.template(draft.form)
        return FormPaper(
            template,
            self._safe(draft),
            self._office.office(),
            next((one for one in self._office.signatories() if one.id == draft.signatory_id), None),
            case.entry.kind if case else None,
        )

    def _post_of(self, name: str) -> str:
        """What the person of this name (without case) is in the office, as far as the settings know."""
        for person in self._office.people():
            if person.name.casefold() == name and person.position:
                return person.position
        for signatory in self._office.signatories():
            if signatory.name.casefold() == name:
                return "Chủ tịch" if signatory.form is SigningForm.CHAIRMAN else "Phó Chủ tịch"
        return ""

    def _begun(self, template: CaseFormTemplate, known: Mapping[str, str], day: date) -> FormDraft:
        office = self._office.office()
        receiver = known.get("receiver", "").casefold()
        known = {
            "place": f"trụ sở {outline.committee(office)}",
            "receiver_post": self._post_of(receiver) if receiver else "",
            **known,
        }
        values = {}
        for one in template.fields:
            if value := known.get(one.source, "") or one.field.default:
                values[one.id] = value
        signatories = self._office.signatories()
        return FormDraft(
            form=template.id,
            date=day,
            values=values,
            place=office.place or office.name,
            signatory_id=next((one.id for one in signatories), None),
        )

    def _with_recipients(self, template: CaseFormTemplate, draft: FormDraft, case: Case | None) -> FormDraft:
        kind = case.entry.kind if case else None
        paper = FormPaper(template, draft, self._office.office(), None, kind)
        return replace(draft, recipients=paper.recipients())

    def _safe(self, draft: FormDraft) -> FormDraft:
        """The draft in NFC; a denunciation's secret fields say what the program puts there, nothing else."""
        template, case = self.template(draft.form), self._case_of(draft)
        values = {}
        for one in template.fields:
            text = draft.values.get(one.id, "")
            text = clean_text(text) if one.field.kind is FieldKind.TEXT else clean_line(text)
            if case and case.entry.kind is CaseKind.DENUNCIATION and one.secret is not Secret.NOTHING:
                text = guarded(case, one.secret) if one.source in _SAID else ""
            if text:
                values[one.id] = text
        papers = tuple(
            CasePaper(clean_line(one.name), one.pages, one.state) for one in draft.papers if one.name.strip()
        )
        return replace(
            draft,
            values=values,
            papers=papers,
            number=clean_line(draft.number),
            place=clean_line(draft.place),
            recipients=tuple(filter(None, map(clean_line, draft.recipients))),
        )

    def _case_of(self, draft: FormDraft) -> Case | None:
        return None if draft.case_id is None else self._cases.get(draft.case_id)

    def _is_used(self, template: CaseFormTemplate, draft: FormDraft) -> bool:
        with self._db.read() as connection:
            used = rows.used_numbers(connection, draft)
        lines = {number_line(template, number, "", "") for number in used}
        return number_line(template, draft.number, "", "") in lines

    def _require_kind(self, template: CaseFormTemplate, case: Case) -> None:
        fits = not template.kinds or case.entry.kind in template.kinds
        if template.about is not FormAbout.CASE or not fits:
            raise _misplaced(template)


def told_of_denouncer(draft: FormDraft) -> list[tuple[str, str]]:
    """Where the words of a draft tell who denounced, with a sentence that repeats nothing of them."""
    texts = [*draft.values.items(), ("recipients", "\n".join(draft.recipients))]
    texts.append(("papers", " . ".join(one.name for one in draft.papers)))
    message = _("Nội dung ghi cho đơn tố cáo {what}; hãy bỏ đi và chỉ để trong hồ sơ giấy.")
    return [(place, message.format(what=told)) for place, text in texts if (told := told_in_words(text))]


def _belongs(template: CaseFormTemplate, case: Case, steps: Collection[CaseAction]) -> bool:
    """Whether a form is lawful where a case stands: its state, and a step that was taken or may be taken."""
    if template.states and case.state not in template.states:
        return False
    return not template.actions or any(one in steps for one in template.actions)


def _warning(template: CaseFormTemplate, case: Case | None) -> str:
    if case and template.valid_from and case.entry.received < template.valid_from:
        return _(
            "Biểu mẫu này có hiệu lực từ {day}; đơn tiếp nhận trước ngày đó thì hãy đối chiếu với mẫu cũ."
        ).format(day=short_date(template.valid_from))
    return ""


def _misplaced(template: CaseFormTemplate) -> AppError:
    return AppError(
        "form_misplaced",
        _("Biểu mẫu không dùng ở đây"),
        _("«{title}» không phải là biểu mẫu của loại việc này.").format(title=template.title),
        _("Hãy chọn biểu mẫu trong danh sách của vụ việc."),
    )
