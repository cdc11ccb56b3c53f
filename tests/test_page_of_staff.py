"""The table of all office hours, and the page of one person: their next hour, and a calendar of their own."""

from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from conftest import DATA, PUBLIC_URL, ROOT, SLUG
from flask.testing import FlaskClient
from reading_pages import (
    at,
    courses_client,
    edit,
    get,
    heading,
    hrefs,
    links,
    of_class,
    outline,
    section,
    spoken,
    text,
    within,
)

from feeds.course.model import Course

COURSES = ROOT / "tests" / "data" / "courses"
DEMO = "dm-1-sp26"
HEAD = "Day | Time | Room | With | Next"

HOURS = """\
Monday | 9–10 AM | 45-701H | Kaiming He
3–4 PM | 26-168 | Abhay Bestrapalli, Orion Foo
4–5 PM | 26-168 | Shreya Ravikumar, Tara Sarma
5–6 PM | 26-168 | Ali Cy, Egor Lifar
Tuesday | 9–10 AM | 32-G818 | Omar Khattab
10–11 AM | 36-156 | Russ Chua, William Yang
3–4 PM | 36-112 | Ishan Ganguly, Kelly Cui, Maggie Lin
4–5 PM | 36-112 | Mahmoud Abdelmoneum
Wednesday | 12–1 PM | 24-319 | Edgar Morfin
1–2 PM | 36-155 | Victor Butoi, Gerardo Flores, Vinith Suriyakumar
Thursday | 9–10 AM | 45-741H | Sara Beery
11 AM–12 PM | 34-303 | Ishita Goluguri, Ashkan Soleymani
4–5 PM | 36-156 | Vanessa Xiao, Lana Xu
Friday | 10–11 AM | 24-317 | Riddhi Bhagwat, Gracie Sheng
""".splitlines()
EACH_DAY = (4, 4, 2, 3, 1)


def demo_client(now: str = "2026-04-15T12:00") -> FlaskClient:
    return courses_client(COURSES, at(now))


def rows(page: Element) -> list[str]:
    return [" | ".join(text(cell) for cell in row) for row in page.iter("tr")]


def above(page: Element) -> list[str]:
    """Give what stands above somebody's own calendar, as it is read out."""
    return [
        spoken(each) for each in within(page) if each.tag in ("h1", "p", "ul") and each.attrib != {"class": "forms"}
    ]


@pytest.mark.parametrize(
    ("now", "following"),
    [
        ("2025-08-20T12:00", ["Mon 8 Sep", "Tue 9 Sep", "Wed 10 Sep", "Thu 11 Sep", "Fri 12 Sep"]),
        ("2025-10-15T12:00", ["Mon 20 Oct", "Tue 21 Oct", "Wed 15 Oct", "Thu 16 Oct", "Fri 17 Oct"]),
        # What is over is not in it any more, until everything is.
        ("2025-12-04T12:00", ["Mon 8 Dec", "Tue 9 Dec", None, "Thu 4 Dec", "Fri 5 Dec"]),
        ("2025-12-09T12:00", [None, "Tue 9 Dec", None, None, None]),
        ("2026-11-22T12:00", ["over"] * 5),
    ],
)
def test_all_office_hours_are_one_table(now: str, following: list[str | None]) -> None:
    page = get(courses_client(DATA, at(now)), f"/{SLUG}/staff/")
    nexts = [day for day, count in zip(following, EACH_DAY, strict=True) for _ in range(count)]

    assert rows(page) == [HEAD, *(f"{row} | {day}" for row, day in zip(HOURS, nexts, strict=True) if day)]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        # From 12 to 1 and from 1 to 2, by a clock that is four hours behind UTC and, in December, five.
        ("2025-10-15T16:59", ["Wed 15 Oct", "Wed 15 Oct"]),
        ("2025-10-15T17:00", ["Wed 22 Oct", "Wed 15 Oct"]),
        ("2025-10-15T17:59", ["Wed 22 Oct", "Wed 15 Oct"]),
        ("2025-10-15T18:00", ["Wed 22 Oct", "Wed 22 Oct"]),
        ("2025-12-03T18:00", ["over", "Wed 3 Dec"]),
        ("2025-12-03T19:00", ["over", "over"]),
        ("2025-12-04T05:00", []),
    ],
)
def test_next_week_of_the_table_is_the_first_whose_hour_is_not_over(now: str, expected: list[str]) -> None:
    found = rows(get(courses_client(DATA, at(now)), f"/{SLUG}/staff/"))

    assert [row.rpartition(" | ")[2] for row in found if "Edgar Morfin" in row or "Victor Butoi" in row] == expected


