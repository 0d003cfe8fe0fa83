"""Schema migrations by their names and places."""

from __future__ import annotations

import pytest

from snapshot.migrations import is_migration


@pytest.mark.parametrize(
    "path",
    [
        "api/alembic/versions/3f2a_add_orders.py",
        "migrations/versions/2024_01_02_x.py",
        "shop/orders/migrations/0001_initial.py",
        "db/migrate/20240102030405_add_orders.rb",
        "priv/repo/migrations/20240102030405_add_orders.exs",
        "src/main/resources/db/migration/V1__init.sql",
        "src/main/resources/db/migration/V2_1__Orders.java",
        "db/R__views.sql",
        "src/main/resources/db/changelog/2024/01-orders.xml",
        "src/main/resources/db.changelog-master.yaml",
        "prisma/migrations/20240102030405_init/migration.sql",
        "migrations/2024-01-02-030405_orders/up.sql",
        "migrations/20240102030405_orders.ts",
        "src/migrations/1704164645000-Orders.ts",
        "server/migrations/20240102-orders.js",
        "src/Data/Migrations/20240102030405_Orders.cs",
        "database/migrations/2024_01_02_030405_orders.php",
        "migrations/Version20240102030405.php",
        "internal/000001_orders.up.sql",
        "migrations/00001_orders.sql",
        "supabase/migrations/20240102030405_orders.sql",
        "drizzle/0000_orders.sql",
    ],
)
def test_the_layouts_of_the_common_tools_are_known(path: str) -> None:
    assert is_migration(path)


@pytest.mark.parametrize(
    "path",
    [
        "migrations/__init__.py",
        "migrations/env.py",
        "src/migrations.py",
        "docs/migrations/0001-to-v2.md",
        "changelogs/fragments/123.yml",
        "CHANGELOG.yaml",
        "src/Data/Migrations/20240102030405_Orders.Designer.cs",
        "src/Data/Migrations/ShopModelSnapshot.cs",
        "vendor/x/migrations/0001_initial.py",
        "queries/report.sql",
        "src/2024.ts",
    ],
)
def test_other_files_are_no_migrations(path: str) -> None:
    assert not is_migration(path)
