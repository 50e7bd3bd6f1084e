import { describe, expect, it, vi } from 'vitest';
import { focalPointText } from '../../../../src/domain/notes/focal-point';
import { THIS_PAGE } from '../../../../src/renderer/src/storage';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { type AppWindow, noteTexts, openWindow } from '../../support/app-scene';
import { CANARY, everythingOf, protect, reseal } from '../../support/protected-scene';
import { deleteLearnerDatabase, until } from '../../support/storage-scene';

const PLACE = { moduleId: 'a', sectionId: 'a/reporting' };
const DARA = { name: 'Sok Dara', telephone: '012 345 678', deputy: '', more: 'At night: 1280\nClinic: 023 111' };

/** Writes it as the fields do. */
async function write(window: AppWindow, fields = DARA): Promise<void> {
  await window.focalPoint.write(PLACE, focalPointText(fields));
  await window.sent();
}

describe('the focal point', () => {
  it('is written, changed and taken out as one note of the section on reporting', async () => {
    const window = openWindow();
    await window.create();
    await window.focalPoint.read();
    expect(window.focalPoint.focalPoint).toBeNull();
    await write(window, { name: '', telephone: '', deputy: '', more: ' ' });
    expect(await noteTexts(window)).toEqual([]);
    await write(window);
    expect(window.focalPoint.focalPoint).toEqual(DARA);
    await write(window, { ...DARA, deputy: 'Chan Thida' });
    expect(await noteTexts(window)).toEqual([focalPointText({ ...DARA, deputy: 'Chan Thida' })]);
    expect(window.notes.all[0]).toMatchObject({ ...PLACE, blockId: null, quote: '' });
    await write(window, { name: '', telephone: '', deputy: '', more: '' });
    expect(window.focalPoint.focalPoint).toBeNull();
    expect(await noteTexts(window)).toEqual([]);
    await window.focalPoint.write(PLACE, 'Once more');
    expect(await noteTexts(window)).toEqual(['Once more']);
  });

  it('comes back from the journal alone', async () => {
    const host = new InMemoryHost();
    const window = openWindow(host);
    const id = await window.create();
    await write(window);
    window.close();
    await deleteLearnerDatabase(id);
    const again = openWindow(host);
    await again.begin();
    await again.focalPoint.read();
    expect(again.focalPoint.focalPoint).toEqual(DARA);
  });

  it('is gone from the window when its learner leaves', async () => {
    const window = openWindow();
    await window.create();
    await write(window);
    await window.learnerSwitch.addLearner();
    await until(() => window.session.current === null);
    expect(window.focalPoint.focalPoint).toBeNull();
    await window.create('Second Person');
    await window.focalPoint.read();
    expect(window.focalPoint.focalPoint).toBeNull();
  });

  it('is told apart from a missing one where it can’t be read', async () => {
    const window = openWindow();
    await window.create();
    const notes = window.session.current?.notes;
    if (!notes) throw new Error('No record is open.');
    vi.spyOn(notes, 'find').mockRejectedValueOnce(new DOMException('No.', 'UnknownError'));
    await window.focalPoint.read();
    expect(window.focalPoint.state).toBe('failed');
    expect(window.notices()).toEqual(['recordUnread']);
    await window.focalPoint.read();
    expect(window.focalPoint.state).toBe('read');
  });

  it('is read again where the record changes while it is read', async () => {
    const host = new InMemoryHost();
    const window = openWindow(host);
    await window.create();
    await write(window);
    window.close();
    const other = openWindow(host);
    await other.begin();
    const reading = other.focalPoint.read();
    other.session.markChanged();
    await reading;
    await until(() => other.focalPoint.state === 'read');
    expect(other.focalPoint.focalPoint).toEqual(DARA);
  });

  it('is sealed by a PIN wherever it is kept', async () => {
    const host = new InMemoryHost();
    const window = openWindow(host, { pageId: THIS_PAGE });
    const id = await window.create();
    await write(window, { ...DARA, name: CANARY });
    expect(await everythingOf(id, host)).toContain(CANARY);
    const { current: session } = window.atWork();
    await protect(session);
    await reseal(session, host);
    expect(await everythingOf(id, host)).not.toContain(CANARY);
    await window.focalPoint.read();
    expect(window.focalPoint.focalPoint?.name).toBe(CANARY);
  });
});
