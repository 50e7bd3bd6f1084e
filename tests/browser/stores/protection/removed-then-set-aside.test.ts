import { afterEach, expect, it, vi } from 'vitest';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { noteTexts } from '../../support/app-scene';
import { CANARY, NoOtherWindows, PIN, protectedWindow, setAsideElsewhere, withPin } from '../../support/locked-scene';
import { until } from '../../support/storage-scene';

afterEach(() => {
  vi.unstubAllGlobals();
});

it('a PIN that was removed here seals nothing again when somebody goes on without it elsewhere', async () => {
  vi.stubGlobal('BroadcastChannel', NoOtherWindows);
  const host = new InMemoryHost();
  const { window, protection, learnerId } = await withPin(host);
  await window.sent();
  const underThePin = host.entriesOf(learnerId).map(({ change }) => change);
  expect((await protection.removePin(PIN)).outcome).toBe('open');
  await window.sent();
  window.close();

  // The data folder of that time is put back, and the record opens as ever.
  host.deleteJournal(learnerId);
  await host.append(learnerId, underThePin);
  const { window: again } = protectedWindow(host);
  await again.begin();
  await again.session.current?.sync.synchronise();
  await again.sent();
  expect(await noteTexts(again)).toEqual([CANARY]);

  // A browser that never had the record is asked for the removed PIN, and somebody goes on without it there.
  await setAsideElsewhere(host, learnerId);
  await again.session.current?.sync.synchronise();
  await until(() => again.record.loaded);
  expect(await noteTexts(again)).toEqual([CANARY]);
});
