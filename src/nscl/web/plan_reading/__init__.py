"""From a signed document to a draft: upload, progress, what was read, the review screen."""
