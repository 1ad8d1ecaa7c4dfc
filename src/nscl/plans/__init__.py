"""Plans: their editions, targets, tasks, duties, and what contradicts itself in them."""
