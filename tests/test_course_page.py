"""The data of 6.7960-fa25 says what the course's own page said, completely and exactly.

`tests/data/course-page.txt` is that page as text, without its staff's e-mail lines. A small parser here reads
it, and plain YAML reads the files: nothing of the program takes part.
"""

import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
DATA = ROOT / "data" / "6.7960-fa25"
ORIGINAL = ROOT.parent / "shared" / "course" / "course-page.txt"
PAGE = (ROOT / "tests" / "data" / "course-page.txt").read_bytes().decode()
LINES = [line.strip() for line in PAGE.splitlines()]

WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
TABLE = "Date Topics Speaker Course Materials Assignments"
GUESTS = ["Rose E Wang", "Zongyi Li", "Jiajun Wu"]  # flat text does not part a title from the name after it

Row = dict[str, Any]


def read(name: str) -> Row:
    text = (DATA / f"{name}.yaml").read_text(encoding="utf-8")
    content: Row = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes nothing but text
    return content


def between(first: str, last: str) -> list[str]:
    """Give the lines after `first` and before the next `last`, without the empty ones."""
    start = LINES.index(first) + 1
    return [line for line in LINES[start : LINES.index(last, start)] if line]


def word(name: str) -> str:
    return name.lower().replace(" ", "-")


def hours(text: str) -> Row:
    """Read '9-10 AM', '11 AM -12 PM' or '7:30 - 9:30 PM'; a start without AM or PM has the end's."""
    match = re.fullmatch(r"(\d+)(:\d\d)?(?: ([AP]M))? ?- ?(\d+)(:\d\d)? ([AP]M)", text)
    assert match, text
    hour, minutes, half, end_hour, end_minutes, end_half = match.groups()

    def clock(hour: str, minutes: str | None, half: str) -> str:
        return f"{int(hour) % 12 + (12 if half == 'PM' else 0):02}{minutes or ':00'}"

    return {"start": clock(hour, minutes, half or end_half), "end": clock(end_hour, end_minutes, end_half)}


def parse_staff() -> tuple[list[Row], list[Row]]:
    """Read the staff list: its people, and the slots they share in order of weekday and time."""
    people: list[Row] = []
    slots: dict[tuple[int, str, str, str], list[str]] = {}
    for line in between("Course Information", "- Logistics"):
        if match := re.fullmatch(r"(Instructor|Course Assistant|Head TA|TA) (.+)", line):
            people.append({"id": word(match[2]), "name": match[2], "role": match[1]})
            continue
        match = re.fullmatch(r"OH: ([A-Z][a-z]{2}) (.+ [AP]M) (\S+)", line)
        assert match, line
        weekday = [day[:3] for day in WEEKDAYS].index(match[1])
        time = hours(match[2])
        slots.setdefault((weekday, time["start"], time["end"], match[3]), []).append(people[-1]["id"])
    return people, [
        {"id": f"oh-{WEEKDAYS[weekday][:3].lower()}-{int(start[:2])}", "hosts": hosts}
        | {"day": WEEKDAYS[weekday], "start": start, "end": end, "room": room}
        for (weekday, start, end, room), hosts in sorted(slots.items())
    ]


PEOPLE, SLOTS = parse_staff()


def parse_schedule() -> list[Row]:
    """Read the schedule table: each row with its week, date, title, and whatever else is printed in it.

    A line gives its parts up from the end: assignment, material, speaker; what remains is the title or,
    under a heading, one more material. A line that is none of this fails.
    """
    speakers = "|".join([*(person["name"] for person in PEOPLE), *GUESTS])
    rows: list[Row] = []
    week = heading = ""
    for line in between(TABLE, "Collaboration policy"):
        if match := re.fullmatch(r"Week (\d+)", line):
            week = match[1]
            continue
        if match := re.fullmatch(r"([A-Z][a-z]{2}) (\d+)/(\d+) (.+)", line):
            weekday, month, day, line = match.groups()
            printed = f"{weekday} 2025-{int(month):02}-{int(day):02}"
            rows.append({"week": week, "date": printed, "title": "", "materials": [], "work": []})
            heading = ""
        row = rows[-1]
        if match := re.fullmatch(r"\+ details (.+)", line):
            assert "details" not in row, line
            row["details"] = match[1]
            continue
        if match := re.fullmatch(r"((?:(?:optional|required) )?readings?):", line):
            heading = match[1]
            continue
        if match := re.search(r"(?:^| )(pset \d|project) (out|due)( \(solutions\))?$", line):
            row["work"].append((match[1], match[2], bool(match[3])))
            line = line[: match.start()]
        if heading and line:
            match = re.fullmatch(r"(.+?)(?: \((.+)\))?", line)
            assert match, line
            note = {"note": match[2]} if match[2] else {}
            row["materials"].append({"title": match[1], "under": heading, **note})
            continue
        if match := re.search(r"(?:^| )(slides|pytorch tutorial colab)$", line):
            row["materials"].append({"title": match[1]})
            line = line[: match.start()]
        if match := re.search(rf"(?:^| )({speakers})(?: \(([^)]+)\))?$", line):
            guest = {"name": match[1], "affiliation": match[2]}
            assert "speakers" not in row, line
            row["speakers"] = [guest if match[2] else word(match[1])]
            line = line[: match.start()]
        if line:
            assert not row["title"], line
            row["title"] = line
    return rows


