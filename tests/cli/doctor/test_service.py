"""What is wrong with the service is found in a real one, and each time one step is told."""

from __future__ import annotations

import time
from datetime import timedelta

from redis import Redis

from cli.doctor.probes.sweep import swept
from cli.doctor.probes.work import waiting
from github_app.catching_up.redeliveries import REMEMBERED_SECONDS, Redeliveries
from github_app.rate_limits.allowance import Allowance
from github_app.rate_limits.installation_pause import pause
from tests.cli.doctor.ward import UNDONE, Ward, bad
from tests.github_app.conftest import private_key


def test_a_service_in_order_has_no_problem_and_costs_four_requests(service: Ward) -> None:
    examination = service.examine()
    assert {each.id for each in bad(examination)} <= UNDONE
    assert examination.requests == 4
    assert service.github.service.exchanges.count == 4


def test_a_setting_that_cannot_be_used_is_named_and_the_rest_still_examined(service: Ward) -> None:
    examination = service.examine(GITHUB_WEBHOOK_SECRET="", PLUMBLINE_WORKERS="many")
    problems = {each.id: each for each in examination.findings if each.status == "problem"}
    assert problems.keys() == {"settings.GITHUB_WEBHOOK_SECRET", "settings.PLUMBLINE_WORKERS"}
    secret = problems["settings.GITHUB_WEBHOOK_SECRET"]
    assert secret.what == "`GITHUB_WEBHOOK_SECRET` is not set."
    assert secret.where == "export GITHUB_WEBHOOK_SECRET=..."
    assert examination.requests == 4


def test_signing_in_without_an_address_does_not_fit_together(service: Ward) -> None:
    found = service.finding(
        "settings.PLUMBLINE_URL", GITHUB_CLIENT_ID="Iv1", GITHUB_CLIENT_SECRET="x"
    )
    assert (found.status, "signing in needs it" in found.what) == ("problem", True)


def test_the_address_of_pages_is_not_taken_for_that_of_the_api() -> None:
    from cli.doctor.probes.settings import address

    assert [each.where for each in address("https://github.com")] == [
        "export GITHUB_API_URL=https://api.github.com"
    ]
    (found,) = address("https://git.acme.example")
    assert found.where == "export GITHUB_API_URL=https://git.acme.example/api/v3"
    for good in ("https://api.github.com", "https://api.acme.ghe.com", "https://a.example/api/v3"):
        assert list(address(good)) == []


def test_a_key_that_cannot_be_read_leaves_redis_to_be_examined(service: Ward) -> None:
    examination = service.examine(GITHUB_PRIVATE_KEY="/nowhere/key.pem")
    found = {each.id: each for each in examination.findings}
    assert found["settings.GITHUB_PRIVATE_KEY"].status == "problem"
    assert "readable PEM file" in found["settings.GITHUB_PRIVATE_KEY"].what
    assert found["credentials"].status == "unknown"
    assert found["redis.version"].status == "ok"
    assert examination.requests == 0


def test_the_key_of_another_app_is_told_from_a_wrong_number(service: Ward) -> None:
    key = service.finding("credentials.app", GITHUB_PRIVATE_KEY=private_key())
    assert key.status == "problem"
    assert "GITHUB_PRIVATE_KEY" in key.what
    assert key.where.endswith("/settings/apps")
    number = service.finding("credentials.app", GITHUB_APP_ID="99")
    assert number.status == "problem"
    assert "no App with the number 99" in number.what
    assert "GITHUB_APP_ID" in number.remedy


def test_a_github_out_of_reach_is_waited_for_once_and_redis_is_still_examined(
    service: Ward,
) -> None:
    examination = service.examine("acme/shop", GITHUB_API_URL="http://127.0.0.1:9/api/v3")
    found = {each.id: each for each in examination.findings}
    assert found["credentials.github"].status == "problem"
    assert "the connection was refused" in found["credentials.github"].what
    assert found["credentials.github"].where == "curl -v http://127.0.0.1:9/api/v3/meta"
    assert found["redis.version"].status == "ok"
    assert examination.requests == 1
    for each in ("webhook", "deliveries", "registration", "installation", "policy", "required"):
        assert found[each].status == "unknown"
        assert "GitHub could not be reached" in found[each].what


