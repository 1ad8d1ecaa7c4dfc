"""The screens: `ui` (layout, parts, tables) and one folder a noun."""
