"""The part of the dashboard that says how things stand: who lives, who waits, and for how long."""

from __future__ import annotations

from cli.operations.panel import Panel, Row, level, once, rate, slowest

STATE = (
    Row(
        "Is it alive?",
        (
            Panel(
                "Signs of life",
                "1 while the part lives; work: a turn was begun within a minute, so 0 is fine "
                "while nothing happens.",
                "none",
                ((level("plumbline_alive"), "{{part}}"),),
                is_figure=True,
            ),
            Panel(
                "Redis",
                "1 when Redis answers.",
                "none",
                ((level("plumbline_redis_up"), "Redis"),),
                is_figure=True,
                alarming_below=1,
            ),
            Panel(
                "Oldest waiting",
                "How long the oldest event waits that somebody looks forward to.",
                "s",
                (
                    (
                        once('plumbline_oldest_waiting_seconds{job=~"$job", lane="person"}'),
                        "waiting",
                    ),
                ),
                is_figure=True,
                alarming_from=300,
            ),
            Panel(
                "Dead letters",
                "Events nobody will look at again; the log says why.",
                "none",
                ((level("plumbline_dead_letters"), "dead letters"),),
                is_figure=True,
                alarming_from=1,
            ),
            Panel(
                "Since the last sweep",
                "Time since the sweep came to its end for an installation.",
                "s",
                (
                    (
                        f"time() - {level('plumbline_sweep_last_run_timestamp_seconds')}",
                        "since the sweep",
                    ),
                ),
                is_figure=True,
                alarming_from=10800,
            ),
        ),
    ),
    Row(
        "How long do people wait?",
        (
            Panel(
                "From delivery to verdict",
                "From the oldest delivery that a turn answers to its check runs on GitHub.",
                "s",
                slowest("plumbline_verdict_seconds", "lane"),
            ),
            Panel(
                "From delivery to the beginning of its turn",
                "What waiting in line takes of it.",
                "s",
                slowest("plumbline_queue_seconds", "lane"),
            ),
            Panel(
                "Length of turns",
                "By kind of subject; a turn is ended after 25 seconds.",
                "s",
                slowest("plumbline_evaluation_seconds", "kind"),
            ),
            Panel(
                "Answers of GitHub",
                "How long they take, by kind of request.",
                "s",
                slowest("plumbline_github_request_seconds", "kind"),
            ),
        ),
    ),
    Row(
        "What waits?",
        (
            Panel(
                "Subjects that wait",
                "Pull requests and others with events that no turn has answered yet, and the turns "
                "under way.",
                "short",
                (
                    (level("plumbline_waiting_subjects"), "{{lane}}"),
                    (level("plumbline_running_turns"), "turns under way"),
                    (level("plumbline_queue_jobs"), "bells that nobody heard"),
                ),
            ),
            Panel(
                "Age of the oldest",
                "By lane; the background yields to people.",
                "s",
                ((level("plumbline_oldest_waiting_seconds"), "{{lane}}"),),
            ),
            Panel(
                "Why turns are put off",
                "limit: GitHub asked to wait; outage: it did not answer as it should; pace, "
                "budget: before it has to ask.",
                "ops",
                ((rate("plumbline_deferrals_total", "reason"), "{{reason}}"),),
            ),
            Panel(
                "Installations left alone",
                "Since GitHub asked for it or seems to be unwell.",
                "short",
                ((level("plumbline_paused_installations"), "installations"),),
            ),
        ),
    ),
)
