"""Views of the province's report and of templates."""
