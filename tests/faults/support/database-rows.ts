import type { Page } from '@playwright/test';
import type { Learner } from '../../../src/domain/learner/learner';
import type { NoteRevision } from '../../../src/domain/notes/note';
import type { Attempt } from '../../../src/domain/quiz/attempt';
import type { Statement } from '../../../src/domain/record/statement';
import type { ReviewCard } from '../../../src/domain/review/review-card';
import type { KeyedRow } from '../../../src/renderer/src/storage/database/learner-database';
import { CARD_PREFIX, type StoredCard } from '../../../src/renderer/src/storage/record/card-rows';

/** Everything that a learner's database holds, read without the app. */
export interface DatabaseRows {
  readonly name: string;
  /** As IndexedDB counts: ten times Dexie's. */
  readonly version: number;
  readonly tables: Readonly<Record<string, readonly unknown[]>>;
}

/**
 * Every learner's newest database that the browser has for the page's origin, by plain IndexedDB; the page may be any
 * of the origin.
 */
export async function readDatabases(page: Page): Promise<DatabaseRows[]> {
  return page.evaluate(async () => {
    const settled = <Value>(request: IDBRequest<Value>): Promise<Value> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => {
          resolve(request.result);
        };
        request.onerror = () => {
          reject(request.error ?? new Error('The request failed.'));
        };
      });
    const found = [];
    // A damaged generation is left as it is, and may not be readable any more.
    const newest = new Map<string, { readonly name: string; readonly generation: number }>();
    for (const { name = '' } of await indexedDB.databases()) {
      const [, learner = '', number = '1'] = /-learner-([0-9a-f-]{36})(?:-(\d+))?$/u.exec(name) ?? [];
      if (learner !== '' && Number(number) > (newest.get(learner)?.generation ?? 0))
        newest.set(learner, { name, generation: Number(number) });
    }
    for (const { name } of newest.values()) {
      const database = await settled(indexedDB.open(name));
      try {
        const names = [...database.objectStoreNames];
        const transaction = names.length > 0 ? database.transaction(names, 'readonly') : null;
        const rows = await Promise.all(
          names.map((store) => settled((transaction as IDBTransaction).objectStore(store).getAll())),
        );
        found.push({
          name,
          version: database.version,
          tables: Object.fromEntries(names.map((store, index) => [store, rows[index] ?? []])),
        });
      } finally {
        database.close();
      }
    }
    return found;
  });
}

/** The only learner's newest database. @throws Error where there is none */
export async function readDatabase(page: Page): Promise<DatabaseRows> {
  const [rows] = await readDatabases(page);
  if (!rows) throw new Error('The browser has no database of a learner.');
  return rows;
}

/** A page of the host's origin on which no app runs. */
export async function openBarePage(page: Page, url: string): Promise<void> {
  await page.goto(`${url}warm-start.js`);
}

export function statementsOf({ tables }: DatabaseRows): readonly Statement[] {
  return (tables['statements'] ?? []) as readonly Statement[];
}

export function revisionsOf({ tables }: DatabaseRows): readonly NoteRevision[] {
  return (tables['noteRevisions'] ?? []) as readonly NoteRevision[];
}

export function latestNotesOf({ tables }: DatabaseRows): readonly NoteRevision[] {
  return (tables['latestNotes'] ?? []) as readonly NoteRevision[];
}

export function attemptsOf({ tables }: DatabaseRows): readonly Attempt[] {
  return (tables['attempts'] ?? []) as readonly Attempt[];
}

/** Rows that follow from attempts and cards, or say how far the queue of the review is made. */
const FOLLOWING = /^(startlessAttempts|runningAttempts|reviewBasis|card .*|due .*|unscheduled .*)$/su;

/** The stored record with the rows beside it; none where none was ever stored. */
export function projectionsOf({ tables }: DatabaseRows): readonly KeyedRow[] {
  return ((tables['projections'] ?? []) as readonly KeyedRow[]).filter(({ key }) => !FOLLOWING.test(key));
}

/** The cards of the review, by question id. */
export function cardsOf({ tables }: DatabaseRows): ReadonlyMap<string, ReviewCard> {
  return new Map(
    ((tables['projections'] ?? []) as readonly KeyedRow[])
      .filter(({ key }) => key.startsWith(CARD_PREFIX))
      .map(({ value }) => (value as StoredCard).card)
      .map((card) => [card.questionId, card]),
  );
}

/** A value of the `meta` table. */
export function metaOf<Value = Learner>({ tables }: DatabaseRows, key: string): Value | undefined {
  const row = (tables['meta'] ?? []).find((each) => (each as { readonly key: string }).key === key);
  return (row as { readonly value: Value } | undefined)?.value;
}
