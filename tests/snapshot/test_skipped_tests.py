"""Skipped tests: what leaves a test out, and what only does on a condition."""

import pytest

from snapshot.skipped_tests import is_on_demand, may_skip, skipped_tests

IN_BODY = "def test_it():"
SKIPPED = [
    ("tests/test_a.py", '@pytest.mark.skip(reason="_")', ""),
    ("tests/test_a.py", "@pytest.mark.skip", ""),
    ("tests/test_a.py", "    @pytest.mark.xfail", "class TestIt:"),
    ("tests/test_a.py", '@unittest.skip("_")', ""),
    ("tests/test_a.py", "@unittest.expectedFailure", ""),
    ("src/a.test.ts", "it.skip('____', () => {", ""),
    ("src/a.test.ts", "  xit(`____`, async () => {", "describe('_', () => {"),
    ("src/a.spec.js", 'describe.skip("_", () => {', ""),
    ("src/a.spec.js", "test.todo('_');", ""),
    ("src/a.spec.js", "test.skip.each([1, 2])('_', () => {", ""),
    ("e2e/a.spec.ts", "  test.fixme('_', async () => {", "describe('_', () => {"),
    ("src/test/java/ATest.java", '    @Disabled("_")', "class ATest {"),
    ("src/test/java/ATest.java", "    @Ignore", "class ATest {"),
    ("src/test/java/ATest.java", "    @Test(enabled = false)", "class ATest {"),
    ("src/test/kotlin/ATest.kt", "    @Ignore", "class ATest {"),
    ("a_test.go", '\tt.Skip("_")', "func TestA(t *testing.T) {"),
    ("a_test.go", "\t\tt.SkipNow()", '\tt.Run("_", func(t *testing.T) {'),
    ("src/lib.rs", "    #[ignore]", "mod tests {"),
    ("A.Tests/ATests.cs", '    [Fact(Skip = "_")]', "public class ATests {"),
    ("A.Tests/ATests.cs", "    [Ignore]", "public class ATests {"),
    ("spec/a_spec.rb", '  xit "_" do', "describe A do"),
    ("spec/a_spec.rb", '    pending "_"', '  it "_" do'),
    ("tests/ATest.php", "        $this->markTestSkipped('_');", "    public function testA() {"),
    ("Tests/ATests.swift", '        throw XCTSkip("_")', "    func testA() throws {"),
    ("Tests/ATests.swift", '    @Test(.disabled("_"))', "struct A {"),
    ("test/a_test.exs", "  @tag :skip", "defmodule ATest do"),
    ("test/a_test.dart", "  }, skip: true);", "void main() {"),
    ("tests/testthat/test-a.R", '  skip("_")', 'test_that("_", {'),
    ("test/runtests.jl", "@test_broken f(1) == 2", ""),
    ("test/ASpec.hs", '  xit "_" $ do', "spec = do"),
    ("a_test.cc", "TEST(A, DISABLED_B) {", ""),
    ("src/a.zig", "    return error.SkipZigTest;", 'test "_" {'),
    ("test/a.bats", '  skip "_"', "@test _ {"),
    ("a.Tests.ps1", "  It '_' -Skip {", "Describe '_' {"),
]


@pytest.mark.parametrize(("path", "code", "enclosing"), SKIPPED)
def test_a_test_that_is_left_out_is_found(path: str, code: str, enclosing: str) -> None:
    assert may_skip(code)
    assert len(list(skipped_tests(code, path, enclosing))) == 1


@pytest.mark.parametrize(
    ("path", "code", "enclosing"),
    [
        ("tests/test_a.py", '@pytest.mark.skipif(sys.platform == "_", reason="_")', ""),
        ("tests/test_a.py", '@unittest.skipIf(WINDOWS, "_")', ""),
        ("tests/test_a.py", '    pytest.skip("_")', IN_BODY),
        ("e2e/a.spec.ts", "  test.skip(browserName === '_', '_');", "describe('_', () => {"),
        ("src/a.spec.js", "    describe.skip('_')", "  if (!compatible) {"),
        ("src/ATest.java", "    @DisabledOnOs(OS.WINDOWS)", "class ATest {"),
        ("src/main/java/Entity.java", "    @Ignore", "class Entity {"),
        ("src/test/java/ATest.java", "    @JsonIgnore", "class ATest {"),
        ("a_test.go", '\t\tt.Skip("_")', "\tif testing.Short() {"),
        ("a_test.go", '\t\tt.Skip("_")', ""),
        ("spec/a_spec.rb", '    skip "_" if RUBY_VERSION', '  it "_" do'),
        ("spec/a_spec.rb", '      skip "_"', "    unless linux?"),
        ("tests/ATest.php", "      $this->markTestSkipped('_');", "    if (!$x) {"),
        ("src/queue.ts", "queue.skip('_')", ""),
        ("src/a.test.ts", "iterator.skip(3)", ""),
        ("src/app.rb", '  skip "_"', "def call"),
        ("a.Tests.ps1", "  It '_' -Skip:$IsLinux {", "Describe '_' {"),
    ],
)
def test_conditions_and_other_meanings_are_none(path: str, code: str, enclosing: str) -> None:
    assert list(skipped_tests(code, path, enclosing)) == []


@pytest.mark.parametrize(
    ("reason", "says_so"),
    [
        ('[Fact(Skip = "For manual verification only")]', True),
        ('#[ignore = "long-running stress harness; set RUN_STRESS=1 to run"]', True),
        ('#[ignore = "only compile doc examples"]', True),
        ('#[ignore = "requires a live account"]', True),
        ('@pytest.mark.skip(reason="flaky")', False),
        ('@Disabled("requires refactoring of the parser")', False),
        ('t.Skip("will be addressed in a separate change")', False),
    ],
)
def test_a_reason_may_say_that_a_test_is_run_on_demand(reason: str, says_so: bool) -> None:
    assert is_on_demand(reason) is says_so


@pytest.mark.parametrize(
    ("path", "line", "word"),
    [
        ("src/lib.rs", "    #[ignore]", "#[ignore]"),
        ("src/lib.rs", '    #[ignore = ""]', "#[ignore]"),
        ("tests/FooTests.cs", '    [Ignore("")]', "[Ignore]"),
        ("tests/FooTests.vb", '    <Ignore("")>', "<Ignore>"),
        ("tests/FooTest.java", "    @Disabled", "@Disabled"),
    ],
)
def test_an_attribute_is_named_whole(path: str, line: str, word: str) -> None:
    assert list(skipped_tests(line, path)) == [word]
