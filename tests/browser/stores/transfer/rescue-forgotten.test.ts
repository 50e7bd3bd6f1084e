import { describe, expect, it } from 'vitest';
import type { HostClient } from '../../../../src/renderer/src/host/host-client';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { openWindow } from '../../support/app-scene';
import { openRescue, studied } from '../../support/rescue-scene';

/** A host that answers no `export.begin` until it is let. */
function slowToBegin(host: InMemoryHost): {
  readonly host: HostClient;
  readonly asked: Promise<void>;
  readonly finished: string[];
  readonly answer: () => void;
} {
  const finished: string[] = [];
  const waiting = Promise.withResolvers<undefined>();
  const asked = Promise.withResolvers<undefined>();
  const invoke = async (name: Parameters<HostClient['invoke']>[0], input: unknown): Promise<unknown> => {
    if (!name.startsWith('export.')) return host.invoke(name, input as never);
    finished.push(name);
    if (name === 'export.begin') {
      asked.resolve(undefined);
      await waiting.promise;
      return { ok: true, value: { exportId: '018f3c1e-7b2a-7c3d-8e4f-0123456789aa' } };
    }
    return { ok: true, value: {} };
  };
  return {
    host: { invoke: invoke as HostClient['invoke'] },
    asked: asked.promise,
    finished,
    answer: () => {
      waiting.resolve(undefined);
    },
  };
}

describe('saving a record without opening it, once the start is over', () => {
  it('holds nothing of the learner any more', async () => {
    const host = new InMemoryHost();
    const owner = await studied(host);
    const { window, rescue } = openRescue(host);
    await rescue.save(owner);
    expect(rescue.work.phase).toBe('saved');
    await window.opening.begin();
    expect(window.session.state.phase).not.toBe('opening');
    expect(rescue.work).toEqual({ phase: 'idle' });
  });

  it('saves no file that nobody waits for, and tells no outcome of it', async () => {
    const host = new InMemoryHost();
    const owner = await studied(host);
    const slow = slowToBegin(host);
    const { rescue, opening } = openWindow(host, { host: slow.host });
    const saving = rescue.save(owner);
    await slow.asked;
    await opening.begin();
    slow.answer();
    await saving;
    expect(slow.finished).toEqual(['export.begin', 'export.cancel']);
    expect(rescue.work).toEqual({ phase: 'idle' });
  });

  it('goes on where it is asked for again meanwhile', async () => {
    const host = new InMemoryHost();
    const owner = await studied(host);
    const slow = slowToBegin(host);
    const { rescue } = openWindow(host, { host: slow.host });
    const saving = rescue.save(owner);
    await slow.asked;
    await rescue.save(owner);
    expect(rescue.work.phase).toBe('saving');
    slow.answer();
    await saving;
    expect(rescue.work.phase).toBe('saved');
  });
});
