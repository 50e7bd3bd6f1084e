import { describe, expect, it } from 'vitest';
import type { Sent } from '../../../src/contract/learning-record-store';
import type { GroupStatement } from '../../../src/domain/exports/group-statements';
import { sendInBatches, type SendingCounts } from '../../../src/renderer/src/stores/group/sending-loop';

const statements = (count: number): readonly GroupStatement[] =>
  Array.from({ length: count }, (_, index) => ({ id: String(index) }) as GroupStatement);
const accepted: Sent['outcomes'][number] = { outcome: 'accepted' };

/** Sends to a store that answers in turn; what it isn't asked for any more, it takes. */
async function sent(count: number, answers: readonly Partial<Sent>[]) {
  const asked: number[] = [];
  const waits: number[] = [];
  const last: SendingCounts[] = [];
  const halt = await sendInBatches(statements(count), {
    send: async (batch) => {
      const answer = answers[asked.length] ?? {};
      asked.push(batch.length);
      return { outcomes: batch.map(() => accepted), halt: null, ...answer };
    },
    wait: async (milliseconds) => {
      waits.push(milliseconds);
    },
    onProgress: (progress) => {
      last[0] = progress;
    },
  });
  return { halt, asked, waits, counts: last[0] };
}

describe('sendInBatches', () => {
  it('sends everything once, in batches', async () => {
    const { halt, asked, counts } = await sent(250, []);
    expect([halt, asked, counts?.accepted]).toEqual([null, [100, 100, 50], 250]);
  });

  it('waits as the store says, and sends what wasn’t settled again', async () => {
    const { asked, waits, counts } = await sent(3, [
      { outcomes: [accepted, null, null], halt: { reason: 'busy', seconds: 7 } },
    ]);
    expect([asked, waits, counts?.accepted]).toEqual([[3, 2], [7_000], 3]);
  });

  it.each(['credentials', 'redirect', 'untrusted', 'not-a-store'] as const)('asks no more after %s', async (reason) => {
    const { halt, asked } = await sent(1, [{ outcomes: [null], halt: { reason, seconds: null } }]);
    expect([halt, asked]).toEqual([reason, [1]]);
  });

  it('gives a store up that never answers', async () => {
    const none = { outcomes: [null], halt: { reason: 'no-answer' as const, seconds: null } };
    const { halt, waits } = await sent(
      1,
      Array.from({ length: 9 }, () => none),
    );
    expect([halt, waits.length]).toEqual(['no-answer', 5]);
  });

  it('goes on after what the store refused or has already, and keeps its words', async () => {
    const { halt, counts } = await sent(3, [
      {
        outcomes: [{ outcome: 'refused', words: 'No such verb' }, { outcome: 'present' }, { outcome: 'accepted' }],
      },
    ]);
    expect(halt).toBeNull();
    expect(counts).toMatchObject({ accepted: 1, refused: 1, present: 1 });
    expect(counts?.told.map(({ words }) => words)).toEqual(['No such verb']);
  });
});