def test_table_says_which_day_its_rows_are_of(client: FlaskClient) -> None:
    page = get(client, f"/{SLUG}/staff/")
    heads = [(text(each), each.attrib) for each in page.iter("th")][5:]
    (caption,) = page.iter("caption")

    assert heads == [
        (day, {"scope": "rowgroup", "rowspan": str(count)})
        for day, count in zip(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"), EACH_DAY, strict=True)
    ]
    assert [len(list(each.iter("tr"))) for each in page.iter("tbody")] == list(EACH_DAY)
    assert text(caption) == "Office hours as they usually are, in ET. All of them as a calendar"
    assert hrefs(caption) == [f"/{SLUG}/office-hours"]


def test_table_leads_to_people_and_to_the_next_week(client: FlaskClient, course: Course) -> None:
    (table,) = get(client, f"/{SLUG}/staff/").iter("table")
    names = {person.name: id for id, person in course.people.items()}
    people = [name for row in HOURS for name in row.rpartition(" | ")[2].split(", ")]
    weeks = [target for _, target in links(table) if "/events/" in target]

    assert [link for link in links(table) if "/staff/" in link[1]] == [
        (name, f"/{SLUG}/staff/{names[name]}") for name in people
    ]
    assert len(weeks) == len(HOURS)
    assert {client.get(target).status_code for target in weeks} == {200}
    assert heading(get(client, weeks[9])) == "OH Victor, Gerardo, Vinith (6.7960)"


def test_everybody_is_listed_by_role(client: FlaskClient, course: Course) -> None:
    part = section(get(client, f"/{SLUG}/staff/"), "Everybody")
    groups = zip([text(each) for each in part.iter("h3")], of_class(part, "words"), strict=True)
    roles = {role: links(words) for role, words in groups}

    assert {role: len(people) for role, people in roles.items()} == {
        "Instructor": 3,
        "Course Assistant": 1,
        "Head TA": 2,
        "TA": 20,
    }
    assert sorted(link for people in roles.values() for link in people) == sorted(
        (person.name, f"/{SLUG}/staff/{id}") for id, person in course.people.items()
    )


def test_hours_that_are_undecided_are_at_the_end_of_the_table() -> None:
    assert rows(get(demo_client(), f"/{DEMO}/staff/")) == [
        HEAD,
        "Tuesday | 5–6 PM | C 3 | Grace Hopper, Alan Turing | Tue 21 Apr",
        "Thursday | 1–2 PM | https://meet.example.edu/kay | Alan Kay | Thu 16 Apr",
        "To be announced |  |  | Emmy Noether | ",
    ]


def test_next_week_that_is_cancelled_is_said_to_be() -> None:
    page = get(demo_client("2026-03-20T12:00"), f"/{DEMO}/staff/")

    assert rows(page)[1] == "Tuesday | 5–6 PM | C 3 | Grace Hopper, Alan Turing | Mon 23 Mar cancelled"


def test_course_without_office_hours_says_so(data: Path) -> None:
    (data / SLUG / "office-hours.yaml").write_text("slots: []\n")
    (data / SLUG / "history.jsonl").unlink()
    page = get(courses_client(data), f"/{SLUG}/staff/")

    assert list(page.iter("table")) == []
    assert [text(each) for each in within(page)][:3] == [
        "Fall 2025",
        "Office hours and staff",
        "There are no weekly office hours.",
    ]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (
            "2025-08-20T12:00",
            ["Wednesdays, 1–2 PM, 36-155", "Next: Wed 10 Sep, 1–2 PM ET, 36-155 OH Victor, Gerardo, Vinith (6.7960)"],
        ),
        (
            "2025-10-15T12:00",
            ["Wednesdays, 1–2 PM, 36-155", "Next: Wed 15 Oct, 1–2 PM ET, 36-155 OH Victor, Gerardo, Vinith (6.7960)"],
        ),
        (
            "2025-10-15T17:30",
            ["Wednesdays, 1–2 PM, 36-155", "Now: Wed 15 Oct, 1–2 PM ET, 36-155 OH Victor, Gerardo, Vinith (6.7960)"],
        ),
        (
            "2025-10-15T18:00",
            ["Wednesdays, 1–2 PM, 36-155", "Next: Wed 22 Oct, 1–2 PM ET, 36-155 OH Victor, Gerardo, Vinith (6.7960)"],
        ),
        ("2026-11-22T12:00", ["Wednesdays, 1–2 PM, 36-155"]),
    ],
)
def test_page_of_a_person_begins_with_their_hours_and_the_next_one(now: str, expected: list[str]) -> None:
    page = get(courses_client(DATA, at(now)), f"/{SLUG}/staff/victor-butoi")

    assert text(next(page.iter("title"))) == "Victor Butoi · 6.7960"
    assert above(page) == ["Fall 2025", "Victor Butoi", "Head TA", *expected]


