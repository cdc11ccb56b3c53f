// Comfort only: every page works without this file.
"use strict";

const all = (selector, within = document) => [...within.querySelectorAll(selector)];

// The fitting app first; on a phone the others behind a lid. Android opens Google's link in an app that cannot add one.
function sortApps() {
  const agent = navigator.userAgent;
  const android = /Android/.test(agent);
  const iphone = /iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && navigator.maxTouchPoints > 1);
  const fitting = android ? "icsx5" : iphone || /Macintosh/.test(agent) ? "apple" : "google";
  for (const list of all("ul.apps")) {
    const google = list.querySelector("[data-app=google]");
    list.prepend(list.querySelector(`[data-app=${fitting}]`));
    if (android) {
      const send = document.querySelector("[data-share]");
      const link = google.querySelector("a");
      link.textContent = "Google Calendar: send this page to a computer";
      link.href = `mailto:?body=${encodeURIComponent(send.dataset.share)}`;
      link.addEventListener("click", (event) => {
        if (!navigator.share) return;
        event.preventDefault();
        send.click();
      });
      google.querySelector("p").textContent =
        "Google’s app cannot add an address. Subscribe on a computer, and the calendar is on this phone too.";
      list.prepend(google);
    }
    if (android || iphone) {
      const lid = document.createElement("details");
      lid.innerHTML = "<summary>Other apps</summary><ul class=apps></ul>";
      lid.lastElementChild.append(...[...list.children].slice(android ? 2 : 1).filter((app) => !app.matches(".copy")));
      list.after(lid);
    }
  }
}

function offerButtons() {
  for (const button of all("[data-copy]")) {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      const said = await navigator.clipboard.writeText(button.dataset.copy).then(() => "Copied", () => "Copying failed");
      button.textContent = said;
      setTimeout(() => (button.textContent = "Copy"), 3000);
    });
  }
  for (const button of all("[data-share]")) {
    button.hidden = !navigator.share;
    button.addEventListener("click", () => navigator.share({ title: document.title, url: button.dataset.share }).catch(() => {}));
  }
}

// Whoever is in another zone is told how far its clocks are from theirs.
function tellZone() {
  const place = document.getElementById("clock");
  if (!place) return;
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const wall = (zone) => Date.parse(new Date().toLocaleString("sv", { timeZone: zone }).replace(" ", "T") + "Z");
  const minutes = Math.round((wall(own) - wall(place.dataset.zone)) / 60000);
  if (!minutes) return;
  const hours = Math.abs(minutes) / 60;
  place.textContent = `Your own clock (${own}) is now ${hours} ${hours === 1 ? "hour" : "hours"} ${minutes > 0 ? "ahead" : "behind"}.`;
}

// What the form makes: how many events, the next ones, the address.
function tellChoice(form) {
  const [count, chosen, following] = ["#count", "#chosen", "#following"].map((id) => form.querySelector(id));
  const [address, length] = chosen.children;
  let asking = new AbortController();

  const zone = form.dataset.zone;
  const local = (time) => new Date(time).toLocaleString("sv", { timeZone: zone });
  const day = (event) => (event.all_day ? event.start : local(event.start).slice(0, 10));
  const named = new Intl.DateTimeFormat("en-US", { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" });
  function said(event) {
    const part = Object.fromEntries(named.formatToParts(new Date(day(event))).map(({ type, value }) => [type, value]));
    return `${part.weekday} ${part.day} ${part.month}, ${event.title}`;
  }

  // As the page's own "Next": what takes place and is not over; of a day, what has hours before what has none.
  function ahead(events) {
    const today = local(Date.now()).slice(0, 10);
    const over = (event) => (event.all_day ? event.end <= today : new Date(event.end) <= new Date());
    const lost = (event) => event.description.startsWith("A new date is to be announced.");
    const order = (event) => `${day(event) > today ? day(event) : today} ${event.all_day ? 1 : 0}`;
    return events
      .filter((event) => event.status !== "CANCELLED" && !over(event) && !lost(event))
      .sort((one, other) => (order(one) < order(other) ? -1 : order(one) > order(other) ? 1 : 0));
  }

  function tell(message, made = "", next = []) {
    count.textContent = message;
    chosen.hidden = !made;
    address.textContent = made;
    length.textContent = made.length > form.dataset.longest
      ? `${made.length} characters: some apps refuse more than ${form.dataset.longest}` : "";
    following.replaceChildren(...next.map((event) => Object.assign(document.createElement("li"), { textContent: said(event) })));
  }

  async function ask() {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    const query = new URLSearchParams(new FormData(form));
    if (!query.has("show")) return tell("Nothing is ticked.");
    try {
      const answer = await fetch(`${form.action}.json?${query}`, { signal });
      if (answer.status >= 500) return tell("");
      if (!answer.ok) return tell((await answer.text()).split("\n")[0]);
      const made = /<(.*)\.json>/.exec(answer.headers.get("Link"))[1];
      const { events } = await answer.json();
      const coming = ahead(events);
      const next = coming.length ? `. Next: ${said(coming[0])}` : "";
      tell(`${events.length} ${events.length === 1 ? "event" : "events"}${next}`, `${made}.ics`, coming.slice(1, 4));
    } catch {
      if (!signal.aborted) tell("");
    }
  }

  // Everybody's hours hold those of some.
  function hold() {
    const { checked } = form.querySelector("[value=office-hours]");
    for (const box of all(".week-of-hours input", form)) box.disabled = checked;
  }

  form.addEventListener("change", ({ target }) => {
    // Somebody with two hours has a box at each.
    for (const box of all("input[type=checkbox]", form)) if (box.value === target.value) box.checked = target.checked;
    hold();
    ask();
  });
  hold();
}

sortApps();
offerButtons();
all("form.choose").forEach(tellChoice);
tellZone(); // the last, since a browser may not know a zone
