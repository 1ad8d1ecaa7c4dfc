"""Three sets of settings: `sample` (a laptop, sample accounts), `production`, and `testing`, all on `base`."""
