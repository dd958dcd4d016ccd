"""PDFium's one lock: the library may only ever be entered by one thread, whoever calls it."""

import threading

LOCK = threading.Lock()
