import { describe, expect, it } from 'vitest';
import type { GatheredContents } from '../../../../src/domain/learner-file/gathered-record';
import { gatheredPieces } from '../../../../src/renderer/src/storage/transfer/learner-file-export';
import { readInPieces } from '../../../support/learner-files/learner-files';
import { sampleContents } from '../../../support/learner-files/learner-file-samples';
import { learner, statement } from '../../../support/builders/statement-builders';

const AT = '2026-11-25T08:00:00.000Z';
const record = { ...sampleContents(), keys: [], withheld: 0 } satisfies GatheredContents;

async function piecesOf(
  contents: GatheredContents,
): Promise<{ readonly text: string; readonly shares: readonly number[] }> {
  let text = '';
  const shares: number[] = [];
  for await (const piece of gatheredPieces(contents, learner({ latinName: 'In case there is none' }), AT)) {
    text += piece.text;
    shares.push(piece.done);
  }
  return { text, shares };
}

describe('a record that was gathered without being opened', () => {
  it('is a learner file with all of it, the place of reading too', async () => {
    expect(record.position).not.toBeNull();
    const { text, shares } = await piecesOf(record);
    expect(readInPieces(text)).toEqual({ ...sampleContents(), createdAt: AT });
    expect(shares).toEqual([1]);
  });

  it('has the profile that is given where none was found, and no place of reading where there is none', async () => {
    const { text } = await piecesOf({ ...record, learner: null, position: null });
    const read = readInPieces(text);
    expect(read.learner.latinName).toBe('In case there is none');
    expect(read.position).toBeNull();
  });

  it('comes in pieces, each with the share that is written', async () => {
    const long = (number: number): ReturnType<typeof statement> =>
      statement(
        {
          verb: 'answered',
          attemptId: 'attempt',
          questionId: 'question',
          answer: { kind: 'text', text: 'x'.repeat(500_000) },
          confidence: 'sure',
          seconds: 1,
        },
        number,
      );
    const { text, shares } = await piecesOf({ ...record, statements: [long(1), long(2), long(3)], notes: [] });
    expect(shares).toEqual([1 / 5, 2 / 5, 3 / 5, 1]);
    // Header, profile, place, three steps, seal: each once.
    expect(text.trimEnd().split('\n')).toHaveLength(7);
  });
});
