"""Tables of accountability. They sit below every other package, so they point at things by kind and number."""

from nscl.records.models.evidence import Evidence, EvidenceFile
from nscl.records.models.search import SearchEntry
from nscl.records.models.trail import AuditChange, AuditEvent

__all__ = ["AuditChange", "AuditEvent", "Evidence", "EvidenceFile", "SearchEntry"]
