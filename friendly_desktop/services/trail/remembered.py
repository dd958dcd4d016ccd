"""What is remembered of the trail outside the records: its last line in every backup."""

from collections.abc import Iterator

from friendly_desktop.domain.backups import since_last_restore
from friendly_desktop.domain.trail import TrailHead
from friendly_desktop.formats import moment
from friendly_desktop.i18n import _
from friendly_desktop.services.backups import BackupsService


def heads_in(backups: BackupsService) -> Iterator[tuple[str, TrailHead]]:
    """The last line of the trail as each backup since the last restore knows it, with words for the backup."""
    for one in since_last_restore(kept.backup for kept in backups.all() if kept.backup is not None):
        if one.head is not None:
            yield _("bản sao lưu lúc {moment}").format(moment=moment(one.made_at)), one.head
