import { describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-vue';
import RemoteRemovalPage from '../../../../src/renderer/src/features/recovery/RemoteRemovalPage.vue';
import StartFailurePage from '../../../../src/renderer/src/features/recovery/StartFailurePage.vue';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { readInPieces } from '../../../support/learner-files/learner-files';
import { newKey } from '../../support/protected-scene';
import { openRescue, studied } from '../../support/rescue-scene';
import { newLearner } from '../../support/storage-scene';

const SAVE = 'Save the raw record as a file';
const SAVED = 'record.jsonl is in your browser’s downloads.';

describe('the raw record', () => {
  it('is saved by one press on a failed start, and that its notes are sealed is said only of one with a PIN', async () => {
    const host = new InMemoryHost();
    const { id } = await studied(host);
    const { window } = openRescue(host);
    const props = { code: 'failed', detail: '' };
    const screen = await render(StartFailurePage, { props, global: window.mounting });
    await screen.getByRole('button', { name: SAVE }).click();
    await expect.element(screen.getByText(SAVED)).toBeVisible();
    await expect.element(screen.getByText('are in it encrypted')).not.toBeInTheDocument();
    const { record } = await newKey(id);
    await host.append(id, [{ id: record.keyId, kind: 'key', body: JSON.stringify(record) }]);
    await screen.getByRole('button', { name: SAVE }).click();
    await expect.element(screen.getByText('are in it encrypted')).toBeVisible();
  });

  it('is chosen by name where it is not known whose it is', async () => {
    const host = new InMemoryHost();
    await studied(host);
    await studied(host, newLearner({ latinName: 'Vanna Kim' }));
    const { window, files } = openRescue(host);
    const props = { code: 'failed', detail: '' };
    const screen = await render(StartFailurePage, { props, global: window.mounting });
    await screen.getByRole('button', { name: SAVE }).click();
    await screen.getByRole('button', { name: 'Save the record of Vanna Kim as a file' }).click();
    await expect.element(screen.getByText(SAVED)).toBeVisible();
    expect(readInPieces(files.file()).learner.latinName).toBe('Vanna Kim');
  });

  it('is that of the learner who was removed elsewhere, whoever else is here', async () => {
    const host = new InMemoryHost();
    await studied(host, newLearner({ latinName: 'Vanna Kim' }));
    const learner = await studied(host);
    const { window, files } = openRescue(host);
    const screen = await render(RemoteRemovalPage, { props: { learner }, global: window.mounting });
    await screen.getByRole('button', { name: SAVE }).click();
    await expect.element(screen.getByText(SAVED)).toBeVisible();
    expect(readInPieces(files.file()).learner).toEqual(learner);
  });
});
