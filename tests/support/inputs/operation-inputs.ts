import * as v from 'valibot';
import { operations, type OperationName } from '../../../src/contract/operations';
import { reportDraft } from '../builders/report-builders';
import { badDocuments, certificateDocument, credentialInputs } from './certificate-inputs';
import { jobAidInputs } from './job-aid-inputs';
import { journalInputs } from './journal-inputs';
import { learningRecordStoreInputs } from './learning-record-store-inputs';
import { notebookInputs } from './notebook-inputs';
import { recordOfLearningInputs } from './record-of-learning-inputs';
import { tableInputs } from './table-inputs';

export { certificateDocument };

/** What an operation takes, and what it must refuse. */
export interface OperationInputs {
  readonly valid: unknown;
  readonly invalid: readonly unknown[];
}

const ID = '018f3c1e-7b2a-7c3d-8e4f-0123456789ab';
const SNAPSHOT = '000001-2026-11-25T13-45-01-123Z-manual';
const NO_TRIES = { failures: 0, lastAt: 0 };

/** What a field of that name never takes, in whatever operation: paths, other kinds of values, what is too long. */
const REFUSED: Readonly<Record<string, readonly unknown[]>> = {
  ask: ['1', 0.5, 2 ** 53],
  exportId: ['../x', '/tmp/x', 1],
  fileId: ['../../etc/passwd', '/etc/passwd'],
  folderId: ['/home/member', '../..', '', 7],
  keyId: ['../x', 7],
  kept: ['yes'],
  known: [
    { failures: -1, lastAt: 0 },
    { failures: 1.5, lastAt: 0 },
    { failures: 0 },
    { ...NO_TRIES, pin: '123456' },
    { ...NO_TRIES, steady: { run: 'x', milliseconds: 0 } },
  ],
  kind: ['program', 'any'],
  label: [1, 'x'.repeat(401)],
  learnerId: ['../x', `${ID}\n`, 7],
  limit: [0, 0.5, 2_001, '1'],
  afterSequence: [-1, 0.5, '0'],
  offset: [-1, 0.5, 2 ** 53],
  page: ['../x', 7],
  reason: ['../x'],
  revealId: [1, 'x'.repeat(81), ['a']],
  sendingId: ['../x', 7],
  snapshotId: [
    '..',
    '../../x',
    `../${SNAPSHOT}`,
    `${SNAPSHOT}/x`,
    `${SNAPSHOT}.jsonl.gz`,
    `${SNAPSHOT}\n`,
    'C:\\x',
    '',
    7,
  ],
  text: ['x'.repeat(1_000_001)],
  url: [1, ['https://un.org'], 'x'.repeat(2_049)],
  version: ['1.2', '../1.2.3'],
};

/** What else a single operation has to be asked with, or to refuse. */
const FURTHER: { readonly [Name in OperationName]?: Partial<OperationInputs> } = {
  ...journalInputs,
  'paper.unprintable': {
    valid: { texts: ['Sok Dara', 'age ≥ 14'] },
    invalid: [{}, { texts: 'Sok Dara' }, { texts: [1] }, { texts: ['x'.repeat(60_001)] }, { texts: [], path: '/etc' }],
  },
  ...credentialInputs,
  'certificate.issue': {
    valid: { document: certificateDocument, evidence: { sectionsRead: 6, questionsAnswered: 12, attempts: 1 } },
    invalid: [
      ...badDocuments,
      { document: certificateDocument, evidence: { sectionsRead: -1, questionsAnswered: 0, attempts: 0 } },
      {
        document: certificateDocument,
        evidence: { sectionsRead: 1, questionsAnswered: 0, attempts: 0, notes: 'private' },
      },
    ],
  },
  'credential.verify': {
    valid: { base64: 'e30=' },
    invalid: [{ base64: 1 }, { base64: 'not base64' }, { base64: 'e30=', isOneOfMany: 'yes' }],
  },
  'job-aid.export': jobAidInputs,
  'learning-record-store.send': learningRecordStoreInputs,
  'notebook.export': notebookInputs,
  'progress-report.check': { valid: { base64: 'e30=' }, invalid: [{ base64: 1 }, { base64: 'not base64' }] },
  'progress-report.export': {
    valid: { report: reportDraft() },
    invalid: [
      { report: { ...reportDraft(), serial: 1 } },
      { report: { ...reportDraft(), notes: ['private'] } },
      { report: { ...reportDraft(), madeOn: '../x' } },
    ],
  },
  'record-of-learning.export': recordOfLearningInputs,
  'table.export': tableInputs,
};

/** The inputs of an operation: those of its fields, and its own. */
export function inputsOf(name: OperationName): OperationInputs {
  const { entries } = operations[name].input as v.StrictObjectSchema<v.ObjectEntries, undefined>;
  const { valid = sampleOf(operations[name].input), invalid = [] } = FURTHER[name] ?? {};
  const given = valid as Readonly<Record<string, unknown>>;
  const required = Object.keys(given).filter((field) => entries?.[field]?.type !== 'exact_optional');
  return {
    valid,
    invalid: [
      null,
      [],
      'x',
      ...required.map((field) => Object.fromEntries(Object.entries(given).filter(([other]) => other !== field))),
      ...Object.keys(entries ?? given).flatMap((field) =>
        [...(entries?.[field]?.type === 'nullable' ? [] : [null]), ...(REFUSED[field] ?? [])].map((value) => ({
          ...given,
          [field]: value,
        })),
      ),
      { ...given, path: '/etc/passwd' },
      ...invalid,
    ],
  };
}

const SAMPLES: readonly unknown[] = [ID, SNAPSHOT, '1.2.3', 'https://www.ohchr.org/', 'x', 1, true, NO_TRIES];

/** A value that a schema takes: its required fields, each with one of the samples. */
function sampleOf(schema: v.GenericSchema): unknown {
  if (schema.type === 'strict_object') {
    const { entries } = schema as unknown as v.StrictObjectSchema<v.ObjectEntries, undefined>;
    return Object.fromEntries(
      Object.entries(entries).flatMap(([field, each]) =>
        each.type === 'exact_optional' ? [] : [[field, sampleOf(each as v.GenericSchema)]],
      ),
    );
  }
  if (schema.type === 'picklist') return (schema as unknown as { readonly options: readonly unknown[] }).options[0];
  const sample = SAMPLES.find((value) => v.is(schema, value));
  if (sample === undefined) throw new RangeError(`No sample fits ${schema.expects}: give the operation a valid input.`);
  return sample;
}

/** Inputs with a short label each, for the names of tests. */
export function labelled(inputs: readonly unknown[]): [label: string, input: unknown][] {
  return inputs.map((input) => [JSON.stringify(input).slice(0, 100), input]);
}
