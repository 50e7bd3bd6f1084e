import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import ts from 'typescript';
import {
  LEARNER_SCHEMA_VERSION,
  NATIVE_VERSION_FACTOR,
} from '../../../src/renderer/src/storage/database/schema-versions';
import { revisionsOf, statementsOf, type DatabaseRows } from './database-rows';

/** How much stands in an old database. */
export interface OldSize {
  readonly statements: number;
  /** Each of three revisions. */
  readonly notes: number;
}

/** An id of the learner whose old database it is. */
const OLD_LEARNER = '01a1f677-0000-7000-8000-00000000abcd';

/** Version that a database has in IndexedDB once it is upgraded. */
export const NEWEST_NATIVE_VERSION = LEARNER_SCHEMA_VERSION * NATIVE_VERSION_FACTOR;

/**
 * Name of a learner's database of the first generation, as every version of the app has called it: part of the data's
 * format.
 */
function learnerDatabaseName(learnerId: string): string {
  return `child-justice-series-learner-${learnerId}`;
}

const builder = resolve(import.meta.dirname, '..', '..', 'support', 'builders', 'older-database.ts');

/** Makes an older database of a learner, on a page on which no app runs. */
export async function createOldDatabase(
  page: Page,
  { statements, notes }: OldSize,
  learnerId = OLD_LEARNER,
): Promise<void> {
  const { outputText } = ts.transpileModule(readFileSync(builder, 'utf8'), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const rows = `exports.olderRows(${JSON.stringify(learnerId)}, ${statements}, ${notes})`;
  await page.evaluate(
    `(async () => { const exports = {}; ${outputText}; await exports.createOlderDatabase(${JSON.stringify(learnerDatabaseName(learnerId))}, ${rows}); })()`,
  );
}

/** A digest of the facts that a database holds, whatever version it is of. */
export function factsDigest(rows: DatabaseRows): string {
  const facts = [...statementsOf(rows), ...revisionsOf(rows)]
    .map((fact) => JSON.stringify(fact, Object.keys(fact).sort()))
    .sort();
  return createHash('sha256').update(facts.join('\n')).digest('hex');
}
