"""Claim: 200 people check in at once on SQLite with two workers; none is lost, none doubled, p95 under 5 × the insert.

Run: `.venv/bin/python benchmarks/bench_check_in.py` (SQLite in a temporary file; PostgreSQL where NSCL_DATABASE_URL
names one that may create databases). Two processes, as `nscl serve` has workers on two cores, each take 100 of the 200
and do them one after the other; both begin at the same moment, so every write meets the other worker's. Measured is
each act alone, over the rounds. Ours is `check_in` as the page calls it: session, person, the phone, the state of the
class, the row with its triggers and constraints, one transaction. Bare is that row alone, inserted by the ORM in a
transaction of its own, by as many processes at the same load, into the same table. For the record, in the same way: the
driver's own INSERT without the ORM, and the whole page (django.test.Client: middleware, cookies, form, template).
"""

from __future__ import annotations

import multiprocessing
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

PEOPLE = 200
WORKERS = 2
ROUNDS = 5
GOAL = 5.0
PATIENCE_S = 60
WAYS = ("driver", "bare", "ours", "page")


def main() -> int:
    """Measure on the database of the environment, print, return 1 where the goal is missed or somebody is lost."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("NSCL_DATABASE_URL", f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nscl.config.settings.testing")
        import django  # noqa: PLC0415  (the settings read the environment)

        django.setup()
        from django.db import connection  # noqa: PLC0415

        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "bench-test.sqlite3")
        before = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            return report(connection.vendor)
        finally:
            connection.creation.destroy_test_db(before, verbosity=0)


def report(vendor: str) -> int:
    """Every round has sessions of its own: one for each way of checking in."""
    sessions, codes = arrange()
    times: dict[str, list[float]] = {way: [] for way in WAYS}
    whole = True
    for number in range(ROUNDS):
        # In turns, so that whatever else the machine does meets them all.
        for place, way in enumerate(WAYS):
            session = sessions[number * len(WAYS) + place]
            times[way] += at_once(way, session, codes)
            whole = complete(session) and whole
    p95 = {way: statistics.quantiles(found, n=20)[-1] for way, found in times.items()}
    for way, found in times.items():
        median = statistics.median(found)
        print(f"{vendor} {way:6} {len(found)} acts: median {median * 1000:.2f} ms, p95 {p95[way] * 1000:.2f} ms")
    ratio = p95["ours"] / p95["bare"]
    print(f"none lost, none doubled: {'yes' if whole else 'NO'}")
    print(f"p95 of a check-in / p95 of the bare insert: {ratio:.2f} × (goal: under {GOAL} ×)")
    held = whole and ratio < GOAL
    print("held" if held else "MISSED")
    return int(not held)


def arrange() -> tuple[tuple[int, ...], tuple[str, ...]]:
    """A class of 200 people with a session a round and way, all of them open now; the people's codes."""
    from datetime import timedelta  # noqa: PLC0415

    from django.utils import timezone  # noqa: PLC0415

    from nscl.training.models import Session  # noqa: PLC0415
    from tests.factories.reference import load_places  # noqa: PLC0415
    from tests.factories.training import a_class, a_course, a_person, enrol_people  # noqa: PLC0415
    from tests.factories.work import issue_small_plan, open_year, task_number  # noqa: PLC0415

    load_places()
    plan = issue_small_plan()
    number = a_class(open_year(plan), task_number(plan), a_course(plan.unit_id), sessions=[])
    people = enrol_people(number, [a_person(f"Người {word(place)}") for place in range(PEOPLE)])
    now = timezone.now()
    for place in range(len(WAYS) * ROUNDS):
        begins = now - timedelta(minutes=place + 1)
        key = f"{place:064x}"
        Session.objects.create(
            training_class_id=number, starts_at=begins, ends_at=now + timedelta(hours=2), check_in_key=key
        )
    sessions = Session.objects.filter(training_class=number).order_by("pk").values_list("pk", flat=True)
    return tuple(sessions), tuple(one.code for one in people)


def word(number: int) -> str:
    """A number as a name: letters alone."""
    return "".join("abcdefghij"[int(digit)] for digit in str(number)).capitalize()


def at_once(way: str, session: int, codes: Sequence[str]) -> list[float]:
    """Seconds of each act, from processes that all begin when the last of them is ready."""
    from django.db import connections  # noqa: PLC0415

    connections.close_all()
    context = multiprocessing.get_context("fork")
    barrier, answers = context.Barrier(WORKERS), context.Queue()
    shares = [range(worker, PEOPLE, WORKERS) for worker in range(WORKERS)]
    prepare = partial({"driver": driver, "bare": bare, "ours": ours, "page": page}[way], session, codes)
    processes = [context.Process(target=worker, args=(prepare, share, barrier, answers)) for share in shares]
    for process in processes:
        process.start()
    found = [answers.get(timeout=PATIENCE_S) for _process in processes]
    for process in processes:
        process.join()
    for one in found:
        if isinstance(one, str):
            raise SystemExit(f"{way}: {one}")
    return [seconds for one in found for seconds in one]


