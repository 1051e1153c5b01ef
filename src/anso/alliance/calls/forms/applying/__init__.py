"""A call's form as a page: what was sent is read into answers, and answers are shown as inputs with their problems."""

from anso.alliance.calls.forms.applying.names import input_name
from anso.alliance.calls.forms.applying.phrases import answer_words
from anso.alliance.calls.forms.applying.questions import Question, questions
from anso.alliance.calls.forms.applying.sent import Sent, read_sent

__all__ = ["Question", "Sent", "answer_words", "input_name", "questions", "read_sent"]
