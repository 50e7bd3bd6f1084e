import { parse } from 'gift-pegjs';
import { compiledSeries } from '../../support/builders/compiled-series';
import { expect, test } from '../begun-test';
import { completedModule, downloadBy } from './certificate-scenes';

test.describe('for who completed a module', () => {
  test.use({ record: { make: completedModule } });

  test('the record is saved as a table that Excel reads as UTF-8 @walk', async ({ app: page, host }) => {
    await page.goto(`${host.url}#/facilitators`);
    const { name, bytes } = await downloadBy(page, page.getByRole('button', { name: 'Save the table' }));
    await expect(page.getByText('Record - Sok Darra.csv is in your browser’s downloads')).toBeVisible();
    expect(name).toBe('Record - Sok Darra.csv');
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = bytes.toString('utf8').slice(1).split('\r\n');
    expect(lines[0]).toBe('"Row","Module","Title","State","Started","Date","Score (%)","Attempts","Hours"');
    expect(lines.filter((line) => line.startsWith('"module"'))).toHaveLength(10);
    expect(lines).toContainEqual(
      expect.stringMatching(/^"module",9,"Part 2: United Nations","complete",,"2026-11-20",90,1,0\.\d+$/u),
    );
    expect(lines).toContainEqual(expect.stringMatching(/^"attempt",9,.*,"passed","2026-11-20","2026-11-20",90,,$/u));
  });
});

test('question banks are saved as GIFT that a third-party reader reads: one module, and all that are open @walk', async ({
  app: page,
  host,
}) => {
  await page.goto(`${host.url}#/help`);
  await page.getByRole('link', { name: 'For facilitators' }).click();
  const banks = page.getByRole('region', { name: 'Question banks' });
  await expect(banks).toContainText('The right answers are in the file');
  await expect(banks).toContainText('Nothing of yours is in it.');
  await banks.getByLabel('Module').selectOption({ index: 9 });
  const { series, modules } = await compiledSeries();
  const counts = new Map(
    series.modules.map(({ id }) => [
      id,
      (modules.get(id)?.questions ?? []).reduce(
        (sum, question) => sum + (question.type === 'case' ? 1 + question.parts.length : 1),
        0,
      ),
    ]),
  );
  await expect(banks.getByRole('status')).toContainText(
    `${series.modules.find(({ id }) => id === 'united-nations')?.questionCount ?? 0} questions`,
  );
  const one = await downloadBy(page, banks.getByRole('button', { name: 'Save the questions' }));
  expect(one.name).toBe('Question bank - Part 2 United Nations.txt');
  expect(parse(one.bytes.toString('utf8'))).toHaveLength(1 + (counts.get('united-nations') ?? 0));

  await banks.getByLabel('Module').selectOption({ label: 'All modules' });
  const all = await downloadBy(page, banks.getByRole('button', { name: 'Save the questions' }));
  await expect(page.getByText('Left out, because its protocol has not been agreed to yet')).toBeVisible();
  const closed = series.modules.filter(({ id }) => modules.get(id)?.agreement !== undefined);
  expect(closed).toHaveLength(1);
  const expected = series.modules
    .filter((module) => !closed.includes(module))
    .reduce((sum, { id }) => sum + 1 + (counts.get(id) ?? 0), 0);
  expect(parse(all.bytes.toString('utf8'))).toHaveLength(expected);

  await banks
    .getByLabel('Module')
    .selectOption({ index: series.modules.findIndex(({ id }) => id === closed[0]?.id) + 1 });
  await banks.getByRole('button', { name: 'Save the questions' }).click();
  await expect(page.getByText('Nothing was saved. This module opens after its protocol is agreed to')).toBeVisible();
});
