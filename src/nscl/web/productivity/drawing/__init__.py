"""Pictures of a run: plain figures in, Vega-Lite out. All figures come in as they are drawn (per cent, points)."""
