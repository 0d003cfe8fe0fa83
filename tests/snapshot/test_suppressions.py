"""Suppressions: which notations are known, and when somebody said why."""

import pytest

from snapshot.suppressions import may_suppress, suppressions

COMMENTS = [
    ("a.py", "# noqa"),
    ("a.py", "# noqa: E501, F401"),
    ("a.py", "# type: ignore[arg-type]"),
    ("a.py", "# pyright: ignore"),
    ("a.py", "# pylint: disable=too-many-lines,invalid-name"),
    ("a.py", "# pragma: no cover"),
    ("a.py", "# nosec B404"),
    ("a.ts", "// eslint-disable-next-line no-console, @typescript-eslint/no-explicit-any"),
    ("a.ts", "/* eslint-disable */"),
    ("a.ts", "// @ts-ignore"),
    ("a.ts", "// @ts-expect-error"),
    ("a.ts", "// biome-ignore lint/suspicious/noExplicitAny:"),
    ("a.js", "/* istanbul ignore next */"),
    ("a.js", "/* c8 ignore start */"),
    ("a.js", "// $FlowFixMe[incompatible-type]"),
    ("a.go", "//nolint"),
    ("a.go", "//nolint:errcheck,gosec"),
    ("a.go", "//lint:ignore SA1019"),
    ("a.java", "// NOSONAR"),
    ("a.java", "// CHECKSTYLE:OFF".lower()),
    ("a.kt", "//noinspection UNCHECKED_CAST"),
    ("a.rb", "# rubocop:disable Metrics/MethodLength, Style/Next"),
    ("a.rb", "# :nocov:"),
    ("a.php", "// phpcs:ignore Squiz.Files"),
    ("a.php", "/** @phpstan-ignore-next-line */"),
    ("a.swift", "// swiftlint:disable:next force_cast"),
    ("a.cpp", "// NOLINT(cppcoreguidelines-avoid-goto)"),
    ("a.cpp", "// NOLINTNEXTLINE"),
    ("a.cpp", "// LCOV_EXCL_LINE"),
    ("a.sh", "# shellcheck disable=SC2086"),
    ("Dockerfile", "# hadolint ignore=DL3008"),
    ("a.tf", "# tfsec:ignore:aws-s3-enable-versioning"),
    ("a.yml", "# yamllint disable-line rule:line-length"),
    ("a.ex", "# credo:disable-for-next-line"),
    ("a.R", "# nocov start"),
    ("a.dart", "// ignore: avoid_print"),
    ("a.pl", "## no critic (ProhibitEval)"),
]
CODE = [
    ("a.java", '@SuppressWarnings("unchecked")'),
    ("a.kt", '@Suppress("UNCHECKED_CAST")'),
    ("a.kt", '@file:Suppress("x")'),
    ("a.rs", "#[allow(dead_code)]"),
    ("a.rs", "#![allow(clippy::all)]"),
    ("a.cs", '[SuppressMessage("Design", "CA1031")]'),
    ("a.cs", "#pragma warning disable CS0618"),
    ("a.c", '#pragma GCC diagnostic ignored "-Wformat"'),
    ("a.scala", "@nowarn"),
]


@pytest.mark.parametrize(("path", "comment"), COMMENTS)
def test_a_bare_suppression_in_a_comment_has_no_reason(path: str, comment: str) -> None:
    assert may_suppress(comment)
    assert [each.has_reason for each in suppressions(comment, "", path)] == [False]


@pytest.mark.parametrize(("path", "code"), CODE)
def test_attributes_suppress_as_well(path: str, code: str) -> None:
    assert may_suppress(code)
    assert [each.has_reason for each in suppressions("", code, path)] == [False]


@pytest.mark.parametrize(
    "comment",
    [
        "# noqa: S603 -- arguments are ours",
        "# arguments are our own  # noqa: S603",
        "# type: ignore[attr-defined]  # stubs lack it",
        "// eslint-disable-next-line no-console -- the CLI talks here",
        "// @ts-expect-error the types are wrong upstream",
        "//nolint:errcheck // closing cannot fail",
        "// NOLINT(rule): needed by the ABI",
        "// biome-ignore lint/x/y: generated names",
        "# rubocop:disable Metrics/AbcSize -- a table of cases",
        "# shellcheck disable=SC2086 # words are meant",
        "# pragma: no cover - only on Windows",
        "// NOSONAR cannot be null here",
    ],
)
def test_a_reason_in_the_same_comment_is_one(comment: str) -> None:
    assert [each.has_reason for each in suppressions(comment, "", "a.x")] == [True]


def test_a_reason_may_stand_above_or_in_the_attribute() -> None:
    above = "# The stubs lack this method."
    assert [s.has_reason for s in suppressions("# noqa", "", "a.py", above)] == [True]
    assert [s.has_reason for s in suppressions("# noqa", "", "a.py", "# noqa: E501")] == [False]
    rust = '#[allow(dead_code, reason = "_")]'
    assert [s.has_reason for s in suppressions("", rust, "a.rs")] == [True]
    below = '    justification = "_",\n    value = "_")'.replace("just", "Just")
    java = list(suppressions("", "@SuppressFBWarnings(", "A.java", below=below))
    assert [s.has_reason for s in java] == [True]
    code = "#pragma warning disable CS0618 // kept for old clients"
    assert [s.has_reason for s in suppressions("", code, "a.cs")] == [True]


@pytest.mark.parametrize(
    "comment", ["# ignore what follows", "// disable the button", "# see noqat", "// skip this one"]
)
def test_ordinary_words_suppress_nothing(comment: str) -> None:
    assert list(suppressions(comment, "", "a.py")) == []