def worker(prepare: Callable[[], Callable[[int], object]], share: Sequence[int], barrier: Any, answers: Any) -> None:
    """One worker's share, act by act; in the queue go the seconds of each, or what went wrong."""
    from django.db import connection  # noqa: PLC0415

    try:
        act = prepare()
        connection.ensure_connection()
        barrier.wait(PATIENCE_S)
        seconds = []
        for place in share:
            start = time.perf_counter()
            act(place)
            seconds.append(time.perf_counter() - start)
        connection.close()
        answers.put(seconds)
    except BaseException as error:  # noqa: BLE001  (told to the process that waits)
        answers.put(repr(error))


def driver(session: int, codes: Sequence[str]) -> Callable[[int], object]:
    """The row alone, by the driver."""
    from django.db import connection, transaction  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    people, training_class = on_the_list()
    moment = connection.ops.adapt_datetimefield_value(timezone.now())

    def act(place: int) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO training_attendance (session_id, enrolment_id, training_class_id, state, source, "
                "marked_at, device) VALUES (%s, %s, %s, 'present', 'check_in', %s, %s)",
                [session, people[codes[place]], training_class, moment, f"{place:032x}"],
            )

    return act


def bare(session: int, codes: Sequence[str]) -> Callable[[int], object]:
    """The row alone, by the ORM."""
    from django.db import transaction  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from nscl.training.models import Attendance  # noqa: PLC0415

    people, training_class = on_the_list()

    def act(place: int) -> None:
        with transaction.atomic():
            Attendance.objects.create(
                session_id=session,
                enrolment_id=people[codes[place]],
                training_class_id=training_class,
                state="present",
                source="check_in",
                marked_at=timezone.now(),
                device=f"{place:032x}",
            )

    return act


def on_the_list() -> tuple[dict[str, int], int]:
    """The enrolments by their code, and the class."""
    from nscl.training.models import Enrolment  # noqa: PLC0415

    people = dict(Enrolment.objects.order_by("pk").values_list("code", "pk"))
    return people, Enrolment.objects.order_by("pk").values_list("training_class_id", flat=True)[0]


def ours(session: int, codes: Sequence[str]) -> Callable[[int], object]:
    """As the page does it."""
    from django.utils import timezone  # noqa: PLC0415

    from nscl.training.operations.check_in import Answer, check_in  # noqa: PLC0415
    from nscl.training.rules.check_in import Who  # noqa: PLC0415

    def act(place: int) -> None:
        who, device = Who(code=codes[place]), f"{place:032x}"
        done = check_in(session=session, who=who, device=device, at=timezone.now())
        if done.answer is not Answer.DONE:
            raise AssertionError(done.answer)

    return act


def page(session: int, codes: Sequence[str]) -> Callable[[int], object]:
    """The page itself: the phone has read the code before and now sends who holds it."""
    from django.test import Client  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from nscl.training.models import Session  # noqa: PLC0415
    from nscl.training.rules.check_in import code_at, session_address  # noqa: PLC0415

    row = Session.objects.select_related("training_class").get(pk=session)
    address = session_address(row.training_class.public_id, row.check_in_key)
    code = code_at(row.check_in_key, timezone.now())
    phones = [Client(SERVER_NAME="localhost") for _code in codes]
    for phone in phones:
        phone.get(reverse("check-in", kwargs={"address": address, "code": code}))
    path = reverse("check-in-phone", kwargs={"address": address})

    def act(place: int) -> None:
        answer = phones[place].post(path, {"ai": codes[place]})
        if "Đã điểm danh có mặt" not in answer.content.decode():
            raise AssertionError(answer.content.decode())

    return act


def complete(session: int) -> bool:
    """Whether each of the 200 has one mark, and the tally that the database keeps says so."""
    from django.db.models import Count  # noqa: PLC0415

    from nscl.training.models import Attendance, Enrolment  # noqa: PLC0415

    rows = Attendance.objects.filter(session=session, state="present").order_by("pk")
    marked = rows.count() == rows.values("enrolment").distinct().count() == PEOPLE
    counted = Enrolment.objects.annotate(n=Count("attendances")).order_by("pk").values_list("attended", "n")
    return marked and all(attended == n for attended, n in counted)


if __name__ == "__main__":
    sys.exit(main())
