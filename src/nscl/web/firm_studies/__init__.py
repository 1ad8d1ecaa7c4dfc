"""Studies of firms: survey microdata estimated by a process of its own, published by the leader."""
