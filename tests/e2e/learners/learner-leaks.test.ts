import { mkdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Page } from '@playwright/test';
import type { JournalEntry } from '../../../src/contract/journal-entry';
import { journalPaths, readJournals } from '../../faults/support/journal-lines';
import type { BrowserHostProcess } from '../../support/hosts/browser-host-process';
import { auditFolder, auditWindow, leaks } from '../../support/traces/leak-audit';
import { expect, test } from '../app-test';
import { beginAs, navigate, openModule } from '../pages/app-pages';
import { addLearner, openMenu, showPicker } from '../pages/learner-pages';
import { toReflection } from '../pages/quiz-pages';
import { answerPicker, choose, putOnStick, recordingPart, unfoldRecording } from '../pages/recording-pages';
import { openSearch, searchBox, searchFor } from '../pages/search-pages';

/** What the first learner types; each is found nowhere else. */
const NAME = 'Quetzal Namecanary';
const KHMER_NAME = 'ខ្ញុំសម្គាល់';
const NOTE = 'notecanary-zebra-7731';
const FOCAL_POINT = 'focalcanary-heron-5508';
const SEARCH = 'searchcanary-lynx-4412';
const REFLECTION = 'reflectioncanary-otter-9920';
const RECORDING = 'recordingcanary-ibis-3306.webm';
const MODULE = 'diversion';

/** Screens that are looked at once, so that every store has something of the learner to hold. */
const SCREENS = [
  '#/certificates',
  '#/certificates/module/diversion',
  '#/records',
  '#/progress-report',
  '#/verify',
  '#/review',
  '#/study',
  '#/glossary',
  '#/articles',
  '#/modules/diversion/handout',
  '#/modules/diversion/job-aid',
  '#/settings',
  '#/settings/remove-learner',
];

/**
 * Leaves something of every kind: theme, text size, name, a recording, note, search, reading position, answers, a
 * reflection, a running attempt.
 */
async function leaveTraces(page: Page, host: BrowserHostProcess): Promise<void> {
  await navigate(page, 'Settings');
  await page.getByRole('radio', { name: 'Dark' }).check();
  await page.getByLabel('Text size').selectOption('175');
  // Until then the header moves, and a press on it can miss what it began on.
  await expect(page.locator('html')).toHaveCSS('font-size', '28px');
  await openModule(page, 2);
  await putOnStick(page, 'session.webm', RECORDING);
  await choose(page, RECORDING);
  await unfoldRecording(page);
  await recordingPart(page).getByRole('button', { name: 'Choose a recording' }).click();
  await expect(recordingPart(page)).toContainText(RECORDING);
  // What stands in for the dialog is no part of the app.
  await choose(page, null);
  await page.getByRole('region', { name: 'Sections', exact: true }).getByRole('link').nth(1).click();
  await page.getByRole('button', { name: 'Mark as read' }).click();
  await expect(page.getByText('This section is read.')).toBeVisible();
  await page.getByRole('button', { name: 'Add a note' }).first().click();
  await page.getByLabel('Text of the note').fill(NOTE);
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText(NOTE)).toBeVisible();
  await page.getByRole('banner').getByRole('link', { name: 'Report a concern' }).click();
  await page.getByRole('button', { name: 'Write down the focal point' }).click();
  await page.getByLabel('Name', { exact: true }).fill(FOCAL_POINT);
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText(FOCAL_POINT)).toBeVisible();
  await navigate(page, 'Notes');
  await page.getByLabel('Search the notes').fill(SEARCH);
  await expect(page.getByText('No note')).toBeVisible();
  // The box that finds everything: what is typed there, and an index with the note's words.
  await openSearch(page);
  await expect((await searchFor(page, NOTE)).first()).toContainText(NOTE);
  await searchBox(page).getByRole('combobox').fill(SEARCH);
  await expect(searchBox(page).getByText('Nothing was found')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.goto(`${host.url}#/modules/${MODULE}/quiz`);
  await page.getByRole('button', { name: 'Begin a practice' }).click();
  await expect(page.getByRole('navigation', { name: 'Questions' })).toBeVisible();
  await answerSomething(page);
  for (const screen of SCREENS) {
    const before = await page.title();
    await page.goto(`${host.url}${screen}`);
    await expect(page).not.toHaveTitle(before);
    if (screen === '#/records') await expect(page.getByRole('main').getByRole('button').first()).toBeVisible();
  }
  await page.goto(`${host.url}#/modules/${MODULE}/quiz`);
  await page.getByRole('link', { name: 'Continue the practice' }).click();
  await toReflection(page);
  await page.getByRole('main').locator('textarea').fill(REFLECTION);
  await expect(page.getByRole('main').getByText('Saved', { exact: true })).toBeVisible();
  await expect(page.getByRole('banner').getByRole('status')).toHaveClass(/\bsaved\b/u);
}

