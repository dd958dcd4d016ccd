"""The core of Chính quyền thân thiện: rules, records and jobs, without any window.

Layers, each importing only those below it:

    cli        commands of ``python app.py COMMAND``
    bootstrap  builds the services for one data folder
    services   use cases; the only thing a window or a command calls
    storage    everything that touches disk
    domain     rules; standard library only
    base       errors, i18n, formats, clock, paths

The window layer is the separate top-level package ``ui``.
"""

VERSION = "0.1.0"
