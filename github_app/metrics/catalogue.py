"""Every metric there is: nothing is counted that is not declared here."""

from __future__ import annotations

from collections.abc import Mapping

from github_app.metrics import labels
from github_app.metrics.metric import Metric

_WAITS = (0.25, 0.5, 1, 2, 3, 5, 10, 30, 60, 120, 300, 900, 3600, 21600)
_TURNS = (0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 25)
_ANSWERS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3, 5, 10)
_REQUESTS = (0, 1, 2, 3, 4, 5, 7, 10, 15, 25, 50, 100)

_ALL = (
    Metric(
        "plumbline_deliveries_total",
        "counter",
        "Deliveries that reached the front door, by GitHub's event and what became of them.",
        (labels.EVENT, labels.DELIVERY_OUTCOME),
    ),
    Metric(
        "plumbline_evaluations_total",
        "counter",
        "Turns that were taken, by kind of subject and how they ended.",
        (labels.SUBJECT, labels.EVALUATION_OUTCOME),
    ),
    Metric(
        "plumbline_deferrals_total",
        "counter",
        "Turns put off through no fault of ours, by kind of subject and what is waited for.",
        (labels.SUBJECT, labels.DEFERRAL_REASON),
    ),
    Metric(
        "plumbline_verdicts_total",
        "counter",
        "Check runs that were published, by check and conclusion.",
        (labels.CHECK, labels.CONCLUSION),
    ),
    Metric(
        "plumbline_verdict_seconds",
        "histogram",
        "From the oldest delivery a turn answers to the verdict that stands on GitHub.",
        (labels.LANE,),
        _WAITS,
    ),
    Metric(
        "plumbline_queue_seconds",
        "histogram",
        "From the oldest delivery a turn answers to the beginning of its first attempt.",
        (labels.LANE,),
        _WAITS,
    ),
    Metric(
        "plumbline_evaluation_seconds",
        "histogram",
        "How long turns took, by kind of subject.",
        (labels.SUBJECT,),
        _TURNS,
    ),
    Metric(
        "plumbline_evaluation_requests",
        "histogram",
        "How many requests to GitHub one turn made, by kind of subject.",
        (labels.SUBJECT,),
        _REQUESTS,
    ),
    Metric(
        "plumbline_github_requests_total",
        "counter",
        "Requests to GitHub, by kind and class of answer; `limited`: GitHub asked to wait.",
        (labels.REQUEST, labels.STATUS),
    ),
    Metric(
        "plumbline_github_request_seconds",
        "histogram",
        "How long GitHub took to answer, by kind of request.",
        (labels.REQUEST,),
        _ANSWERS,
    ),
    Metric(
        "plumbline_rate_limit",
        "gauge",
        "Requests or points an hour that GitHub grants an installation, as it last said.",
        (labels.INSTALLATION, labels.RESOURCE),
        is_detail=True,
    ),
    Metric(
        "plumbline_rate_limit_remaining",
        "gauge",
        "What an installation has left of them until the reset, as GitHub last said.",
        (labels.INSTALLATION, labels.RESOURCE),
    ),
    Metric(
        "plumbline_rate_limit_reset_timestamp_seconds",
        "gauge",
        "When they are granted anew, in seconds since the epoch, as GitHub last said.",
        (labels.INSTALLATION, labels.RESOURCE),
        is_detail=True,
    ),
    Metric(
        "plumbline_paused_installations",
        "gauge",
        "Installations that are left alone for a while, as GitHub asked for it or seems unwell.",
    ),
    Metric(
        "plumbline_queue_jobs",
        "gauge",
        "Bells in RQ's queue that no worker has heard yet.",
    ),
    Metric(
        "plumbline_waiting_subjects",
        "gauge",
        "Subjects with events that no turn has answered yet, by lane.",
        (labels.LANE,),
    ),
    Metric(
        "plumbline_oldest_waiting_seconds",
        "gauge",
        "How long the oldest event that no turn has answered yet has been waiting, by lane.",
        (labels.LANE,),
    ),
    Metric(
        "plumbline_running_turns",
        "gauge",
        "Turns whose lease lasts.",
    ),
    Metric(
        "plumbline_dead_letters",
        "gauge",
        "Dead letters that are kept: events nobody will look at again.",
    ),
    Metric(
        "plumbline_bugs_total",
        "counter",
        "Faults of Plumbline's own that were caught, by the process where they happened.",
        (labels.PART,),
    ),
    Metric(
        "plumbline_sweep_last_run_timestamp_seconds",
        "gauge",
        "When the sweep last came to its end, in seconds since the epoch.",
    ),
    Metric(
        "plumbline_sweep_marked_total",
        "counter",
        "Open pull requests the sweep had judged anew, by what was wrong with their verdicts.",
        (labels.SWEEP_REASON,),
    ),
    Metric(
        "plumbline_sweep_waiting",
        "gauge",
        "What the sweep found in an installation that has to wait for the next hour's budget.",
        (labels.INSTALLATION,),
    ),
    Metric(
        "plumbline_sweep_requests_total",
        "counter",
        "Requests of its budget that the sweep spent.",
    ),
    Metric(
        "plumbline_redeliveries_total",
        "counter",
        "Failed deliveries that GitHub was asked to send again.",
    ),
    Metric(
        "plumbline_alive",
        "gauge",
        "1 while this part gives signs of life; `work`: a turn was begun within a minute.",
        (labels.VITAL,),
    ),
    Metric(
        "plumbline_redis_up",
        "gauge",
        "1 when Redis answered this scrape; without it all that is counted is missing.",
    ),
    Metric(
        "plumbline_build_info",
        "gauge",
        "Always 1; the label says which version answers.",
        (labels.VERSION,),
        is_detail=True,
    ),
)

CATALOGUE: Mapping[str, Metric] = {metric.name: metric for metric in _ALL}
