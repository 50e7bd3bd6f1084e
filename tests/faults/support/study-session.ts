import { expect, type Page } from '@playwright/test';
import type { RandomSource } from '../../../src/domain/quiz/seeded-random';
import { between } from './sample';
import type { Oracle } from './oracle';

/** How a study session goes on until something ends it. */
export interface SessionOptions {
  readonly seed: number;
  readonly moduleId: string;
  /** Rows to add before it ends by itself; without, it never does. */
  readonly operations?: number;
}

/**
 * A learner who reads, answers, and writes notes as fast as the app lets them, through the app's own stores; each
 * promise that was kept is told to the oracle at once. Runs in the page; resolves only where `operations` says so, and
 * rejects when the browser dies. Some changes go on beside each other, as a note that is saved while a section is
 * marked does.
 */
export async function studyByStores(page: Page, options: SessionOptions): Promise<void> {
  await page.evaluate(async ({ seed, moduleId, operations = Infinity }) => {
    const { record, notes, session, 'save-state': saving } = window.storesOfApp();
    let state = seed;
    const chance = (): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    };
    let attemptId = '';
    let lastRead = '';
    let lastNote: Awaited<ReturnType<typeof notes.add>> | null = null;
    const say = (
      statementIds: readonly string[],
      kept: readonly { id: string; noteId: string; text: string }[] = [],
    ): Promise<void> =>
      window.acknowledge({
        statementIds,
        notes: kept.map(({ id, noteId, text }) => ({ id, noteId, text })),
        saveState: saving.state,
      });
    /** A note is acknowledged by the database, and once more when the journal has it. */
    const sayNote = async (note: { id: string; noteId: string; text: string }): Promise<void> => {
      await say([], [note]);
      await session.current?.sync.flush().catch(() => undefined);
      await say([], [note]);
    };
    const deeds: (() => Promise<void>)[] = [
      async () => {
        const ids = await record.append([
          { verb: 'experienced', sectionId: `${moduleId}/section-${Math.floor(chance() * 9)}`, seconds: 30 },
        ]);
        lastRead = ids[0] ?? '';
        await say(ids);
      },
      async () => {
        if (lastRead !== '') await say(await record.append([{ verb: 'voided', statementId: lastRead }]));
      },
      async () => {
        attemptId = crypto.randomUUID();
        const started = {
          verb: 'initialized',
          attemptId,
          moduleId,
          mode: 'practice',
          seed: 5,
          questionIds: ['q1', 'q2', 'q3'],
        };
        await say(
          await record.append([
            started,
            {
              verb: 'answered',
              attemptId,
              questionId: 'q1',
              answer: { kind: 'choice', optionIds: ['a'] },
              confidence: 'sure',
              seconds: 4,
            },
          ]),
        );
      },
      async () => {
        if (attemptId === '') return;
        const answer = { kind: 'text', text: 'x'.repeat(Math.floor(chance() * 2_000)) };
        await say(
          await record.append([
            {
              verb: 'answered',
              attemptId,
              questionId: `q${1 + Math.floor(chance() * 3)}`,
              answer,
              confidence: 'unsure',
              seconds: 4,
            },
          ]),
        );
      },
      async () => {
        lastNote = await notes.add(
          { moduleId, sectionId: `${moduleId}/section-1`, blockId: null, quote: '' },
          `Note ${chance()}`,
        );
        await sayNote(lastNote);
      },
      async () => {
        // One hand at a time: a note that is changed twice from the same state is kept as two.
        const note = lastNote;
        lastNote = null;
        if (note === null) return;
        lastNote = await notes.edit(note, `${note.text.slice(0, 400)} and ${chance()}`);
        await sayNote(lastNote);
      },
      async () => {
        const theme = chance() < 0.5 ? 'dark' : 'light';
        const isSaved = await session.update({ preferences: { ...session.learner?.preferences, theme } });
        if (!isSaved) throw new Error('The theme was not saved.');
      },
    ];
    const oneDeed = (): Promise<void> =>
      (deeds[Math.floor(chance() * deeds.length)] ?? deeds[0])?.() ?? Promise.resolve();
    for (let done = 0; done < operations; done += 1) {
      if (chance() < 0.3) await Promise.all([oneDeed(), oneDeed()]);
      else await oneDeed();
    }
  }, options);
}

/**
 * The same by the screen alone: a section is marked, unmarked, a note is written; what the header calls saved is told
 * to the oracle as ids that only the database can confirm, so here the texts of notes are what counts. Ends by an error
 * when the browser dies.
 */
export async function studyByScreen(page: Page, oracle: Oracle, chance: RandomSource): Promise<never> {
  const saved = page.getByRole('banner').getByRole('status');
  for (;;) {
    const text = `Written by hand ${between(chance, 0, 1_000_000_000)}`;
    await page.getByRole('button', { name: 'Add a note' }).first().click();
    await page.getByLabel('Text of the note').fill(text);
    await page.getByRole('button', { name: 'Done' }).click();
    await expect(page.getByLabel('Text of the note')).toBeHidden();
    await expect(saved).toHaveClass(/\bsaved\b/u);
    oracle.writeDown(text);
    await page.getByRole('button', { name: /^Mark as (not )?read$/u }).click();
  }
}
