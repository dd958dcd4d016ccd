"""Everything about meetings in one service: the schedule, the diary, and the papers made from them."""

from friendly_desktop.services.meetings.diary import MeetingDiary


class MeetingsService(MeetingDiary):
    """Reception sessions, dialogue conferences and village visits of the office."""
