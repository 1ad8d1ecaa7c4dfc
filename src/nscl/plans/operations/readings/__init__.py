"""An uploaded document's way to a draft: uploaded, read by a worker of its own, read again, discarded, drafted."""
