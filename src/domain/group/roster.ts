import { MAXIMUM_NAME_LENGTH, normaliseName } from '../learner/learner';
import { searchable } from '../text/searchable';
import { beginningOf } from '../text/whole-characters';
import { grouped } from './grouped';

/** Most people on a list. */
export const MAXIMUM_INVITED = 2_000;

/** Most columns besides the name. */
export const MAXIMUM_COLUMNS = 12;

/** Somebody who was invited. */
export interface Invited {
  /** The name as it is compared, and a number where several have it: the same when the list is pasted again. */
  readonly id: string;
  readonly name: string;
  /** One a column of the roster. */
  readonly cells: readonly string[];
}

/** The people who were invited, with whatever else the list says of them. */
export interface Roster {
  readonly columns: readonly string[];
  readonly people: readonly Invited[];
}

/** Nobody was named. */
export const NO_ROSTER: Roster = { columns: [], people: [] };

/** First cells that name the column of names and nobody, as they are compared. */
const NAME_HEADINGS: ReadonlySet<string> = new Set(
  [
    ...['name', 'names', 'full name', 'full names', 'name of participant', 'names of participants'],
    ...['participant', 'participants', 'participant name', 'participant names', "participant's name"],
    ...['ឈ្មោះ', 'ឈ្មោះពេញ', 'ឈ្មោះអ្នកចូលរួម', 'ឈ្មោះសិក្ខាកាម', 'ឈ្មោះសមាជិក', 'នាម', 'គោត្តនាម', 'នាមត្រកូល'],
    ...['គោត្តនាម និងនាម', 'គោត្តនាម-នាម', 'នាម និងគោត្តនាម', 'នាមត្រកូល និងនាម', 'នាមត្រកូល និងនាមខ្លួន'],
  ].map(comparableName),
);

/**
 * A pasted list: one person a line, the name first, then free columns, parted by tabs or else by commas (with quotation
 * marks as spreadsheets write them). Where the first line begins with a heading for names it names the columns; others
 * are numbered by `numbered`. Lines without a name are left out, as is what is beyond the limits.
 *
 * @param before the list that it takes the place of
 * @param decided ids of invited people on whom something was decided, on that list or an earlier one
 */
export function parseRoster(
  pasted: string,
  numbered: (number: number) => string,
  before: Roster = NO_ROSTER,
  decided: Iterable<string> = [],
): Roster {
  const lines = pasted
    .split(/\r\n|[\n\r\u2028]/u)
    .map(cellsOf)
    .filter(([name = '']) => name !== '');
  const [first = []] = lines;
  const hasHeadings = isNameHeading(first[0]);
  const people = (hasHeadings ? lines.slice(1) : lines).slice(0, MAXIMUM_INVITED);
  const width = Math.min(MAXIMUM_COLUMNS, Math.max(0, ...[first, ...people].map(({ length }) => length - 1)));
  const columns = Array.from(
    { length: width },
    (_, index) => (hasHeadings ? first[index + 1] : '') || numbered(index + 1),
  );
  const unnamed = people.map(([name = '', ...cells]) => ({
    name,
    cells: columns.map((_, index) => cells[index] ?? ''),
  }));
  return { columns, people: withIds(unnamed, before, decided) };
}

/** The roster as it was pasted, to be edited: tabs between the columns; a name alone in a line as CSV has it. */
export function rosterText({ columns, people }: Roster, nameHeading: string): string {
  const hasHeadings = columns.length > 0 || isNameHeading(people[0]?.name);
  return [...(hasHeadings ? [[nameHeading, ...columns]] : []), ...people.map(({ name, cells }) => [name, ...cells])]
    .map(([name = '', ...cells]) => (cells.length > 0 ? [name, ...cells].join('\t') : quoted(name)))
    .join('\n');
}

function isNameHeading(cell = ''): boolean {
  return NAME_HEADINGS.has(comparableName(cell));
}

/**
 * Whoever stood on the list keeps their id; of equal names the line that says the same. Where it isn't certain whose
 * line one is, it gets an id that nobody had: what was decided on one person never becomes another's.
 */
function withIds(lines: readonly Omit<Invited, 'id'>[], before: Roster, decided: Iterable<string>): readonly Invited[] {
  const ids = new Map<Omit<Invited, 'id'>, string>();
  const former = grouped(before.people, ({ name }) => comparableName(name));
  const highest = new Map<string, number>();
  for (const id of [...decided, ...before.people.map((each) => each.id)]) {
    // No name has a tab in it: "Sok 2" is somebody else than the second Sok.
    const [name = '', number = '1'] = id.split('\t');
    highest.set(name, Math.max(highest.get(name) ?? 0, Number(number)));
  }
  for (const [name, namesakes] of grouped(lines, (line) => comparableName(line.name))) {
    const open = [...(former.get(name) ?? [])];
    const changed = namesakes.filter((line) => {
      const at = open.findIndex(({ cells }) => isSameCells(cells, line.cells));
      const [same] = at < 0 ? [] : open.splice(at, 1);
      if (same) ids.set(line, same.id);
      return !same;
    });
    // One name that nobody else has or had is one person, also when the list was away for a while.
    const isAlone = namesakes.length === 1 && open.length === 0 && (highest.get(name) ?? 0) <= 1;
    changed.forEach((line, index) => {
      const number = (highest.get(name) ?? 0) + index + 1;
      const next = isAlone || number === 1 ? name : `${name}\t${number}`;
      ids.set(line, (changed.length === open.length ? open[index]?.id : undefined) ?? next);
    });
  }
  return lines.map((line) => ({ id: ids.get(line) ?? '', ...line }));
}

/** A column that was added or taken away at the end, and says nothing of somebody, is no difference. */
function isSameCells(a: readonly string[], b: readonly string[]): boolean {
  return a.join('\t').trimEnd() === b.join('\t').trimEnd();
}

/** A name as the one cell of a line of CSV. */
function quoted(name: string): string {
  return /[",]/u.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}

/**
 * A name as it is compared: one spelling of what looks the same, small letters, without what has no width. Different
 * people have equal names; it proves nothing.
 */
export function comparableName(name: string): string {
  return searchable(normaliseName(name)).replace(/\s+/gu, ' ').trim();
}

function cellsOf(line: string): readonly string[] {
  const cells = line.includes('\t') ? line.split('\t') : withoutQuotes(line);
  return cells.map((cell) =>
    beginningOf(normaliseName(cell.toWellFormed().replace(/\p{Cc}/gu, ' ')), MAXIMUM_NAME_LENGTH),
  );
}

/** The cells of one line of CSV. */
function withoutQuotes(line: string): readonly string[] {
  return [...line.matchAll(/(?:^|,)[ ]*(?:"((?:[^"]|"")*)"[ ]*|([^,]*))/gu)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  );
}
