"""Container images, Terraform modules and charts that a change adds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snapshot.dependencies import DependencyKind, added_dependencies, is_manifest
from tests.snapshot.test_dependencies import added, changed

IMAGES = [
    ("Dockerfile", "+FROM python:3.12-slim AS build\n+RUN x\n+FROM build\n", "python"),
    ("Dockerfile", "+FROM --platform=$BUILDPLATFORM golang:1.23 as go\n+FROM go AS x", "golang"),
    ("build/api.Dockerfile", "+FROM docker.io/library/redis:7@sha256:aa", "redis"),
    ("Dockerfile.dev", "+FROM ${REGISTRY}/acme/base:${TAG}", "acme/base"),
    ("Containerfile", "+FROM quay.io:443/acme/base", "quay.io:443/acme/base"),
    ("compose.yaml", "services:\n  db:\n+    image: postgres:17 # why\n", "postgres"),
    ("docker-compose.dev.yml", '+    image: "ghcr.io/acme/queue@sha256:aa"', "ghcr.io/acme/queue"),
]


@pytest.mark.parametrize(("path", "patch", "names"), IMAGES)
def test_a_new_image_is_named_without_its_version(path: str, patch: str, names: str) -> None:
    assert added(path, patch, "images") == names.split()


@pytest.mark.parametrize(
    ("path", "patch"),
    [
        ("Dockerfile", "-FROM python:3.12\n+FROM python:3.13"),
        ("Dockerfile", "-FROM redis:7\n+FROM docker.io/library/redis:7"),
        ("Dockerfile", "+FROM ${BASE}\n+FROM scratch\n+FROM builder"),
        ("Dockerfile", "+# FROM python:3\n+COPY --from=node:22 /a /b"),
        ("compose.yaml", "+    image: ${IMAGE}\n+    build: ."),
        ("values.yaml", "+    image: redis:7"),
        ("docs/dockerfile.md", "+FROM python:3"),
    ],
)
def test_what_brings_no_new_image_names_none(path: str, patch: str) -> None:
    assert added(path, patch, "images") == []


MODULES = [
    ("main.tf", 'module "vpc" {\n+  source = "acme/vpc/aws"\n+  version = "1"\n}', "acme/vpc/aws"),
    (
        "versions.tf",
        "terraform {\n  required_providers {\n    aws = {\n"
        '      source = "hashicorp/aws"\n    }\n+    google = {\n'
        '+      source  = "hashicorp/google"\n+    }\n  }\n}',
        "hashicorp/google",
    ),
    ("a.tf", '+  source  = "hashicorp/random"\n+  version = "~> 3"', "hashicorp/random"),
    ("a.tf", '+  source = "git::https://host.example/m.git//vpc?ref=v1"', "git::https://host.exa"),
    ("Chart.yaml", "dependencies:\n  - name: a\n+  - name: redis # why\n+    version: 1", "redis"),
    ("Chart.yaml", '+- name: "redis"\n+  repository: https://host.example', "redis"),
]


@pytest.mark.parametrize(("path", "patch", "start"), MODULES)
def test_a_new_module_is_named(path: str, patch: str, start: str) -> None:
    [name] = added(path, patch, "modules")
    assert name.startswith(start)


@pytest.mark.parametrize(
    ("path", "patch"),
    [
        ("main.tf", 'module "vpc" {\n+  source = "./modules/vpc"\n}'),
        ("main.tf", 'resource "aws_s3_object" "x" {\n+  source = "files/x.zip"\n}'),
        ("main.tf", '+  source = "files/x.zip"\n+  key = "x"'),
        ("main.tf", 'module "a" {\n}\n+  source = "files/x.zip"'),
        ("main.tf", '-  source = "git::https://h.example/m?ref=1"\n+  source = "git::https://h.example/m?ref=2"'),
        ("Chart.yaml", "maintainers:\n+  - name: Ada\n+    email: ada@host.example"),
        ("Chart.yaml", "+  - name: Ada\n+    email: ada@host.example"),
        ("Chart.yaml", "name: shop\n-version: 1\n+version: 2"),
    ],
)  # fmt: skip
def test_what_brings_no_new_module_names_none(path: str, patch: str) -> None:
    assert added(path, patch, "modules") == []


def test_what_is_a_package_of_one_kind_is_none_of_another() -> None:
    compose = changed("compose.yaml", "    image: redis:7\n+    # note")
    package = changed("package.json", '"dependencies": {\n+  "redis": "^4"')
    assert added_dependencies([compose, package], "packages") == {"package.json": ("redis",)}
    assert added_dependencies([compose, package], "images") == {}
    assert not is_manifest("Dockerfile", "packages")


@given(
    st.sampled_from([("Dockerfile", "images"), ("compose.yml", "images"), ("a.tf", "modules")]),
    st.text(alphabet=st.sampled_from(list("ab:/@${}\"'= \n.-#FROMimagesource"))),
)
def test_any_lines_can_be_read(file: tuple[str, DependencyKind], text: str) -> None:
    path, kind = file
    assert all(added(path, "\n".join("+" + line for line in text.split("\n")), kind))
