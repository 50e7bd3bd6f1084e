import { mkdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Page } from '@playwright/test';
import type { JournalEntry } from '../../../src/contract/journal-entry';
import { journalPaths, readJournals } from '../../faults/support/journal-lines';
import type { BrowserHostProcess } from '../../support/hosts/browser-host-process';
import { auditFolder, auditWindow, leaks } from '../../support/traces/leak-audit';
import { learner } from '../../support/builders/statement-builders';
import { placeRecord } from '../../support/hosts/placed-record';
import { expect, inBothLanguages, test } from '../app-test';
import { navigate, openModule, sectionList } from '../pages/app-pages';
import { addLearner, openMenu, showPicker } from '../pages/learner-pages';
import type { PageTexts } from '../pages/page-texts';
import { quizSteps, toReflection } from '../pages/quiz-pages';
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
async function leaveTraces(page: Page, host: BrowserHostProcess, texts: PageTexts): Promise<void> {
  const { t, like } = texts;
  await navigate(page, 'Settings', texts);
  await page.getByRole('radio', { name: t('settings.appearance.themes.dark') }).check();
  await page.getByLabel(t('settings.appearance.textSize')).selectOption('175');
  // Until then the header moves, and a press on it can miss what it began on.
  await expect(page.locator('html')).toHaveCSS('font-size', '28px');
  await openModule(page, 2, texts);
  await putOnStick(page, 'session.webm', RECORDING);
  await choose(page, RECORDING);
  await unfoldRecording(page, texts);
  await recordingPart(page, texts)
    .getByRole('button', { name: t('recordings.attach') })
    .click();
  await expect(recordingPart(page, texts)).toContainText(RECORDING);
  // What stands in for the dialog is no part of the app.
  await choose(page, null);
  await sectionList(page, texts).getByRole('link').nth(1).click();
  await page.getByRole('button', { name: t('section.mark') }).click();
  await expect(page.getByText(t('section.isRead'))).toBeVisible();
  await page
    .getByRole('button', { name: t('notes.add') })
    .first()
    .click();
  await page.getByLabel(t('notes.text')).fill(NOTE);
  await page.getByRole('button', { name: t('notes.done') }).click();
  await expect(page.getByText(NOTE)).toBeVisible();
  await page
    .getByRole('banner')
    .getByRole('link', { name: t('shell.report') })
    .click();
  await page.getByRole('button', { name: t('focalPoint.write') }).click();
  await page.getByLabel(t('focalPoint.name'), { exact: true }).fill(FOCAL_POINT);
  await page.getByRole('button', { name: t('notes.done') }).click();
  await expect(page.getByText(FOCAL_POINT)).toBeVisible();
  await navigate(page, 'Notes', texts);
  await page.getByLabel(t('notes.search')).fill(SEARCH);
  await expect(page.getByText(t('notes.nothing'))).toBeVisible();
  // The box that finds everything: what is typed there, and an index with the note's words.
  await openSearch(page, texts);
  await expect((await searchFor(page, NOTE, texts)).first()).toContainText(NOTE);
  await searchBox(page, texts).getByRole('combobox').fill(SEARCH);
  await expect(searchBox(page, texts).getByText(like('search.nothing'))).toBeVisible();
  await page.keyboard.press('Escape');
  await page.goto(`${host.url}#/modules/${MODULE}/quiz`);
  await page.getByRole('button', { name: t('quiz.beginPractice') }).click();
  await expect(quizSteps(page, texts)).toBeVisible();
  await answerSomething(page, texts);
  for (const screen of SCREENS) {
    const before = await page.title();
    await page.goto(`${host.url}${screen}`);
    await expect(page).not.toHaveTitle(before);
    if (screen === '#/records') await expect(page.getByRole('main').getByRole('button').first()).toBeVisible();
  }
  await page.goto(`${host.url}#/modules/${MODULE}/quiz`);
  await page.getByRole('link', { name: t('quiz.practices.resume') }).click();
  await toReflection(page, texts);
  await page.getByRole('main').locator('textarea').fill(REFLECTION);
  await expect(page.getByRole('main').getByText(t('notes.state.saved'), { exact: true })).toBeVisible();
  await expect(page.getByRole('banner').getByRole('status')).toHaveClass(/\bsaved\b/u);
}

