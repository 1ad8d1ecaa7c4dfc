"""Support to organisations for officers, council, leader and finance, below `/ho-tro/`."""