def test_something_else_at_the_address_of_the_api_is_no_github(service: Ward) -> None:
    web = f"http://127.0.0.1:{service.environment['PORT']}/"
    found = service.finding("credentials.app", GITHUB_API_URL=web)
    assert found.status == "problem"


def test_another_apps_client_id_is_noticed(service: Ward) -> None:
    found = service.finding(
        "credentials.client",
        GITHUB_CLIENT_ID="Iv1.other",
        GITHUB_CLIENT_SECRET="x" * 20,
        PLUMBLINE_URL="https://plumbline.example",
    )
    assert (found.status, "Iv1.other" in found.what) == ("problem", True)


def test_an_enterprise_server_is_told_with_its_version(service: Ward) -> None:
    service.world.enterprise_version = "3.17.2"
    assert "Enterprise Server `3.17.2`" in service.finding("credentials.github").what


def test_a_clock_that_is_off_is_told_before_and_after_github_refuses(service: Ward) -> None:
    service.world.skew = timedelta(seconds=40)
    found = service.finding("clocks")
    assert (found.status, found.where) == ("warning", "timedatectl set-ntp true")
    assert "behind GitHub's" in found.what
    service.world.skew = timedelta(minutes=12)
    assert service.finding("clocks").what == "This machine's clock is 12 minutes behind GitHub's."
    refused = service.finding("credentials.app")
    assert "for its times" in refused.what
    service.world.skew = timedelta(minutes=-3)
    assert service.finding("clocks").status == "problem"
    assert "3 minutes ahead of" in service.finding("clocks").what


def test_a_clock_that_github_sets_is_no_trouble(service: Ward) -> None:
    service.world.advance(24 * 30)
    assert service.finding("clocks", PLUMBLINE_TIME_SOURCE="github").status == "ok"
    assert service.finding("clocks").status == "problem"


def test_an_app_without_a_webhook_hears_nothing(service: Ward) -> None:
    service.world.registered_app().webhook_url = ""
    found = service.finding("webhook.url")
    assert (found.status, "/webhook" in found.remedy) == ("problem", True)
    assert found.where.endswith("/organizations/acme/settings/apps/plumbline")


def test_a_webhook_that_is_not_sent_as_it_should_be_is_told(service: Ward) -> None:
    app = service.world.registered_app()
    app.webhook_url = app.webhook_url.replace("/webhook", "/hooks")
    app.webhook_content_type, app.webhook_insecure_ssl, app.webhook_secret = "form", "1", ""
    found = {each.id: each.status for each in service.examine().findings}
    assert found["webhook.url"] == "warning"
    assert found["webhook.content_type"] == "warning"
    assert found["webhook.insecure_ssl"] == "warning"
    assert found["webhook.secret"] == "warning"


def test_a_webhook_behind_which_nobody_is_or_somebody_else_is_told(service: Ward) -> None:
    app = service.world.registered_app()
    app.webhook_url = "http://user:pass@127.0.0.1:9/webhook"
    found = service.finding("webhook.answers")
    assert (found.status, found.where) == ("warning", "curl -i http://127.0.0.1:9/healthz")
    assert "the connection was refused" in found.what
    app.webhook_url = f"{service.github.url}/webhook"
    assert "that is not Plumbline" in service.finding("webhook.answers").what


def test_deliveries_that_never_arrived_are_counted_by_event(service: Ward) -> None:
    service.github.service.courier.losing = 1
    service.world.push_to_branch("main", {"two.txt": "2\n"}, "Two", by="alice")
    service.github.service.courier.settle()
    found = service.finding("deliveries")
    assert found.status == "problem"
    assert found.what.startswith("1 of the last 2 events never arrived (50 %), the last of them")
    assert "`push`" in found.what
    assert "`failed to connect to host (502)`" in found.what
    assert "firewall" in found.remedy
    lost = max(service.github.service.courier.deliveries)
    service.github.service.courier.redeliver(lost)
    service.github.service.courier.settle()
    assert "1 attempt failed and succeeded later" in service.finding("deliveries").what


