"""Schema migrations: files whose names and places say that they change a database.

Known are the layouts of Alembic, Django, Rails, Flyway, Liquibase, Prisma, Knex and its relatives,
EF Core, Laravel, Doctrine, Ecto, Diesel and the tools that number SQL files (golang-migrate, goose,
sqlx, Drizzle).
"""

from __future__ import annotations

import re

from snapshot.generated import is_generated

_FORMS = (
    # Alembic
    r"(?:alembic|migrations)/versions/[^/]+\.py",
    # Django
    r"migrations/\d{4}_\w+\.py",
    # Rails and Ecto
    r"(?:db|repo)/(?:\w+_)?migrat(?:e|ions)/\d{10,14}_\w+\.(?:rb|exs)",
    # Flyway
    r"[VUR]\d[\d._]*__[^/]+\.(?:sql|java|kt|groovy)|R__[^/]+\.sql",
    # Liquibase
    r"(?:db|database|liquibase)/(?:[^/]+/)*change-?(?:logs?|sets?)/(?:[^/]+/)*"
    r"[^/]+\.(?:xml|ya?ml|json|sql)",
    r"(?:db|database|liquibase)[._-]change-?log[\w.-]*\.(?:xml|ya?ml|json|sql)",
    # Prisma, Diesel, Hasura: a folder for each
    r"migrations/(?:[^/]+/)*\d[\w.-]*/(?:migration|up|down)\.sql",
    # Knex, Sequelize, TypeORM, MikroORM
    r"migrations/(?:[^/]+/)?(?:Migration)?\d{8,14}[-_]?[\w.-]*\.(?:[cm]?[jt]s)",
    # Laravel and Doctrine
    r"migrations/(?:\d{4}_\d\d_\d\d_\d{6}_\w+|Version\d{14})\.php",
    # EF Core
    r"Migrations/(?:[^/]+/)?\d{14}_\w+\.cs",
    # golang-migrate and other tools that number SQL files
    r"\d+[-_][\w.-]+\.(?:up|down)\.(?:sql|cql|json)",
    r"(?:migrations?|migrate|drizzle)/(?:[^/]+/)*(?:V|v)?\d[\w.-]*\.sql",
)
_MIGRATION = re.compile(f"(?:.*/)?(?:{'|'.join(_FORMS)})", re.DOTALL)
_SNAPSHOT = re.compile(r"(?:Designer|ModelSnapshot)\.cs$")


def is_migration(path: str) -> bool:
    """True for a file that changes the schema of a database when it is run."""
    return (
        bool(_MIGRATION.fullmatch(path)) and not _SNAPSHOT.search(path) and not is_generated(path)
    )
