import { keyDigits } from '../progress-report/key-digits';
import { grouped } from './grouped';
import type { Person } from './person';
import { comparableName } from './roster';

const SIGNS = 4;

/** Four signs of a computer's key, the first of its digits: they tell rows apart and prove nothing. */
export function keySigns(publicKey: string): string {
  return keyDigits(publicKey).replaceAll(' ', '').slice(0, SIGNS);
}

/**
 * What tells each person from others of the same name, by the key of the person; nothing for a name that is there once.
 * Two records of one computer are told apart by their ids.
 */
export function nameSigns(people: readonly Person[]): ReadonlyMap<string, string> {
  const signs = new Map<string, string>();
  for (const [name, namesakes] of grouped(people, (person) => comparableName(person.name))) {
    if (name === '' || namesakes.length === 1) continue;
    const byComputer = grouped(namesakes, ({ reports: [newest] }) => (newest ? keySigns(newest.key) : ''));
    for (const [computer, sharers] of byComputer)
      for (const { key, reports } of sharers) {
        const id = reports[0]?.report.learner.id.slice(0, SIGNS) ?? '';
        if (computer !== '') signs.set(key, sharers.length > 1 ? `${computer} ${id}` : computer);
      }
  }
  return signs;
}

/** Keys that signed newest reports of more than one person. */
export function sharedKeys(people: readonly Person[]): ReadonlySet<string> {
  const keys = people.flatMap(({ reports }) => [...new Set(reports.map(({ key }) => key))]);
  return new Set([...grouped(keys, (key) => key)].flatMap(([key, { length }]) => (length > 1 ? [key] : [])));
}

/** Other people whose newest reports were signed with a key that signed one of this person's. */
export function sharersOf(people: readonly Person[], { key, reports }: Person): readonly Person[] {
  const keys = new Set(reports.map((report) => report.key));
  return people.filter((other) => other.key !== key && other.reports.some((report) => keys.has(report.key)));
}
