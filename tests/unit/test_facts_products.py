"""Names of products in prose: which are found, who operates them, and which everyday words are none."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_facts_reader import reader

from adr_lint.facts.text import fold
from adr_lint.policy.products import by_cloud
from adr_lint.resources import data


def mentions(text: str) -> list[tuple[str, str]]:
    return [(m.product.name, m.product.hosting) for m in reader().products.find(text, fold(text))]


@pytest.mark.parametrize(
    "text",
    [
        "Whether this remains tenable, whereby others follow, is open.",
        "Easy peasy, lemon squeezy.",
        "The cluster API answers slowly.",
        "Extracts go out through ADFs, with a paper trail in PaperTrail.",
        "The last bamboo and the celery were renovated with a slurm of envoys.",
        "A drift in the segment of the front shows on the mode and the cube.",
        "We sift, castle and persona the courier, and the wise vault is a castor.",
        "Workers teleport a falco and a prettier consul.",
        "Percy and Kendra take X-ray images into the EMR with v7, as V7 of the form is.",
        "Render the page once and replicate it. Replicate the rest. Evidently a modal. Modal dialogs stay.",
        "It is within its purview, ably led, a superset of the log analytics, kept at github.com/x.",
        "Resend on the eve. Sanity checks. A tool or tools at the cluster's API.",
    ],
)
def test_everyday_words_are_no_products(text: str) -> None:
    assert mentions(text) == []


@pytest.mark.parametrize(
    ("text", "name", "hosting"),
    [
        ("Temporal Cloud", "Temporal Cloud", "hosted"),
        ("Temporal", "Temporal", "either"),
        ("GitLab.com", "GitLab.com", "hosted"),
        ("GitLab self-managed", "GitLab self-managed", "self-hosted"),
        ("PostHog Cloud", "PostHog Cloud", "hosted"),
        ("Confluent Platform", "Confluent Platform", "either"),
        ("Neo4j AuraDB", "Neo4j Aura", "hosted"),
        ("Neo4j", "Neo4j", "library"),
        ("CloudNativePG", "CloudNativePG", "self-hosted"),
        ("strimzi", "Strimzi", "self-hosted"),
        ("Google Memorystore", "Memorystore", "hosted"),
        ("SSM Parameter Store", "AWS Parameter Store", "hosted"),
        ("our own postgres operator", "PostgreSQL", "library"),
        ("EC2", "Amazon EC2", "either"),
        ("DfE Sign In", "DfE Sign-in", "hosted"),
        ("Celery", "Celery", "library"),
        ("HiveMQ\u2019s cloud", "HiveMQ Cloud", "hosted"),
        ("Redpanda's own cloud", "Redpanda Cloud", "hosted"),
        ("Amazon's hosted OpenSearch", "Amazon OpenSearch Service", "hosted"),
        ("Azure's Custom Translator", "Azure Custom Translator", "hosted"),
        ("Percy.io", "Percy.io", "hosted"),
        ("Let's Encrypt", "Let's Encrypt", "hosted"),
    ],
)
def test_who_operates_a_product(text: str, name: str, hosting: str) -> None:
    assert mentions(f"Then {text} does it.") == [(name, hosting)]


@pytest.mark.parametrize(
    ("product", "cloud"),
    [
        ("dynamodb", "aws"), ("google-cloud-spanner", "gcp"), ("azure-document-intelligence", "azure"),
        ("sagemaker", "aws"), ("amazon-pay", ""), ("google-analytics", ""), ("datadog", ""),
    ],
)  # fmt: skip
def test_the_cloud_that_a_product_lives_on(product: str, cloud: str) -> None:
    assert [name for name, products in by_cloud().items() if product in products] == ([cloud] if cloud else [])


@cache
def names() -> list[str]:
    return [
        name
        for group in data("language/products.yaml")["groups"]
        for entry in group["products"]
        for name in ([entry] if isinstance(entry, str) else entry["names"])
    ]


def test_no_name_stands_twice() -> None:
    keys = Counter(fold(name).replace(b"-", b" ") for name in names())
    assert [name for name, times in keys.items() if times > 1] == []


@cache
def one_for_all() -> re.Pattern[bytes]:
    platforms = [name for one in reader().platforms for name in (one.name, one.id.replace("-", " "), *one.aliases)]
    keys = {fold(name).replace(b"'s", b"").replace(b"-", b" ") for name in (*names(), *platforms)}
    longest_first = sorted(keys, key=len, reverse=True)
    return re.compile(rb"\b(?:%b)\b" % b"|".join(re.escape(key).replace(b"\\ ", b"[ -]+") for key in longest_first))


@given(st.lists(st.sampled_from([*names(), "and", "the", ","]), min_size=1, max_size=8))
def test_names_are_found_as_by_one_pattern_for_all(words: list[str]) -> None:
    text = " ".join(word.replace("'s", "").upper() for word in words)
    folded = fold(text)
    found = [(mention.start, mention.end) for mention in reader().products.find(text, folded)]
    assert found == [match.span() for match in one_for_all().finditer(folded)]
