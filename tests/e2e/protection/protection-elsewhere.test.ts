import { expect, test } from '../app-test';
import { withNotes } from '../begun-test';
import { navigate } from '../pages/app-pages';
import { expectLocked, goOnWithoutSealed, setPin, unlock } from '../pages/protection-pages';
import { filesWith } from '../../support/traces/stored-bytes';

const PIN = 'green river 47';
const CANARY = 'Canary of the mango tree';

test.use({ record: withNotes(CANARY) });

test('a browser that had the notes before another one set the PIN shows none of them without it, and all with it', async ({
  host,
  openBrowser,
}) => {
  const edge = await openBrowser();
  await navigate(edge, 'Notes');
  await expect(edge.getByText(CANARY)).toBeVisible();
  await edge.goto('about:blank');

  const chrome = await openBrowser();
  await setPin(chrome, PIN);
  expect(filesWith(host.dataFolder, CANARY)).toEqual([]);

  await edge.goto(host.url);
  await expectLocked(edge);
  await expect(edge.getByText(CANARY)).toHaveCount(0);
  await goOnWithoutSealed(edge);
  await expect(edge.getByText('Some notes in this record are not sealed yet')).toBeVisible();
  await edge.getByRole('button', { name: 'Go back' }).click();
  await unlock(edge, PIN);
  await navigate(edge, 'Notes');
  await expect(edge.getByText(CANARY)).toBeVisible();
});
