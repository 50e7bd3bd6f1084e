import { copyFileSync, cpSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import type { DesktopHostProcess } from '../../support/hosts/desktop-host-process';
import { learnerFile } from '../../support/learner-files/learner-files';
import { sampleContents } from '../../support/learner-files/learner-file-samples';
import { makeFolderSync, removeFolderSync } from '../../support/remove-folder';
import { expectAccessible } from '../accessible';
import { test as testOfFirstRun } from '../app-test';
import { expect, SOKHA, test, withNotes } from '../begun-test';
import { navigate, openFirstSection, openModule } from '../pages/app-pages';
import {
  expectLoaded,
  placeOf,
  player,
  recordingFixture,
  recordingPart,
  unfoldRecording,
} from '../pages/recording-pages';
import { expectLocked, setPin, unlock } from '../pages/protection-pages';

const PIN = 'green river 47';

/** Opens an empty note beside the first block of the second module. */
async function beginNote(page: Page): Promise<void> {
  await openFirstSection(page, 2);
  await page.getByRole('button', { name: 'Add a note' }).first().click();
}

async function expectInNotebook(page: Page, text: string): Promise<void> {
  await navigate(page, 'Notes');
  await expect(page.getByText(text, { exact: true })).toBeVisible();
}

function journals({ dataFolder }: DesktopHostProcess): string {
  const folder = join(dataFolder, 'journals');
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('');
}

test('a window that is closed in the midst of a word loses nothing of it, and neither does one that is loaded anew', async ({
  app: page,
  desktop,
}) => {
  await beginNote(page);
  const field = page.getByLabel('Text of the note');
  await field.fill('A first word');
  const reloaded = page.waitForEvent('load');
  await desktop.chooseFromMenu('Reload');
  await reloaded;
  await expect(page.getByText('A first word')).toBeVisible();

  await page.getByRole('button', { name: 'Add a note' }).first().click();
  await field.fill('A last word of the day');
  expect(await desktop.close()).toBe(0);
  // The browser learns of it beside the host's end.
  await expect.poll(() => page.isClosed()).toBe(true);
  expect(journals(desktop)).toContain('A last word of the day');

  await desktop.start();
  const again = await desktop.window();
  await expectInNotebook(again, 'A last word of the day');
});

test('a window whose last words can’t be saved stays, with the words in it', async ({
  app: page,
  desktop,
  expectedErrors,
}) => {
  expectedErrors.push('The disk is full');
  await beginNote(page);
  await page.evaluate(() => {
    IDBObjectStore.prototype.add = IDBObjectStore.prototype.put = () => {
      throw new DOMException('The disk is full', 'QuotaExceededError');
    };
  });
  await page.getByLabel('Text of the note').fill('Words without room');
  await desktop.pressClose();
  await expect.poll(async () => (await desktop.messageBoxes()).length).toBe(1);
  expect((await desktop.messageBoxes())[0]?.message).toBe(
    'What was typed last could not be saved. Close all the same?',
  );
  await expect(page.getByLabel('Text of the note')).toHaveValue('Words without room');
  await expect(page.getByText('The record stays open', { exact: true })).toBeVisible();
});

test.describe('with a note', () => {
  test.use({ record: withNotes('Canary of the mango tree') });

  test('a record with a PIN locks when the computer is locked, words and all; a file that is opened then waits', async ({
    app: page,
    desktop,
  }, testInfo) => {
    await setPin(page, PIN);
    await openFirstSection(page, 2);
    await expect(page.getByText('mango')).toBeVisible();
    await desktop.emit('powerMonitor', 'lock-screen');
    await expectLocked(page);
    await expect(page.getByText('mango')).toHaveCount(0);
    const path = testInfo.outputPath('record.jsonl');
    writeFileSync(path, learnerFile(sampleContents()));
    await desktop.emit('app', 'second-instance', [], '/', { learnerFile: path });
    await expect(page.getByText('A backup was opened', { exact: true })).toBeVisible();
    await unlock(page, PIN);
    await expect(page.getByRole('heading', { name: /^A backup of /u })).toBeFocused();
    await expect(page.getByText('A backup was opened', { exact: true })).toBeHidden();
    await expectInNotebook(page, 'Canary of the mango tree');
  });
});

test('the task of the jump list leads to the number, in an open window too', async ({ app: page, desktop }) => {
  await desktop.emit('app', 'second-instance', ['app', '--report-a-concern'], '/', {});
  await expect(page.getByRole('heading', { name: '1280' })).toBeVisible();
});

test('a learner file that is opened with the app shows what it would bring: at a start, and at a second one', async ({
  app: page,
  desktop,
}, testInfo) => {
  const path = testInfo.outputPath('ចាន់ សុខា.jsonl');
  writeFileSync(path, learnerFile(sampleContents()));
  await beginNote(page);
  await page.getByLabel('Text of the note').fill('A note of my own');
  await desktop.emit('app', 'second-instance', ['app', path], '/', { learnerFile: path });
  const heading = page.getByRole('heading', { name: /^A backup of /u });
  await expect(heading).toBeFocused();
  await expect(page.getByText('another learner’s record is open')).toBeVisible();
  await expectAccessible(page, 'the preview of an opened file');
  await expectInNotebook(page, 'A note of my own');

  await desktop.close();
  await desktop.start(path);
  const again = await desktop.window();
  await expect(again.getByRole('heading', { name: /^A backup of /u })).toBeVisible();
  await again.getByRole('button', { name: 'Leave it' }).click();
  // Once told, it isn't shown again: what is opened next is.
  await again.reload();
  await expect(again.getByRole('heading', { name: 'Backup', level: 1 })).toBeVisible();
  await desktop.emit('app', 'second-instance', [], '/', { learnerFile: testInfo.outputPath('gone.jsonl') });
  await expect(again.getByText('The backup could not be read', { exact: true })).toBeVisible();
  await expect(again.getByRole('heading', { name: /^A backup of /u })).toBeHidden();
});

testOfFirstRun(
  'a learner file that is opened before anybody has a record can become it, and one that is gone is told of',
  async ({ app: page, desktop }, testInfo) => {
    const path = testInfo.outputPath('record.jsonl');
    writeFileSync(path, learnerFile(sampleContents()));
    await desktop.emit('app', 'second-instance', [], '/', { learnerFile: path });
    await expect(page.getByRole('heading', { name: /^A backup of /u })).toBeFocused();
    await page.getByRole('button', { name: 'Open this record' }).click();
    await expect(page.getByRole('heading', { name: 'Contents' })).toBeVisible();
    await expect(page.getByRole('banner')).toContainText(sampleContents().learner.latinName);
    await desktop.emit('app', 'second-instance', [], '/', { learnerFile: testInfo.outputPath('gone.jsonl') });
    await expect(page.getByText('The backup could not be read', { exact: true })).toBeVisible();
  },
);

test('a recording is chosen in the host’s dialog, played in ranges, missed when its stick is pulled out, and forgotten with its learner', async ({
  app: page,
  desktop,
}) => {
  const stick = makeFolderSync('stick');
  const file = join(stick, 'stickcanary.webm');
  copyFileSync(recordingFixture('two-hours.webm'), file);
  await openModule(page, 2);
  await desktop.answerOpenDialogs(null);
  await unfoldRecording(page);
  await recordingPart(page).getByRole('button', { name: 'Choose a recording' }).click();
  await expect.poll(desktop.openDialogs).toBe(1);
  await desktop.answerOpenDialogs(file);
  const ranges: string[] = [];
  page.on('response', (response) => {
    const range = response.headers()['content-range'];
    if (range !== undefined) ranges.push(`${response.status()} ${new URL(response.url()).pathname} ${range}`);
  });
  await recordingPart(page).getByRole('button', { name: 'Choose a recording' }).click();
  await expect(recordingPart(page)).toContainText('stickcanary.webm');
  await recordingPart(page).getByRole('link', { name: 'Play beside the text' }).click();
  await expectLoaded(page);
  await player(page).evaluate((media: HTMLMediaElement) => {
    media.currentTime = 3_760;
  });
  await expect.poll(() => placeOf(page)).toBe(3_760);
  expect(ranges[0]).toMatch(/^206 \/recordings\/[0-9a-f-]{36} bytes \d+-\d+\/\d+$/u);
  await desktop.answerOpenDialogs(recordingFixture('session.km.vtt'));
  await openModule(page, 2);
  await recordingPart(page).getByRole('button', { name: 'Add captions' }).click();
  await expect(recordingPart(page)).toContainText('Captions: session.km.vtt');
  await recordingPart(page).getByRole('link', { name: 'Play beside the text' }).click();
  await expect
    .poll(() => player(page).evaluate((media: HTMLMediaElement) => media.textTracks[0]?.cues?.length))
    .toBe(2);

  // After a restart the page knows the id, and nothing is served before the host has found the file.
  expect(await desktop.close()).toBe(0);
  renameSync(file, `${file}.elsewhere`);
  await desktop.start();
  const again = await desktop.window();
  await openModule(again, 2);
  await expect(recordingPart(again)).toContainText('stickcanary.webm is not where it was');
  await expect(recordingPart(again)).toContainText('stopped at 1:02:40');
  renameSync(`${file}.elsewhere`, file);
  await recordingPart(again).getByRole('button', { name: 'Look again' }).click();
  await recordingPart(again).getByRole('link', { name: 'Play beside the text' }).click();
  await expectLoaded(again);
  await expect.poll(() => placeOf(again)).toBe(3_760);

  const remembered = (): string =>
    readdirSync(join(desktop.dataFolder, 'recordings'))
      .map((name) => readFileSync(join(desktop.dataFolder, 'recordings', name), 'utf8'))
      .join('');
  expect(remembered()).toContain('stickcanary');
  await again.goto(`${desktop.url}#/settings/remove-learner`);
  await again.getByLabel('Type the name').fill(SOKHA.latinName);
  await again.getByRole('button', { name: 'Remove for good' }).click();
  await expect(again.getByRole('heading', { name: 'Your name' })).toBeVisible();
  await expect.poll(remembered).toBe('');
  removeFolderSync(stick);
});

test('Settings shows the licences of everything that is in the app', async ({ app: page }) => {
  await navigate(page, 'Settings');
  await page.getByRole('heading', { name: 'About', exact: true }).click();
  await page.getByRole('button', { name: 'Show licences' }).click();
  const licences = page.getByLabel('Show licences');
  for (const part of ['valibot', 'typst-ts-node-compiler', 'vue', 'SIL OPEN FONT LICENSE'])
    await expect(licences).toContainText(part);
  await expectAccessible(page, 'Settings with its licences');
});

testOfFirstRun(
  'the data folder that version 1.0.0 left opens: name, note and what was read',
  async ({ app: page, desktop }) => {
    await expect(page.getByRole('heading', { name: 'Your name' })).toBeVisible();
    expect(await desktop.close()).toBe(0);
    cpSync(resolve(import.meta.dirname, '../../fixtures/data-folders/1.0.0'), desktop.dataFolder, { recursive: true });
    await desktop.start();
    const again = await desktop.window();
    await expect(again.getByText('Sokha Chan').first()).toBeVisible();
    await openFirstSection(again, 2);
    await expect(again.getByText('This section is read.')).toBeVisible();
    await expectInNotebook(again, 'Written in version 1.0.0: ឧត្តមប្រយោជន៍របស់កុមារ');
  },
);
