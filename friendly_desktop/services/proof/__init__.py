"""Evidence by rule: what the records propose for each leaf, and what officers decide about it."""

from friendly_desktop.services.proof.service import ProposalsService as ProposalsService
