import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sending, Sent } from '../../../../src/contract/learning-record-store';
import { createOperationHandlers, type OperationServices } from '../../../../src/main/hosts/operation-handlers';
import { sendStatements } from '../../../../src/main/services/learning-record-store';
import { answer, groupStatement, startFakeStore, type FakeStore } from '../../../support/hosts/fake-store';

let store: FakeStore;
beforeEach(async () => {
  store = await startFakeStore();
});
afterEach(() => store.stop());

const NEVER = new AbortController().signal;
const facts = (count: number) => Array.from({ length: count }, (_, index) => groupStatement(index));

const access = () => ({ address: store.address, username: 'key', password: 'secret' });

function send(
  statements: Sending['statements'],
  given: Partial<Sending> = {},
  signal: AbortSignal = NEVER,
): Promise<Sent> {
  return sendStatements({ ...access(), statements, ...given }, signal, {
    requestLimit: 500,
    now: () => Date.UTC(2026, 11, 2),
  });
}

const told = ({ outcomes }: Sent): readonly (string | undefined)[] => outcomes.map((each) => each?.outcome);
const posts = (): readonly number[] =>
  store.requests
    .filter(({ method }) => method === 'POST')
    .map(({ body }) => (JSON.parse(body) as readonly unknown[]).length);

/** Refuses batches that hold a statement, as stores refuse them whole. */
function refuseWith(status: number, id: string, words: unknown = ''): void {
  store.misbehave = ({ method, body }, response) =>
    method === 'POST' && body.includes(id) ? answer(response, status, words) : undefined;
}

