import { describe, expect, it } from 'vitest';
import { watch } from 'vue';
import type { HostClient } from '../../../../src/renderer/src/host/host-client';
import { THIS_PAGE } from '../../../../src/renderer/src/storage';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { CANARY, PIN, withNote, withPin } from '../../support/locked-scene';
import { contents, until } from '../../support/storage-scene';

describe('the sealing of a record', () => {
  it('is not told as done before it is, whatever was done before', async () => {
    const { window, work, protection } = await withPin();
    const told: string[] = [];
    const stop = watch(
      () => window.session.isProtected,
      () => told.push(work.progress.phase),
      { flush: 'sync' },
    );
    expect(await protection.removePin(PIN)).toEqual({ outcome: 'open' });
    expect(work.progress.phase).toBe('done');
    await (await protection.prepare('blue hill 12'))?.confirm();
    expect(work.progress.phase).toBe('done');
    expect(told).toEqual(['idle', 'idle']);
    stop();
  });

  it('that a set-back cuts short is done on the record as it is open then, and never told as under way for good', async () => {
    const memory = new InMemoryHost();
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let lists = 0;
    const host: HostClient = {
      async invoke(name, input) {
        // The sealing asks for the snapshots when the rows are done.
        if (name === 'snapshot.list' && (lists += 1) === 1) await held;
        return memory.invoke(name, input);
      },
    };
    const { window, protection, work, learnerId } = await withNote(memory, { host, pageId: THIS_PAGE });
    await memory.invoke('snapshot.take', { learnerId, reason: 'automatic' });
    const snapshotId = '000001-2026-11-25T08-00-00-000Z-automatic';
    const sealing = protection.prepare(PIN).then((pending) => pending?.confirm());
    await until(() => lists === 1);
    await memory.invoke('snapshot.restore', { learnerId, page: THIS_PAGE, snapshotId });
    const { current } = window.atWork();
    await window.heldRecord.follow(current);
    expect(window.session.isCurrent(current)).toBe(false);
    goOn();
    await sealing;
    await expect.poll(() => work.progress.phase).toBe('done');
    expect((await window.session.current?.protection.state())?.unfinished).toBe(false);
    expect(JSON.stringify([await contents(learnerId), memory.entriesOf(learnerId)])).not.toContain(CANARY);
    expect(window.notices()).toEqual(['recordReset']);
  });
});
