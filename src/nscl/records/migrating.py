"""The operation by which our migrations make a table."""

from __future__ import annotations

from django.db.migrations import CreateModel
from django.db.migrations.state import ProjectState


class NewModel(CreateModel):
    """`CreateModel` that renders the new model alone.

    Django renders every model again that the new one can be reached from or reaches: with us, where nearly everything
    points to a person and a province, all of them, for every one that is added, and two thirds of the time of
    `migrate`. A model that did not exist until now is pointed to by nobody, and those that it points to learn of it as
    it is rendered.
    """

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Add the model to the state, and to its rendered models where there are some."""
        apps = state.__dict__.pop("apps", None)  # a cached property: without it, nothing is rendered
        super().state_forwards(app_label, state)
        if apps is not None:
            state.__dict__["apps"] = apps
            apps.render_multiple([state.models[app_label, self.name_lower]])
