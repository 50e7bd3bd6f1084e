import { expect } from 'vitest';
import { learnerDatabaseNames } from '../../../src/renderer/src/storage/database/generations';
import { LearnerRegistry } from '../../../src/renderer/src/storage/database/learner-registry';
import type { InMemoryHost } from '../../support/hosts/in-memory-host';
import { read } from '../../support/builders/statement-builders';
import { openWindow, type AppWindow } from './app-scene';

/** Where the notes stand. */
export const place = { moduleId: 'a', sectionId: 'a/first', blockId: null, quote: '' };
/** The list of learners of this browser. */
export const registry = new LearnerRegistry();

/** A learner at work who has studied, all of it in the journal. */
export async function studying(
  host: InMemoryHost,
  name = 'Sok Dara',
): Promise<{ readonly window: AppWindow; readonly id: string }> {
  const window = openWindow(host);
  const id = await window.create(name);
  await window.record.append([read('a/first')]);
  await window.notes.add(place, 'A note.');
  await window.session.current?.sync.flush();
  return { window, id };
}

/** The same, with two changes more that the journal never got; the window is closed. */
export async function studiedUnsent(host: InMemoryHost, name = 'Sok Dara'): Promise<string> {
  const { window, id } = await studying(host, name);
  host.fail('disk-full', 'journal.append');
  await window.record.append([read('a/second'), read('b/first')]);
  window.close();
  host.recover();
  return id;
}

/** This browser's next start. */
export async function begun(host: InMemoryHost): Promise<AppWindow> {
  const window = openWindow(host);
  await window.begin();
  await window.directory.maintained();
  return window;
}

/** No database, journal or entry of a learner. */
export async function expectNothingLeftOf(id: string, host: InMemoryHost): Promise<void> {
  expect(await learnerDatabaseNames(id)).toEqual([]);
  expect(host.journalIds()).not.toContain(id);
  const { learners, removing } = await registry.read();
  expect([...learners.map((entry) => entry.id), ...removing]).not.toContain(id);
}

/** Names in the list of learners. */
export const names = (window: AppWindow): string[] => window.directory.known.map(({ learner }) => learner.latinName);
