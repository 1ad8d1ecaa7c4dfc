"""Bytes → text: UTF-8, UTF-16, and the encodings from before Unicode that Vietnamese offices' old files still use."""
