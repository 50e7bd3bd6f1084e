import { MAXIMUM_NAME_LENGTH, normaliseName } from '../learner/learner';
import { searchable } from '../text/searchable';
import { beginningOf } from '../text/whole-characters';

/** Most people on a list. */
export const MAXIMUM_INVITED = 2_000;

/** Most columns besides the name. */
export const MAXIMUM_COLUMNS = 12;

/** Somebody who was invited. */
export interface Invited {
  /** The name as it is compared, and which of several of that name it is: the same when the list is pasted again. */
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

/** A first cell that names the column of names and nobody. */
const NAME_HEADING = /^(?:(?:full |participant(?:[’']s)? )?names?|participants?|ឈ្មោះ.*|នាម.*)$/iu;

/**
 * A pasted list: one person a line, the name first, then free columns, parted by tabs or else by commas (with quotation
 * marks as spreadsheets write them). Where the first line begins with a word for "name" it names the columns; others
 * are numbered by `numbered`. Lines without a name are left out, as is what is beyond the limits.
 */
export function parseRoster(pasted: string, numbered: (number: number) => string): Roster {
  const lines = pasted
    .split(/\r\n|[\n\r\u2028]/u)
    .map(cellsOf)
    .filter(([name = '']) => name !== '');
  const [first = []] = lines;
  const hasHeadings = NAME_HEADING.test(first[0] ?? '');
  const people = (hasHeadings ? lines.slice(1) : lines).slice(0, MAXIMUM_INVITED);
  const width = Math.min(MAXIMUM_COLUMNS, Math.max(0, ...[first, ...people].map(({ length }) => length - 1)));
  const columns = Array.from(
    { length: width },
    (_, index) => (hasHeadings ? first[index + 1] : '') || numbered(index + 1),
  );
  const seen = new Map<string, number>();
  return {
    columns,
    people: people.map(([name = '', ...cells]) => {
      const folded = comparableName(name);
      const number = (seen.get(folded) ?? 0) + 1;
      seen.set(folded, number);
      return {
        // No name has a tab in it: "Sok 2" is somebody else than the second Sok.
        id: number === 1 ? folded : `${folded}\t${number}`,
        name,
        cells: columns.map((_, index) => cells[index] ?? ''),
      };
    }),
  };
}

/** The roster as it was pasted, to be edited: tabs between the columns. */
export function rosterText({ columns, people }: Roster, nameHeading: string): string {
  const lines = people.map(({ name, cells }) => [name, ...cells].join('\t'));
  return [...(columns.length > 0 ? [[nameHeading, ...columns].join('\t')] : []), ...lines].join('\n');
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
