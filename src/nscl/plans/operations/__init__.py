"""Writing the tables of `plans`: its part of the acts on a whole plan, which live in `nscl.finance.operations`.

A whole plan has money, which `plans` cannot see; so these functions check nothing that needs the whole plan, record no
audit event and ask no permission: the acts that call them do, once for plan and money together.
"""
