"""Dependencies a change adds."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snapshot.changed_file import ChangedFile
from snapshot.dependencies import added_dependencies as added_of
from snapshot.dependencies import is_manifest as is_manifest_of
from snapshot.dependencies import is_unread as is_unread_of
from snapshot.manifests.table import DependencyKind


def added(path: str, patch: str, kind: DependencyKind = "packages") -> list[str]:
    """What a patch adds; its header is left out, lines without mark are context."""
    return list(added_of([changed(path, patch)], kind).get(path, ()))


def added_dependencies(files: Sequence[ChangedFile]) -> Mapping[str, tuple[str, ...]]:
    return added_of(files, "packages")


def is_unread(file: ChangedFile) -> bool:
    return is_unread_of(file, "packages")


def is_manifest(path: str) -> bool:
    return is_manifest_of(path, "packages")


def changed(path: str, patch: str) -> ChangedFile:
    lines = [x if x[:1] in "+-" else " " + x for x in patch.strip("\n").split("\n")]
    patch = "\n".join(["@@ -20,9 +20,9 @@", *lines])
    return ChangedFile(path, "modified", 1, 1, patch=patch)


ADDITIONS = [
    ("requirements.txt", "flask==2.0\n+requests>=2 ; python_version > '3'\n+six\n", "requests six"),
    ("requirements/dev.in", "+pytest[cov] ~= 8 # why\n+-r base.txt\n+# note\n+-e .", "pytest"),
    ("dev-requirements.txt", "+a @ https://example.org/a.whl", "a"),
    ("pyproject.toml", '[project]\ndependencies = [\n    "a>=1",\n+    "b[x]>=2; extra",\n]', "b"),
    ("pyproject.toml", '    "a>=1",\n+    "b",\n+    "c<3",  # "no"\n]\n+x = ["d"]', "b c"),
    ("pyproject.toml", '[dependency-groups]\ndev = ["a", \n+ "b",\n]', "b"),
    ("pyproject.toml", '[project.optional-dependencies]\n+web = ["a>=1", "b"]', "a b"),
    ("pyproject.toml", '[build-system]\n-requires = ["a"]\n+requires = ["a", "b"]', "b"),
    (
        "pyproject.toml",
        '[tool.poetry.dependencies]\npython = "^3"\n+b = "^1"\n+c = {git = "x"}',
        "b c",
    ),
    ("pyproject.toml", '[tool.poetry.group.dev.dependencies]\n+b = "*"', "b"),
    ("setup.py", 'setup(\n    install_requires=[\n        "a",\n+        "b",\n    ],', "b"),
    ("setup.cfg", "[options]\ninstall_requires =\n    a\n+    b>=2\nzip_safe = no", "b"),
    ("Pipfile", '[packages]\na = "*"\n+b = "*"', "b"),
    ("package.json", '"dependencies": {\n  "a": "^1",\n+  "@x/b": "workspace:*"\n}', "@x/b"),
    ("package.json", '  "a": "^1.0.0",\n+  "b": "~2.1",\n  "c": "3.x"', "b"),
    ("web/package.json", '+"devDependencies": { "a": "^1", "b": "latest" }', "a b"),
    (
        "composer.json",
        '"require": {\n  "php": ">=8",\n+  "a/b": "^1",\n+  "ext-x": "*"\n}',
        "a/b ext-x",
    ),
    ("go.mod", "require (\n\tx.org/a v1.0.0\n+\tx.org/b/v2 v2.1.0\n)", "x.org/b/v2"),
    ("go.mod", "+require github.com/a/b v1.2.3", "github.com/a/b"),
    ("Cargo.toml", '[dependencies]\na = "1"\n+b = { version = "1" }\n+c.workspace = true', "b c"),
    ("Cargo.toml", '+[dev-dependencies.b]\n+version = "1"', "b"),
    ("Cargo.toml", "[target.'cfg(unix)'.dependencies]\n+b = \"1\"", "b"),
    ("Cargo.toml", 'a = "1.0"\n+b = "2"\n+c = { path = "../c" }', "b c"),
    (
        "pom.xml",
        "<dependency>\n<groupId>g</groupId>\n<artifactId>a</artifactId>\n</dependency>\n"
        "+<dependency>\n+<groupId>g</groupId>\n+<artifactId>b</artifactId>\n+</dependency>",
        "g:b",
    ),
    (
        "build.gradle",
        "implementation 'g:a:1'\n+testImplementation(\"g:b:1\")\n+api libs.c",
        "g:b libs.c",
    ),
    ("build.gradle.kts", '+implementation(platform("g:bom:1"))\n+api(project(":x"))', "g:bom"),
    ("build.gradle", "+compile group: 'g', name: 'a', version: '1'", "g:a"),
    (
        "gradle/libs.versions.toml",
        '[libraries]\n+b = { module = "g:b" }\n[versions]\n+v = "1"',
        "b",
    ),
    ("a/b.csproj", '+<PackageReference Include="A.B" Version="1" />', "A.B"),
    ("Directory.Packages.props", '+  <PackageVersion Include="A" Version="1" />', "A"),
    ("packages.config", '+  <package id="A" version="1" />', "A"),
    ("Gemfile", 'gem "a"\n+gem "b", "~> 1"\n+  gem(\'c\')\n+# gem "d"', "b c"),
    ("x.gemspec", '+  spec.add_dependency "a"\n+  s.add_development_dependency("b")', "a b"),
]


@pytest.mark.parametrize(("path", "patch", "names"), ADDITIONS)
def test_an_added_dependency_is_named(path: str, patch: str, names: str) -> None:
    assert added(path, patch) == names.split()


NO_ADDITIONS = {
    "a new version": ("requirements.txt", "-a==1\n+a==2"),
    "a new version in JSON": ("package.json", '-  "a": "^1",\n+  "a": "^2",'),
    "a new version in TOML": ("Cargo.toml", '-a = "1"\n+a = { version = "2" }'),
    "a new version in Go": ("go.mod", "-\tx.org/a v1.0.0\n+\tx.org/a v1.1.0"),
    "a new version in Maven": (
        "pom.xml",
        "<dependency>\n<artifactId>a</artifactId>\n-<version>1</version>\n+<version>2</version>",
    ),
    "a moved line": ("requirements.txt", "-a\nb\n+a"),
    "another spelling": ("requirements.txt", "-Foo_Bar==1\n+foo-bar==2"),
    "a trailing comma": ("package.json", '-  "a": "^1"\n+  "a": "^1",'),
    "a removed dependency": ("requirements.txt", "-a==1"),
    "a script": ("package.json", '"scripts": {\n+  "build": "1.2.3"\n}'),
    "the package's own version": ("package.json", '+  "version": "1.2.3",\n+  "name": "a",'),
    "a key after a section": ("package.json", '"dependencies": {\n"a": "1"\n},\n+"b": "2"'),
    "an engine": ("package.json", '"engines": {\n+  "node": ">=18"\n}'),
    "a classifier": ("pyproject.toml", 'classifiers = [\n+  "Programming Language :: Python",\n]'),
    "a linter rule": ("pyproject.toml", '[tool.ruff.lint]\nselect = ["E",\n+ "F"]'),
    "a rule in a list of unknown name": ("pyproject.toml", '    "E501",\n+    "F401",\n]'),
    "a setting": ("Cargo.toml", '[package]\n+edition = "2021"\n+version = "1"'),
    "a feature": ("Cargo.toml", '[features]\n+x = ["y"]'),
    "an indirect requirement": ("go.mod", "+\tx.org/b v2.1.0 // indirect"),
    "one that was indirect": ("go.mod", "-\tx.org/b v2.1.0 // indirect\n+\tx.org/b v2.1.0"),
    "a new major version in Go": ("go.mod", "-\tx.org/b/v2 v2.1.0\n+\tx.org/b/v3 v3.0.0"),
    "a compiled file": (
        "requirements.txt",
        "+b==1 \\\n+    --hash=sha256:aa \\\n+    # via a\n"
        "+c==2  # via b\n+d==3\n+    # via\n+    #  -r x",
    ),
    "an override": ("package.json", '"overrides": {\n+  "a": "1.2.3",\n+  "b": {"c": "1"}\n}'),
    "a constraint": ("requirements/common_constraints.txt", "+b>=5.9.0,<6.0.0"),
    "a constraint of a tool": ("pyproject.toml", '[tool.uv]\n+constraint-dependencies = ["b<6"]'),
    "a replacement": ("go.mod", "+replace x.org/b v1.0.0 => ../b\n+replace (\n+x.org/a v1.0.0\n+)"),
    "a plug-in": ("pom.xml", "+<plugin>\n+<groupId>g</groupId>\n+<artifactId>b</artifactId>"),
    "a lock file": ("package-lock.json", '+  "b": "^1"'),
    "a vendored manifest": ("node_modules/a/package.json", '"dependencies": {\n+  "b": "^1"'),
    "no manifest": ("src/a.py", "+import requests"),
}


@pytest.mark.parametrize(("path", "patch"), NO_ADDITIONS.values(), ids=NO_ADDITIONS)
def test_what_adds_no_dependency_names_none(path: str, patch: str) -> None:
    assert added(path, patch) == []


def test_a_manifest_without_a_patch_adds_nothing() -> None:
    assert added_dependencies([ChangedFile("go.mod", "modified", 900, 0)]) == {}


def test_what_another_manifest_had_already_is_not_added() -> None:
    moved = [changed("web/package.json", '-  "a": "^1",'), changed("package.json", '+  "a": "^1",')]
    assert added_dependencies(moved) == {}
    named_at_last = [
        changed("requirements.txt", "-idna==3.1 \\\n-    # via requests\n+idna==3.2"),
        changed("requirements.in", "+idna==3.2\n+httpx==0.27"),
    ]
    assert added_dependencies(named_at_last) == {"requirements.in": ("httpx",)}


NPM = '   "immutable": "5.1.9",\n+  "nanoid": "3.3.18"\n  }\n}'
LOCKED = '"node_modules/nanoid": {\n-  "version": "3.3.1",\n+  "version": "3.3.18",'


def test_an_override_is_told_from_a_dependency_by_the_lock_file() -> None:
    lock = changed("package-lock.json", LOCKED)
    assert added_dependencies([changed("web/package.json", NPM), lock]) == {}
    direct = changed("package-lock.json", f'+        "nanoid": "3.3.18",\n{LOCKED}')
    found = {"web/package.json": ("nanoid",)}
    assert added_dependencies([changed("web/package.json", NPM), direct]) == found


@pytest.mark.parametrize(
    "lock",
    [
        changed("api/package-lock.json", LOCKED),
        changed("package-lock.json", '+    "nanoid": {\n+      "version": "3.3.18",'),
        ChangedFile("package-lock.json", "modified", 9000, 9000),
    ],
    ids=["another package's", "one that lists no direct dependencies", "one without a patch"],
)
def test_a_lock_file_that_cannot_tell_is_not_asked(lock: ChangedFile) -> None:
    found = {"web/package.json": ("nanoid",)}
    assert added_dependencies([changed("web/package.json", NPM), lock]) == found


def test_manifests_are_known_by_name() -> None:
    assert is_manifest("a/b/Cargo.toml")
    assert is_manifest("requirements-dev.txt")
    assert not is_manifest("Cargo.lock")
    assert not is_manifest("docs/requirements.md")


PATHS = ["requirements.txt", "pyproject.toml", "setup.cfg", "package.json", "go.mod", "Cargo.toml"]
PATHS += ["pom.xml", "build.gradle", "a.csproj", "Gemfile", "composer.json"]


@given(
    st.sampled_from(PATHS), st.text(alphabet=st.sampled_from(list("ab\"'{}[]<>=:,/.@1 \n+-#()")))
)
def test_any_lines_can_be_read(path: str, text: str) -> None:
    assert all(added(path, "\n".join("+" + line for line in text.split("\n"))))


@pytest.mark.parametrize("path", PATHS)
def test_hostile_lines_take_no_time(path: str) -> None:
    pieces = ['"a"', "a ", "<dependency", "a.", '"a":', "implementation(", "[", "a=", "'", "libs.a"]
    lines = ["+" + piece * (20_000 // len(piece)) for piece in pieces]
    started = time.process_time()
    added(path, "\n".join(lines * 5))
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    ("path", "patch", "names"),
    [
        ("package.json", '"dependencies": {\n+  "\\u0065vil": "1.0.0",', "evil"),
        ("package.json", '"dependencies": {\n+  "evil":\n+    "1.0.0",', "evil"),
        ("package.json", '"dependencies": {\n+  "evil": "1.0\\u002e0",', "evil"),
        ("package.json", f'"dependencies": {{\n+{" " * 2_100}"evil": "1.0.0",', "evil"),
        ("requirements.txt", "+https://host.example/evil-1.0-py3-none-any.whl", "evil"),
        ("requirements.txt", "+-e git+https://host.example/x#egg=evil", "evil"),
        ("requirements.txt", "+git+https://host.example/evil.git@v1", "evil"),
        ("go.mod", 'require (\n+\t"host.example/evil" v1.0.0\n)', "host.example/evil"),
        ("pom.xml", "+<dependency >\n+<artifactId>evil</artifactId>\n+</dependency>", "evil"),
        ("Cargo.toml", '+dependencies = { evil = "1", b = { version = "2" } }', "evil b"),
        ("Cargo.toml", '+dependencies.evil = "1"', "evil"),
        ("Cargo.toml", '[dependencies]\n+"ev\\u0069l" = "1"', "evil"),
        ("Gemfile", "+gem(%q{evil})", "evil"),
    ],
)
def test_unusual_ways_of_writing_hide_no_dependency(path: str, patch: str, names: str) -> None:
    assert added(path, patch) == names.split()


def test_a_new_version_at_an_address_is_no_addition() -> None:
    old, new = "-https://host.example/a-1.0.whl", "+https://host.example/a-1.1.whl"
    assert added("requirements.txt", f"{old}\n{new}") == []
    assert (
        added("requirements.txt", "-git+https://h.example/a@v1\n+git+https://h.example/a@v2") == []
    )


def test_a_manifest_with_lines_too_long_to_read_or_no_patch_is_unread() -> None:
    minified = f'{{"x":"{"a" * 2_100}","dependencies":{{"evil":"1.0.0"}}}}'
    assert is_unread(changed("package.json", f"-{{}}\n+{minified}"))
    assert is_unread(ChangedFile("package.json", "modified", 9, 0))
    assert not is_unread(ChangedFile("package.json", "modified", 0, 9))
    assert not is_unread(changed("package.json", '+  "a": "1"'))
    assert not is_unread(ChangedFile("package-lock.json", "modified", 9, 0))


def test_a_go_module_marked_as_indirect_is_direct_when_the_change_imports_it() -> None:
    manifest = changed("go.mod", "require (\n+\thost.example/evil v1.0.0 // indirect\n)")
    assert added_dependencies([manifest]) == {}
    code = changed("main.go", 'import (\n+\tx "host.example/evil/part"\n)')
    assert added_dependencies([manifest, code]) == {"go.mod": ("host.example/evil",)}
    other = changed("main.go", '+\t"host.example/evilness"')
    assert added_dependencies([manifest, other]) == {}
