"""Pages of outreach: visits, surveys of needs, the funnel from visited to supported."""
