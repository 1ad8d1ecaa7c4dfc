"""What is left to look at in a draft that was read from a document, and what people made of it."""