/** Answers the first of the open questions that are answered by one click. */
async function answerSomething(page: Page): Promise<void> {
  const main = page.getByRole('main');
  for (;;) {
    await expect(main.locator('legend, h2').first()).toBeVisible();
    const choice = main.getByRole('radio').first();
    if (await choice.isVisible()) {
      await choice.click();
      await expect(page.getByRole('banner').getByRole('status')).toHaveClass(/\bsaved\b/u);
      return;
    }
    const heading = (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
    await page.getByRole('navigation', { name: 'Questions' }).getByRole('button').last().click();
    await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(heading);
  }
}

/**
 * Whatever the first learner's journal holds that names them or what they did: typed texts, every id, and the sentence
 * at which they read.
 */
function canariesOf(journal: readonly JournalEntry[], learnerId: string): readonly string[] {
  const ids = journal.flatMap(({ change }) => [
    change.id,
    ...[...change.body.matchAll(/"(?:id|noteId|attemptId)":"([0-9a-f-]{36})"/gu)].map((match) => match[1] ?? ''),
  ]);
  const sentences = journal
    .filter(({ change }) => change.kind === 'position')
    .map(({ change }) => (JSON.parse(change.body) as { sentence: string }).sentence);
  return [
    ...new Set([
      NOTE,
      FOCAL_POINT,
      SEARCH,
      REFLECTION,
      RECORDING,
      ...ids.filter((id) => id !== learnerId),
      ...sentences.filter((sentence) => sentence !== ''),
    ]),
  ];
}

test('nothing of one learner is left where another one studies, and nothing anywhere once they are removed', async ({
  startHost,
  openBrowser,
}, testInfo) => {
  const temporary = testInfo.outputPath('temporary');
  mkdirSync(temporary);
  const host = await startHost({ TMPDIR: temporary, TEMP: temporary, TMP: temporary });
  const page = await openBrowser({ host, prepare: answerPicker });
  await beginAs(page, { latin: NAME, khmer: KHMER_NAME });
  await leaveTraces(page, host);
  const firstId = basename(journalPaths(host)[0] ?? '', '.jsonl');
  const canaries = canariesOf(readJournals(host), firstId);
  // The audit finds what is there: otherwise finding nothing later would prove nothing.
  await navigate(page, 'Notes');
  await expect(page.getByText(REFLECTION)).toBeVisible();
  const inNotebook = await auditWindow(page);
  await page.goBack();
  await expect(page.getByRole('main').locator('textarea')).toHaveValue(REFLECTION);
  const before = leaks([...inNotebook, ...(await auditWindow(page)), ...auditFolder(host.dataFolder)], canaries).join(
    '\n',
  );
  for (const canary of [NOTE, FOCAL_POINT, REFLECTION, RECORDING]) expect(before).toContain(canary);
  for (const place of ['database child-justice-series-learner-', 'document', 'store quiz', 'history', '/journals/'])
    expect(before).toContain(place);
  expect(canaries.length).toBeGreaterThan(8);

  // From the midst of a running attempt to a second learner.
  await addLearner(page, { latin: 'Second Person' });
  await expectNoTrace(page, host, firstId, canaries);
  await page.goBack().catch(() => null);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Child Justice Series');
  await expectNoTrace(page, host, firstId, canaries);
  for (const screen of ['Notes', 'Certificates', 'Settings'] as const) {
    await navigate(page, screen);
    await expect(page.getByRole('heading', { level: 1 })).toContainText(screen === 'Notes' ? 'Notebook' : screen);
    await expectNoTrace(page, host, firstId, canaries);
  }
  await expect(page.getByRole('radio', { name: 'As the computer' })).toBeChecked();

  // Back and forth: the attempt and the looks are the first learner's again, and theirs alone.
  await showPicker(page);
  await page.getByRole('button', { name: new RegExp(NAME, 'u') }).click();
  await expect(page.getByRole('heading', { name: 'Contents' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.goto(`${host.url}#/modules/${MODULE}/quiz`);
  await expect(page.getByRole('link', { name: 'Continue the practice' })).toBeVisible();
  await openMenu(page);
  await page.getByRole('menuitem', { name: 'Switch learner' }).click();
  await page.getByRole('button', { name: /Second Person/u }).click();
  await expect(page.getByRole('heading', { name: 'Contents' })).toBeVisible();
  await expectNoTrace(page, host, firstId, canaries);

  // Removed, with a learner file saved first.
  await showPicker(page);
  await page.getByRole('button', { name: new RegExp(NAME, 'u') }).click();
  // An address that is typed before the first screen is there is not gone to.
  await expect(page.getByRole('heading', { name: 'Contents' })).toBeVisible();
  await page.goto(`${host.url}#/settings/remove-learner`);
  await expect(page.getByRole('main')).toContainText('1 section read');
  await expect(page.getByRole('main')).toContainText('3 notes, with their history');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Make a backup' }).click();
  await (await download).saveAs(testInfo.outputPath('kept.jsonl'));
  await page.getByLabel('Type the name').fill('quetzal namecanar');
  await page.getByRole('button', { name: 'Remove for good' }).click();
  await expect(page.getByText('That is not the name. Nothing was removed.')).toBeVisible();
  await page.getByLabel('Type the name').fill('ខ្ញុំ\u200Bសម្គាល់');
  await page.getByRole('button', { name: 'Remove for good' }).click();
  await expect(page.getByRole('heading', { name: 'Who is studying?' })).toBeFocused();
  await expect(page.getByRole('main').getByRole('listitem')).toHaveText([/Second Person/u]);

  const everything = [...canaries, NAME, KHMER_NAME, 'Namecanary', firstId];
  expect(
    leaks([...(await auditWindow(page)), ...auditFolder(host.dataFolder), ...auditFolder(temporary)], everything),
  ).toEqual([]);
  await page.getByRole('button', { name: /Second Person/u }).click();
  await expect(page.getByRole('heading', { name: 'Contents' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Contents' })).toBeVisible();
  expect(
    leaks([...(await auditWindow(page)), ...auditFolder(host.dataFolder), ...auditFolder(temporary)], everything),
  ).toEqual([]);
  // What was saved first is all of it.
  expect(readFileSync(testInfo.outputPath('kept.jsonl'), 'utf8')).toContain(NOTE);
});

/**
 * Nothing of the first learner but the entry in the list of learners: neither in this window nor in what the host keeps
 * of the second one.
 */
async function expectNoTrace(
  page: Page,
  host: BrowserHostProcess,
  firstId: string,
  canaries: readonly string[],
): Promise<void> {
  const places = await auditWindow(page);
  const others = places.filter(({ place }) => !place.startsWith(`database child-justice-series-learner-${firstId}`));
  expect(leaks(others, canaries)).toEqual([]);
  // Who they are is known to the list alone: the registry, and the store that the picker shows.
  const named = leaks(others, [NAME, KHMER_NAME, firstId]).map((leak) => leak.slice(0, leak.lastIndexOf(':')));
  expect([...new Set(named)].sort()).toEqual(['database child-justice-series-registry', 'store learner-directory']);
  const registry = JSON.parse(others.find(({ place }) => place.endsWith('-registry'))?.text ?? '[]') as {
    readonly id: string;
    readonly learner: object;
  }[][];
  const entry = registry.flat().find(({ id }) => id === firstId);
  expect(entry).toMatchObject({ learner: { preferences: { theme: 'system', textSize: 100 } } });
  expect(Object.keys(entry ?? {}).sort()).toEqual(['id', 'isProtected', 'lastOpenedAt', 'learner']);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await expect(page.locator('html')).not.toHaveAttribute('style', /font-size/u);
  const folder = auditFolder(host.dataFolder);
  expect(
    leaks(
      folder.filter(({ place }) => !place.includes(firstId)),
      [...canaries, NAME, KHMER_NAME],
    ),
  ).toEqual([]);
  expect(folder.map(({ place }) => place).filter((place) => /Quetzal|Namecanary|Second|Person/u.test(place))).toEqual(
    [],
  );
}
