"""Sample data of the component gallery: invented, and marked so on the page."""
