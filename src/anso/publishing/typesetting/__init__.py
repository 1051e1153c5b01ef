"""Setting documents: a template of ours and data, and out comes a tagged PDF.

Texts reach a template as data (JSON) and are set as they are: nothing that somebody wrote is ever read as markup.
"""

from anso.publishing.typesetting.press import UnsettableError, typeset

__all__ = ["UnsettableError", "typeset"]
