"""Every service of an office, made, for the tests that walk them all."""

from friendly_desktop.bootstrap import MadeOnce, Services


def made_services(services: Services) -> dict[str, object]:
    """The services by name."""
    return {
        name: getattr(services, name) for name, way in vars(Services).items() if isinstance(way, MadeOnce)
    }
