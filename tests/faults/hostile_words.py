"""What hostile requests are made of."""

from conftest import SLUG

MARK = "zq"
"""A word of ours: whatever stands between two of them in an answer was sent by us."""

UNSAFE_IN_PAGES = ("<", ">", '"', "'", "&", "<script>", "</title>", '" onload="', "]]>")
UNSAFE_IN_TEXT = ("\r\n", "\n", "\r", "\0", "\x1b[2J", "\u2028")

_ESCAPED = ("%22", "%27", "%3Cscript%3E", "%0d%0a", "%0a", "%0d", "%00", "%1b[2J", "%E2%80%A8", "%250a")
_OTHERS = ("\\n", ";", ",", "\\", "`", "${7*7}", "{{7*7}}", "%s", "%n")
BITS = (
    *(f"{MARK}{between}{MARK}" for between in (*UNSAFE_IN_PAGES, *_ESCAPED, *_OTHERS)),
    *(f"%0d%0a{name}: {MARK}%0d%0a" for name in (MARK, "Set-Cookie", "Content-Length")),
    *(
        "..",
        "../../../../etc/passwd",
        "%2e%2e%2f",
        "%2e%2e/%2e%2e",
        ".",
        "//",
        "/",
        "\\",
        "~",
        "?",
        "#",
        ";",
        "%",
        "%zz",
    ),
    *("%c0%ae", "%ff", "%ed%a0%80", "\xff", "\xc3\xa9", "\x80", "\x7f", "%00", "*", "|", "_", "__", "-" * 500),
    *("not-", "not-not-", "all", "main", "week-1", "week-05", "week-99999999999999999999", "victor-butoi"),
    *("lectures.exams", "all_not-all", ".ics", ".json", ".atom", ".txt", ".html", ".ics.ics", "a" * 3000, "1" * 1000),
    *("_".join(f"week-{number}" for number in range(1, 66)), "all." * 500, "lectures_" * 300, "not-" * 300),
)
PLACES = (
    *("/", f"/{SLUG}/", f"/{SLUG}/all.ics", f"/{SLUG}/main", f"/{SLUG}/calendar.ics", f"/{SLUG}/calendar", "/readyz"),
    *(f"/{SLUG}/staff/", f"/{SLUG}/staff/victor-butoi.ics", f"/{SLUG}/events/midterm", f"/{SLUG}/changes.atom"),
    *(
        f"/{SLUG}/status",
        f"/{SLUG}/embed/main",
        "/robots.txt",
        "/openapi.json",
        "/metrics",
        "/schema/lectures.yaml.json",
    ),
    *(
        "/static/style.css",
        "/6.7960/",
        "/nothing/",
        f"//{SLUG}/exams.ics",
        f"/{SLUG.upper()}/ALL.ICS",
        "*",
        "http://x/",
    ),
)
METHODS = (
    *("GET",) * 12,
    *("HEAD", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "BREW", "G" * 20),
)
BROKEN_METHODS = (
    f"{MARK}<{MARK}",
    "",
    " GET",
    "GET\0",
    "get",
    "\x16\x03\x01",
    "G\xc9T",
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
)
PARAMETERS = ("show", "hide", "view", "from", "cache", "", MARK, "course", "person", "show[]", "width", "day")
HEADERS = (
    *("If-None-Match", "If-Match", "If-Modified-Since", "If-Unmodified-Since", "If-Range", "Range", "Accept", "TE"),
    *(
        "Accept-Encoding",
        "Accept-Language",
        "Cookie",
        "Authorization",
        "User-Agent",
        "Referer",
        "Origin",
        "Via",
        "Date",
    ),
    *("X-Forwarded-Host", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Prefix", "Forwarded", "X-Original-URL"),
    *("X-HTTP-Method-Override", "Script-Name", "Script_Name", "Path_Info", "Content-Type", "Upgrade", "Host", MARK),
    *("Access-Control-Request-Method", "Access-Control-Request-Headers", "Max-Forwards", "Cache-Control", "Pragma"),
)
VALUES = (
    *("*", '"', '""', "W/", '"a", "b", W/"c", *', "a" * 3000, ",".join(['"x"'] * 700), "bytes=0-", "bytes=-1,5-4,a"),
    *("Thu, 32 Jan 99999999999 00:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 +99999999999999", "0", "-1", "1e309", "NaN"),
    *("gzip;q=0, *;q=9, identity;q=nan", "en;q=" + "9" * 400, "evil.example", "evil.example:99999", "[::1", "a b"),
    *("Basic !!!!", "Basic Zm9v", "Bearer", 'for="_\x80"', "h2c, HTTP2-Settings", "$Version=1; a=\xff", "k=v; " * 400),
    *(
        "multipart/form-data; boundary=" + "x" * 900,
        "text/html; charset=\x80",
        "() { :; }; echo",
        "\t",
        "",
        "127.0.0.1",
    ),
)
VERSIONS = ("HTTP/1.1", "HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "HTTP/9.9", "HTTP/1.1 ", "HTP/1.1", "", f"HTTP/{MARK}")

_LENGTHS = (
    "5\r\n\r\nab",
    "-5\r\n\r\n",
    f"{10**30}\r\n\r\n",
    "1\r\nContent-Length: 2\r\n\r\nab",
    "1, 1\r\n\r\na",
    "0x1\r\n\r\na",
    "+1\r\n\r\na",
)
_CHUNKS = ("0\r\n\r\n", "5\r\nab", "ZZ\r\n", "-1\r\n\r\n", "f" * 5000, "1;a=\0\r\na\r\n0\r\n\r\n")
_CODINGS = ("gzip", "chunked, chunked", "identity, chunked", "xchunked", " chunked", "chunked;a", "\x0bchunked")
_NAMES = (" folded", "A B", "A:", "\0", "A\x80", "(", "a" * 5000, "")
FRAMINGS = (
    *(f"Content-Length: {length}" for length in _LENGTHS),
    *(f"Transfer-Encoding: chunked\r\n\r\n{chunks}" for chunks in _CHUNKS),
    *(f"Transfer-Encoding: {coding}\r\n\r\n0\r\n\r\n" for coding in _CODINGS),
    *(f"{name}: {MARK}\r\n\r\n" for name in _NAMES),
    *(
        "A: b\r\n" * 100 + "\r\n",
        "A: b\r\n folded: c\r\n\r\n",
        "A: b\n\n",
        "A: b\r\r\n\r\n",
        "\r\n\r\n",
        "\n",
        "A: b",
        "",
    ),
    "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /evil HTTP/1.1\r\n\r\n",
    "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n",
    "\r\nGET /healthz HTTP/1.1\r\n\r\n" * 30,
)
"""What comes after a head, or ends it: bodies, chunks, lengths, names and ends of lines, few as they should be."""
