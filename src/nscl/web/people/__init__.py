"""People who stand twice in the register: proposed, compared, made one, or remembered as two."""
