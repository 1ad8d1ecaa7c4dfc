"""A table made by our operation is known as one made by Django's."""

from __future__ import annotations

import pytest
from django.db import connection, models
from django.db.migrations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from nscl.records.migrating import NewModel


def operations(kind: type[CreateModel]) -> list[Operation]:
    def key(to: str, **more: object) -> models.ForeignKey:  # type: ignore[type-arg]
        return models.ForeignKey(to, on_delete=models.CASCADE, **more)  # type: ignore[arg-type]

    number = ("id", models.BigAutoField(primary_key=True))
    return [
        kind("Person", [number, ("name", models.CharField(max_length=20))]),
        kind("Place", [number, ("head", key("people.person", related_name="places"))]),
        kind("House", [number, ("place", key("people.place")), ("next", key("self", null=True))]),
        kind("Visit", [number, ("house", key("people.house")), ("guest", key("people.person", related_name="visits"))]),
    ]


def related(state: ProjectState) -> dict[str, tuple[set[str], dict[str, str]]]:
    """By model: from where it is pointed to, and to which model each key of it leads: the one that the state has."""
    found = {}
    for model in state.apps.get_models():
        keys = {}
        for field in model._meta.fields:
            if isinstance(field.related_model, type):
                assert field.related_model is state.apps.get_model(field.related_model._meta.label)
                keys[field.name] = field.related_model._meta.label_lower
        found[model._meta.label_lower] = ({one.name for one in model._meta.related_objects}, keys)
    return found


@pytest.mark.django_db(transaction=True)
def test_the_state_and_the_tables_are_those_of_django() -> None:
    states = []
    for kind in (CreateModel, NewModel):
        state = ProjectState()
        assert state.apps is not None  # rendered, as `migrate` has it
        done = operations(kind)
        with connection.schema_editor(collect_sql=True) as editor:
            for one in done:
                before = state.clone()
                one.state_forwards("people", state)
                one.database_forwards("people", editor, before, state)
        states.append((related(state), editor.collected_sql))
    assert states[0] == states[1]
    assert states[1][0]["people.person"] == ({"places", "visits"}, {})


def test_a_state_that_is_not_rendered_stays_so() -> None:
    state = ProjectState()
    for one in operations(NewModel):
        one.state_forwards("people", state)
    assert "apps" not in state.__dict__
    assert set(related(state)) == {"people.person", "people.place", "people.house", "people.visit"}
