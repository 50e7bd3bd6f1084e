import { describe, expect, it } from 'vitest';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { note } from '../../../support/builders/statement-builders';
import { noteTexts, openWindow } from '../../support/app-scene';
import { until } from '../../support/storage-scene';

const ELSEWHERE = 'Written in another browser.';

/** A record that this browser had open before, and to which another browser added a note since. */
async function writtenElsewhere(): Promise<InMemoryHost> {
  const host = new InMemoryHost();
  const window = openWindow(host);
  const learnerId = await window.create();
  await window.sent();
  window.close();
  const written = note({ text: ELSEWHERE });
  await host.append(learnerId, [{ id: written.id, kind: 'note', body: JSON.stringify(written) }]);
  return host;
}

describe('a record whose journal another browser wrote to since', () => {
  it('has what is there at the first screen', async () => {
    const window = openWindow(await writtenElsewhere());
    await window.opening.begin();
    expect(await noteTexts(window)).toEqual([ELSEWHERE]);
  });

  it('opens without it where the host stops in the midst of telling, and shows it when it goes on', async () => {
    const host = await writtenElsewhere();
    const reading = host.holdOne('journal.read');
    const window = openWindow(host);
    await window.opening.begin();
    expect(window.session.state.phase).toBe('open');
    expect(await noteTexts(window)).toEqual([]);
    reading.release();
    await until(() => window.notes.all.length > 0);
    expect(window.notes.all.map(({ text }) => text)).toEqual([ELSEWHERE]);
  });
});
