"""A row that a file has no more and a new one that is near it point at each other."""

from datetime import datetime

import pytest
from amending import contents, documents, shown

from feeds.authoring.updates.near_misses import near_misses
from feeds.authoring.updates.proposal import propose

VAE = {"id": "vae-and-gan", "date": "Thu 2025-10-23", "title": "VAE and GAN"}

NEAR = {
    "title and day are both a little different": (
        [VAE],
        [{"id": "vaes-gans", "date": "Tue 2025-10-21", "title": "VAEs, GANs"}],
        {"vae-and-gan": "vaes-gans"},
    ),
    "a week apart": (
        [VAE],
        [{"id": "new", "date": "2025-10-30", "title": "VAE and GANs"}],
        {"vae-and-gan": "new"},
    ),
    "more than a week apart": ([VAE], [{"id": "new", "date": "2025-10-31", "title": "VAE and GANs"}], {}),
    "another title": ([VAE], [{"id": "new", "date": "Tue 2025-10-21", "title": "Diffusion"}], {}),
    "without a day": ([VAE], [{"id": "new", "date": "tbd", "title": "VAE and GANs"}], {}),
    "one of two that may be it": (
        [VAE],
        [
            {"id": "vae", "date": "Tue 2025-10-21", "title": "VAE and GAN 1"},
            {"id": "gan", "date": "Thu 2025-10-23", "title": "VAE and GAN 2"},
        ],
        {},
    ),
    "an assignment, by the day it is due": (
        [{"id": "pset-3", "title": "pset 3", "due": "2025-10-16 23:59"}],
        [{"id": "hw-3", "title": "Pset #3.5", "due": "2025-10-17"}],
        {"pset-3": "hw-3"},
    ),
    "a holiday, by its name": (
        [{"id": "break", "first": "2025-11-26", "name": "Thanksgiving Break"}],
        [{"id": "new", "first": "2025-11-27", "name": "Thanksgiving"}],
        {"break": "new"},
    ),
    "people, who have no days": ([{"id": "ada", "name": "Ada L."}], [{"id": "ada-l", "name": "Ada L"}], {}),
}


@pytest.mark.parametrize(("missing", "added", "expected"), NEAR.values(), ids=NEAR.keys())
def test_near_misses(missing: list[dict[str, str]], added: list[dict[str, str]], expected: dict[str, str]) -> None:
    assert near_misses(missing, added) == expected


def test_row_that_is_missing_says_which_new_one_it_may_be() -> None:
    own = {"course.yaml": "{}", "lectures.yaml": "lectures: [{id: vae-and-gan, date: 2025-10-23, title: VAE and GAN}]"}
    page = {"lectures.yaml": 'lectures: [{id: vaes-gans, date: Tue 2025-10-21, title: "VAEs, GANs"}]'}

    proposal = propose(
        documents(own), contents(page), tells=frozenset(), now=datetime(2025, 9, 20, 9), cancel_missing=False
    )

    assert shown(proposal) == [
        "new lectures: {id: vaes-gans, date: Tue 2025-10-21, title: VAEs, GANs}",
        "not there: vae-and-gan (the file does not have it; if it is `vaes-gans` now, give that row this id instead)",
    ]
