"""Plain rules of reporting: moves, closing days, what a figure is compared with; no ORM, no clock."""
