"""The forms of an application: what is asked for, the costs, the papers; asking for a link; withdrawing."""
