"""The year's work on the screen: annual plans of agencies, activities, what was done."""
