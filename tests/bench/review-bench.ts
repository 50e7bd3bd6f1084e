import type { BrowserContext, Page } from 'playwright';
import type { CompiledSeries } from '../../src/authoring/compiling/compile-series';
import { DUE_PREFIX, dueKey } from '../../src/renderer/src/storage/record/card-rows';
import { restoredLearner } from './learners';
import { judgedTime, written, type Figure } from './report';
import { allSamples, interleavedRounds } from './rounds';
import { estimate, median } from './statistics';
import { studyHistory } from './study-history';

const CARDS = 5_000;

/** Cards of them that are due on the day; the others come later. */
const DUE = 300;

const DAY = '2026-06-01';

/** A day's queue in a record of 5,000 cards, beside the same keys read from the database alone. */
export async function benchReview(context: BrowserContext, series: CompiledSeries): Promise<Figure[]> {
  const host = await restoredLearner(context, studyHistory(series, 1_000, 0));
  try {
    const page = await context.newPage();
    await page.goto(host.url);
    await page.locator('li.line').nth(9).waitFor();
    await page.waitForLoadState('networkidle');
    await fillQueue(page);
    const due = new Set<number>();
    const once = async (subject: 'ours' | 'floor'): Promise<number[]> => {
      const { milliseconds, count } = await readQueue(page, subject);
      due.add(count);
      return [milliseconds];
    };
    const rounds = await interleavedRounds({ ours: () => once('ours'), floor: () => once('floor') });
    const [count = 0] = due;
    if (due.size !== 1 || count < DUE) throw new Error(`Of the queue ${[...due].join(' and ')} cards were read.`);
    const time = estimate(allSamples(rounds, 'ours'), median);
    return [
      {
        name: `A day's review queue: ${count} cards due of ${(CARDS + count - DUE).toLocaleString('en')}`,
        ours: written(time, 'ms'),
        beside: `the same keys by IndexedDB alone ${written(estimate(allSamples(rounds, 'floor'), median), 'ms')}`,
        target: '5 ms',
        verdict: judgedTime(time, 5, rounds.quiet),
      },
    ];
  } finally {
    await host.remove();
  }
}

interface SessionStore {
  readonly current: {
    reviews(): Promise<{ due(day: string): Promise<readonly unknown[]> }>;
  };
}

/** Puts cards into the stored queue of the only learner, beside those of the history. */
async function fillQueue(page: Page): Promise<void> {
  const keys = Array.from({ length: CARDS }, (_, index) => {
    const month = String(index < DUE ? 1 + (index % 6) : 7 + (index % 6)).padStart(2, '0');
    return dueKey(`2026-${month}-01`, `module-${index % 10}/question-${index}`);
  });
  await page.evaluate(async (queue) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      void indexedDB.databases().then(async (all) => {
        for (const { name } of all) {
          const request = indexedDB.open(name ?? '');
          await new Promise((done) => (request.onsuccess = request.onerror = done));
          if (request.result.objectStoreNames.contains('projections')) resolve(request.result);
        }
        reject(new Error('No database has a queue.'));
      });
    });
    const transaction = database.transaction('projections', 'readwrite');
    for (const key of queue) transaction.objectStore('projections').put({ key, value: true });
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onerror = reject;
    });
    (window as unknown as { queueDatabase: IDBDatabase }).queueDatabase = database;
  }, keys);
}

/** Reads the day's queue once, by the app's store or by IndexedDB's own call. */
function readQueue(
  page: Page,
  subject: 'ours' | 'floor',
): Promise<{ readonly milliseconds: number; readonly count: number }> {
  return page.evaluate(
    async ({ day, from, ours }) => {
      const root = document.querySelector('#app') as unknown as {
        __vue_app__: { config: { globalProperties: { $pinia: { _s: Map<string, SessionStore> } } } };
      };
      const session = root.__vue_app__.config.globalProperties.$pinia._s.get('session');
      const reviews = await session?.current.reviews();
      if (!reviews) throw new Error('Nobody is at work.');
      const { queueDatabase } = window as unknown as { queueDatabase: IDBDatabase };
      const since = performance.now();
      const found = ours
        ? await reviews.due(day)
        : await new Promise<readonly unknown[]>((resolve, reject) => {
            const request = queueDatabase
              .transaction('projections')
              .objectStore('projections')
              .getAllKeys(IDBKeyRange.bound(from, `${from}${day}\uFFFF`));
            request.onsuccess = () => resolve(request.result);
            request.onerror = reject;
          });
      return { milliseconds: performance.now() - since, count: found.length };
    },
    { day: DAY, from: DUE_PREFIX, ours: subject === 'ours' },
  );
}