def test_the_cause_decides_about_the_remedy(service: Ward) -> None:
    service.world.registered_app().webhook_secret = "another"
    service.world.push_to_branch("main", {"two.txt": "2\n"}, "Two", by="alice")
    service.github.service.courier.settle()
    found = service.finding("deliveries")
    assert "401" in found.what
    assert "GITHUB_WEBHOOK_SECRET" in found.remedy


def test_deliveries_that_timed_out_are_told_apart(service: Ward) -> None:
    late = list(service.github.service.courier.deliveries.values())[-1]
    late.status, late.status_code = "timed out", 504
    found = service.finding("deliveries.slow")
    assert (found.status, "hung up once" in found.what) == ("warning", True)


def test_without_any_delivery_nothing_is_known(service: Ward) -> None:
    service.github.service.courier.deliveries.clear()
    assert service.finding("deliveries").status == "unknown"


def test_a_registration_is_compared_with_the_manifest(service: Ward) -> None:
    app = service.world.registered_app()
    app.permissions |= {"checks": "read", "contents": "write"}
    del app.permissions["members"]
    app.events = tuple(name for name in app.events if name not in ("merge_group", "push"))
    permissions = service.finding("registration.permissions")
    assert permissions.what == "The App does not ask for `checks: write` and `members: read`."
    assert permissions.where.endswith("/settings/apps/plumbline/permissions")
    assert "`contents: write`" in service.finding("registration.surplus").what
    events = service.finding("registration.events")
    assert events.what == "The App is not subscribed to `merge_group` and `push`."
    assert "*Merge group* and *Push*" in events.remedy


def test_redis_out_of_reach_leaves_github_to_be_examined(service: Ward) -> None:
    gone = "redis://:secret-word@127.0.0.1:9/0"
    examination = service.examine("acme/shop", REDIS_URL=gone)
    found = {each.id: each for each in examination.findings}
    assert (found["redis"].status, found["redis"].where) == (
        "problem",
        'redis-cli -u "$REDIS_URL" ping',
    )
    assert found["processes.worker"].status == "unknown"
    assert found["work"].status == "unknown"
    assert found["credentials.app"].status == "ok"
    assert found["required.enforced"].status == "ok"
    assert "secret-word" not in repr(examination.findings)


def test_how_redis_keeps_what_it_is_given_is_told(service: Ward, redis: Redis) -> None:
    before = redis.config_get("maxmemory", "maxmemory-policy", "appendfsync", "appendonly")
    try:
        redis.config_set("maxmemory", 200_000_000)
        redis.config_set("maxmemory-policy", "allkeys-lru")
        redis.config_set("appendfsync", "no")
        eviction = service.finding("redis.eviction")
        assert (eviction.status, "allkeys-lru" in eviction.what) == ("problem", True)
        assert eviction.where == "redis-cli CONFIG SET maxmemory-policy noeviction"
        assert service.finding("redis.persistence").status == "warning"
        redis.config_set("appendonly", "no")
        assert service.finding("redis.persistence").where == "redis-cli CONFIG SET appendonly yes"
    finally:
        for name, value in before.items():
            redis.config_set(name, value)


def test_a_managed_redis_may_keep_its_settings_to_itself(service: Ward, redis: Redis) -> None:
    allowed = ["+@all", "-config", "-info"]
    redis.acl_setuser("managed", enabled=True, passwords=["+pw"], commands=allowed, keys=["*"])
    try:
        separator = "?" if "?" not in service.environment["REDIS_URL"] else "&"
        url = f"{service.environment['REDIS_URL']}{separator}username=managed&password=pw"
        found = {each.id: each.status for each in service.examine(REDIS_URL=url).findings}
        for each in ("redis.persistence", "redis.eviction", "redis.memory"):
            assert found[each] == "unknown"
        assert found["redis.version"] == "ok"
    finally:
        redis.acl_deluser("managed")


