"""Growth accounting: what of the growth of output came from capital, from labour, and from neither (TFP)."""
