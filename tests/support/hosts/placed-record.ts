import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LearnerFileContents } from '../../../src/domain/learner-file/learner-file';
import { createJournalEntry, encodeJournalLine } from '../../../src/main/services/journal/journal-line';

/** A learner with what they did. */
export type PlacedRecord = Pick<LearnerFileContents, 'learner'> &
  Partial<Pick<LearnerFileContents, 'statements' | 'notes'>>;

/** Puts a record into a host's data folder, as its journal: a browser that has none takes it from there. */
export function placeRecord(
  { dataFolder }: { readonly dataFolder: string },
  { learner, statements = [], notes = [] }: PlacedRecord,
): void {
  const changes = [
    { id: `profile-${learner.id}`, kind: 'learner' as const, body: learner },
    ...statements.map((body) => ({ id: body.id, kind: 'statement' as const, body })),
    ...notes.map((body) => ({ id: body.id, kind: 'note' as const, body })),
  ];
  const folder = join(dataFolder, 'journals');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, `${learner.id}.jsonl`),
    changes
      .map(({ body, ...change }, index) =>
        encodeJournalLine(createJournalEntry(index + 1, { ...change, body: JSON.stringify(body) })),
      )
      .join(''),
  );
}
