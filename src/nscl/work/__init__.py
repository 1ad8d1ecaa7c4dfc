"""The year's work: what each agency plans, does and shows for it; what stands in the way; who is commended."""
