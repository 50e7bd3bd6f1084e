import type { Series } from '../series/series';
import { COUNTED_HEADLINES } from './headlines';
import { compareText } from '../text/compare-text';
import { protocolsOf, type Person } from './person';
import { comparableName } from './roster';

/** The course by which people are counted. */
type CountedCourse = Pick<Series, 'modules' | 'sequences'>;

/** What the last row says: the same on the screen, in print, as CSV and as XLSX. */
export interface GroupTotals {
  readonly people: number;
  readonly reported: number;
  readonly known: number;
  /** One a module; attended and completed are two counts, and neither follows from the other. */
  readonly modules: readonly { readonly complete: number; readonly begun: number; readonly attended: number }[];
  readonly sequences: readonly number[];
  readonly series: number;
  /** One a protocol: those who agreed to the version that this app has. */
  readonly protocols: readonly number[];
}

/** Counts people. */
export function totalsOf(series: CountedCourse, people: readonly Person[]): GroupTotals {
  const count = (test: (person: Person) => boolean): number => people.filter(test).length;
  return {
    people: people.length,
    reported: count(({ reports }) => reports.length > 0),
    known: count(({ standing }) => standing === 'known'),
    modules: series.modules.map((_, index) => ({
      complete: count(({ modules }) => modules[index]?.state === 'complete'),
      begun: count(({ modules }) => modules[index]?.state === 'begun'),
      attended: count(({ attended }) => (attended[index] ?? null) !== null),
    })),
    sequences: series.sequences.map((_, index) => count(({ sequences }) => (sequences[index] ?? null) !== null)),
    series: count((person) => person.series !== null),
    protocols: protocolsOf(series).map((_, index) => count(({ protocols }) => protocols[index]?.isPresent === true)),
  };
}

/** By which column people are sorted; `list` is the roster's order. */
export type PeopleOrder =
  | { readonly by: 'list' | 'name' | 'standing' | 'asOf' | 'series' }
  | { readonly by: 'cell' | 'attended' | 'module' | 'sequence' | 'protocol'; readonly index: number };

/** People in an order; whoever has nothing in the column comes last, whichever way it is sorted. */
export function sortPeople(people: readonly Person[], order: PeopleOrder, isDescending: boolean): readonly Person[] {
  if (order.by === 'list') return isDescending ? people.toReversed() : people;
  const direction = isDescending ? -1 : 1;
  return people.toSorted((a, b) => {
    const [first, second] = [sortedBy(a, order), sortedBy(b, order)];
    if (first === '' || second === '') return Number(first === '') - Number(second === '');
    return direction * compareText(first, second);
  });
}

function sortedBy(person: Person, order: PeopleOrder): string {
  switch (order.by) {
    case 'list':
      return '';
    case 'name':
      return comparableName(person.name);
    case 'standing': {
      const rank = COUNTED_HEADLINES.findIndex((each) => each === person.standing);
      return rank < 0 ? '' : String(rank);
    }
    case 'asOf':
      return person.asOf ?? '';
    case 'series':
      return person.series ?? '';
    case 'cell':
      return comparableName(person.cells[order.index] ?? '');
    case 'attended':
      return person.attended[order.index] ?? '';
    case 'module':
      return person.modules[order.index]?.completedOn ?? '';
    case 'sequence':
      return person.sequences[order.index] ?? '';
    case 'protocol':
      return person.protocols[order.index]?.agreedOn ?? '';
  }
}

/** What people can be missing for. */
export type Missing =
  | { readonly what: 'report' | 'series' }
  | { readonly what: 'module' | 'sequence' | 'protocol'; readonly index: number };

/** Who hasn't got something, or hasn't completed it. */
export function missingPeople(people: readonly Person[], missing: Missing): readonly Person[] {
  return people.filter((person) => {
    switch (missing.what) {
      case 'report':
        return person.reports.length === 0;
      case 'series':
        return person.series === null;
      case 'module':
        return person.modules[missing.index]?.state !== 'complete';
      case 'sequence':
        return (person.sequences[missing.index] ?? null) === null;
      case 'protocol':
        return person.protocols[missing.index]?.isPresent !== true;
    }
  });
}

/** Whoever has this value in a column of the roster. */
export function peopleWith(people: readonly Person[], column: number, value: string): readonly Person[] {
  return people.filter(({ cells }) => cells[column] === value);
}

/** The values of a column of the roster, in the order of the alphabet. */
export function valuesIn(people: readonly Person[], column: number): readonly string[] {
  return [...new Set(people.map(({ cells }) => cells[column] ?? ''))].filter((value) => value !== '').sort();
}
