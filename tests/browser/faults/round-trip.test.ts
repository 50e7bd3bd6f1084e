import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LearnerFileReader } from '../../../src/domain/learner-file/reading';
import type { LearnerFileContents } from '../../../src/domain/learner-file/learner-file';
import { ANCHOR_CONTEXT_LENGTH, HIGHLIGHT_COLOURS } from '../../../src/domain/notes/highlight';
import type { NoteRevision } from '../../../src/domain/notes/note';
import type { Statement } from '../../../src/domain/record/statement';
import { withLearnerDatabase } from '../../../src/renderer/src/storage/database/generations';
import { learnerFilePieces } from '../../../src/renderer/src/storage/transfer/learner-file-export';
import { mergeIntoRecord } from '../../../src/renderer/src/storage/transfer/learner-file-import';
import { FIRST_MINUTE, identifier, note } from '../../support/builders/statement-builders';
import { anyStatements } from '../../unit/domain/support/statement-arbitraries';
import { InMemoryHost } from '../../support/hosts/in-memory-host';
import { beginLearner, contents, deleteLearnerDatabase, newLearner, saveNotes } from '../support/storage-scene';

/**
 * What stands in the tables, whatever the order in which it came in; the outbox and the mark of the journal are this
 * computer's alone.
 */
const TABLES = ['statements', 'projections', 'attempts', 'noteRevisions', 'latestNotes'] as const;

async function canonicalHash(learnerId: string): Promise<string> {
  const tables = await contents(learnerId);
  const meta = (tables['meta'] as { readonly key: string; readonly value: unknown }[]).filter(
    ({ key }) => key === 'learner' || key === 'position',
  );
  return bytesToHex(
    sha256(utf8ToBytes(canonical({ ...Object.fromEntries(TABLES.map((name) => [name, tables[name]])), meta }))),
  );
}

/** JSON whose keys are in order, so that equal values give equal text. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}

async function exported(learnerId: string): Promise<LearnerFileContents> {
  return withLearnerDatabase(learnerId, async (database) => {
    const reader = new LearnerFileReader();
    for await (const { text } of learnerFilePieces(database, '2026-11-21T01:00:00.000Z'))
      reader.push(new TextEncoder().encode(text));
    return reader.finish();
  });
}

const word = fc.string({ unit: 'grapheme', maxLength: 60 });
const side = fc.string({ unit: 'grapheme', maxLength: ANCHOR_CONTEXT_LENGTH / 8 });
/** Marks of any kind: an anchor, a colour, both, neither; also colours that only a newer version knows. */
const mark: fc.Arbitrary<Pick<NoteRevision, 'anchor' | 'colour'>> = fc.record(
  {
    anchor: fc.record({ prefix: side, suffix: side, start: fc.nat(20_000) }),
    colour: fc.constantFrom(...HIGHLIGHT_COLOURS, 'terracotta' as never),
  },
  { requiredKeys: [] },
);
/** Notes with a history: edited, marked, deleted, in any script; some have no words. */
const notes: fc.Arbitrary<NoteRevision[]> = fc
  .array(
    fc.record({
      note: fc.integer({ min: 0, max: 3 }),
      text: fc.oneof(word, fc.constant('')),
      quote: word,
      mark,
      minute: fc.integer({ min: 0, max: 400 }),
      deleted: fc.boolean(),
    }),
    { maxLength: 10 },
  )
  .map((made) =>
    made.map((each, index) => {
      const before = made.findLastIndex(({ note: other }, at) => at < index && other === each.note);
      return note({
        ...each.mark,
        id: identifier(60_000 + index),
        noteId: identifier(50_000 + each.note),
        text: each.text,
        quote: each.quote,
        editedAt: new Date(FIRST_MINUTE + (index * 400 + each.minute) * 60_000).toISOString(),
        basedOn: before < 0 ? [] : [identifier(60_000 + before)],
        deleted: each.deleted,
      });
    }),
  );

/** Statements that one computer adds, where an attempt ends once; that two computers end one comes by a file alone. */
const ownStatements = anyStatements.map((all) => {
  const ended = new Set<string>();
  return all.filter((each) => {
    if (each.verb !== 'passed' && each.verb !== 'failed') return true;
    const isFirst = !ended.has(each.attemptId);
    ended.add(each.attemptId);
    return isFirst;
  });
});

describe('a record that is exported, wiped and imported again', () => {
  it('is the same record, whatever it holds, a hundred times', async () => {
    await fc.assert(
      fc.asyncProperty(ownStatements, notes, word, async (statements: readonly Statement[], revisions, name) => {
        const learner = newLearner({ latinName: name, khmerName: 'សុខ ដារ៉ា' });
        const session = await beginLearner(learner, new InMemoryHost());
        if (statements.length > 0) await session.statements.append(statements);
        if (revisions.length > 0) await saveNotes(session.notes, revisions);
        await session.profile.savePosition(
          {
            moduleId: 'a',
            sectionId: 'a/first',
            blockId: 'a/first#opening',
            sentence: name,
            at: '2026-11-20T02:00:00.000Z',
          },
          null,
        );
        session.close();
        const before = await canonicalHash(learner.id);
        const file = await exported(learner.id);
        await deleteLearnerDatabase(learner.id);
        await mergeIntoRecord(learner.id, file);
        expect(await canonicalHash(learner.id)).toBe(before);
        await deleteLearnerDatabase(learner.id);
      }),
      { numRuns: 100, seed: 20_261_125 },
    );
  });
});
