import { afterEach, expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import NoteEditor from '../../../../src/renderer/src/components/notes/NoteEditor.vue';
import BackupPage from '../../../../src/renderer/src/features/backup/BackupPage.vue';
import { exportRecord } from '../../../../src/renderer/src/storage/transfer';
import { openWindow, PLACE } from '../../support/app-scene';
import { withRouter } from '../../support/empty-router';

afterEach(() => {
  document.body.replaceChildren();
});

const CHILD = 'Sok Dara, 15, case no. 12/2024';

/** A record of which no note shows the child's name any more: one lost it, the other was deleted. */
async function takenOut() {
  const window = openWindow();
  const learnerId = await window.create();
  const edited = await window.notes.add(PLACE, `${CHILD}: ask for diversion`);
  await window.notes.edit(edited, 'Ask for diversion');
  await window.notes.remove(await window.notes.add(PLACE, CHILD));
  await window.notes.loadAll();
  expect(window.notes.all.map(({ text }) => text)).toEqual(['Ask for diversion']);
  return { window, learnerId };
}

it('what was taken out of a note, and a deleted one, are in the learner file', async () => {
  const { learnerId } = await takenOut();
  let file = '';
  await exportRecord(learnerId, { createdAt: '2026-11-29T10:00:00.000Z', cipher: null }, async (pieces) => {
    for await (const { text } of pieces) file += text;
  });
  // Once of the note that lost it, and in both states of the deleted one.
  expect(file.split(CHILD)).toHaveLength(4);
});

it('the page that makes the file says so, beside the button', async () => {
  const { window } = await takenOut();
  const { container } = await render(BackupPage, { global: withRouter(window.mounting) });
  expect(container.textContent).toMatch(/deleted/iu);
});

it('the warning does not promise that the note stays on the computer, and says that it is kept already', async () => {
  const { window } = await takenOut();
  const { container } = await render(NoteEditor, {
    props: { text: CHILD, quote: '', save: () => Promise.resolve() },
    global: window.mounting,
  });
  expect(container.textContent).toContain('may identify a child');
  expect(container.textContent).not.toContain('stays on this computer either way');
  expect(container.textContent).toMatch(/history|earlier words/iu);
});
