"""The page of a pull request: its last verdicts, the whole review map, and how it came to them; and
a list of such pages. Those who put it on a page take it from `reviews.page.rendering`, which brings
the templates with it.
"""

from reviews.page.evaluation import REVIEW_COVERAGE, Evaluation
from reviews.page.gist import gist_of
from reviews.page.kept import packed, packed_map, unpacked, unpacked_map
from reviews.page.past import said_before
from reviews.page.seen import evaluation_of
from reviews.page.subject import PullSeen
from reviews.page.view import place_of

__all__ = [
    "REVIEW_COVERAGE",
    "Evaluation",
    "PullSeen",
    "evaluation_of",
    "gist_of",
    "packed",
    "packed_map",
    "place_of",
    "said_before",
    "unpacked",
    "unpacked_map",
]
