import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Cursor } from '../../../src/contract/journal-entry';
import type { ErrorCode, OperationFailure, Result } from '../../../src/contract/result';
import type { SentChange } from '../../../src/renderer/src/storage/database/journal-change';
import { createJournal } from '../../../src/main/services/journal/journal';
import { InMemoryHost } from '../../support/hosts/in-memory-host';
import { makeFolder, removeFolder } from '../../support/remove-folder';

const LEARNER = '01a1f677-aa80-7000-8000-000000000001';
const PAGE = '01a1f677-aa80-7000-8000-00000000000a';
const OTHER_PAGE = '01a1f677-aa80-7000-8000-00000000000b';

const START: Cursor = { epoch: '', lastSequence: 0, chain: '' };

/** The value, or the code of the error. */
function outcomeOf<Value>(result: Result<Value>): Value | ErrorCode {
  return result.ok ? result.value : result.error.code;
}

type Step =
  | { readonly do: 'append'; readonly changes: readonly SentChange[] }
  | { readonly do: 'damage'; readonly line: number }
  | { readonly do: 'cut off'; readonly lines: number }
  | { readonly do: 'delete' }
  | { readonly do: 'open'; readonly page: string; readonly turn: 'take' | number };

const change: fc.Arbitrary<SentChange> = fc.record({
  id: fc.nat(12).map((number) => `change-${number}`),
  kind: fc.constantFrom('learner', 'statement', 'note', 'position', 'key'),
  body: fc.string({ unit: 'grapheme' }).map((text) => JSON.stringify(text)),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.array(change, { minLength: 1, maxLength: 5 }).map((changes): Step => ({ do: 'append', changes })),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('open' as const),
      page: fc.constantFrom(PAGE, PAGE, PAGE, OTHER_PAGE),
      turn: fc.constantFrom('take' as const, 'take' as const, 1, 2),
    }),
  },
  { weight: 2, arbitrary: fc.nat(9).map((line): Step => ({ do: 'damage', line })) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 4 }).map((lines): Step => ({ do: 'cut off', lines })) },
  { weight: 1, arbitrary: fc.constant<Step>({ do: 'delete' }) },
);

it('the journal in memory, which the storage tests rely on, answers as the one on disk', async () => {
  const folder = await makeFolder('journal');
  const path = join(folder, `${LEARNER}.jsonl`);
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        await rm(path, { force: true });
        await rm(path.replace('.jsonl', '.turn.json'), { force: true });
        const [disk, memory] = [createJournal(folder), new InMemoryHost()];
        let cursor = START;
        for (const each of steps) {
          const lines = (await readFile(path, 'utf8').catch(() => '')).split('\n').slice(0, -1);
          if (each.do === 'append') {
            const input = { learnerId: LEARNER, page: PAGE, cursor, changes: each.changes.map((one) => ({ ...one })) };
            expect(outcomeOf(await memory.invoke('journal.append', input))).toEqual(
              await disk.append(LEARNER, PAGE, cursor, each.changes).catch(({ code }: OperationFailure) => code),
            );
          } else if (each.do === 'open') {
            const input = { learnerId: LEARNER, page: each.page, format: 1, cursor, turn: each.turn };
            expect(outcomeOf(await memory.invoke('journal.open', input))).toEqual(
              await disk.open(LEARNER, each.page, cursor, each.turn).catch(({ code }: OperationFailure) => code),
            );
            const { epoch, lastSequence, chain } = memory.stateOf(LEARNER);
            cursor = { epoch, lastSequence, chain };
          } else if (each.do === 'damage' && each.line < lines.length) {
            memory.damageLine(LEARNER, each.line);
            await writeFile(
              path,
              lines.map((line, index) => `${index === each.line ? `${line.slice(0, -9)}x` : line}\n`).join(''),
            );
          } else if (each.do === 'cut off' && lines.length > 0) {
            memory.cutOff(LEARNER, each.lines);
            await writeFile(
              path,
              lines
                .slice(0, -each.lines)
                .map((line) => `${line}\n`)
                .join(''),
            );
          } else if (each.do === 'delete') {
            memory.deleteJournal(LEARNER);
            await rm(path, { force: true });
          }
          expect(await memory.invoke('journal.list', {})).toEqual({ ok: true, value: { journals: await disk.list() } });
          for (const afterSequence of [0, 3]) {
            const input = { learnerId: LEARNER, afterSequence, limit: 4 };
            expect(await memory.invoke('journal.read', input)).toEqual({
              ok: true,
              value: await disk.read(LEARNER, afterSequence, 4),
            });
          }
        }
      }),
      { numRuns: 60 },
    );
  } finally {
    await removeFolder(folder);
  }
});

it('the journal in memory refuses what the contract refuses', async () => {
  const host = new InMemoryHost();
  expect(
    await host.invoke('journal.append', { learnerId: 'nobody', page: PAGE, cursor: START, changes: [] }),
  ).toMatchObject({
    ok: false,
    error: { code: 'invalid-input' },
  });
  const long = Array.from({ length: 40 }, (_, index) => ({
    id: `change-${index}`,
    kind: 'note' as const,
    body: 'a'.repeat(262_144),
  }));
  expect(
    await host.invoke('journal.append', { learnerId: LEARNER, page: PAGE, cursor: START, changes: long }),
  ).toMatchObject({
    ok: false,
    error: { code: 'invalid-input' },
  });
  expect(await host.invoke('app.describe', {})).toMatchObject({ ok: false, error: { code: 'unknown-operation' } });
});
