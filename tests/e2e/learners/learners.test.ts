import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../app-test';
import { SECTION_READ, SOKHA, withNotes } from '../begun-test';
import { beginAs, contentsLine, deleteDatabases, navigate, openFirstSection } from '../pages/app-pages';
import { addLearner, openMenu, showPicker } from '../pages/learner-pages';
import { waitLongerFor } from '../pages/patient-pages';
import { expectLocked, unlock } from '../pages/protection-pages';
import { auditWindow, leaks } from '../../support/traces/leak-audit';
import type { BrowserHostProcess } from '../../support/hosts/browser-host-process';

function journals(host: BrowserHostProcess): readonly string[] {
  const folder = join(host.dataFolder, 'journals');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => join(folder, name));
}

test('a second learner is added, each has a record of their own, and the next start asks who it is', async ({
  app: page,
  host,
}) => {
  await beginAs(page, { latin: 'Sokha Chan', khmer: 'ចាន់ សុខា' });
  await openFirstSection(page, 2);
  await page.getByRole('button', { name: 'Mark as read' }).click();
  await expect(page.getByText('This section is read.')).toBeVisible();

  await addLearner(page, { khmer: 'គីម វណ្ណា' });
  await expect(page.getByRole('banner')).toContainText('គីម វណ្ណា');
  await expect(page.getByRole('banner')).toContainText('គវ');
  await expect(contentsLine(page, 2)).not.toContainText('1 of');

  await page.goto('about:blank');
  await page.goto(host.url);
  await expect(page.getByRole('heading', { name: 'Who is studying?' })).toBeFocused();
  const choices = page.getByRole('main').getByRole('listitem');
  await expect(choices).toHaveText([
    /គវ\s*គីម វណ្ណា\s*Last opened today/u,
    /SC\s*Sokha Chan\s*ចាន់ សុខា\s*Last opened today/u,
  ]);
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeHidden();

  await page.getByRole('button', { name: /Sokha Chan/u }).click();
  await expect(contentsLine(page, 2)).toContainText('1 of');
  await expect(page.getByRole('banner')).toContainText('Sokha Chan');
});

