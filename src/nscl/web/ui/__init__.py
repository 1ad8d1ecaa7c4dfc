"""The component set: the shell, typed parts, tables, forms, charts and the look that every page shares."""
