// Moments: whole microseconds since 1970 in UTC, as BigInt, so that the year 9999 fits.

const MICROSECONDS = 1_000_000n;
const BEIJING_HOURS = 8;

/** The moment of numbers on a calendar, in UTC; null where it is on none. */
export function momentOf(year, month, day, hour, minute, second, microsecond = 0) {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  const read = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  read.push(date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds());
  const given = [year, month, day, hour, minute, second];
  if (year < 1 || given.some((number, place) => number !== read[place])) return null;
  return BigInt(date.getTime()) * 1000n + BigInt(microsecond);
}

/** The moment of an RFC 3339 text with whole seconds and an offset; null for no such day. */
export function readMoment(text) {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:Z|([+-])(\d\d):(\d\d))$/.exec(text);
  const moment = parts && momentOf(...parts.slice(1, 7).map(Number));
  if (moment === null || !parts[7]) return moment;
  const minutes = BigInt(Number(parts[8]) * 60 + Number(parts[9]));
  return moment + (parts[7] === "-" ? minutes : -minutes) * 60n * MICROSECONDS;
}

/** Whether a text is a day of the calendar. */
export function isDay(text) {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  return parts !== null && momentOf(...parts.slice(1).map(Number), 0, 0, 0) !== null;
}

/** The moment of an ASN.1 time in whole seconds, `YYYYMMDDHHMMSSZ`; throws where it is none. */
export function readTimeText(text, microsecond = 0) {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  const moment = parts && momentOf(...parts.slice(1).map(Number), microsecond);
  if (moment === null) throw new TypeError("not a time");
  return moment;
}

function numbers(moment, hours) {
  const shifted = moment + BigInt(hours) * 3600n * MICROSECONDS;
  const micro = ((shifted % MICROSECONDS) + MICROSECONDS) % MICROSECONDS;
  const date = new Date(Number((shifted - micro) / 1000n));
  return [date.toISOString().replace(/^\+0*|\.\d+Z$/g, ""), micro];
}

/** A moment as RFC 3339 writes it in UTC. */
export function isoText(moment) {
  const [text, micro] = numbers(moment, 0);
  const tail = micro ? `.${String(micro).padStart(6, "0")}` : "";
  return `${text}${tail}+00:00`;
}

/** A moment in Beijing time, as people read it; empty for none. */
export function beijingText(moment) {
  if (moment === null) return "";
  const [text] = numbers(moment, BEIJING_HOURS);
  return text.replace("T", " ");
}
