import { describe, expect, it } from 'vitest';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { read } from '../../../support/builders/statement-builders';
import { noteTexts, openWindow } from '../../support/app-scene';
import { place, studying } from '../../support/removal-scene';
import { until } from '../../support/storage-scene';

describe('a record that is open in another window of this browser', () => {
  it('is not opened, and is taken by a person: what was being typed there is saved first', async () => {
    const host = new InMemoryHost();
    const { window, id } = await studying(host);
    const other = openWindow(host);
    await other.begin();
    expect(other.session.state).toMatchObject({ phase: 'elsewhere', learner: { id } });

    window.closing.beforeClosing(() => window.notes.add(place, 'Typed to the last moment.'));
    await other.opening.choose(id, true);

    expect(window.session.state).toMatchObject({ phase: 'elsewhere', learner: { id } });
    expect(other.session.state.phase).toBe('open');
    expect(await noteTexts(other)).toEqual(['A note.', 'Typed to the last moment.']);
    await expect(window.record.append([read('a/second')])).rejects.toThrow('No learner is at work.');
  });

  it('goes from one window to the other again and again, and nothing is lost', async () => {
    const host = new InMemoryHost();
    const { window, id } = await studying(host);
    const windows = [window, openWindow(host)] as const;
    for (let round = 1; round <= 50; round += 1) {
      const mine = windows[(round % 2) as 0 | 1];
      await mine.opening.choose(id, true);
      await until(() => mine.record.loaded);
      await mine.notes.add(place, `Round ${round}.`);
    }
    expect(await noteTexts(windows[0])).toHaveLength(51);
    await windows[0].sent();
    expect(host.entriesOf(id).filter(({ change }) => change.kind === 'note')).toHaveLength(51);
  });
});

describe('a record that another browser of the computer opened', () => {
  it('is closed at the next change, which stays here and comes along when it is opened here again', async () => {
    const host = new InMemoryHost();
    const { window, id } = await studying(host);
    host.openElsewhere(id);
    await window.notes.add(place, 'Written after it was taken.');
    await until(() => window.session.state.phase === 'elsewhere');
    expect(window.session.current).toBeNull();

    await window.opening.choose(id, true);
    expect(await noteTexts(window)).toEqual(['A note.', 'Written after it was taken.']);
    await window.sent();
    expect(host.entriesOf(id).filter(({ change }) => change.kind === 'note')).toHaveLength(2);
  });
});

describe('words that are typed in a window that hangs while another one takes its record', () => {
  it('can’t be saved there any more, and are shown to be copied', async () => {
    const host = new InMemoryHost();
    const { window, id } = await studying(host);
    const thaw = Promise.withResolvers<undefined>();
    window.closing.beforeClosing(async () => {
      await thaw.promise;
      await window.notes.add(place, 'Typed too late.');
    });
    const other = openWindow(host);
    await other.opening.choose(id, true);
    expect(other.session.state.phase).toBe('open');
    thaw.resolve(undefined);
    await until(() => window.session.state.phase === 'elsewhere');
    expect(window.session.state).toMatchObject({ unsaved: ['Typed too late.'] });
    expect(await noteTexts(other)).toEqual(['A note.']);
    // They are shown once, to whoever typed them.
    expect(window.closing.takeUnsaved()).toEqual([]);
  });
});
