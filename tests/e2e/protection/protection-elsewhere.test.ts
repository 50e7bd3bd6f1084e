import { expect, inBothLanguages, test } from '../app-test';
import { withNotes } from '../begun-test';
import { contentsLine, navigate, openFirstSection, readOf, writeNote } from '../pages/app-pages';
import { expectLocked, goOnWithoutSealed, setPin, unlock } from '../pages/protection-pages';
import { filesWith } from '../../support/traces/stored-bytes';

const PIN = 'green river 47';
const CANARY = 'Canary of the mango tree';

test.use({ record: withNotes(CANARY) });

test('a browser that had the notes before another one set the PIN shows none of them without it, and all with it @walk', async ({
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

inBothLanguages(() => {
  test.use({ record: { ...withNotes(CANARY), pin: PIN } });

  test('a browser whose record another one took shows that, and takes it back when asked alone', async ({
    openBrowser,
    texts,
  }) => {
    const { t } = texts;
    const first = await openBrowser();
    await unlock(first, PIN, texts);
    await openFirstSection(first, 2, texts);
    const second = await openBrowser();
    await unlock(second, PIN, texts);
    await openFirstSection(second, 2, texts);

    await first.getByRole('button', { name: t('section.mark') }).click();
    await expect(first.getByRole('heading', { name: t('elsewhere.heading') })).toBeFocused();
    await expect(first.getByText(CANARY)).toHaveCount(0);
    await writeNote(second, 'Typed in the second browser', texts);

    await first.getByRole('button', { name: t('elsewhere.take') }).click();
    await expectLocked(first, texts);
    await unlock(first, PIN, texts);
    await expect(contentsLine(first, 2, texts)).toContainText(readOf(1, texts));
    await navigate(first, 'Notes', texts);
    await expect(first.getByText('Typed in the second browser')).toBeVisible();
  });
});
