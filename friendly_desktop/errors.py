"""The world's errors: what went wrong outside the program, told so that a clerk can act.

Anything that is not an :class:`AppError` is our own bug and ends in the crash report.
"""


class AppError(Exception):
    """Something in the world stopped the work: a full disk, a wrong file, a refused value.

    Args:
        code: stable English identifier for scripts, e.g. ``"disk_full"``.
        title: a few translated words, what happened.
        message: one or two translated sentences with the particulars.
        hint: what the person can do now; may be empty.
    """

    def __init__(self, code: str, title: str, message: str, hint: str = "") -> None:
        super().__init__(f"{title}: {message}")
        self.code = code
        self.title = title
        self.message = message
        self.hint = hint


class Cancelled(Exception):  # noqa: N818 - a request that was honoured, not an error
    """The person asked to stop; whatever was half-made has been taken away."""
