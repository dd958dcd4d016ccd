"""Which tables the trail of changes follows, and which of their columns it may write out.

What is not named here is masked: a new column tells nothing until somebody decided that it holds no word
about a person. Named are numbers, days, states, points and the office's own titles; never free text, because
people write names into it, and never what a denunciation says.
"""

from collections.abc import Mapping
from typing import Final

from friendly_desktop.domain.settings import FAMILIES, FILES_OWED, SAMPLE_DATA, SCRUB_OWED, SETTINGS

#: Columns that are written out, by table.
PLAIN: Final[Mapping[str, str]] = {
    "activities": "kind day hamlet participants times",
    "activity_nodes": "activity_id node",
    "ballots": "survey_id number hand state source settled",
    "calendar_days": "day kind title source confidence forecast own",
    "case_deadlines": "case_id rule_id rule_valid_from start due unit length calendar_version met_on",
    "case_forms": "case_id meeting_id form number day",
    "case_links": "case_id other_id kind",
    "case_steps": "case_id action on_day state",
    "cases": (
        "year number register_number kind received channel people anonymous meeting_id remote state open"
        " waiting conditions competence complexity outcome accepted_on closed_on on_time due due_rule due_unit"
        " national_on parent_id"
    ),
    "criteria_sets": "id version title sha256",
    "deadline_rules": "id valid_from",
    "disclosures": "day subject",
    "disposals": "kind until count basis record",
    "entries": "year node points status officer_id unit_id due appraised_points",
    "evidence": "year version issued_on",
    "evidence_links": "evidence_id node",
    "evidence_versions": "evidence_id version",
    "exports": "year submission draft parts files bytes root_sha256",
    "hamlets": "name",
    "indicator_values": "year indicator month value source",
    "indicators": "id",
    "late_files": "received promised returned letter_id",
    "letter_books": "id title pattern",
    "letter_events": "letter_id state on_day",
    "letter_prints": "letter_id copies pages succeeded",
    "letter_samples": "year letter_id",
    "letter_templates": "id version kind title sha256",
    "letters": (
        "kind template_id template_version state book year number number_text date signatory_id pages batch"
        " signed_on delivered_on delivery cancelled_on"
    ),
    "meetings": (
        "kind day starts ends mode chairman hamlet visitors state moved_from posted_on conclusion_on"
        " scheduled"
    ),
    "people": "unit_id",
    "postings": "kind size lying made_on hung_on down_on",
    "promises": "meeting_id until done_on case_id",
    "proof_decisions": "year node decision points proposed",
    "record_files": "record record_id evidence_id",
    "recovery_sheets": "",
    "register_pages": "year layout page first_row last_row",
    "report_texts": "year section",
    "settings": "key",
    "signatories": "form is_default",
    "snapshots": "year number total level sha256",
    "survey_forms": "id",
    "surveys": "year form_id title first_day last_day issued returned state second_share closed_on",
    "units": "name",
    "users": "name role person_id unit_id failures disabled_at",
    "veto_answers": "year veto holds",
    "years": "year set_id set_version state opened_on frozen_on",
}

#: Tables that are no records: the trail itself, its like, and what the program remembers for the typist.
UNWATCHED: Final = frozenset(
    {
        "audit",
        "bin_rows",  # a copy of rows whose deletion is followed
        "ballot_readings",  # half of a reading; what is decided becomes a ballot
        "calendar_changes",  # a trail of its own
        "drafts",
        "files",  # which bytes are kept; the records that use them are followed
        "letter_mappings",
        "letter_people",
    }
)

#: Columns that repeat others or only say when: a change of nothing else is no change.
SILENT: Final = frozenset(
    {
        "added_at",
        "arithmetic",
        "at",
        "blocked_until",
        "changed_at",
        "changed_on",
        "computed_at",
        "created_at",
        "entered_at",
        "folded",
        "imported_at",
        "made_at",
        "name_folded",
        "occasion",
        "printed_at",
        "saved_at",
        "seconds",
        "signed_in_at",
        "used_at",
    }
)

#: Settings by which the program notes what it still owes; no change of the office's records.
_OWED: Final = (FILES_OWED, SAMPLE_DATA, SCRUB_OWED)
SILENT_SETTINGS: Final = tuple(one.key for one in _OWED)

#: Settings that are written out with their value, as patterns of SQLite's GLOB: none that may hold a name.
PLAIN_SETTINGS: Final = (
    *(one.key for one in SETTINGS if not one.personal and one not in _OWED),
    *(f"{family.start}*" for family in FAMILIES if not family.personal),
)