WEDNESDAYS = "Wednesdays, 1–2 PM, 36-155"
ALL_THREE = "OH Victor, Gerardo, Vinith (6.7960)"


@pytest.mark.parametrize(
    ("change", "now", "expected"),
    [
        (
            "changes: [{date: Wed 2025-10-22, moved_to: Thu 2025-10-23, start: 16:00, end: 17:00, room: 2-190}]",
            "2025-10-16T12:00",
            [WEDNESDAYS, f"Next: Thu 23 Oct, 4–5 PM ET, 2-190 {ALL_THREE}"],
        ),
        (
            "changes: [{from: Wed 2025-10-22, day: Thursday, start: 16:00, end: 17:00, room: 2-190}]",
            "2025-10-16T12:00",
            ["Thursdays, 4–5 PM, 2-190", f"Next: Thu 23 Oct, 4–5 PM ET, 2-190 {ALL_THREE}"],
        ),
        ("until: Wed 2025-10-15", "2025-10-15T12:00", [WEDNESDAYS, f"Next: Wed 15 Oct, 1–2 PM ET, 36-155 {ALL_THREE}"]),
        ("until: Wed 2025-10-15", "2025-10-16T12:00", []),
        ("until: Wed 2025-10-15", "2026-11-22T12:00", [WEDNESDAYS]),
        (
            "changes: [{date: Wed 2025-10-22, cancelled: yes}]\n    until: Wed 2025-10-22",
            "2025-10-16T12:00",
            [],
        ),
    ],
    ids=["moved for a week", "moved for good", "the last one", "ended", "after the term", "what is left is cancelled"],
)
def test_hours_of_a_person_are_the_usual_ones_that_go_on(
    data: Path, change: str, now: str, expected: list[str]
) -> None:
    slot = "    hosts: [victor-butoi, gerardo-flores, vinith-suriyakumar]\n"
    edit(data / SLUG / "office-hours.yaml", slot, f"{slot}    {change}\n")

    assert above(get(courses_client(data, at(now)), f"/{SLUG}/staff/victor-butoi"))[3:] == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2025-09-10T12:00", [WEDNESDAYS, f"Next: Wed 10 Sep, 1–2 PM ET, 36-155 {ALL_THREE}"]),
        # Whoever chooses now will meet the others.
        ("2025-11-05T12:00", [f"Next: Wed 5 Nov, 1–2 PM ET, 36-155 {ALL_THREE}"]),
        ("2025-11-06T12:00", []),
    ],
)
def test_whoever_left_has_no_hours_any_more(data: Path, now: str, expected: list[str]) -> None:
    edit(data / SLUG / "staff.yaml", "name: Victor Butoi, ", "name: Victor Butoi, until: Wed 2025-11-05, ")
    client = courses_client(data, at(now))
    left, stayed = (get(client, f"/{SLUG}/staff/{person}") for person in ("victor-butoi", "gerardo-flores"))

    assert above(left)[3:] == expected
    assert above(stayed)[3] == WEDNESDAYS


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://dm.example.edu/ada", [("dm.example.edu/ada", "https://dm.example.edu/ada")]),
        ("mailto:ada@dm.example.edu", []),
    ],
)
def test_only_a_persons_page_on_the_web_is_linked(data: Path, link: str, expected: list[tuple[str, str]]) -> None:
    edit(data / SLUG / "staff.yaml", "name: Victor Butoi, ", f"name: Victor Butoi, link: '{link}', ")
    (lead,) = of_class(get(courses_client(data), f"/{SLUG}/staff/victor-butoi"), "lead")

    assert links(lead) == expected


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (
            "ada-lovelace",
            [
                "Instructor · dm.example.edu/ada",
            ],
        ),
        (
            "alan-turing",
            [
                "TA · until Thu 30 Apr",
                "Tuesdays, 5–6 PM, C 3",
                "Next: Thu 16 Apr, 1–2 PM CEST, https://meet.example.edu/kay OH Alan (DM 1)",
            ],
        ),
        (
            "alan-kay",
            [
                "TA",
                "Thursdays, 1–2 PM, https://meet.example.edu/kay",
                "Next: Thu 30 Apr, 1–2 PM CEST, https://meet.example.edu/kay OH Alan K (DM 1)",
            ],
        ),
        ("emmy-noether", ["TA", "Next: Sat 18 Apr, 10 AM–12 PM CEST, Lab Exam questions: Emmy (DM 1)"]),
    ],
)
def test_page_of_a_person_says_who_they_are(person: str, expected: list[str]) -> None:
    assert above(get(demo_client(), f"/{DEMO}/staff/{person}"))[2:] == expected


