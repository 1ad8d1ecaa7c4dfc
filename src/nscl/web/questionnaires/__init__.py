"""Tests and evaluation forms on the screen: a province's forms, what a class answered, and the participant's own."""
