"""Descriptions of interfaces that others build upon: OpenAPI, AsyncAPI, GraphQL, protobuf.

A file is one by its name and place; GraphQL files elsewhere hold the queries of clients.
"""

from __future__ import annotations

import re

from snapshot.changed_file import ChangedFile
from snapshot.diff import hunks
from snapshot.generated import is_generated

_DESCRIPTION = re.compile(
    r"(?:.*/)?(?:"
    r"(?:[\w.-]*[._-])?(?:openapi|swagger|asyncapi)(?:[._-][\w.-]*)?\.(?:ya?ml|json)"
    r"|(?:openapi|swagger|asyncapi)/(?:[^/]+/)*[\w.-]+\.(?:ya?ml|json)"
    r"|(?:[\w.-]*[._-])?schema\.(?:graphqls?|gql)|[^/]+\.graphqls"
    r"|(?:schema|schemas|graphql/schema)/(?:[^/]+/)*[^/]+\.(?:graphql|gql)"
    r"|[^/]+\.proto"
    r")",
    re.IGNORECASE | re.DOTALL,
)
# Settings of linters and generators, which carry the name as well.
_SETTINGS = re.compile(r"(?:config|rules?|generator|codegen|lint|ignore|package)", re.IGNORECASE)
_COMMENT = {"proto": re.compile(r"//|/\*|\*(?!\w)"), "graphql": re.compile(r"#")}
_FOR_READERS = re.compile(
    r"(?:-\s+)?[\"']?(?:description|summary|title|version|example|examples|externalDocs|contact"
    r"|termsOfService|x-[\w-]+)[\"']?\s*:|#"
)


def is_api_description(path: str) -> bool:
    """True for the description of an interface; not for what is generated or vendored."""
    if not _DESCRIPTION.fullmatch(path) or is_generated(path):
        return False
    return not _SETTINGS.search(path.rpartition("/")[2])


def changes_for_callers(file: ChangedFile) -> bool:
    """Whether a change of a description may concern those who call the interface.

    False only where every line of the patch speaks to readers: comments, descriptions, examples,
    the version of the document. What cannot be seen may concern them.
    """
    if file.patch is None:
        return file.kind != "renamed" or file.changed_lines > 0
    changed = (line for hunk in hunks(file.patch) for line in hunk.lines if line.kind != "context")
    texts = (line.text.strip() for line in changed)
    return any(text and not _speaks_to_readers(file.path, text) for text in texts)


def _speaks_to_readers(path: str, line: str) -> bool:
    extension = path.rpartition(".")[2].lower()
    if extension in ("yaml", "yml", "json"):
        return bool(_FOR_READERS.match(line))
    return bool(_COMMENT["proto" if extension == "proto" else "graphql"].match(line))
