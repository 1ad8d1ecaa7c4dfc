"""Tests and evaluation forms in files: those that ship with the system (YAML), and the Excel template of a test."""
