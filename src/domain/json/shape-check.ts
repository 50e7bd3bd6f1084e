/** Says whether an unknown value is what it should be. */
export type ShapeCheck = (value: unknown) => boolean;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z$/u;
const DAY = /^\d{4}-\d{2}-\d{2}$/u;

/** Lower-case UUID of any version. */
export const isUuid: ShapeCheck = (value) => typeof value === 'string' && UUID.test(value);

/** ISO 8601 instant in UTC that is in the calendar. */
export const isInstant: ShapeCheck = (value) =>
  typeof value === 'string' && INSTANT.test(value) && isInCalendar(value, 'YYYY-MM-DDTHH:MM:SS'.length);

/** Calendar day, `YYYY-MM-DD`. */
export const isDay: ShapeCheck = (value) =>
  typeof value === 'string' && DAY.test(value) && isInCalendar(value, value.length);

/** `Date.parse` takes 31 February for 3 March, and 24:00 for the next day: what it read must be what stood there. */
function isInCalendar(text: string, length: number): boolean {
  const milliseconds = Date.parse(text);
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().slice(0, length) === text.slice(0, length);
}

export const isBoolean: ShapeCheck = (value) => typeof value === 'boolean';

/** Text of at most so many UTF-16 units; may be empty. */
export function isText(maximum: number): ShapeCheck {
  return (value) => typeof value === 'string' && value.length <= maximum;
}

/** A name by which something is looked up: not empty, at most 200 units. */
export const isName: ShapeCheck = (value) => typeof value === 'string' && value.length > 0 && value.length <= 200;

/** A finite number within bounds, both included. */
export function isNumber(minimum: number, maximum: number): ShapeCheck {
  return (value) => typeof value === 'number' && value >= minimum && value <= maximum;
}

/** A whole number within bounds, both included. */
export function isWhole(minimum: number, maximum: number): ShapeCheck {
  return (value) => Number.isSafeInteger(value) && isNumber(minimum, maximum)(value);
}

export function isOneOf(...choices: readonly unknown[]): ShapeCheck {
  return (value) => choices.includes(value);
}

export function isNullOr(check: ShapeCheck): ShapeCheck {
  return (value) => value === null || check(value);
}

/** An array of at most so many items, each of which passes. */
export function isListOf(check: ShapeCheck, maximum: number): ShapeCheck {
  return (value) => Array.isArray(value) && value.length <= maximum && value.every(check);
}

/** An object with any names, each value of which passes; at most 1,000. */
export function isMapOf(check: ShapeCheck): ShapeCheck {
  return (value) => isObject(value) && Object.keys(value).length <= 1_000 && Object.values(value).every(check);
}

/** An object whose named fields pass. It may have others: a newer version of the app adds fields, and they must survive the way through this one. */
export function hasFields(fields: Readonly<Record<string, ShapeCheck>>): ShapeCheck {
  return (value) =>
    isObject(value) &&
    Object.entries(fields).every(([name, check]) => Object.hasOwn(value, name) && check(value[name]));
}

/** An object in which each of the named fields passes where it is there. */
export function mayHave(fields: Readonly<Record<string, ShapeCheck>>): ShapeCheck {
  return (value) =>
    isObject(value) &&
    Object.entries(fields).every(([name, check]) => !Object.hasOwn(value, name) || check(value[name]));
}

/** True for an object that is no array. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
