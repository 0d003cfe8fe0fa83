"""The part of the dashboard that says what is done: what comes and goes, fails and costs."""

from __future__ import annotations

from cli.operations.panel import Panel, Row, level, rate

WORK = (
    Row(
        "What comes in, and what goes out?",
        (
            Panel(
                "Deliveries by event",
                "A second, at the front door.",
                "ops",
                ((rate("plumbline_deliveries_total", "event"), "{{event}}"),),
            ),
            Panel(
                "Deliveries by outcome",
                "Unsigned ones were not signed with the webhook secret; those not stored can be "
                "redelivered.",
                "ops",
                ((rate("plumbline_deliveries_total", "outcome"), "{{outcome}}"),),
            ),
            Panel(
                "Turns by outcome",
                "A second. What is deferred or failed is taken up again.",
                "ops",
                ((rate("plumbline_evaluations_total", "kind, outcome"), "{{kind}} {{outcome}}"),),
            ),
            Panel(
                "Verdicts",
                "Check runs published a second.",
                "ops",
                (
                    (
                        rate("plumbline_verdicts_total", "check, conclusion"),
                        "{{check}}: {{conclusion}}",
                    ),
                ),
            ),
        ),
    ),
    Row(
        "What fails?",
        (
            Panel(
                "Turns that failed",
                "By faults of Plumbline's own; those given up are kept as dead letters.",
                "ops",
                (
                    (
                        rate("plumbline_evaluations_total", "kind", 'outcome="failed"'),
                        "{{kind}} failed",
                    ),
                    (
                        rate("plumbline_evaluations_total", "kind", 'outcome="given_up"'),
                        "{{kind}} given up",
                    ),
                ),
            ),
            Panel(
                "Faults of Plumbline's own",
                "Caught and logged, by process.",
                "ops",
                ((rate("plumbline_bugs_total", "part"), "{{part}}"),),
            ),
            Panel(
                "Requests that GitHub did not answer well",
                "A second, by class of answer.",
                "ops",
                (
                    (
                        rate("plumbline_github_requests_total", "status", 'status!="2xx"'),
                        "{{status}}",
                    ),
                ),
            ),
        ),
    ),
    Row(
        "What does GitHub cost, and what is left?",
        (
            Panel(
                "Requests",
                "A second, by kind.",
                "ops",
                ((rate("plumbline_github_requests_total", "kind"), "{{kind}}"),),
            ),
            Panel(
                "Requests for each turn",
                "On average, by kind of subject.",
                "short",
                (
                    (
                        f"{rate('plumbline_evaluation_requests_sum', 'kind')}"
                        f" / {rate('plumbline_evaluation_requests_count', 'kind')}",
                        "{{kind}}",
                    ),
                ),
            ),
            Panel(
                "Least left of the hourly budget",
                "The ten installations with the smallest share.",
                "percentunit",
                (
                    (
                        f"bottomk(10, {level('plumbline_rate_limit_remaining')}"
                        f" / {level('plumbline_rate_limit')})",
                        "{{installation}} {{resource}}",
                    ),
                ),
            ),
        ),
    ),
    Row(
        "What did the sweep do?",
        (
            Panel(
                "Pull requests marked",
                "To be judged anew, a second, by what was wrong with their verdicts.",
                "ops",
                ((rate("plumbline_sweep_marked_total", "reason"), "{{reason}}"),),
            ),
            Panel(
                "Budget spent",
                "Requests a second that the sweep made or caused.",
                "ops",
                ((rate("plumbline_sweep_requests_total", ""), "requests"),),
            ),
            Panel(
                "Left for the next hour",
                "What the sweep found and could not afford, by installation.",
                "short",
                ((f"topk(10, {level('plumbline_sweep_waiting')})", "{{installation}}"),),
            ),
            Panel(
                "Redeliveries",
                "Failed deliveries that GitHub was asked to send again, a second.",
                "ops",
                ((rate("plumbline_redeliveries_total", ""), "redeliveries"),),
            ),
        ),
    ),
)
