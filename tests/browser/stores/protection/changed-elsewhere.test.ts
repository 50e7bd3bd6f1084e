import { afterEach, describe, expect, it, vi } from 'vitest';
import { openKey } from '../../../../src/renderer/src/storage/protection/key-making';
import type { PendingProtection } from '../../../../src/renderer/src/stores/protection/protection';
import type { Recovery } from '../../../../src/renderer/src/stores/protection/unlock';
import type { AppWindow } from '../../support/app-scene';
import { lockedAgain, NoOtherWindows, PIN, place, protectedWindow, withPin } from '../../support/locked-scene';
import { until } from '../../support/storage-scene';

const NEXT_PIN = 'blue hill 12';
const NEW_PIN = 'red field 90';

type Scene = ReturnType<typeof protectedWindow>;

afterEach(() => {
  vi.unstubAllGlobals();
});

/**
 * A record with a PIN in two browsers on one host, unlocked in both and compared: the second generation stands for the
 * other browser's own database.
 */
async function twoBrowsers() {
  vi.stubGlobal('BroadcastChannel', NoOtherWindows);
  const first = await withPin();
  const learner = learnerOf(first);
  const other = protectedWindow(first.window.host);
  await other.window.heldRecord.open(learner, 2);
  expect(await other.unlock.unlock(PIN)).toEqual({ outcome: 'open' });
  await until(() => other.window.record.loaded);
  await other.window.session.current?.sync.synchronise();
  return { first, other };
}

/** A record with a PIN in two windows of one browser, unlocked in both. */
async function twoWindows() {
  vi.stubGlobal('BroadcastChannel', NoOtherWindows);
  const first = await withPin();
  const other = protectedWindow(first.window.host);
  await other.window.heldRecord.open(learnerOf(first));
  expect(await other.unlock.unlock(PIN)).toEqual({ outcome: 'open' });
  await until(() => other.window.record.loaded);
  return { first, other };
}

function learnerOf({ window }: Scene) {
  if (!window.session.learner) throw new Error('No record is open.');
  return window.session.learner;
}

async function renewed({ protection }: Scene, pin: string): Promise<PendingProtection> {
  let pending: PendingProtection | null = null;
  expect(await protection.renewCode(pin, (given) => (pending = given))).toEqual({ outcome: 'open' });
  if (!pending) throw new Error('No code was shown.');
  return pending;
}

/** Which of the secrets open the key that the window's database has, once it has compared. */
async function valid({ session }: AppWindow, secrets: Readonly<Record<string, string>>): Promise<readonly string[]> {
  await session.current?.sync.synchronise();
  const [record] = (await session.current?.protection.state())?.keys ?? [];
  if (!record) throw new Error('The record has no key.');
  const owner = { learnerId: session.current?.learnerId ?? '' };
  const opening = Object.entries(secrets).map(async ([name, secret]) => {
    const key = (await openKey(owner, record, { pin: secret })) ?? (await openKey(owner, record, { code: secret }));
    return key ? [name] : [];
  });
  return (await Promise.all(opening)).flat();
}

describe('two browsers on one host', () => {
  it('the one in which the record is locked tells with the PIN that the other set it back to an earlier state', async () => {
    const { first, other } = await twoBrowsers();
    await first.window.snapshots.take();
    await first.window.notes.add(place, 'After the snapshot');
    await first.window.sent();
    await other.window.session.current?.sync.synchronise();
    await lockedAgain(other);
    await first.window.snapshots.restore(first.window.snapshots.snapshots?.[0]?.snapshotId ?? '');
    expect(await other.unlock.unlock(PIN)).toEqual({ outcome: 'open' });
    await until(() => other.window.record.loaded);
    await other.window.notes.loadAll();
    expect(other.window.notes.all).toHaveLength(1);
    expect(other.window.notices()).toContain('recordReset');
  });

  it('keep the code that one renewed and the PIN that the other changes afterwards', async () => {
    const { first, other } = await twoBrowsers();
    const pending = await renewed(first, PIN);
    expect(await pending.confirm()).toBe('saved');
    expect(await other.protection.changePin(PIN, NEXT_PIN)).toEqual({ outcome: 'open' });
    const secrets = { PIN, NEXT_PIN, oldCode: first.code, newCode: pending.code };
    expect(await valid(other.window, secrets)).toEqual(['NEXT_PIN', 'newCode']);
    expect(await valid(first.window, secrets)).toEqual(['NEXT_PIN', 'newCode']);
  });

  it('keep the PIN that one changed where the other renews the code afterwards: it asks for the valid PIN', async () => {
    const { first, other } = await twoBrowsers();
    expect(await first.protection.changePin(PIN, NEXT_PIN)).toEqual({ outcome: 'open' });
    const found = vi.fn();
    expect(await other.protection.renewCode(PIN, found)).toMatchObject({ outcome: 'wrong' });
    expect(found).not.toHaveBeenCalled();
    const pending = await renewed(other, NEXT_PIN);
    expect(await pending.confirm()).toBe('saved');
    const secrets = { PIN, NEXT_PIN, oldCode: first.code, newCode: pending.code };
    expect(await valid(first.window, secrets)).toEqual(['NEXT_PIN', 'newCode']);
  });

  it('keep the PIN that one changed while the other showed a new code, and say that this code is not valid', async () => {
    const { first, other } = await twoBrowsers();
    const pending = await renewed(other, PIN);
    expect(await first.protection.changePin(PIN, NEXT_PIN)).toEqual({ outcome: 'open' });
    expect(await pending.confirm()).toBe('changed');
    const secrets = { PIN, NEXT_PIN, oldCode: first.code, newCode: pending.code };
    expect(await valid(first.window, secrets)).toEqual(['NEXT_PIN', 'oldCode']);
    expect(await valid(other.window, secrets)).toEqual(['NEXT_PIN', 'oldCode']);
  });

  it('change the PIN by what they know themselves where the host is away', async () => {
    const { first } = await twoBrowsers();
    first.window.host.fail('unreachable');
    expect(await first.protection.changePin(PIN, NEXT_PIN)).toEqual({ outcome: 'open' });
    expect(first.window.notices()).not.toEqual([]);
  });

  it('have one PIN: the second browser is locked where it would set another', async () => {
    vi.stubGlobal('BroadcastChannel', NoOtherWindows);
    const first = protectedWindow();
    await first.window.create();
    const other = protectedWindow(first.window.host);
    await other.window.heldRecord.open(learnerOf(first), 2);
    await until(() => other.window.record.loaded);
    await other.window.session.current?.sync.synchronise();
    const shown = await other.protection.prepare(NEW_PIN);
    expect(await (await first.protection.prepare(PIN))?.confirm()).toBe('saved');
    expect(await shown?.confirm()).toBe('changed');
    expect(other.window.session.state.phase).toBe('locked');
    expect((await other.window.heldRecord.locked?.protection.state())?.keys).toHaveLength(1);
    expect(await other.unlock.unlock(PIN)).toEqual({ outcome: 'open' });
  });

  it('keep a code that one renewed while the other, locked, showed one after the old code was typed', async () => {
    const { first, other } = await twoBrowsers();
    await lockedAgain(other);
    let recovery: Recovery | null = null;
    expect(await other.unlock.recover(first.code, NEW_PIN, (given) => (recovery = given))).toEqual({ outcome: 'open' });
    const pending = await renewed(first, PIN);
    expect(await pending.confirm()).toBe('saved');
    expect(await (recovery as Recovery | null)?.confirm()).toBe('changed');
    expect(other.window.session.state.phase).toBe('locked');
    expect(await other.unlock.recover(first.code, NEW_PIN, () => undefined)).toMatchObject({ outcome: 'wrong' });
    expect(await other.unlock.recover(pending.code, NEW_PIN, () => undefined)).toEqual({ outcome: 'open' });
    other.window.heldRecord.locked?.close();
  });
});

