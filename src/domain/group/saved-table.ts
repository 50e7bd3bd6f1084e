import { normaliseName } from '../learner/learner';
import type { Series } from '../series/series';
import { isHeld, type HeldSession } from './attendance';
import { keySigns, sharedKeys } from './name-signs';
import { protocolsOf, type Person } from './person';
import type { SamePersonQuestion } from './same-person';
import { totalsOf, type GroupTotals } from './totals';

/** A text, a number, a calendar day, or nothing. */
type Cell = string | number | { readonly day: string } | null;

/** A table as spreadsheets get it (`contract/saved-table.ts`): headings, rows, and totals as the last row. */
export interface GroupTable {
  readonly headings: string[];
  readonly rows: Cell[][];
  readonly totals: Cell[];
}

/** The words of a saved table, in the language of the interface. */
export interface TableWords {
  readonly name: string;
  readonly invited: string;
  readonly standing: string;
  readonly shared: string;
  readonly organisation: string;
  readonly group: string;
  readonly asOf: string;
  readonly series: string;
  readonly standings: Readonly<Record<Person['standing'], string>>;
  readonly states: Readonly<Record<Person['modules'][number]['state'], string>>;
  readonly module: (number: number, column: 'attended' | 'state' | 'completed' | 'score') => string;
  readonly protocol: (number: number, column: 'present' | 'other' | 'version') => string;
  readonly totals: (totals: GroupTotals) => Readonly<Record<'rows' | 'known' | 'reported', string>>;
  /** A name beside what tells it from others of the same name. */
  readonly nameWithSigns: (name: string, signs: string) => string;
}

interface Column {
  readonly heading: string;
  readonly cell: (person: Person) => Cell;
  readonly total?: Cell;
}

/**
 * People as a table for spreadsheets, in the order in which they are shown; without remarks. Columns that nobody has
 * anything in are left out where most groups have nothing: attendance, scores, shared computers, other versions of a
 * protocol.
 */
export function savedTable(
  series: Pick<Series, 'modules' | 'sequences'>,
  people: readonly Person[],
  beside: {
    /** Columns of the roster. */
    readonly columns: readonly string[];
    readonly attendance: readonly HeldSession[];
    /** By the key of a person, what tells equal names apart. */
    readonly signs: ReadonlyMap<string, string>;
    readonly questions: readonly SamePersonQuestion[];
  },
  words: TableWords,
): GroupTable {
  const totals = totalsOf(series, people, beside.questions);
  const shared = sharedKeys(people);
  const signsOf = ({ reports }: Person): string =>
    reports.flatMap(({ key }) => (shared.has(key) ? [keySigns(key)] : [])).join(', ');
  const told = words.totals(totals);
  const some = (test: (person: Person) => boolean): boolean => people.some(test);
  const nameOf = ({ key, name }: Person): Cell => {
    const sign = beside.signs.get(key);
    return text(sign === undefined ? name : words.nameWithSigns(name, sign));
  };
  const columns: readonly Column[] = [
    { heading: words.name, cell: nameOf, total: told.rows },
    ...(some(({ invited }) => invited !== null)
      ? [{ heading: words.invited, cell: ({ invited }: Person) => text(invited?.name) }]
      : []),
    { heading: words.standing, cell: ({ standing }) => words.standings[standing], total: told.known },
    ...(shared.size > 0 ? [{ heading: words.shared, cell: (person: Person) => text(signsOf(person)) }] : []),
    { heading: words.organisation, cell: ({ organisation }) => text(organisation) },
    { heading: words.group, cell: ({ group }) => text(group) },
    ...beside.columns.map((column, index) => ({
      heading: normaliseName(column),
      cell: ({ cells }: Person) => text(cells[index]),
    })),
    { heading: words.asOf, cell: ({ asOf }) => day(asOf), total: told.reported },
    ...series.modules.flatMap(({ id, number }, index): readonly Column[] => {
      const ofModule = totals.modules[index];
      return [
        ...(isHeld(beside.attendance, id)
          ? [
              {
                heading: words.module(number, 'attended'),
                cell: ({ attended }: Person) => day(attended[index]),
                total: ofModule?.attended ?? 0,
              },
            ]
          : []),
        { heading: words.module(number, 'state'), cell: (person) => stateOf(person, index, words) },
        {
          heading: words.module(number, 'completed'),
          cell: ({ modules }) => day(modules[index]?.completedOn),
          total: ofModule?.complete ?? 0,
        },
        ...(some(({ modules }) => (modules[index]?.bestScore ?? null) !== null)
          ? [
              {
                heading: words.module(number, 'score'),
                cell: ({ modules }: Person) => percent(modules[index]?.bestScore ?? null),
              },
            ]
          : []),
      ];
    }),
    ...series.sequences.map(({ title }, index) => ({
      heading: title,
      cell: ({ sequences }: Person) => day(sequences[index]),
      total: totals.sequences[index] ?? 0,
    })),
    { heading: words.series, cell: (person) => day(person.series), total: totals.series },
    ...protocolsOf(series).flatMap(({ number }, index): readonly Column[] => {
      const agreedOn = ({ protocols }: Person, isPresent: boolean): Cell => {
        const protocol = protocols[index];
        return day(protocol?.isPresent === isPresent ? protocol.agreedOn : null);
      };
      return [
        {
          heading: words.protocol(number, 'present'),
          cell: (person) => agreedOn(person, true),
          total: totals.protocols[index]?.present ?? 0,
        },
        ...(some(({ protocols }) => protocols[index]?.isPresent === false)
          ? [
              {
                heading: words.protocol(number, 'other'),
                cell: (person: Person) => agreedOn(person, false),
                total: totals.protocols[index]?.other ?? 0,
              },
              {
                heading: words.protocol(number, 'version'),
                cell: ({ protocols }: Person) => text(protocols[index]?.version),
              },
            ]
          : []),
      ];
    }),
  ];
  return {
    headings: columns.map(({ heading }) => heading),
    rows: people.map((person) => columns.map(({ cell }) => cell(person))),
    totals: columns.map(({ total }) => total ?? null),
  };
}

function stateOf({ reports, modules }: Person, index: number, { states }: TableWords): Cell {
  const state = modules[index]?.state;
  return reports.length === 0 || state === undefined ? null : states[state];
}

/** A text without what hides or turns it; null for none. */
function text(value: string | undefined): Cell {
  return normaliseName(value ?? '') || null;
}

function day(value: string | null | undefined): Cell {
  return value ? { day: value } : null;
}

/** In per cent, to the hundredth and never rounded up. */
function percent(score: number | null): Cell {
  return score === null ? null : Math.floor(score * 10_000 + 1e-6) / 100;
}
