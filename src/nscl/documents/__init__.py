"""Documents, pure: the plan pack (`pack`), the contradictions in it (`checks`), Excel files (`excel`)."""
