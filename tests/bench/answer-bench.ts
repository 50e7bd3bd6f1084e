import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright';
import type { CompiledSeries } from '../../src/authoring/compiling/compile-series';
import { seededRandom } from '../../src/domain/quiz/seeded-random';
import type { Answer } from '../../src/domain/series/question';
import { journalFile, restoredLearner } from './learners';
import { judgedTime, written, type Figure } from './report';
import { allSamples, interleavedRounds, perRound } from './rounds';
import { estimate, median, quantile, ratioOf } from './statistics';
import { studyAnswer } from './study-answers';
import type { StudyHistory } from './study-history';

/** Answers in a round: 15 rounds are 300 answers. */
const BATCH = 20;

/**
 * Answers given to the app's own quiz store, in a record of 10,000 statements, until they are durable: Dexie committed,
 * journal fsync'd. The floor puts the very same statements into a bare IndexedDB, strictly, and appends the very same
 * journal lines to a bare file with an fsync each.
 *
 * @throws Error when the journal doesn't hold what was answered: then nothing durable was measured
 */
export async function benchAnswers(
  context: BrowserContext,
  series: CompiledSeries,
  history: StudyHistory,
): Promise<Figure[]> {
  const host = await restoredLearner(context, history);
  const floorFile = openSync(join(host.dataFolder, 'floor.jsonl'), 'a');
  try {
    const page = await context.newPage();
    const moduleId = series.series.modules[0]?.id ?? '';
    await page.goto(`${host.url}#/modules/${moduleId}/quiz`);
    await page.getByRole('button', { name: 'Begin a practice' }).click();
    await page.getByRole('navigation', { name: 'Questions' }).waitFor();
    const random = seededRandom(11);
    const answers = (series.modules.get(moduleId)?.questions ?? []).map(
      (question) => [question.id, studyAnswer(question, random)] as const,
    );
    const lines = (): string[] => readFileSync(journalFile(host, history), 'utf8').trimEnd().split('\n');
    const rounds = await interleavedRounds({
      ours: async () => {
        const before = lines().length;
        const taken = await giveAnswers(page, answers);
        const added = lines().length - before;
        if (added !== BATCH) throw new Error(`${BATCH} answers were given, ${added} are in the journal.`);
        return taken;
      },
      floor: async () => {
        const last = lines().slice(-BATCH);
        const puts = await rawPuts(page, last);
        return last.map((line, index) => (puts[index] ?? Number.NaN) + syncedAppend(floorFile, `${line}\n`));
      },
    });
    await page.close();
    const times = (subject: 'ours' | 'floor'): number[] => allSamples(rounds, subject);
    const slow = (values: readonly number[]): number => quantile(values, 0.95);
    const slowest = estimate(times('ours'), slow);
    const ratio = ratioOf(perRound(rounds, 'ours'), perRound(rounds, 'floor'));
    return [
      {
        name: `An answer durable, ${times('ours').length} times, 95th percentile`,
        ours: `${written(slowest, 'ms')}; median ${written(estimate(times('ours'), median), 'ms')}; ratio of medians ${written(ratio, 'x')}`,
        beside: `raw strict put and fsync'd append of the same bytes: ${written(estimate(times('floor'), slow), 'ms')}; median ${written(estimate(times('floor'), median), 'ms')}`,
        target: '50 ms',
        verdict: judgedTime(slowest, 50, rounds.quiet),
      },
    ];
  } finally {
    closeSync(floorFile);
    await host.remove();
  }
}

interface Stores {
  get(name: 'quiz'):
    | {
        readonly attempt: { readonly questionIds: readonly string[] } | null;
        answer(questionId: string, answer: Answer, confidence: 'sure', seconds: number): Promise<void>;
      }
    | undefined;
  get(name: 'session'): { readonly current: { readonly sync: { waiting(): Promise<number> } } | null } | undefined;
  get(name: 'save-state'):
    | {
        readonly state: string;
        $subscribe(listener: () => void, options: { readonly flush: 'sync' }): () => void;
      }
    | undefined;
}

/** Milliseconds of each answer, from the call of the store until the journal has it, when the page says "Saved". */
function giveAnswers(page: Page, answers: readonly (readonly [string, Answer])[]): Promise<number[]> {
  return page.evaluate(
    async ({ known, times }) => {
      const root = document.querySelector('#app') as unknown as {
        __vue_app__: { config: { globalProperties: { $pinia: { _s: Stores } } } };
      };
      const stores = root.__vue_app__.config.globalProperties.$pinia._s;
      const quiz = stores.get('quiz');
      const session = stores.get('session')?.current;
      const saving = stores.get('save-state');
      const questionIds = quiz?.attempt?.questionIds ?? [];
      const taken: number[] = [];
      for (let index = 0; index < times; index += 1) {
        const questionId = questionIds[index % questionIds.length] ?? '';
        const answer = known.find(([id]) => id === questionId)?.[1];
        if (!quiz || !session || !saving || !answer)
          throw new Error(`There is no quiz, or no answer to "${questionId}".`);
        // Comes after the deletion of the earlier answer's outbox row, which a person's next answer doesn't meet.
        if ((await session.sync.waiting()) > 0) throw new Error('An earlier answer still waits for the journal.');
        const since = performance.now();
        await quiz.answer(questionId, answer, 'sure', 30);
        await new Promise<void>((resolve) => {
          const stop = saving.$subscribe(
            () => {
              if (saving.state === 'saving') return;
              stop();
              resolve();
            },
            { flush: 'sync' },
          );
        });
        taken.push(performance.now() - since);
        if (saving.state !== 'saved') throw new Error(`After an answer the page says "${saving.state}".`);
      }
      return taken;
    },
    { known: answers, times: BATCH },
  );
}

/** Milliseconds of each strict put into a database without indexes; the journal's lines are stored as objects. */
function rawPuts(page: Page, lines: readonly string[]): Promise<number[]> {
  return page.evaluate(async (texts) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('bench-floor', 1);
      request.onupgradeneeded = () => request.result.createObjectStore('rows', { keyPath: 'sequence' });
      request.onsuccess = () => {
        resolve(request.result);
      };
      request.onerror = () => {
        reject(request.error ?? new Error('The floor database did not open.'));
      };
    });
    const taken: number[] = [];
    for (const row of texts.map((text) => JSON.parse(text) as unknown)) {
      const since = performance.now();
      await new Promise<void>((resolve, reject) => {
        const transaction = database.transaction('rows', 'readwrite', { durability: 'strict' });
        transaction.objectStore('rows').put(row);
        transaction.oncomplete = () => {
          resolve();
        };
        transaction.onabort = () => {
          reject(transaction.error ?? new Error('The floor put was aborted.'));
        };
      });
      taken.push(performance.now() - since);
    }
    database.close();
    return taken;
  }, lines);
}

function syncedAppend(file: number, line: string): number {
  const since = performance.now();
  writeSync(file, line);
  fsyncSync(file);
  return performance.now() - since;
}
