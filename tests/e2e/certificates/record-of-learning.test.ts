import { pageText, readPdf } from '../../unit/main/certificate/certificate-reading';
import { expect, test } from '../begun-test';
import { completedModule, downloadBy } from './certificate-scenes';

const BUTTON = 'Record of learning (PDF)';

test.describe('for who completed a module', () => {
  test.use({
    record: async ({ browserName: _ }, use) => {
      await use(await completedModule());
    },
  });

  test('the record of learning of a learner is a PDF that tells what was reached', async ({ app: page, host }) => {
    await page.goto(`${host.url}#/records`);
    const { name, bytes } = await downloadBy(page, page.getByRole('button', { name: BUTTON }));
    await expect(page.getByText(`${name} is in your browser’s downloads`)).toBeVisible();
    expect(name).toMatch(/^Record of learning - \d{4}-\d{2}-\d{2} - Sok Darra\.pdf$/u);

    const pdf = await readPdf(bytes);
    expect((await pdf.getMetadata()).info).toHaveProperty(
      'Title',
      'Record of learning – Sok Darra – សុខ ដារ៉ា – CJN Child Justice Series',
    );
    const lines = (await pageText(bytes)).split('\n');
    for (const expected of ['Sok Darra', '1 of 10', '90%', '20 Nov 2026', '1 of 3']) expect(lines).toContain(expected);
    expect(lines.filter((line) => line === 'Not begun')).toHaveLength(9);
  });
});

test('a record of learning that cannot be written names the reason, and nothing is lost', async ({
  app: page,
  host,
  expectedErrors,
}) => {
  expectedErrors.push('Failed to load resource');
  await page.route('**/operations', async (route) => {
    const { name } = route.request().postDataJSON() as { name: string };
    if (name === 'record-of-learning.export')
      await route.fulfill({ json: { ok: false, error: { code: 'disk-full', message: 'ENOSPC' } } });
    else await route.fallback();
  });
  await page.goto(`${host.url}#/records`);
  await page.getByRole('button', { name: BUTTON }).click();
  await expect(
    page.getByRole('alert').filter({ hasText: 'The disk is full, so the file was not written.' }),
  ).toContainText('Nothing was changed.');
  await page.unroute('**/operations');
  // A learner who has done nothing has a record too: it claims nothing.
  const { bytes } = await downloadBy(page, page.getByRole('button', { name: BUTTON }));
  const text = await pageText(bytes);
  expect(text).toContain('0 of 10');
  expect(text.split('\n').filter((line) => line === 'Not begun')).toHaveLength(10);
});
