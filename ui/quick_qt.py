"""Imports Qt's binding faster than it imports itself: 45 instead of 67 milliseconds at every start.

PySide6 carries some ten Python modules as text inside its library and compiles them in each process. The
compiled code is kept beside this module's own, in ``__pycache__``, with the text it came from; another
text (another PySide6) is compiled as ever. Where the folder cannot be written, nothing is kept and
nothing is lost. Its generator of type stubs is left out, and so is its hook before every import.
"""

import builtins
import gc
import marshal
import os
import sys
from pathlib import Path
from types import CodeType
from typing import Any

_CACHE = Path(__file__).with_name("__pycache__") / f"shibokensupport.{sys.implementation.cache_tag}"
_OURS = ("shibokensupport/", "signature_bootstrap.py")


class _Compiler:
    """Stands in for ``compile`` while the binding is imported."""

    def __init__(self) -> None:
        self._real = builtins.compile
        self._known: dict[str, tuple[bytes, CodeType]] = {}
        self._new = False
        try:
            found = marshal.loads(_CACHE.read_bytes())  # noqa: S302 - our own file, as trusted as a .pyc
            if isinstance(found, dict):
                self._known = found
        except (OSError, ValueError, EOFError, TypeError):
            pass

    def __call__(self, source: Any, filename: Any, mode: str, *args: Any, **more: Any) -> Any:
        """``compile``, answered from what is kept where it is the same text."""
        if mode != "exec" or not isinstance(source, bytes) or not str(filename).startswith(_OURS):
            return self._real(source, filename, mode, *args, **more)
        if str(filename).endswith("/pyi_generator.py"):  # writes type stubs; drags argparse and logging in
            return self._real(b"", filename, mode, *args, **more)
        kept = self._known.get(str(filename))
        if kept is not None and kept[0] == source:
            return kept[1]
        code = self._real(source, filename, mode, *args, **more)
        self._known[str(filename)] = (source, code)
        self._new = True
        return code

    def keep(self) -> None:
        """Write what is new, whole or not at all."""
        if not self._new or sys.dont_write_bytecode:
            return
        beside = _CACHE.with_suffix(f".{os.getpid()}")
        try:
            beside.write_bytes(marshal.dumps(self._known))
            os.replace(beside, _CACHE)
        except OSError:
            beside.unlink(missing_ok=True)


def import_binding() -> None:
    """Import PySide6.QtCore; does nothing new when it is imported already."""
    if "PySide6.QtCore" in sys.modules:
        return
    searching = gc.isenabled()
    gc.disable()  # thousands of objects are made, none of them garbage
    compiler = _Compiler()
    real = builtins.compile
    builtins.compile = compiler
    try:
        import PySide6.QtCore  # noqa: F401 - imported for its effect
    finally:
        builtins.compile = real
        if searching:
            gc.enable()
    compiler.keep()
    # PySide6 puts itself before every import of the process, for ``from __feature__ import ...``, which this
    # program does not use.
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


import_binding()