SCHEDULE = parse_schedule()
TUTORIALS = [row for row in SCHEDULE if row["title"].startswith("PyTorch Tutorial: ")]
EXAMS = [row for row in SCHEDULE if row["title"].startswith("Midterm: ")]
HOLIDAYS = [row for row in SCHEDULE if row["title"].startswith("No class: ")]
ONE_OFF = [row for row in SCHEDULE if row["title"] == "Project office hours"]
LECTURES = [row for row in SCHEDULE if row not in TUTORIALS + EXAMS + HOLIDAYS + ONE_OFF]


def parse_assignments() -> list[Row]:
    """Collect what is out and due from all rows, in the order in which it is first printed."""
    found: dict[str, Row] = {}
    for row in SCHEDULE:
        for title, event, solutions in row["work"]:
            assignment = found.setdefault(title, {"id": title.replace(" ", "-"), "title": title})
            assert event not in assignment, title
            assignment[event] = row["date"]
            if solutions:
                assignment["materials"] = [{"title": "solutions"}]
    return list(found.values())


def day_of(text: str) -> date:
    """Read '2025-09-04' or 'Thu 2025-09-04'."""
    return date.fromisoformat(text.split()[-1])


def test_page_is_the_original_without_email_lines() -> None:
    assert "at mit dot edu" not in PAGE
    if ORIGINAL.exists():
        assert re.sub(r"(?m)^\S+ at mit dot edu\n", "", ORIGINAL.read_bytes().decode()) == PAGE


def test_page_has_the_known_counts() -> None:
    kinds = [LECTURES, TUTORIALS, EXAMS, HOLIDAYS, ONE_OFF]
    more = ("speakers", "details", "materials")
    full = [row for row in EXAMS + HOLIDAYS + ONE_OFF if any(row.get(name) for name in more)]
    speakers = [speaker for row in LECTURES for speaker in row["speakers"]]
    staff = [speaker for speaker in speakers if isinstance(speaker, str)]
    work = Counter(event for row in SCHEDULE for _, event, _ in row["work"])
    hosts = Counter(slot["day"][:3] for slot in SLOTS for _ in slot["hosts"])

    assert (len(SCHEDULE), [len(kind) for kind in kinds]) == (32, [24, 4, 1, 2, 1])
    assert [row["title"] for row in full] == []
    assert [speaker["name"] for speaker in speakers if speaker not in staff] == GUESTS
    assert Counter(staff) == {"sara-beery": 7, "kaiming-he": 7, "omar-khattab": 7}
    assert work == {"due": 6, "out": 5}
    assert (len(PEOPLE), len(SLOTS), hosts.total()) == (26, 14, 25)
    assert hosts == {"Mon": 7, "Tue": 7, "Wed": 4, "Thu": 5, "Fri": 2}


