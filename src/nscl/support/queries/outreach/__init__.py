"""Reads about outreach: visits, surveys and their answers, the funnel from visited to supported."""
