import { compareText } from '../text/compare-text';
import { sharedKeys } from './name-signs';
import type { Person } from './person';

/**
 * By what people are narrowed: a value in a column of the roster; that they completed a module; the version of a
 * protocol, empty for those who agreed to none; or that somebody else has the computer too.
 */
export type Narrowing =
  | { readonly by: 'cell' | 'module' | 'protocol'; readonly index: number; readonly value: string }
  | { readonly by: 'shared' };

type Valued = Exclude<Narrowing, { by: 'shared' }>;

/** Everything that these people can be narrowed by, values in the order of the alphabet. */
export function narrowings(people: readonly Person[]): readonly Narrowing[] {
  const [first] = people;
  const values = (by: Valued['by'], length = 0): readonly Valued[] =>
    Array.from({ length }, (_, index) =>
      [...new Set(people.map((person) => valueOf(person, by, index)))]
        .sort(compareText)
        .map((value) => ({ by, index, value })),
    ).flat();
  return [
    ...values('cell', first?.cells.length).filter(({ value }) => value !== ''),
    ...values('module', first?.modules.length).filter(({ value }) => value === 'complete'),
    ...values('protocol', first?.protocols.length),
    ...(sharedKeys(people).size > 0 ? [{ by: 'shared' as const }] : []),
  ];
}

/** The people whom a narrowing leaves. */
export function narrowed(people: readonly Person[], narrowing: Narrowing): readonly Person[] {
  if (narrowing.by !== 'shared')
    return people.filter((person) => valueOf(person, narrowing.by, narrowing.index) === narrowing.value);
  const keys = sharedKeys(people);
  return people.filter(({ reports }) => reports.some(({ key }) => keys.has(key)));
}

function valueOf(person: Person, by: Valued['by'], index: number): string {
  if (by === 'module') return person.modules[index]?.state ?? '';
  return (by === 'cell' ? person.cells[index] : person.protocols[index]?.version) ?? '';
}
