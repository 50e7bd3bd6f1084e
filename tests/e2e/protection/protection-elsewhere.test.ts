import { expect, test } from '../app-test';
import { withNotes } from '../begun-test';
import { contentsLine, navigate, openFirstSection, writeNote } from '../pages/app-pages';
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
  await expect(edge.getByText('Some notes in this record are not encrypted yet')).toBeVisible();
  await edge.getByRole('button', { name: 'Go back' }).click();
  await unlock(edge, PIN);
  await navigate(edge, 'Notes');
  await expect(edge.getByText(CANARY)).toBeVisible();
});

test.describe('with a PIN', () => {
  test.use({ record: { ...withNotes(CANARY), pin: PIN } });

  test('a browser whose record another one took shows that, and takes it back when asked alone', async ({
    openBrowser,
  }) => {
    const first = await openBrowser();
    await unlock(first, PIN);
    await openFirstSection(first, 2);
    const second = await openBrowser();
    await unlock(second, PIN);
    await openFirstSection(second, 2);

    await first.getByRole('button', { name: 'Mark as read' }).click();
    await expect(first.getByRole('heading', { name: 'This record is open in another window' })).toBeFocused();
    await expect(first.getByText(CANARY)).toHaveCount(0);
    await writeNote(second, 'Typed in the second browser');

    await first.getByRole('button', { name: 'Use it here' }).click();
    await expectLocked(first);
    await unlock(first, PIN);
    await expect(contentsLine(first, 2)).toContainText('1 of');
    await navigate(first, 'Notes');
    await expect(first.getByText('Typed in the second browser')).toBeVisible();
  });
});
