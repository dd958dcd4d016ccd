"""Monthly figures, the shares made of them, and files that were answered late."""

from friendly_desktop.services.indicators.service import IndicatorsService as IndicatorsService
