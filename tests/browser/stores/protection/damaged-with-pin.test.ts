import { expect, it, vi } from 'vitest';
import { StorageError } from '../../../../src/renderer/src/storage';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { openWindow } from '../../support/app-scene';
import { PIN, withNote } from '../../support/locked-scene';
import { deleteLearnerDatabase, until } from '../../support/storage-scene';

/** A window with a record that has a PIN, and what was asked of the page. */
async function withPinAndPage(host = new InMemoryHost()) {
  const restart = vi.fn();
  const { window, protection, learnerId } = await withNote(host, { page: { asked: () => null, restart } });
  await (await protection.prepare(PIN))?.confirm();
  const { current } = window.atWork();
  return { window, current, restart, learnerId };
}

it('a record with a PIN that turns out to be damaged waits for the PIN in a page of its own', async () => {
  const host = new InMemoryHost();
  const { window, current, restart, learnerId } = await withPinAndPage(host);
  vi.spyOn(current, 'readThrough').mockRejectedValueOnce(new StorageError('damaged', 'A bad block.'));
  await window.heldRecord.compareWithJournal(current);
  expect(restart).toHaveBeenCalledExactlyOnceWith({ phase: 'record', learnerId });
  expect(window.session.state).toEqual({ phase: 'opening' });

  const next = openWindow(host);
  await next.opening.begin();
  expect(next.session.state.phase).toBe('locked');
  expect(next.heldRecord.locked?.generation).toBe(2);
});

it('a record with a PIN that can’t be opened anew is opened by a page of its own, which says why not', async () => {
  const { window, restart, learnerId } = await withPinAndPage();
  await window.heldRecord.fail(new StorageError('unavailable', 'It could not be shown anew.'));
  expect(restart).toHaveBeenCalledExactlyOnceWith({ phase: 'record', learnerId });
  expect(window.session.state).toEqual({ phase: 'closing', record: null });
});

it('a record with a PIN that is removed in another window ends in a page of its own', async () => {
  const { window, restart, learnerId } = await withPinAndPage();
  await deleteLearnerDatabase(learnerId);
  await until(() => restart.mock.calls.length > 0);
  expect(restart).toHaveBeenCalledExactlyOnceWith({ phase: 'ended' });
  expect(window.session.state).toEqual({ phase: 'closing', record: null });
});