def test_page_dates_agree_with_their_weekdays_and_weeks() -> None:
    dates = [day_of(row["date"]) for row in SCHEDULE]
    computed = [(str((day - date(2025, 9, 1)).days // 7 + 1), f"{day:%a %Y-%m-%d}") for day in dates]

    assert [(row["week"], row["date"]) for row in SCHEDULE] == computed
    assert dates == sorted(dates)


def test_course_is_the_pages() -> None:
    code, title = LINES[2].split(" ", 1)
    [contact] = re.findall(r"\S+@[\w.]+", PAGE)
    pages_own = ("Schedule", "Policies", "Previous years")
    links = [name for name in LINES[6].strip("[ ]").split(" | ") if name not in pages_own]
    about = [
        LINES[0],
        *between("Course Overview", "Course Information"),
        "\n".join(["Grading Policy", *between("- Grading Policy", "• - Materials")]),
        "\n".join(["Attendance policy", *between("Attendance policy", "• Late policy")]),
        *(line.strip("* ") for line in between("Class Schedule", TABLE)),
    ]
    holidays = [(row["date"], row["title"].removeprefix("No class: ")) for row in HOLIDAYS]

    assert read("course") == {
        "code": code,
        "title": title,
        "term": LINES[4],
        "created": "2026-11-22T00:00:00Z",
        "time_zone": "America/New_York",
        "uid_domain": "deeplearning6-7960.github.io",
        "contact": contact,
        "links": [
            {"title": "Course site", "url": "https://deeplearning6-7960.github.io"},
            *({"title": name} for name in links),
        ],
        "about": "\n\n".join(about) + "\n",
        "classes": {"first": LECTURES[0]["date"].split()[1], "last": LECTURES[-1]["date"].split()[1]},
        "office_hours": {"first": "2025-09-08", "last": "2025-12-09"},
        "meetings": [{"days": ["Tuesday", "Thursday"], "start": "13:00", "end": "14:30", "room": "45-230"}],
        "holidays": [{"id": word(name), "first": first, "name": name} for first, name in holidays],
    }


def test_staff_are_the_pages() -> None:
    """Whoever neither hosts nor speaks is said to have no hours."""
    hosts = {host for slot in SLOTS for host in slot["hosts"]}
    speakers = {speaker for row in LECTURES for speaker in row["speakers"] if isinstance(speaker, str)}
    busy = hosts | speakers

    assert read("staff") == {
        "people": [person if person["id"] in busy else {**person, "hours": "no"} for person in PEOPLE]
    }
    assert [person["id"] for person in PEOPLE if person["id"] not in busy] == ["taylor-braun"]


def test_lectures_are_the_pages() -> None:
    rows = read("lectures")["lectures"]
    expected = []
    for row in LECTURES:
        parts = {name: row[name] for name in row if name not in ("week", "work") and row[name]}
        expected.append(parts | ({"tags": ["guest"]} if row["title"].startswith("Guest Lecture") else {}))

    assert [{name: row[name] for name in row if name != "id"} for row in rows] == expected
    assert " ".join(row["id"] for row in rows) == (
        "overview training approximation grids memory transformers generalization reconstruction similarity "
        "information-theory pre-training scaling-laws generative-basics vae-and-gan post-training "
        "diffusion-and-flows out-of-distribution transfer-learning inference-time guest-1 evaluation "
        "your-problems guest-2 guest-3"
    )


def test_tutorials_are_the_pages() -> None:
    colab = [material for row in TUTORIALS for material in row["materials"]]
    expected = []
    for row in TUTORIALS:
        title, when = row["title"].split(": ")
        time, room = when.split(", ")
        expected.append(
            {"id": f"pytorch-{row['date'][:3].lower()}", "date": row["date"], **hours(time), "room": room}
            | {"title": title, "any_of": "pytorch", "tags": ["pytorch"], "materials": colab}
        )

    assert read("tutorials") == {"tutorials": expected}
    assert colab == [{"title": "pytorch tutorial colab"}]


def test_exams_are_the_pages() -> None:
    printed = [(row["date"], *row["title"].split(": ", 1)) for row in EXAMS]
    exams = [{"id": word(title), "date": day, **hours(time), "title": title} for day, title, time in printed]

    assert read("exams") == {"exams": exams}


def test_assignments_are_the_pages() -> None:
    assert read("deadlines") == {"assignments": parse_assignments()}


def test_office_hours_are_the_pages() -> None:
    one_off = [{"id": word(row["title"]), "date": row["date"], "title": row["title"]} for row in ONE_OFF]

    assert read("office-hours") == {"slots": SLOTS, "one_off": one_off}


def test_ids_are_words_and_unique_over_all_files() -> None:
    texts = [path.read_text(encoding="utf-8") for path in DATA.glob("*.yaml")]
    ids = [name for text in texts for name in re.findall(r"(?m)^ *- \{?id: ([^\n,}]+)", text)]

    assert len(ids) == 2 + 26 + 24 + 4 + 1 + 6 + 14 + 1
    assert [name for name in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)] == []
    assert [name for name, count in Counter(ids).items() if count > 1] == []


def test_the_whole_course_is_226_events() -> None:
    course, office_hours = read("course"), read("office-hours")
    holidays = [day_of(holiday["first"]) for holiday in course["holidays"]]
    first, last = day_of(course["office_hours"]["first"]), day_of(course["office_hours"]["last"])
    term = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    open_days = Counter(WEEKDAYS[day.weekday()] for day in term if day not in holidays)
    weekly = sum(open_days[slot["day"]] for slot in office_hours["slots"])
    dated = [len(read(name)[name]) for name in ("lectures", "tutorials", "exams")]
    work = [name for row in read("deadlines")["assignments"] for name in ("due", "out") if name in row]

    assert (weekly, len(office_hours["one_off"])) == (183, 1)
    assert sum(dated) + len(work) + len(holidays) + weekly + len(office_hours["one_off"]) == 226


def test_no_email_address_but_the_courses_is_in_the_data() -> None:
    files = [path for path in (ROOT / "data").rglob("*") if path.is_file()]
    # The history names events by their UIDs, which end in the domain of the course's own site.
    texts = [re.sub(r'"uid":"[^"]*"', "", path.read_text(encoding="utf-8")) for path in files]
    found = {address for text in texts for address in re.findall(r"[\w.+-]+@[\w.-]*\w", text)}

    assert found == {read("course")["contact"]}
    assert [text for text in texts if re.search(r"\bat mit dot edu\b", text)] == []