describe('a browser that was locked while another one changed PIN and code', () => {
  it('takes the new PIN and refuses the old one', async () => {
    const { first, other } = await twoBrowsers();
    await lockedAgain(other);
    expect(await first.protection.changePin(PIN, NEXT_PIN)).toEqual({ outcome: 'open' });
    expect(await other.unlock.unlock(PIN)).toMatchObject({ outcome: 'wrong' });
    expect(await other.unlock.unlock(NEXT_PIN)).toEqual({ outcome: 'open' });
  });

  it('opens without a PIN where it was removed, and locks its other windows, which seal with the key of before', async () => {
    const { first, other } = await twoBrowsers();
    await lockedAgain(other);
    expect(await first.protection.removePin(PIN)).toEqual({ outcome: 'open' });
    const lockOthers = vi.spyOn(other.window.heldRecord, 'lockOthers');
    expect(await other.unlock.unlock('anything 1')).toEqual({ outcome: 'open' });
    expect(lockOthers).toHaveBeenCalledOnce();
  });

  it('leaves them as they are where it goes on without the sealed notes', async () => {
    const { first, other } = await twoBrowsers();
    await lockedAgain(other);
    const pending = await renewed(first, PIN);
    expect(await pending.confirm()).toBe('saved');
    expect(await first.protection.changePin(PIN, NEXT_PIN)).toEqual({ outcome: 'open' });
    await other.unlock.unlockWithoutPin();
    const secrets = { PIN, NEXT_PIN, oldCode: first.code, newCode: pending.code };
    expect(await valid(other.window, secrets)).toEqual(['NEXT_PIN', 'newCode']);
  });
});

describe('two windows of one browser', () => {
  it('keep the PIN that one changed while the other showed a new code', async () => {
    const { first, other } = await twoWindows();
    const pending = await renewed(first, PIN);
    // Neither asks the journal: the database alone knows.
    first.window.host.fail('unreachable');
    expect(await other.protection.changePin(PIN, NEXT_PIN)).toEqual({ outcome: 'open' });
    expect(await pending.confirm()).toBe('changed');
    first.window.host.recover();
    const secrets = { PIN, NEXT_PIN, oldCode: first.code, newCode: pending.code };
    expect(await valid(first.window, secrets)).toEqual(['NEXT_PIN', 'oldCode']);
  });

  it('are locked, all but the one in which the PIN is changed, and no window of another learner', async () => {
    const { first, other } = await twoWindows();
    vi.unstubAllGlobals();
    const { window: ofAnother } = protectedWindow(first.window.host);
    await ofAnother.create('Vanna Kim');
    const atWork = ofAnother.session.current;
    await lockedAgain(first);
    await lockedAgain(other);
    expect(await first.unlock.unlock(PIN)).toEqual({ outcome: 'open' });
    expect(await other.unlock.unlock(PIN)).toEqual({ outcome: 'open' });
    expect(await first.protection.changePin(PIN, NEXT_PIN)).toEqual({ outcome: 'open' });
    await until(() => other.window.session.state.phase === 'locked');
    expect(first.window.session.state.phase).toBe('open');
    expect(await other.unlock.unlock(PIN)).toMatchObject({ outcome: 'wrong' });
    expect(await other.unlock.unlock(NEXT_PIN)).toEqual({ outcome: 'open' });
    // A record without a PIN is opened anew by a lock.
    expect(ofAnother.session.current).toBe(atWork);
  });
});
