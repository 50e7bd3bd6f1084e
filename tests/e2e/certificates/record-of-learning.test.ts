import { pageText, readPdf } from '../../unit/main/certificate/certificate-reading';
import { expect, test } from '../begun-test';
import { completedModule, downloadBy } from './certificate-scenes';

const BUTTON = 'Record of learning (PDF)';

test.describe('for who completed a module', () => {
  test.use({ record: { make: completedModule } });

  test('the record of learning of a learner is a PDF that tells what was reached @walk', async ({
    app: page,
    host,
  }) => {
    await page.goto(`${host.url}#/study`);
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
