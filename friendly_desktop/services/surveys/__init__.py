"""Surveys: forms, rounds of asking, ballots, results."""

from friendly_desktop.services.surveys.service import SurveysService as SurveysService
