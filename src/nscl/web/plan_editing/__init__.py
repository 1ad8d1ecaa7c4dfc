"""Writing plans on the screen: take in, check, edit item by item, decide findings, issue, amend."""
