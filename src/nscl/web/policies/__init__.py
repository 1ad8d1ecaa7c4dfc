"""Pages of the rules of support: what each says, what of it is not known, a draft tried on past cases."""
