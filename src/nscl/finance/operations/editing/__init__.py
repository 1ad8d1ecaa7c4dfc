"""Editing a draft in place: one mechanism for every kind of item.

What a person sends is the pack's own frozen record of the item (`documents.pack.schema`; `BudgetFrame` for the frame
of the budget): its class says the kind, its references are keys. The mechanism reads the plan, puts the record in its
place, lets the pack's own rules judge the whole, writes the rows of that one item, and then records the event, keeps
the search index and checks the plan again.
"""

from nscl.finance.operations.editing.acts import Edited, add_item, move_item, remove_item, update_item
from nscl.finance.operations.editing.records import build, current_record

__all__ = ["Edited", "add_item", "build", "current_record", "move_item", "remove_item", "update_item"]
