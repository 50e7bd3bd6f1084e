import { parseJson } from './json-value';

/** Deepest nesting of arrays and objects that a line may have; a case study's answer needs six. */
const MAXIMUM_DEPTH = 16;

/**
 * Keys by which parsed data reaches into prototypes ("prototype pollution", CWE-1321) once something copies it property
 * by property.
 */
const DANGEROUS_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * True where JSON text nests deeper than `MAXIMUM_DEPTH`, found by counting brackets outside strings, before anything
 * is parsed: `JSON.parse` accepts a depth of 50,000, and the structured clone into IndexedDB then overflows the stack.
 */
export function nestsTooDeep(text: string): boolean {
  let depth = 0;
  return someOutsideStrings(text, (code) => {
    if (code === OPEN_BRACE || code === OPEN_BRACKET) depth += 1;
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth -= 1;
    return depth > MAXIMUM_DEPTH;
  });
}

/**
 * True for JSON text that every reader reads alike, as what is signed has to: no object has a name twice, and nothing in
 * it is something that `harmless` takes away, which processors of signed data skip too.
 * @param parsed what `JSON.parse` made of the text, after its depth was checked
 */
export function readsAlike(text: string, parsed: unknown): boolean {
  return !namesTwice(text, parsed) && JSON.stringify(harmless(parsed)) === JSON.stringify(parsed);
}

/**
 * `JSON.parse` takes the last of two values of one name, other parsers the first. Detected by counting the colons
 * outside strings: with unique names there are as many as names.
 */
function namesTwice(text: string, parsed: unknown): boolean {
  let colons = 0;
  someOutsideStrings(text, (code) => {
    if (code === COLON) colons += 1;
    return false;
  });
  return colons !== namesIn(parsed);
}

/** Whether a test is true of any UTF-16 unit outside the strings of JSON text; the units after it aren't looked at. */
function someOutsideStrings(text: string, test: (code: number) => boolean): boolean {
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) inString = !inString;
    else if (!inString && test(code)) return true;
    else if (inString && code === BACKSLASH) index += 1;
  }
  return false;
}

function namesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const parts = Object.values(value);
  return parts.reduce<number>((sum, part) => sum + namesIn(part), Array.isArray(value) ? 0 : parts.length);
}

const COLON = 0x3a;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** The value of JSON text from outside, made harmless; undefined where it is no JSON, or nests too deep. */
export function readUntrusted(text: string): unknown {
  return nestsTooDeep(text) ? undefined : harmless(parseJson(text));
}

/**
 * A copy of parsed JSON without keys that reach into prototypes, with half surrogate pairs replaced, and null for
 * numbers that are none. Check the depth first.
 */
export function harmless(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  // `1e999` is infinite, which JSON can't say again.
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(harmless);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => !DANGEROUS_KEYS.has(key));
  return Object.fromEntries(entries.map(([key, item]) => [key.toWellFormed(), harmless(item)]));
}
