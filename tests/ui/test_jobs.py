"""Background work: answers, failures, cancel, order, shutdown."""

import threading
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from friendly_desktop.errors import AppError
from friendly_desktop.services.jobs import JobContext
from ui.jobs import JobRunner, Lane, Progress


def note(numbers: list[int], number: int, _job: JobContext) -> None:
    numbers.append(number)


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[JobRunner]:
    made = JobRunner()
    yield made
    made.shutdown()


def test_the_answer_arrives_on_the_gui_thread(qtbot: QtBot, runner: JobRunner):
    seen: list[tuple[object, threading.Thread]] = []
    job = runner.submit("", lambda _job: 42)
    job.succeeded.connect(lambda answer: seen.append((answer, threading.current_thread())))
    with qtbot.waitSignal(job.finished):
        pass
    assert seen == [(42, threading.main_thread())]


def test_an_error_is_handed_over_and_the_lane_lives_on(qtbot: QtBot, runner: JobRunner):
    def fail(_job: JobContext) -> None:
        raise AppError("disk_full", "Đĩa đầy", "Không còn chỗ trống.")

    job = runner.submit("", fail)
    with qtbot.waitSignal(job.failed) as told:
        pass
    assert told.args is not None
    assert isinstance(told.args[0], AppError)
    after = runner.submit("", lambda _job: "còn chạy")
    with qtbot.waitSignal(after.succeeded):
        pass


def test_quick_work_is_done_in_the_order_it_was_asked_for(qtbot: QtBot, runner: JobRunner):
    done: list[int] = []
    for number in range(50):
        job = runner.submit("", partial(note, done, number))
    with qtbot.waitSignal(job.finished):
        pass
    assert done == list(range(50))


def test_long_work_does_not_hold_up_quick_work(qtbot: QtBot, runner: JobRunner):
    go_on = threading.Event()
    long = runner.submit("", lambda _job: go_on.wait(10), Lane.LONG)
    quick = runner.submit("", lambda _job: None)
    with qtbot.waitSignal(quick.finished):
        pass
    assert runner.busy(Lane.LONG)
    go_on.set()
    with qtbot.waitSignal(long.finished):
        pass


def test_a_cancelled_job_says_so_and_gives_no_answer(qtbot: QtBot, runner: JobRunner):
    started = threading.Event()

    def work(job: JobContext) -> None:
        started.set()
        while True:
            job.checkpoint()

    answers: list[object] = []
    job = runner.submit("", work, Lane.LONG)
    job.succeeded.connect(answers.append)
    started.wait(10)
    with qtbot.waitSignals([job.cancelled, job.finished]):
        job.cancel()
    assert not answers
    assert not runner.busy()


def test_progress_is_throttled_but_the_last_step_is_told(qtbot: QtBot, runner: JobRunner):
    told: list[Progress] = []

    def work(job: JobContext) -> None:
        for step in range(1, 10_001):
            job.report(step, 10_000)

    job = runner.submit("", work, Lane.LONG)
    job.progressed.connect(told.append)
    with qtbot.waitSignal(job.finished):
        pass
    assert told[-1].done == 10_000
    assert len(told) < 1_000


def test_closing_finishes_the_saves_and_stops_long_work(runner: JobRunner):
    saved: list[int] = []

    def work(job: JobContext) -> None:
        while True:
            job.checkpoint()

    runner.submit("", work, Lane.LONG)
    for number in range(20):
        runner.submit("", partial(note, saved, number))
    runner.shutdown()
    assert saved == list(range(20))
    assert not [one for one in threading.enumerate() if one.name.startswith("job-")]
