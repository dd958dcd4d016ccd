"""The annual package: written and read back, remembered, and checked on the receiving PC."""

from friendly_desktop.services.package.service import PHOTOS, PackageService, verify

__all__ = ["PHOTOS", "PackageService", "verify"]
