// Reads a feed from standard input with ical.js and prints its events as JSON.

import { text } from "node:stream/consumers";

import ICAL from "ical.js";

const calendar = new ICAL.Component(ICAL.parse(await text(process.stdin)));

for (const zone of calendar.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(zone);
}

function time(event, name) {
  const value = event.getFirstPropertyValue(name);
  if (value === null || value.isDate) {
    return value && value.toString();
  }
  // ical.js lets times float whose zone it does not know.
  if (value.zone === ICAL.Timezone.localTimezone) {
    throw new Error(`${name} ${value} has no time zone that the feed defines`);
  }
  return value.convertToZone(ICAL.Timezone.utcTimezone).toString();
}

const readings = calendar.getAllSubcomponents("vevent").map((event) => ({
  uid: event.getFirstPropertyValue("uid"),
  start: time(event, "dtstart"),
  end: time(event, "dtend"),
  summary: event.getFirstPropertyValue("summary"),
  description: event.getFirstPropertyValue("description"),
  location: event.getFirstPropertyValue("location"),
  status: event.getFirstPropertyValue("status"),
  transparency: event.getFirstPropertyValue("transp"),
  sequence: event.getFirstPropertyValue("sequence"),
  last_modified: time(event, "last-modified"),
  url: event.getFirstPropertyValue("url"),
  categories: event.getAllProperties("categories").flatMap((property) => property.getValues()),
}));

process.stdout.write(JSON.stringify(readings));
