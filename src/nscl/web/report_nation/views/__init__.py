"""Views, by what a person comes for."""
