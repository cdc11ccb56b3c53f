"""The form as a reader has it: its boxes, what is ticked, what is said of it; and what it offers of the real course."""

from typing import TypeAlias
from urllib.parse import urlencode
from xml.etree.ElementTree import Element

from conftest import SLUG
from flask.testing import FlaskClient
from reading_pages import of_class, text

Row: TypeAlias = tuple[str, list[tuple[str, str]]]

HOURS: list[tuple[str, list[Row]]] = [
    (
        "Monday",
        [
            ("9–10 AM · 45-701H", [("kaiming-he", "Kaiming He")]),
            ("3–4 PM · 26-168", [("abhay-bestrapalli", "Abhay Bestrapalli"), ("orion-foo", "Orion Foo")]),
            ("4–5 PM · 26-168", [("shreya-ravikumar", "Shreya Ravikumar"), ("tara-sarma", "Tara Sarma")]),
            ("5–6 PM · 26-168", [("ali-cy", "Ali Cy"), ("egor-lifar", "Egor Lifar")]),
        ],
    ),
    (
        "Tuesday",
        [
            ("9–10 AM · 32-G818", [("omar-khattab", "Omar Khattab")]),
            ("10–11 AM · 36-156", [("russ-chua", "Russ Chua"), ("william-yang", "William Yang")]),
            (
                "3–4 PM · 36-112",
                [("ishan-ganguly", "Ishan Ganguly"), ("kelly-cui", "Kelly Cui"), ("maggie-lin", "Maggie Lin")],
            ),
            ("4–5 PM · 36-112", [("mahmoud-abdelmoneum", "Mahmoud Abdelmoneum")]),
        ],
    ),
    (
        "Wednesday",
        [
            ("12–1 PM · 24-319", [("edgar-morfin", "Edgar Morfin")]),
            (
                "1–2 PM · 36-155",
                [
                    ("victor-butoi", "Victor Butoi"),
                    ("gerardo-flores", "Gerardo Flores"),
                    ("vinith-suriyakumar", "Vinith Suriyakumar"),
                ],
            ),
        ],
    ),
    (
        "Thursday",
        [
            ("9–10 AM · 45-741H", [("sara-beery", "Sara Beery")]),
            (
                "11 AM–12 PM · 34-303",
                [("ishita-goluguri", "Ishita Goluguri"), ("ashkan-soleymani", "Ashkan Soleymani")],
            ),
            ("4–5 PM · 36-156", [("vanessa-xiao", "Vanessa Xiao"), ("lana-xu", "Lana Xu")]),
        ],
    ),
    ("Friday", [("10–11 AM · 24-317", [("riddhi-bhagwat", "Riddhi Bhagwat"), ("gracie-sheng", "Gracie Sheng")])]),
]
# Of whoever also teaches, the hours alone; whoever does nothing else is followed by name.
TEACHES = ("kaiming-he", "omar-khattab", "sara-beery")
HOSTS = [f"office-hours.{id}" if id in TEACHES else id for _, slots in HOURS for _, hosts in slots for id, _ in hosts]
EVERYTHING_ELSE = [
    ("main", "Classes and deadlines"),
    ("lectures", "Lectures"),
    ("tutorials", "Tutorials"),
    ("exams", "Exams"),
    ("deadlines", "Deadlines"),
    ("releases", "Assignments out"),
    ("holidays", "Holidays"),
]
BOXES = ["office-hours", *HOSTS, *(term for term, _ in EVERYTHING_ELSE)]


def form(page: Element) -> Element:
    (found,) = page.iter("form")
    return found


def boxes(part: Element) -> list[tuple[str, str]]:
    """Give what each box stands for, and what is written beside it."""
    return [(next(label.iter("input")).attrib["value"], text(label)) for label in part.iter("label")]


def hours(page: Element) -> list[tuple[str, list[Row]]]:
    """Give the slots below each weekday, with their hosts."""
    (week,) = of_class(page, "week-of-hours")
    found = []
    for day in week:
        slots = []
        for slot in day.iter("li"):
            hosts = [(term.removeprefix("office-hours."), name) for term, name in boxes(slot)]
            slots.append((text(of_class(slot, "slot")[0]), hosts))
        found.append((text(next(day.iter("legend"))), slots))
    return found


def ticked(page: Element) -> list[str]:
    return [each.attrib["value"] for each in form(page).iter("input") if "checked" in each.attrib]


def notes(page: Element) -> list[str]:
    """Give what is said of the choice above the boxes."""
    return [text(each) for each in of_class(form(page), "note")]


def submit(*terms: str, course: str = SLUG) -> str:
    """Write the address that a browser asks for."""
    return f"/{course}/calendar?{urlencode([('form', 'choose'), *(('show', term) for term in terms)])}"


def uids(client: FlaskClient, path: str) -> frozenset[str]:
    response = client.get(path)
    assert response.status_code == 200, path
    return frozenset(event["uid"] for event in response.get_json()["events"])
