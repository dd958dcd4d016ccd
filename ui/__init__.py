"""The window. The only package that imports PySide6; it reaches data through services only.

Layers, each importing only those below it:

    application   starts Qt, one program a data folder, paints first and opens the data after
    main_window   the shell: navigation, header, pages, status line
    navigation    which pages there are and how each is made
    pages         one package per screen; they never import each other
    evidence      what pages that show evidence have in common: strip, viewer, adding, picking leaves
    dialogs       the only message boxes and file prompts, the command palette, the crash report
    widgets       reusable pieces without knowledge of a feature
    models        table and tree models over frozen rows
    context       what a page is given: services, background work, places to go
    actions, crash, translators
    icons, theme  looks: tokens, palette, style sheet, icons
    jobs, bus     background work and news of changes

Nothing here imports SQLAlchemy, ReportLab or any other slow library at module level: the window is
painted first.
"""

from ui import quick_qt

__all__ = ["quick_qt"]
