"""Evidence: files taken in, tied to leaves, looked at, replaced, binned, and hashed again on demand."""

from friendly_desktop.domain.evidence import PreviewUnavailable
from friendly_desktop.services.evidence.adding import StoppedAdding
from friendly_desktop.services.evidence.service import EvidenceService

__all__ = ["EvidenceService", "PreviewUnavailable", "StoppedAdding"]
