import { reactive } from 'vue';
import { describe, expect, it, vi } from 'vitest';
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
    const transport = httpTransport(async (address, init) => {
      asked.push([address, init]);
      return new Response('{"ok":true,"value":1}');
    });
    expect(await transport('journal.list', {})).toEqual({ ok: true, value: 1 });
    expect(asked).toHaveLength(1);
    expect(asked[0]?.[0]).toBe('/operations');
    expect(asked[0]?.[1]).toMatchObject({
      method: 'POST',
      credentials: 'same-origin',
      body: '{"name":"journal.list","input":{}}',
    });
  });

  it('takes an answer that is no JSON for an unreachable host', async () => {
    const client = createHostClient(httpTransport(async () => new Response('<html>', { status: 502 })));
    expect(await client.invoke('journal.list', {})).toMatchObject({ ok: false, error: { code: 'unreachable' } });
  });
});

describe('the transport through the preload', () => {
  it('takes what a screen holds, which Vue has made a proxy and Electron’s bridge would refuse', async () => {
    const input = reactive({ learnerIds: ['018f3c1e-7b2a-7c3d-8e4f-0123456789ab'] });
    expect(() => structuredClone(input)).toThrow(/could not be cloned/u);
    const invoke = vi.fn(async (_: string, given: unknown): Promise<unknown> => structuredClone(given));
    const transport = electronTransport({ invoke, listen: () => undefined });
    expect(await transport('learner-removal.find', input)).toEqual({
      learnerIds: ['018f3c1e-7b2a-7c3d-8e4f-0123456789ab'],
    });
  });
});
