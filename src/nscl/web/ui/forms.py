"""How forms look: labels above, help below, errors in place and summed up on top with links to the fields."""

from __future__ import annotations

from django.forms.renderers import DjangoTemplates


class FormRenderer(DjangoTemplates):
    """Set as FORM_RENDERER: `{{ form }}` and `{{ form.x.as_field_group }}` come out in the house's markup."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    formset_template_name = "ui/forms/formset.html"
