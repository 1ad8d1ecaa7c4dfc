"""Documents, pure: the plan pack (`pack`), the contradictions in it (`checks`) and the writing of Excel files (`excel`)."""
