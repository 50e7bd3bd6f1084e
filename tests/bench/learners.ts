import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright';
import { createJournalEntry, encodeJournalLine } from '../../src/main/services/journal/journal-line';
import { startBrowserHostProcess, type BrowserHostProcess } from '../support/hosts/browser-host-process';
import type { StudyHistory } from './study-history';

/**
 * Starts a browser host that has a learner's journal, and lets the app restore its database from it, as after a lost
 * database.
 */
export async function restoredLearner(context: BrowserContext, history: StudyHistory): Promise<BrowserHostProcess> {
  const host = await startBrowserHostProcess();
  mkdirSync(join(host.dataFolder, 'journals'), { recursive: true });
  writeFileSync(
    journalFile(host, history),
    history.changes.map((change, index) => encodeJournalLine(createJournalEntry(index + 1, change))).join(''),
  );
  await host.letIn(context);
  const page = await context.newPage();
  await page.goto(host.url);
  await page.getByText('Your record was restored').waitFor({ timeout: 120_000 });
  await page.waitForLoadState('networkidle');
  await page.close();
  return host;
}

/** Path of a learner's journal on a host. */
export function journalFile(host: BrowserHostProcess, { learner }: Pick<StudyHistory, 'learner'>): string {
  return join(host.dataFolder, 'journals', `${learner.id}.jsonl`);
}

/** Starts a browser host and begins as a new learner on its first page. */
export async function newLearner(context: BrowserContext): Promise<BrowserHostProcess> {
  const host = await startBrowserHostProcess();
  await host.letIn(context);
  const page = await context.newPage();
  await page.goto(host.url);
  await page.getByLabel('Name in Latin letters').fill('Sokha Chan');
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByRole('heading', { name: 'Contents' }).waitFor();
  await page.waitForLoadState('networkidle');
  await page.close();
  return host;
}