def test_processes_that_give_no_sign_of_life_are_named(service: Ward, redis: Redis) -> None:
    redis.delete("plumbline:alive:worker", "plumbline:alive:clock")
    found = {each.id: each for each in service.examine().findings}
    assert (found["processes.worker"].status, found["processes.worker"].where) == (
        "problem",
        "plumbline worker",
    )
    assert found["processes.clock"].where == "plumbline clock"
    assert "for lack of: clock, worker" in found["processes.web"].what


def test_a_port_where_nobody_or_somebody_else_answers_is_told(service: Ward) -> None:
    assert service.finding("processes.web", PORT="9").status == "unknown"
    other = service.github.url.rpartition(":")[2]
    found = service.finding("processes.web", PORT=other)
    assert (found.status, "Another program" in found.what) == ("problem", True)


def test_dead_letters_are_told_without_secrets(service: Ward, redis: Redis) -> None:
    token = f"ghs_{'x' * 36}"
    letter = f'{{"subject": "pull_request:1:2:3", "why": "KeyError: {token}"}}'
    redis.lpush("plumbline:dead-letters", letter)
    found = service.finding("work.dead_letters")
    assert found.status == "warning"
    assert "`pull_request:1:2:3`" in found.what
    assert token not in found.what
    assert found.where == "redis-cli DEL plumbline:dead-letters"


def test_paused_installations_are_counted(service: Ward, redis: Redis) -> None:
    Allowance(redis).note(1, "core", 5000, 4000, time.time() + 900)
    pause(redis, 1, 60.0)
    assert "1 installation is left alone" in service.finding("work.paused").what


def test_what_github_last_granted_is_told_without_asking(service: Ward, redis: Redis) -> None:
    Allowance(redis).note(1, "core", 5000, 4000, time.time() + 900)
    assert "80 % of its limits or more to 1 installation" in service.finding("work.limits").what
    Allowance(redis).note(2, "graphql", 5000, 50, time.time() + 900)
    found = service.finding("work.limits")
    assert (found.status, "1 of 2 installations" in found.what) == ("warning", True)


def test_a_clock_that_no_longer_fetches_or_sweeps_is_told(service: Ward, redis: Redis) -> None:
    now = time.time()
    assert service.finding("sweep.redeliveries").status == "unknown"
    Redeliveries(redis).note_read(0.0)
    assert "0 seconds ago" in service.finding("sweep.redeliveries").what
    redis.expire("plumbline:redeliveries:read-until", REMEMBERED_SECONDS - 9000)
    assert "2 hours ago" in service.finding("sweep.redeliveries").what
    assert service.finding("sweep.redeliveries").status == "warning"
    assert service.finding("sweep.redeliveries", PLUMBLINE_REDELIVERY_SECONDS="7200").status == "ok"
    assert (swept(now - 600, now).status, swept(now - 9e5, now).status) == ("ok", "warning")


def test_what_waits_too_long_is_told(service: Ward) -> None:
    levels = {("plumbline_waiting_subjects", "person"): 3.0}
    ages = [(3.0, "ok"), (200.0, "warning"), (2000.0, "problem")]
    for age, status in ages:
        found = waiting({**levels, ("plumbline_oldest_waiting_seconds", "person"): age})
        assert found.status == status
        assert found.what.startswith("3 subjects wait for ")


def test_no_finding_holds_a_secret(service: Ward) -> None:
    examination = service.examine("acme/shop")
    told = repr(examination.findings)
    secrets = [service.environment["GITHUB_WEBHOOK_SECRET"], "BEGIN RSA"]
    assert not [secret for secret in secrets if secret in told]
    assert not [text for text in service.world.tokens if text in told]
