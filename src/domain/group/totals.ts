import type { Series } from '../series/series';
import { COUNTED_HEADLINES } from './headlines';
import { compareText } from '../text/compare-text';
import { protocolsOf, type Person } from './person';
import { comparableName } from './roster';
import type { SamePersonQuestion } from './same-person';
import { identityOf } from './signed-report';

/** The course by which people are counted. */
type CountedCourse = Pick<Series, 'modules' | 'sequences'>;

/** What the last row says: the same on the screen, in print, as CSV and as XLSX. */
export interface GroupTotals {
  /** Rows: as long as nobody decided whether two are one person, they aren't a number of people. */
  readonly rows: number;
  /** Open questions on these rows, and which report is that of somebody on the list. */
  readonly toDecide: number;
  readonly reported: number;
  readonly known: number;
  /** One a module; attended and completed are two counts, and neither follows from the other. */
  readonly modules: readonly { readonly complete: number; readonly begun: number; readonly attended: number }[];
  readonly sequences: readonly number[];
  readonly series: number;
  /** One a protocol: those who agreed to the version that this app has, and those who agreed to another one. */
  readonly protocols: readonly { readonly present: number; readonly other: number }[];
}

/** Counts rows, and what is open on them. */
export function totalsOf(
  series: CountedCourse,
  people: readonly Person[],
  questions: readonly SamePersonQuestion[],
): GroupTotals {
  const count = (test: (person: Person) => boolean): number => people.filter(test).length;
  const identities = new Set(people.flatMap((person) => person.identities));
  return {
    rows: people.length,
    toDecide:
      questions.filter(({ a, b, same }) => same === null && [a, b].some((each) => identities.has(identityOf(each))))
        .length + count(({ standing }) => standing === 'not-attached'),
    reported: count(({ reports }) => reports.length > 0),
    known: count(({ standing }) => standing === 'known'),
    modules: series.modules.map((_, index) => ({
      complete: count(({ modules }) => modules[index]?.state === 'complete'),
      begun: count(({ modules }) => modules[index]?.state === 'begun'),
      attended: count(({ attended }) => (attended[index] ?? null) !== null),
    })),
    sequences: series.sequences.map((_, index) => count(({ sequences }) => (sequences[index] ?? null) !== null)),
    series: count((person) => person.series !== null),
    protocols: protocolsOf(series).map((_, index) => ({
      present: count(({ protocols }) => protocols[index]?.isPresent === true),
      other: count(({ protocols }) => protocols[index]?.isPresent === false),
    })),
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

/** What people complete or hand in; `present-version`: agreed to the version of a protocol that the app has. */
export type Step =
  | { readonly what: 'report' | 'series' }
  | { readonly what: 'module' | 'sequence' | 'protocol' | 'present-version'; readonly index: number };

/** Whether somebody has completed something, or handed it in. */
export function hasDone(person: Person, step: Step): boolean {
  switch (step.what) {
    case 'report':
      return person.reports.length > 0;
    case 'series':
      return person.series !== null;
    case 'module':
      return person.modules[step.index]?.state === 'complete';
    case 'sequence':
      return (person.sequences[step.index] ?? null) !== null;
    case 'protocol':
      return (person.protocols[step.index] ?? null) !== null;
    case 'present-version':
      return person.protocols[step.index]?.isPresent === true;
  }
}