describe('statements that a store takes', () => {
  it('go there as one batch, with the name and the password, and once more change nothing', async () => {
    const batch = facts(20);
    expect(told(await send(batch))).toEqual(batch.map(() => 'accepted'));
    expect(told(await send(batch))).toEqual(batch.map(() => 'accepted'));
    expect(posts()).toEqual([20, 20]);
    expect(store.statements.size).toBe(20);
    const [request] = store.requests;
    expect(request?.path).toBe('/xAPI/statements');
    expect(request?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from('key:secret').toString('base64')}`,
      'content-type': 'application/json',
      'x-experience-api-version': '1.0.3',
    });
    expect(JSON.parse(request?.body ?? '')).toEqual(batch);
  });

  it('are taken also where nothing is answered with them', async () => {
    store.misbehave = (_, response) => answer(response, 204);
    expect(told(await send(facts(2)))).toEqual(['accepted', 'accepted']);
  });

  it.each([['https://'], ['http://store.example/xAPI'], ['http://192.168.1.2/xAPI'], ['ftp://127.0.0.1/'], ['x']])(
    'go to https, or to this computer, and nowhere else: %s',
    async (address) => {
      await expect(send(facts(1), { address })).rejects.toMatchObject({ code: 'link-refused' });
      expect(store.requests).toEqual([]);
    },
  );

  it('have the ids of what they say, or nothing goes out', async () => {
    const [one, two] = facts(2) as [Sending['statements'][number], Sending['statements'][number]];
    await expect(send([one, { ...two, id: one.id.replace(/.$/u, '0') }])).rejects.toMatchObject({
      code: 'invalid-input',
    });
    expect(store.requests).toEqual([]);
  });
});

describe('a batch that a store doesn’t take', () => {
  it.each([400, 413])('is halved until the one that it refuses stands alone, with its words (%i)', async (status) => {
    const batch = facts(8);
    refuseWith(status, batch[5]?.id ?? '', '  Bad \u202E statement\n');
    const { outcomes, halt } = await send(batch);
    expect(halt).toBeNull();
    expect(outcomes.filter((each) => each?.outcome === 'accepted')).toHaveLength(7);
    expect(outcomes[5]).toEqual({ outcome: 'refused', words: 'Bad  statement' });
    expect(posts()).toEqual([8, 4, 4, 2, 1, 1, 2]);
  });

  it('is halved down to what is there already under an id: a corrected name is the same fact', async () => {
    await send([groupStatement(1, 0, 'Sok Dara')]);
    const batch = [groupStatement(0), groupStatement(1, 0, 'Sok Dara (corrected)'), groupStatement(2)];
    expect(told(await send(batch))).toEqual(['accepted', 'present', 'accepted']);
    expect(posts()).toEqual([1, 3, 2, 1, 1, 1]);
    expect(store.statements.get(batch[1]?.id ?? '')?.actor.name).toBe('Sok Dara');
  });
});

describe('a sending comes to a halt', () => {
  it.each([
    [401, {}, { reason: 'credentials', seconds: null }],
    [403, {}, { reason: 'credentials', seconds: null }],
    [404, {}, { reason: 'not-a-store', seconds: null }],
    [408, {}, { reason: 'fault', seconds: null }],
    [500, {}, { reason: 'fault', seconds: null }],
    [502, {}, { reason: 'fault', seconds: null }],
    [429, {}, { reason: 'busy', seconds: null }],
    [429, { 'retry-after': '120' }, { reason: 'busy', seconds: 120 }],
    [503, { 'retry-after': 'Wed, 02 Dec 2026 00:01:30 GMT' }, { reason: 'busy', seconds: 90 }],
    [503, { 'retry-after': 'Wed, 02 Dec 2020 00:00:00 GMT' }, { reason: 'busy', seconds: 0 }],
    [503, { 'retry-after': 'soon' }, { reason: 'busy', seconds: null }],
    [200, {}, { reason: 'not-a-store', seconds: null }],
  ] as const)('at %i %j', async (status, headers, halt) => {
    store.misbehave = (_, response) => answer(response, status, '<html>OK</html>', headers);
    expect(await send(facts(3))).toEqual({ outcomes: [null, null, null], halt });
    expect(store.requests).toHaveLength(1);
  });

  it('with what was settled before', async () => {
    const batch = facts(4);
    let asked = 0;
    store.misbehave = (_, response) => {
      asked += 1;
      if (asked === 1) return answer(response, 413);
      return asked === 3 ? answer(response, 500) : undefined;
    };
    const sent = await send(batch);
    expect(told(sent)).toEqual(['accepted', 'accepted', undefined, undefined]);
    expect(sent.halt?.reason).toBe('fault');
  });

  it.each([301, 302, 307, 308])('at a redirect (%i), and nothing goes to where that points', async (status) => {
    const elsewhere = await startFakeStore();
    try {
      store.misbehave = (_, response) => answer(response, status, '', { location: `${elsewhere.address}/statements` });
      expect((await send(facts(1))).halt?.reason).toBe('redirect');
      expect(elsewhere.requests).toEqual([]);
    } finally {
      await elsewhere.stop();
    }
  });

  it('where nothing answers, or not in time', async () => {
    store.misbehave = () => true;
    expect((await send(facts(1))).halt).toEqual({ reason: 'no-answer', seconds: null });
    const { address } = store;
    await store.stop();
    expect((await send(facts(1), { address })).halt?.reason).toBe('no-answer');
  });

  it('where an answer is longer than any store’s', async () => {
    store.misbehave = (_, response) => answer(response, 200, 'x'.repeat(1_100_000));
    expect((await send(facts(1))).halt?.reason).toBe('not-a-store');
  });

  it('where nobody vouches for the address', async () => {
    // What answers there speaks no TLS at all.
    const address = store.address.replace('http:', 'https:');
    expect(['untrusted', 'no-answer']).toContain((await send(facts(1), { address })).halt?.reason);
    expect(store.requests).toEqual([]);
  });
});

describe('a sending that nobody waits for any more', () => {
  it('ends at once, with the reason of its signal', async () => {
    const leaving = new AbortController();
    const reason = new Error('The page is gone.');
    store.misbehave = () => {
      leaving.abort(reason);
      return true;
    };
    await expect(send(facts(1), {}, leaving.signal)).rejects.toBe(reason);
    expect(store.requests).toHaveLength(1);
  });

  it('sends no part of its batch any more once a person stopped it', async () => {
    const handlers = createOperationHandlers({} as OperationServices);
    const sendingId = crypto.randomUUID();
    const cancelled: Promise<unknown>[] = [];
    store.misbehave = (_, response) => {
      if (store.requests.length === 2) cancelled.push(handlers['learning-record-store.cancel']({ sendingId }, NEVER));
      return answer(response, 413);
    };
    const sending = { ...access(), sendingId, statements: [...facts(8)] };
    await expect(handlers['learning-record-store.send'](sending, NEVER)).rejects.toMatchObject({ code: 'not-found' });
    expect(await Promise.all(cancelled)).toEqual([{ cancelled: true }]);
    expect(posts()).toEqual([8, 4]);
    expect(await handlers['learning-record-store.cancel']({ sendingId }, NEVER)).toEqual({ cancelled: false });
  });
});
