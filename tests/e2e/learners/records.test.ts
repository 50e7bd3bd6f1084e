import { readFileSync, writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { readJournals } from '../../faults/support/journal-lines';
import { expect, inBothLanguages, test } from '../app-test';
import { SECTION_READ, withNotes } from '../begun-test';
import { beginAs, contentsLine, deleteDatabases, navigate, readOf, writeNote } from '../pages/app-pages';
import { chooseLanguage } from '../pages/language-pages';
import { openRecords, showPicker } from '../pages/learner-pages';
import { ENGLISH, type PageTexts } from '../pages/page-texts';

const NOTE = 'A note that moves along.';

test.use({ record: { ...withNotes(NOTE), statements: SECTION_READ } });

async function saveFile(page: Page, path: string, texts: PageTexts): Promise<string> {
  const { t, like } = texts;
  await openRecords(page, texts);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: t('records.save.button') }).click();
  const file = await download;
  // Told in sight, though it stands below the button by more than a small window is high.
  await expect(page.getByText(like('records.outcome.download'))).toBeInViewport();
  await file.saveAs(path);
  return file.suggestedFilename();
}

inBothLanguages(() => {
  test('a record moves to another computer in a file, notes and all, and comes back merged @walk', async ({
    app: page,
    host,
    texts,
    startHost,
    openBrowser,
  }, testInfo) => {
    const { t } = texts;
    const path = testInfo.outputPath('record.jsonl');
    expect(await saveFile(page, path, texts)).toMatch(/ - \d{4}-\d{2}-\d{2} Sokha Chan\.jsonl$/u);

    await page.goto(`${host.url}#/facilitators`);
    const statements = page.waitForEvent('download');
    await page.getByRole('button', { name: t('records.statements.button') }).click();
    const statementsPath = testInfo.outputPath('statements.json');
    await (await statements).saveAs(statementsPath);
    const steps = readFileSync(statementsPath, 'utf8');
    // Under an id in place of the name.
    expect(steps).not.toContain('Sokha');
    expect(JSON.parse(steps)).toMatchObject([
      {
        actor: { account: { name: expect.stringMatching(/^[0-9a-f]{64}$/u) } },
        verb: { id: 'http://adlnet.gov/expapi/verbs/experienced' },
      },
    ]);

    // Another computer: another data folder, another browser profile, a first run.
    const elsewhere = await startHost();
    const other = await openBrowser({ host: elsewhere });
    await chooseLanguage(other, texts.language);
    await other.getByLabel(t('records.have')).setInputFiles(path);
    await expect(
      other.getByRole('heading', { name: t('records.preview.heading', { name: 'Sokha Chan' }) }),
    ).toBeFocused();
    await other.getByRole('button', { name: t('records.preview.open') }).click();
    await expect(other.getByRole('banner')).toContainText('Sokha Chan');
    await expect(contentsLine(other, 2, texts)).toContainText(readOf(1, texts));
    await navigate(other, 'Notes', texts);
    await expect(other.getByText(NOTE)).toBeVisible();
    await expect.poll(() => JSON.stringify(readJournals(elsewhere))).toContain(NOTE);

    // The other computer's browser loses everything: the journals bring back the learner who moved.
    await deleteDatabases(other, elsewhere.url);
    await other.goto(elsewhere.url);
    await expect(other.getByRole('banner')).toContainText('Sokha Chan');
    await expect(contentsLine(other, 2, texts)).toContainText(readOf(1, texts));

    // The file merged where it was made brings nothing new.
    await page.goto(host.url);
    await openRecords(page, texts);
    await page.getByLabel(t('records.import.label')).setInputFiles(path);
    await expect(page.getByText(t('records.preview.nothingNew'))).toBeVisible();
    await expect(page.getByRole('button', { name: t('records.preview.merge') })).toHaveCount(0);
    await page.getByRole('button', { name: t('records.preview.close'), exact: true }).click();
    await expect(page.getByLabel(t('records.import.label'))).toBeVisible();
  });
});

test('a damaged file, and the file of another learner, are refused and change nothing', async ({
  app: page,
  startHost,
  openBrowser,
}, testInfo) => {
  const path = testInfo.outputPath('record.jsonl');
  await saveFile(page, path, ENGLISH);
  const damaged = testInfo.outputPath('damaged.jsonl');
  writeFileSync(damaged, readFileSync(path, 'utf8').replace('moves along', 'moves alone'));
  await page.getByLabel('Choose a backup, or drop it here').setInputFiles(damaged);
  await expect(page.getByRole('alert').filter({ hasText: 'changed or damaged' })).toContainText('Nothing was changed.');

  const other = await openBrowser({ host: await startHost() });
  await beginAs(other, { latin: 'Vanna Kim' });
  await writeNote(other, NOTE);
  await openRecords(other);
  await other.getByLabel('Choose a backup, or drop it here').setInputFiles(path);
  await expect(other.getByText('It belongs to Sokha Chan')).toBeVisible();
  await expect(other.getByRole('button', { name: 'Bring it in' })).toBeHidden();

  // Beside the record that is open there is room for another learner's.
  await other.getByRole('button', { name: 'Add as another learner on this computer' }).click();
  await expect(other.getByText('Sokha Chan is a learner on this computer now')).toBeVisible();
  await expect(other.getByRole('banner')).toContainText('Vanna Kim');
  await other.getByLabel('Choose a backup, or drop it here').setInputFiles(path);
  await expect(other.getByText('switch to Sokha Chan first')).toBeVisible();
  await other.getByRole('button', { name: 'Leave it' }).click();
  await showPicker(other);
  await other.getByRole('button', { name: /Sokha Chan/u }).click();
  await expect(other.getByRole('banner')).toContainText('Sokha Chan');
  await navigate(other, 'Notes');
  await expect(other.getByText(NOTE)).toHaveCount(1);
});