def test_page_of_a_person_is_their_own_calendar_and_leads_students_to_theirs(client: FlaskClient) -> None:
    page = get(client, f"/{SLUG}/staff/Victor-BUTOI")
    (canonical,) = (link for link in page.iter("link") if link.attrib["rel"] == "canonical")
    own = section(page, "Your own hours, shown as busy")

    assert outline(page) == [
        "h1 Victor Butoi",
        "h2 Staff: change this hour",
        "h2 Your own hours, shown as busy",
        "h2 For students",
        "h2 Calendar",
    ]
    assert canonical.attrib["href"] == f"{PUBLIC_URL}/{SLUG}/staff/victor-butoi"
    assert text(own).startswith(
        "Your own hours, shown as busy For Victor: your calendar shows you as busy whenever you host or teach,"
        " and keeps itself up to date. Google Calendar"
    )
    assert [text(each) for each in of_class(own, "address")] == [f"{PUBLIC_URL}/{SLUG}/staff/victor-butoi.ics"]
    assert f"webcal://calendar.example.edu/{SLUG}/staff/victor-butoi.ics" in hrefs(own)
    (outlook,) = (target for name, target in links(own) if name == "Outlook.com")
    assert outlook.endswith("staff%2Fvictor-butoi.ics&name=6.7960%20Victor%20%28busy%29")
    assert links(section(page, "For students")) == [
        ("The class, and everything with Victor", f"/{SLUG}/main_victor-butoi"),
        ("Everything with Victor alone", f"/{SLUG}/victor-butoi"),
        ("Everybody’s office hours", f"/{SLUG}/staff/"),
    ]


def test_page_of_a_person_tells_staff_how_to_change_the_next_hour() -> None:
    client = demo_client()
    pages = [get(client, f"/{DEMO}/{path}") for path in ("staff/alan-turing", "events/oh-b-2026-04-16")]
    mine, of_event = ([text(part) for part in of_class(page, "edits")] for page in pages)

    assert mine == of_event
    assert "dm-1-sp26/office-hours.yaml, below line 24: Copy - {date: Thu 2026-04-16, cancelled: yes}" in mine[0]


def test_page_of_a_person_without_anything_says_that_it_will_fill(client: FlaskClient) -> None:
    page = get(client, f"/{SLUG}/staff/taylor-braun")

    assert above(page) == ["Fall 2025", "Taylor Braun", "Course Assistant"]
    assert text(section(page, "Calendar")).endswith("subscribe now, and events appear when they are set.")
    assert of_class(page, "edits") == []


def test_whoever_left_is_not_listed_and_keeps_a_page(data: Path) -> None:
    """The history remembers them, and somebody may have subscribed."""
    staff, hours = data / SLUG / "staff.yaml", data / SLUG / "office-hours.yaml"
    staff.write_text("".join(line for line in staff.read_text().splitlines(True) if "edgar-morfin" not in line))
    edit(hours, "hosts: [edgar-morfin]", "hosts: [kelly-cui]")
    client = courses_client(data)

    for path in ("", "staff/"):
        assert [target for target in hrefs(get(client, f"/{SLUG}/{path}")) if "edgar-morfin" in target] == [], path
    assert above(get(client, f"/{SLUG}/staff/edgar-morfin"))[:2] == ["Fall 2025", "Edgar Morfin"]
