from __future__ import annotations

from prometheus_client.openmetrics.parser import text_string_to_metric_families as openmetrics
from prometheus_client.parser import text_string_to_metric_families as plain
from redis import Redis

from github_app.metrics.catalogue import CATALOGUE
from github_app.metrics.exposition import expose
from github_app.metrics.kept import Field, read_kept
from github_app.metrics.tally import Tally

OPENMETRICS = "application/openmetrics-text; version=1.0.0"
Samples = dict[tuple[str, ...], float]


def samples(values: dict[Field, float], name: str) -> Samples:
    """Those of the series `name`, by the values of their labels."""
    text, _ = expose(values, "")
    return {
        tuple(sample.labels.values()): sample.value
        for family in plain(text.decode())
        for sample in family.samples
        if sample.name == name
    }


def test_every_metric_of_the_catalogue_is_described() -> None:
    text, media_type = expose({}, "")
    for metric in CATALOGUE.values():
        assert f"# HELP {metric.name} {metric.help}" in text.decode()
        assert f"# TYPE {metric.name} {metric.kind}" in text.decode()
    assert media_type.startswith("text/plain; version=0.0.4")


def test_prometheus_gets_the_form_it_prefers(redis: Redis) -> None:
    tally = Tally()
    tally.observe("plumbline_verdict_seconds", 2.5, lane="person")
    tally.count("plumbline_verdicts_total", check="adr_link", conclusion="success")
    tally.flush(redis)
    text, media_type = expose(read_kept(redis), OPENMETRICS)
    assert media_type.startswith("application/openmetrics-text; version=1.0.0")
    found = {family.name for family in openmetrics(text.decode())}
    assert found == {name.removesuffix("_total") for name in CATALOGUE}


def test_a_counter_can_be_seen_to_take_its_first_step(redis: Redis) -> None:
    name = "plumbline_evaluations_total"
    before = samples({}, name)
    assert before["pull_request", "given_up"] == 0
    assert len(before) == 45
    tally = Tally()
    tally.count(name, kind="pull_request", outcome="given_up")
    tally.flush(redis)
    after = samples(read_kept(redis), name)
    assert after == {**before, ("pull_request", "given_up"): 1}


def test_buckets_hold_all_that_is_up_to_their_bound(redis: Redis) -> None:
    name, tally = "plumbline_evaluation_requests", Tally()
    for value in (0, 1, 1, 30, 1000):
        tally.observe(name, value, kind="pull_request")
    tally.flush(redis)
    kept = read_kept(redis)
    buckets = {bound: n for (_, bound), n in samples(kept, f"{name}_bucket").items()}
    assert {bound: buckets[bound] for bound in ("0.0", "1.0", "25.0", "50.0", "+Inf")} == {
        "0.0": 1,
        "1.0": 3,
        "25.0": 3,
        "50.0": 4,
        "+Inf": 5,
    }
    assert samples(kept, f"{name}_sum") == {("pull_request",): 1032}
    assert samples(kept, f"{name}_count") == {("pull_request",): 5}


def test_what_another_version_counted_does_no_harm() -> None:
    name = "plumbline_evaluation_requests"
    kept: dict[Field, float] = {
        ("plumbline_forgotten_total", "a"): 1,
        ("plumbline_verdicts_total", "adr_link"): 1,
        ("plumbline_redeliveries_total", "a", "b"): 1,
        (name, "pull_request", "6.0"): 2,
        (name, "pull_request", "sum"): 12,
    }
    assert samples(kept, "plumbline_verdicts_total") == {}
    assert samples(kept, "plumbline_redeliveries_total") == {(): 0}
    buckets = samples(kept, f"{name}_bucket")
    assert buckets["pull_request", "5.0"] == 0
    assert buckets["pull_request", "7.0"] == 2