test('the menu at the name works with the keyboard alone', async ({ app: page }) => {
  await beginAs(page, { latin: 'Sokha Chan' });
  const button = page.getByRole('banner').getByRole('button', { name: /Sokha Chan/u });
  await button.focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('menu', { name: 'Learner' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toBeHidden();
  await expect(button).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('[role=menu]:focus-within')).toBeVisible();
  await page.keyboard.press('End');
  await expect(page.getByRole('menuitem', { name: 'ភាសាខ្មែរ' })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('menuitem', { name: 'Settings' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeFocused();
});

test('adding can be cancelled, and says where a learner of the same name is here already', async ({ app: page }) => {
  await beginAs(page, { latin: 'Sokha Chan' });
  await openMenu(page);
  await expect(page.getByRole('menuitem', { name: 'Switch learner' })).toBeHidden();
  await page.getByRole('menuitem', { name: 'Add a learner' }).click();
  await page.getByLabel('Name in Latin script').fill('sokha chan');
  await expect(page.getByText('A learner of this name is here already.')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('heading', { name: 'Contents' })).toBeVisible();
  await expect(page.getByRole('banner')).toContainText('Sokha Chan');
});

test('words typed to the last moment before a switch are kept with their learner', async ({ app: page, host }) => {
  // Who leaves waits at most so long for the journal.
  await waitLongerFor(page, [3_000]);
  await page.reload();
  await beginAs(page, { latin: 'Sokha Chan' });
  await openFirstSection(page, 2);
  await page.getByRole('button', { name: 'Add a note' }).first().click();
  await page.getByLabel('Text of the note').fill('Typed and left at once.');
  await addLearner(page, { latin: 'Vanna Kim' });
  const [first = ''] = journals(host)
    .map((path) => readFileSync(path, 'utf8'))
    .filter((text) => text.includes('Sokha Chan'));
  expect(first).toContain('Typed and left at once.');
  expect(
    journals(host)
      .map((path) => readFileSync(path, 'utf8'))
      .filter((text) => text.includes('Typed and left at once.')),
  ).toHaveLength(1);
  await navigate(page, 'Notes');
  await expect(page.getByText('No notes yet.')).toBeVisible();
  await showPicker(page);
  await page.getByRole('button', { name: /Sokha Chan/u }).click();
  await navigate(page, 'Notes');
  await expect(page.getByText('Typed and left at once.')).toBeVisible();
});

test('a note that cannot be kept keeps its record open', async ({ app: page }) => {
  await beginAs(page, { latin: 'Sokha Chan' });
  await openFirstSection(page, 2);
  await page.getByRole('button', { name: 'Add a note' }).first().click();
  await page.evaluate(() => {
    IDBObjectStore.prototype.add = () => {
      throw new DOMException('No room.', 'QuotaExceededError');
    };
  });
  await page.getByLabel('Text of the note').fill('Words that find no room.');
  await openMenu(page);
  await page.getByRole('menuitem', { name: 'Add a learner' }).click();
  await expect(page.getByText('The record stays open')).toBeVisible();
  await expect(page.getByLabel('Text of the note')).toHaveValue('Words that find no room.');
});

test.describe(() => {
  const PIN = '739204';
  const NOTE = 'A note behind the lock.';

  test.use({ record: { ...withNotes(NOTE), pin: PIN } });

  test('a record with a PIN carries a lock in the list, waits for it, and shows the window nothing before', async ({
    app: page,
    host,
  }) => {
    await unlock(page, PIN);
    await addLearner(page, { latin: 'Vanna Kim' });
    await showPicker(page);
    const choice = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Sokha Chan' });
    await expect(choice.getByRole('img', { name: 'Opens with a PIN' })).toBeVisible();
    await expect(page.getByRole('img', { name: 'Opens with a PIN' })).toHaveCount(1);

    await choice.getByRole('button').click();
    await expectLocked(page);
    await expect(page.getByRole('banner').getByRole('button')).toHaveText(['ភាសាខ្មែរ']);
    expect(leaks(await auditWindow(page), [NOTE])).toEqual([]);
    await page.getByRole('button', { name: 'Switch learner' }).click();
    await expect(page.getByRole('heading', { name: 'Who is studying?' })).toBeFocused();

    // Asked again at the next start, and open once the PIN is given.
    await page.goto('about:blank');
    await page.goto(host.url);
    await page.getByRole('button', { name: /Sokha Chan/u }).click();
    await expectLocked(page);
    await unlock(page, PIN);
    await navigate(page, 'Notes');
    await expect(page.getByText(NOTE)).toBeVisible();
  });
});

test.describe(() => {
  test.use({ record: { learner: SOKHA, statements: SECTION_READ } });

  test('a record whose name was lost is told as one without a name, and takes a new one', async ({
    app: page,
    host,
  }) => {
    await page.goto('about:blank');
    await host.stop();
    const [path = ''] = journals(host);
    writeFileSync(
      path,
      readFileSync(path, 'utf8')
        .split('\n')
        .map((line) => (line.includes('"kind":"learner"') ? 'damaged' : line))
        .join('\n'),
    );
    await host.start();
    await deleteDatabases(page, host.url);
    await page.goto(host.url);
    await expect(page.getByText('This record has no name')).toBeVisible();
    await expect(page.getByRole('banner')).toContainText('Unnamed learner');
    await expect(contentsLine(page, 2)).toContainText('1 of');
    await navigate(page, 'Settings');
    await page.getByLabel('Name in Latin script').fill('Sokha Chan');
    await page.getByRole('button', { name: 'Save the names' }).click();
    await expect(page.getByRole('banner')).toContainText('Sokha Chan');
    await expect(page.getByText('This record has no name')).toBeHidden();
  });
});
