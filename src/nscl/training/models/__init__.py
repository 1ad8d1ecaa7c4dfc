"""Training as it is stored."""

from nscl.training.models.certificates import Certificate
from nscl.training.models.courses import ClassStaff, ClassTrainer, Course, Session, TrainingClass
from nscl.training.models.enrolments import (
    Attendance,
    AttendanceStep,
    Enrolment,
    Evaluation,
    EvaluationAnswer,
    Result,
    TestAnswer,
)
from nscl.training.models.questionnaires import Choice, Question, Questionnaire
from nscl.training.models.registers import (
    Club,
    ClubActivity,
    ClubRoll,
    Expert,
    ExpertCertificate,
    ExpertField,
    SchoolProgramme,
)
from nscl.training.models.reminders import ClassReminder

__all__ = [
    "Attendance",
    "AttendanceStep",
    "Certificate",
    "Choice",
    "ClassReminder",
    "ClassStaff",
    "ClassTrainer",
    "Club",
    "ClubActivity",
    "ClubRoll",
    "Course",
    "Enrolment",
    "Evaluation",
    "EvaluationAnswer",
    "Expert",
    "ExpertCertificate",
    "ExpertField",
    "Question",
    "Questionnaire",
    "Result",
    "SchoolProgramme",
    "Session",
    "TestAnswer",
    "TrainingClass",
]
