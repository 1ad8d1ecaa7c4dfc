"""Whom training reached: figures of classes done, each a door to the classes behind it."""
