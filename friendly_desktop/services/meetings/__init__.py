"""Reception days, dialogues and visits: the year's schedule, the diary, what was promised, notices and kits."""

from friendly_desktop.services.meetings.service import MeetingsService as MeetingsService
