import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import ts from 'typescript';
import {
  LEARNER_SCHEMA_VERSION,
  NATIVE_VERSION_FACTOR,
} from '../../../src/renderer/src/storage/database/schema-versions';
import { latestNotesOf, revisionsOf, statementsOf, type DatabaseRows } from './database-rows';

/** How much stands in an old database. */
export interface OldSize {
  readonly statements: number;
  /** Each of three revisions. */
  readonly notes: number;
}

/** An id of the learner whose old database it is. */
export const OLD_LEARNER = '01a1f677-0000-7000-8000-00000000abcd';

/** Version that a database has in IndexedDB once it is upgraded. */
export const NEWEST_NATIVE_VERSION = LEARNER_SCHEMA_VERSION * NATIVE_VERSION_FACTOR;

/**
 * Name of a learner's database of the first generation, as every version of the app has called it: part of the data's
 * format.
 */
export function learnerDatabaseName(learnerId: string): string {
  return `child-justice-series-learner-${learnerId}`;
}

const fixture = resolve(import.meta.dirname, '..', '..', 'fixtures', 'databases', 'learner-version-1.ts');

/** Makes a learner's database of schema version 1 by the frozen code of its time, on a page on which no app runs. */
export async function createOldDatabase(
  page: Page,
  { statements, notes }: OldSize,
  learnerId = OLD_LEARNER,
): Promise<void> {
  const { outputText } = ts.transpileModule(readFileSync(fixture, 'utf8'), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const rows = `exports.rowsOfVersion1(${JSON.stringify(learnerId)}, ${statements}, ${notes})`;
  await page.evaluate(
    `(async () => { const exports = {}; ${outputText}; await exports.createVersion1(${JSON.stringify(learnerDatabaseName(learnerId))}, ${rows}); })()`,
  );
}

/** A digest of the facts that a database holds, whatever version it is of: an upgrade must not change it. */
export function factsDigest(rows: DatabaseRows): string {
  const facts = [...statementsOf(rows), ...revisionsOf(rows)]
    .map((fact) => JSON.stringify(fact, Object.keys(fact).sort()))
    .sort();
  return createHash('sha256').update(facts.join('\n')).digest('hex');
}

/** How many rows of facts, and whether the table that version 2 brought is there. */
export function shapeOf(rows: DatabaseRows): {
  readonly version: number;
  readonly facts: number;
  readonly hasLatestNotes: boolean;
} {
  return {
    version: rows.version,
    facts: statementsOf(rows).length + revisionsOf(rows).length,
    hasLatestNotes: latestNotesOf(rows).length > 0 || 'latestNotes' in rows.tables,
  };
}
