"""Word templates of reports: their fields, the standard one, what is wrong with one, filling one in."""

from nscl.documents.report_papers.templates.archive import MOST_BYTES
from nscl.documents.report_papers.templates.checking import check_template
from nscl.documents.report_papers.templates.fields import FIELDS, FieldForm, Purpose, TemplateField
from nscl.documents.report_papers.templates.problems import ProblemRule, TemplateProblem, TemplateRefused
from nscl.documents.report_papers.templates.standard import standard_template

__all__ = [
    "FIELDS",
    "MOST_BYTES",
    "FieldForm",
    "ProblemRule",
    "Purpose",
    "TemplateField",
    "TemplateProblem",
    "TemplateRefused",
    "check_template",
    "standard_template",
]
