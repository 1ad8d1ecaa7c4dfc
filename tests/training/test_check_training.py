"""`nscl check-training`: what is kept counted is held against the marks, and counted anew where it differs."""

from __future__ import annotations

from click.testing import CliRunner

from nscl.cli import main
from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM
from nscl.training.models import Enrolment
from nscl.training.operations.recounting import recount_training
from nscl.training.queries.checking import check_training
from nscl.work.models import ActivityOutput, Participation
from tests.factories.people import AT
from tests.factories.training import World, finish


def test_what_agrees_is_said_to_agree(world: World) -> None:
    finish(world)
    found = check_training()
    assert (found.enrolments, found.classes, found.attended, found.tallies) == (4, 1, (), ())
    run = CliRunner().invoke(main, ["check-training"])
    assert (run.exit_code, run.output) == (0, "Lượt người khớp với điểm danh: 4 học viên của 1 lớp.\n")
    events = AuditEvent.objects.count()
    recount_training(by=SYSTEM, at=AT)
    assert AuditEvent.objects.count() == events


def test_what_differs_is_named_and_counted_anew(world: World) -> None:
    finish(world)
    Enrolment.objects.filter(pk=world.people[0].number).update(attended=7)
    Enrolment.objects.filter(pk=world.people[1].number).update(attended=0)
    ActivityOutput.objects.update(quantity=40)
    found = check_training()
    assert {(one.enrolment, one.kept, one.counted) for one in found.attended} == {
        (world.people[0].number, 7, 2),
        (world.people[1].number, 0, 2),
    }
    assert [(one.training_class, one.kept, one.counted) for one in found.tallies] == [(world.number, 40, 2)]
    run = CliRunner().invoke(main, ["check-training"])
    assert run.exit_code == 1
    assert "3 chỗ lệch" in run.output
    assert "Cách sửa" in run.output
    run = CliRunner().invoke(main, ["check-training", "--recount"])
    assert (run.exit_code, "Đã ghi lại 3 chỗ lệch" in run.output) == (0, True)
    after = check_training()
    assert (after.attended, after.tallies) == ((), ())
    assert int(ActivityOutput.objects.get().quantity) == 3


def test_participants_by_kind_are_held_against_the_list_too(world: World) -> None:
    finish(world)
    Participation.objects.filter(kind="school").delete()
    assert [one.by_kind_only for one in check_training().tallies] == [True]
    recount_training(by=SYSTEM, at=AT)
    assert Participation.objects.count() == 2
