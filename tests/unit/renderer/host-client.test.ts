import { reactive } from 'vue';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createHostClient, electronTransport, httpTransport } from '../../../src/renderer/src/host/host-client';

describe('the host client', () => {
  it('hands on what the host answers', async () => {
    const client = createHostClient(async () => ({ ok: true, value: { journals: [] } }));
    expect(await client.invoke('journal.list', {})).toEqual({ ok: true, value: { journals: [] } });
  });

  it('never rejects: a transport that fails is an unreachable host', async () => {
    const client = createHostClient(() => Promise.reject(new TypeError('Failed to fetch')));
    expect(await client.invoke('journal.list', {})).toEqual({
      ok: false,
      error: { code: 'unreachable', message: 'Failed to fetch' },
    });
  });

  it.each([undefined, null, 'text', 7, {}, { ok: true }, { ok: false }, { ok: 'yes', value: 1 }])(
    'takes %j for no answer',
    async (answer) => {
      const client = createHostClient(async () => answer);
      expect(await client.invoke('journal.list', {})).toMatchObject({ ok: false, error: { code: 'unreachable' } });
    },
  );

  it('asks the browser host by one JSON request to its own origin', async () => {
    const asked: [unknown, RequestInit | undefined][] = [];
    const ask = async (address: unknown, init?: RequestInit): Promise<Response> => {
      asked.push([address, init]);
      return new Response('{"ok":true,"value":1}');
    };
    const transport = httpTransport(ask, { read: () => 'secret', forget: () => undefined });
    expect(await transport('journal.list', {})).toEqual({ ok: true, value: 1 });
    expect(asked).toHaveLength(1);
    expect(asked[0]?.[0]).toBe('/operations');
    expect(asked[0]?.[1]).toMatchObject({
      method: 'POST',
      credentials: 'omit',
      headers: { authorization: 'Bearer secret' },
      body: '{"name":"journal.list","input":{}}',
    });
  });

  it('takes an answer that is no JSON for an unreachable host', async () => {
    const client = createHostClient(httpTransport(async () => new Response('<html>', { status: 502 })));
    expect(await client.invoke('journal.list', {})).toMatchObject({ ok: false, error: { code: 'unreachable' } });
  });

  it('forgets the secret that a host refuses, as one on another data folder does', async () => {
    const forget = vi.fn();
    const refusal = { ok: false, error: { code: 'forbidden', message: 'No.' } };
    const secret = { read: () => 'old', forget };
    for (const [status, times] of [
      [403, 0],
      [401, 1],
    ] as const) {
      const client = createHostClient(httpTransport(async () => Response.json(refusal, { status }), secret));
      expect(await client.invoke('journal.list', {})).toEqual(refusal);
      expect(forget).toHaveBeenCalledTimes(times);
    }
  });
});

describe('a host that doesn’t answer', () => {
  afterEach(() => {
    vi.useRealTimers();
  });
  const learnerId = '018f3c1e-7b2a-7c3d-8e4f-0123456789ab';
  const page = '018f3c1e-7b2a-7c3d-8e4f-0123456789aa';
  const cursor = { epoch: '', lastSequence: 0, chain: '' };

  /** A client whose host never answers, and the signals that its requests came with. */
  function silentHost() {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const signals: (AbortSignal | undefined)[] = [];
    const client = createHostClient((_name, _input, signal) => {
      signals.push(signal);
      return new Promise(() => undefined);
    });
    return { client, signals };
  }

  it('is unreachable once a change has waited for a quarter of a minute, and the request is given up', async () => {
    const { client, signals } = silentHost();
    const answer = client.invoke('journal.append', { learnerId, page, cursor, changes: [] });
    vi.advanceTimersByTime(14_999);
    expect(signals.map((signal) => signal?.aborted)).toEqual([false]);
    vi.advanceTimersByTime(1);
    expect(await answer).toMatchObject({ ok: false, error: { code: 'unreachable' } });
    expect(signals.map((signal) => signal?.aborted)).toEqual([true]);
  });

  it('keeps nobody waiting at the lock for more than three seconds a question', async () => {
    const { client } = silentHost();
    const answer = client.invoke('unlock-tries.count', { learnerId, keyId: learnerId });
    vi.advanceTimersByTime(3_000);
    expect(await answer).toMatchObject({ ok: false, error: { code: 'unreachable' } });
  });

  it('is waited for where a person decides or a document is made', async () => {
    const { client } = silentHost();
    let answered = false;
    void client.invoke('delivery.choose-folder', {}).then(() => (answered = true));
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(answered).toBe(false);
  });

  it('leaves no timer behind where it answers', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const client = createHostClient(async () => ({ ok: true, value: { journals: [] } }));
    await client.invoke('journal.list', {});
    expect(vi.getTimerCount()).toBe(0);
  });

  it('has its request to the browser host cut off', async () => {
    const asked: (RequestInit | undefined)[] = [];
    const transport = httpTransport(async (_address, init) => {
      asked.push(init);
      return new Response('{"ok":true,"value":1}');
    });
    const { signal } = new AbortController();
    await transport('journal.list', {}, signal);
    expect(asked[0]?.signal).toBe(signal);
  });
});

describe('the transport through the preload', () => {
  it('takes what a screen holds, which Vue has made a proxy and Electron’s bridge would refuse', async () => {
    const input = reactive({ learnerIds: ['018f3c1e-7b2a-7c3d-8e4f-0123456789ab'] });
    expect(() => structuredClone(input)).toThrow(/could not be cloned/u);
    const invoke = vi.fn(async (_: string, given: unknown): Promise<unknown> => structuredClone(given));
    const transport = electronTransport({ invoke, listen: () => undefined, languages: [] });
    expect(await transport('learner-removal.find', input)).toEqual({
      learnerIds: ['018f3c1e-7b2a-7c3d-8e4f-0123456789ab'],
    });
  });
});
