import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import type { LearnerFileContents } from '../../../src/domain/learner-file/learner-file';
import type { Learner } from '../../../src/domain/learner/learner';
import type { Statement } from '../../../src/domain/record/statement';
import { compiledSeries } from '../../support/builders/compiled-series';
import { learnerFile } from '../../support/learner-files/learner-files';
import { completed, completedSeries, learner, statements, type Deed } from '../../support/builders/statement-builders';
import { expect } from '../app-test';
import { navigate } from '../pages/app-pages';

/** The module whose certificate these scenes are about. */
export const MODULE = 'united-nations';

/** The record of somebody who completed modules with 90 %, has no certificate yet, and what else they did. */
async function recordOf(moduleIds: readonly string[], ...more: readonly Deed[]): Promise<LearnerFileContents> {
  const { modules } = (await compiledSeries()).series;
  const deeds = moduleIds.flatMap((moduleId): Deed[] => {
    const outline = modules.find(({ id }) => id === moduleId);
    if (!outline) throw new RangeError(`The series has no module "${moduleId}".`);
    return [
      {
        verb: 'initialized',
        attemptId: `attempt-${moduleId}`,
        moduleId,
        mode: 'attempt',
        seed: 1,
        questionIds: [],
      },
      ...completed(outline),
    ];
  });
  return contentsOf(statements(...deeds, ...more));
}

function contentsOf(all: readonly Statement[], overrides: Partial<Learner> = {}): LearnerFileContents {
  return {
    createdAt: '2026-11-20T12:00:00.000Z',
    learner: learner({ latinName: 'Sok Darra', ...overrides }),
    position: null,
    statements: all,
    notes: [],
  };
}

/** The record of Sok Darra, who completed the module with 90 %. */
export async function completedModule(names: Partial<Learner> = {}): Promise<LearnerFileContents> {
  const record = await recordOf([MODULE]);
  return { ...record, learner: { ...record.learner, ...names } };
}

/** A learner file of somebody who completed the module with 90 %, and what else they did. */
export async function completedModuleFile(...more: readonly Deed[]): Promise<string> {
  return learnerFile(await recordOf([MODULE], ...more));
}

/** A learner file of somebody who completed these modules. */
export async function completedModulesFile(
  moduleIds: readonly string[],
  names: Pick<Learner, 'latinName' | 'khmerName'>,
): Promise<string> {
  const record = await recordOf(moduleIds);
  return learnerFile({ ...record, learner: { ...record.learner, ...names } });
}

/** The record of Sok Darra, who completed the three modules of the sequence. */
export async function completedSequence(): Promise<LearnerFileContents> {
  const { sequences } = (await compiledSeries()).series;
  const [sequence] = sequences;
  if (!sequence) throw new RangeError('The series has no sequence.');
  return recordOf(sequence.moduleIds, { verb: 'completed', kind: 'sequence', objectId: sequence.id });
}

/** The record of Sok Darra, who completed the whole series and has no certificate yet. */
export async function completedSeriesRecord(overrides: Partial<Learner> = {}): Promise<LearnerFileContents> {
  return contentsOf(statements(...completedSeries((await compiledSeries()).series)), overrides);
}

/** Opens the module's certificate and waits for its page. */
export async function openCertificate(page: Page, url: string): Promise<void> {
  await page.goto(`${url}#/certificates/module/${MODULE}`);
  await expect(page.getByRole('img', { name: /Certificate page/u })).toBeVisible();
}

/** What a button downloads: the suggested name and the bytes. */
export async function downloadBy(
  page: Page,
  button: Locator,
): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const downloading = page.waitForEvent('download');
  await button.click();
  const download = await downloading;
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** Changes the learner's names in Settings. */
export async function rename(page: Page, names: { readonly latin: string; readonly khmer?: string }): Promise<void> {
  await navigate(page, 'Settings');
  await page.getByLabel('Name in Latin letters').fill(names.latin);
  if (names.khmer !== undefined) await page.getByLabel('Name in Khmer letters').fill(names.khmer);
  await page.getByRole('button', { name: 'Save the names' }).click();
  await expect(page.getByText('Saved.', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('banner')).toContainText(names.latin);
}