/** Answers the first of the open questions that are answered by one click. */
async function answerSomething(page: Page, texts: PageTexts): Promise<void> {
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
    await quizSteps(page, texts).getByRole('button').last().click();
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

inBothLanguages(() => {
  test('nothing of one learner is left where another one studies, and nothing anywhere once they are removed', async ({
    startHost,
    openBrowser,
    texts,
  }, testInfo) => {
    const { t, like, course, language } = texts;
    const temporary = testInfo.outputPath('temporary');
    mkdirSync(temporary);
    const host = await startHost({ TMPDIR: temporary, TEMP: temporary, TMP: temporary });
    await placeRecord(host, { learner: learner({ latinName: NAME, khmerName: KHMER_NAME, language }) });
    const page = await openBrowser({ host, prepare: answerPicker });
    await leaveTraces(page, host, texts);
    const firstId = basename(journalPaths(host)[0] ?? '', '.jsonl');
    const canaries = canariesOf(readJournals(host), firstId);
    // The audit finds what is there: otherwise finding nothing later would prove nothing.
    await navigate(page, 'Notes', texts);
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
    await addLearner(page, { latin: 'Second Person' }, texts);
    await expectNoTrace(page, host, firstId, canaries);
    await page.goBack().catch(() => null);
    await expect(page.getByRole('heading', { level: 1 })).toContainText((await course()).series.title);
    await expectNoTrace(page, host, firstId, canaries);
    const headings = { Notes: 'notes', Certificates: 'certificates', Settings: 'settings' } as const;
    for (const screen of ['Notes', 'Certificates', 'Settings'] as const) {
      await navigate(page, screen, texts);
      await expect(page.getByRole('heading', { level: 1 })).toContainText(t(`${headings[screen]}.heading`));
      await expectNoTrace(page, host, firstId, canaries);
    }
    await expect(page.getByRole('radio', { name: t('settings.appearance.themes.system') })).toBeChecked();

    // Back and forth: the attempt and the looks are the first learner's again, and theirs alone.
    await showPicker(page, texts);
    await page.getByRole('button', { name: new RegExp(NAME, 'u') }).click();
    await expect(page.getByRole('heading', { name: t('home.contents') })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await page.goto(`${host.url}#/modules/${MODULE}/quiz`);
    await expect(page.getByRole('link', { name: t('quiz.practices.resume') })).toBeVisible();
    await openMenu(page, texts);
    await page.getByRole('menuitem', { name: t('learnerMenu.switch') }).click();
    await page.getByRole('button', { name: /Second Person/u }).click();
    await expect(page.getByRole('heading', { name: t('home.contents') })).toBeVisible();
    await expectNoTrace(page, host, firstId, canaries);

    // Removed, with a learner file saved first.
    await showPicker(page, texts);
    await page.getByRole('button', { name: new RegExp(NAME, 'u') }).click();
    // An address that is typed before the first screen is there is not gone to.
    await expect(page.getByRole('heading', { name: t('home.contents') })).toBeVisible();
    await page.goto(`${host.url}#/settings/remove-learner`);
    await expect(page.getByRole('main')).toContainText(t('removal.contents.sections', { n: 1 }, 1));
    await expect(page.getByRole('main')).toContainText(t('removal.contents.notes', { n: 3 }, 3));
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: t('records.save.button') }).click();
    await (await download).saveAs(testInfo.outputPath('kept.jsonl'));
    await page.getByLabel(like('removal.confirm.label')).fill('quetzal namecanar');
    await page.getByRole('button', { name: t('removal.confirm.button') }).click();
    await expect(page.getByText(t('removal.confirm.different'))).toBeVisible();
    await page.getByLabel(like('removal.confirm.label')).fill('ខ្ញុំ\u200Bសម្គាល់');
    await page.getByRole('button', { name: t('removal.confirm.button') }).click();
    await expect(page.getByRole('heading', { name: t('learners.heading') })).toBeFocused();
    await expect(page.getByRole('main').getByRole('listitem')).toHaveText([/Second Person/u]);

    const everything = [...canaries, NAME, KHMER_NAME, 'Namecanary', firstId];
    expect(
      leaks([...(await auditWindow(page)), ...auditFolder(host.dataFolder), ...auditFolder(temporary)], everything),
    ).toEqual([]);
    await page.getByRole('button', { name: /Second Person/u }).click();
    await expect(page.getByRole('heading', { name: t('home.contents') })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('heading', { name: t('home.contents') })).toBeVisible();
    expect(
      leaks([...(await auditWindow(page)), ...auditFolder(host.dataFolder), ...auditFolder(temporary)], everything),
    ).toEqual([]);
    // What was saved first is all of it.
    expect(readFileSync(testInfo.outputPath('kept.jsonl'), 'utf8')).toContain(NOTE);
  });
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
