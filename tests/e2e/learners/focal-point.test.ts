import { bare, pageTexts } from '../../unit/main/certificate/certificate-reading';
import { compiledSeries } from '../../support/builders/compiled-series';
import { statements } from '../../support/builders/statement-builders';
import type { PlacedRecord } from '../../support/hosts/placed-record';
import { filesWith, storedRows } from '../../support/traces/stored-bytes';
import { expectAccessible } from '../accessible';
import { expect, inBothLanguages, test } from '../app-test';
import { SOKHA } from '../begun-test';
import { downloadBy } from '../certificates/certificate-scenes';
import { navigate } from '../pages/app-pages';
import { addLearner } from '../pages/learner-pages';
import { expectLocked, unlock } from '../pages/protection-pages';

const PIN = 'green river 47';
const MODULE = 'participation-and-safeguarding';
const NAME = 'Focalcanary Sok Dara សុខ ដារ៉ា';
const NUMBER = '012 345 678';

/** The record of who agreed to the module's protocol, in its present version. */
async function agreed(): Promise<PlacedRecord> {
  const protocol = (await compiledSeries()).modules.get(MODULE)?.agreement;
  if (!protocol) throw new Error('The module has no protocol.');
  const { id: protocolId, version, checks } = protocol;
  const agreement = {
    protocolId,
    version,
    language: 'en',
    name: SOKHA.latinName,
    agreedAt: '2026-11-20T01:00:00.000Z',
    checkIds: checks.map(({ id }) => id),
  } as const;
  return { learner: SOKHA, statements: statements({ verb: 'agreed', agreement }) };
}

inBothLanguages(() => {
  test.use({ record: { make: agreed } });

  test('the section on reporting has its place, the job aid prints it, and the next learner sees nothing of it', async ({
    app: page,
    host,
    texts,
  }) => {
    const { t } = texts;
    await expect(page.getByRole('heading', { name: t('home.contents') })).toBeVisible();
    await page.goto(`${host.url}#/modules/${MODULE}/job-aid`);
    await expect(page.getByRole('region', { name: t('focalPoint.heading') })).toBeVisible();
    await expect(page.getByLabel(t('jobAid.withFocalPoint'))).toHaveCount(0);
    const blank = await downloadBy(page, page.getByRole('button', { name: t('jobAid.save') }));
    expect(bare((await pageTexts(blank.bytes)).join(''))).toContain(bare(t('focalPoint.heading')));

    await page.goto(`${host.url}#/modules/${MODULE}/sections/safeguarding`);
    const card = page.getByRole('region', { name: t('focalPoint.heading') });
    await card.getByRole('button', { name: t('focalPoint.write') }).click();
    await card.getByLabel(t('focalPoint.name'), { exact: true }).fill(NAME);
    await card.getByLabel(t('focalPoint.telephone'), { exact: true }).fill(NUMBER);
    await card.getByRole('button', { name: t('notes.done') }).click();
    await expect(card).toContainText(NAME);
    // It has its own place, so it isn't among the section's notes.
    await page.reload();
    await expect(card).toContainText(NAME);
    await expect(page.locator('.note').filter({ hasText: NAME })).toHaveCount(0);

    await navigate(page, 'Notes', texts);
    await page.getByRole('link', { name: t('notes.show') }).click();
    await expect(page.locator('.place')).toBeFocused();
    await expect(card).toBeInViewport();

    await page.goto(`${host.url}#/modules/${MODULE}/job-aid`);
    await expect(page.getByText(NAME)).toBeVisible();
    const filled = await downloadBy(page, page.getByRole('button', { name: t('jobAid.save') }));
    expect((await pageTexts(filled.bytes)).join('')).toContain(NUMBER);
    await page.getByLabel(t('jobAid.withFocalPoint')).uncheck();
    await expect(page.getByText(NAME)).toHaveCount(0);
    const without = await downloadBy(page, page.getByRole('button', { name: t('jobAid.save') }));
    expect((await pageTexts(without.bytes)).join('')).not.toContain(NUMBER);

    await addLearner(page, { latin: 'Vanna Keo' }, texts);
    await page.goto(`${host.url}#/report-a-concern`);
    await expect(page.getByText(t('focalPoint.empty'))).toBeVisible();
    await expect(page.getByText('Focalcanary')).toHaveCount(0);
  });
});

test.describe(() => {
  test.use({ record: { learner: SOKHA, pin: PIN } });

  test('the focal point is written down from the header, before the protocol is agreed to, and is in clear nowhere under a PIN', async ({
    app: page,
    host,
  }) => {
    await unlock(page, PIN);
    await page.getByRole('banner').getByRole('link', { name: 'Help for a child' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('How to report a concern');
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    await expect(page.getByRole('main')).toContainText('1280');
    await expect(page.getByText('Nobody is written down yet.')).toBeVisible();
    await page.getByRole('button', { name: 'Write down the focal point' }).click();
    await expect(page.getByLabel('Name', { exact: true })).toBeFocused();
    await page.getByLabel('Name', { exact: true }).fill(NAME);
    await page.getByLabel('Telephone', { exact: true }).fill(NUMBER);
    await page.getByLabel('Hours, night number').fill('At night: 1280\nClinic: 023 111');
    await expectAccessible(page, 'the fields of the focal point');
    await page.getByRole('button', { name: 'Done' }).click();
    await expect(page.getByRole('button', { name: 'Change' })).toBeFocused();
    const card = page.getByRole('region', { name: 'Focal point of my organisation' });
    await expect(card).toContainText(NAME);
    await expectAccessible(page, 'reporting a concern with a focal point');
    await page.reload();
    await expect(page.getByRole('heading', { name: '1280' })).toBeVisible();
    await expect(page.getByText('Focalcanary')).toHaveCount(0);
    await page.getByRole('button', { name: 'Back' }).click();
    await expectLocked(page);
    await unlock(page, PIN);
    await page.getByRole('banner').getByRole('link', { name: 'Help for a child' }).click();
    await expect(card).toContainText(NUMBER);
    for (const word of ['Focalcanary', NUMBER]) {
      expect(await storedRows(page)).not.toContain(word);
      expect(filesWith(host.dataFolder, word)).toEqual([]);
    }

    // In the notebook it is a note; emptied, it is gone.
    await navigate(page, 'Notes');
    await expect(page.locator('.note').filter({ hasText: NAME })).toContainText('Focal point of my organisation');
    await page.goto(`${host.url}#/report-a-concern`);
    await page.getByRole('button', { name: 'Change' }).click();
    for (const field of ['Name', 'Telephone']) await page.getByLabel(field, { exact: true }).fill('');
    await page.getByLabel('Hours, night number').fill('');
    await page.getByRole('button', { name: 'Done' }).click();
    await expect(page.getByText('Nobody is written down yet.')).toBeVisible();
    await navigate(page, 'Notes');
    await expect(page.getByText('No notes yet.')).toBeVisible();
  });
});
