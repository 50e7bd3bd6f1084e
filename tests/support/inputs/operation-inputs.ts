import type { OperationName } from '../../../src/contract/operations';
import { badDocuments, certificateDocument, credentialInputs } from './certificate-inputs';
import { jobAidInputs } from './job-aid-inputs';
import { journalInputs } from './journal-inputs';
import { notebookInputs } from './notebook-inputs';
import { recordingInputs } from './recording-inputs';

export { certificateDocument };

const LEARNER = '018f3c1e-7b2a-7c3d-8e4f-0123456789ab';

const PAGE = '018f3c1e-7b2a-7c3d-8e4f-0123456789aa';

/** A record of learning as the domain sums it up. */
const recordDocument = {
  language: 'en',
  learner: { latinName: 'Sok Dara', khmerName: '' },
  seriesTitle: 'CJN Child Justice Series',
  organiser: 'Child Justice Network',
  madeAt: '2026-11-25T08:00:00.000Z',
  madeOn: '2026-11-25',
  modules: [
    {
      number: 2,
      title: 'Diversion',
      sectionsRead: 1,
      sections: 6,
      firstStudiedOn: '2026-11-20',
      lastStudiedOn: '2026-11-20',
      bestScore: null,
      bestScoreOn: null,
      attempts: 0,
      studyMinutes: 45,
      completedOn: null,
    },
  ],
  sequences: [],
  certificates: [],
  totals: {
    completeModules: 0,
    sectionsRead: 1,
    sections: 6,
    attempts: 0,
    meanScore: null,
    studyMinutes: 0,
    studyDays: 1,
    completedOn: null,
  },
};

const longTitled = {
  certificateId: LEARNER,
  revision: 1,
  kind: 'module',
  title: 'x'.repeat(400),
  issuedOn: '2026-11-20',
  replaced: false,
};

const SNAPSHOT = '000001-2026-11-25T13-45-01-123Z-manual';

const badSnapshots: readonly object[] = [
  {},
  { learnerId: LEARNER },
  { learnerId: '../x', snapshotId: SNAPSHOT },
  ...[
    '..',
    '../../x',
    `../${SNAPSHOT}`,
    `${SNAPSHOT}/x`,
    `${SNAPSHOT}.jsonl.gz`,
    `${SNAPSHOT}\n`,
    'C:\\x',
    '',
    7,
    null,
  ].map((snapshotId) => ({ learnerId: LEARNER, snapshotId })),
  { learnerId: LEARNER, snapshotId: SNAPSHOT, path: '/' },
];

const NO_TRIES = { failures: 0, lastAt: 0 };

const badTries: readonly object[] = [
  {},
  { learnerId: LEARNER, keyId: LEARNER },
  { learnerId: LEARNER, known: NO_TRIES },
  { learnerId: '../x', keyId: LEARNER, known: NO_TRIES },
  { learnerId: LEARNER, keyId: '../x', known: NO_TRIES },
  ...[
    null,
    { failures: -1, lastAt: 0 },
    { failures: 1.5, lastAt: 0 },
    { failures: 0 },
    { ...NO_TRIES, pin: '123456' },
    { ...NO_TRIES, steady: { run: 'x', milliseconds: 0 } },
  ].map((known) => ({ learnerId: LEARNER, known })),
  { learnerId: LEARNER, known: NO_TRIES, path: '/' },
];

/** One valid input an operation, and inputs that must be refused before any handler sees them. */
const INPUTS: Readonly<Record<OperationName, { readonly valid: unknown; readonly invalid: readonly unknown[] }>> = {
  'app.describe': { valid: {}, invalid: [null, [], 'x', 1, true, { verbose: true }] },
  'drafts.kept': {
    valid: { ask: 1, kept: true },
    invalid: [
      null,
      {},
      { kept: true },
      { ask: 1, kept: 'yes' },
      { ask: '1', kept: true },
      { ask: 1, kept: true, path: '/' },
    ],
  },
  'opened-file.next': { valid: {}, invalid: [null, [], { path: '/etc/passwd' }] },
  'opened-file.read': {
    valid: { fileId: LEARNER, offset: 0 },
    invalid: [
      {},
      { fileId: '../../etc/passwd', offset: 0 },
      ...[-1, 0.5, 2 ** 53].map((offset) => ({ fileId: LEARNER, offset })),
      { fileId: LEARNER, offset: 0, path: '/etc/passwd' },
    ],
  },
  'clock.read': { valid: {}, invalid: [null, [], { now: 0 }] },
  'unlock-tries.wait': { valid: { learnerId: LEARNER, keyId: LEARNER, known: NO_TRIES }, invalid: badTries },
  'unlock-tries.count': {
    valid: { learnerId: LEARNER, keyId: LEARNER, known: { ...NO_TRIES, steady: { run: LEARNER, milliseconds: 5 } } },
    invalid: badTries,
  },
  'unlock-tries.clear': {
    valid: { learnerId: LEARNER, keyId: LEARNER },
    invalid: [
      {},
      { learnerId: LEARNER },
      { learnerId: '../x', keyId: LEARNER },
      { learnerId: LEARNER, keyId: '../x' },
      { learnerId: LEARNER, keyId: LEARNER, path: '/' },
    ],
  },
  ...journalInputs,
  'snapshot.take': {
    valid: { learnerId: LEARNER, reason: 'manual' },
    invalid: [
      {},
      { learnerId: LEARNER },
      { learnerId: LEARNER, reason: '../x' },
      { learnerId: '../x', reason: 'manual' },
      { learnerId: LEARNER, reason: 'manual', path: '/' },
    ],
  },
  'snapshot.failure': {
    valid: { learnerId: LEARNER },
    invalid: [{}, { learnerId: '../x' }, { learnerId: LEARNER, path: '/' }],
  },
  'snapshot.list': { valid: {}, invalid: [null, [], { learnerId: '../x' }, { learnerId: null }, { folder: '/' }] },
  'snapshot.read': {
    valid: { learnerId: LEARNER, snapshotId: SNAPSHOT, afterSequence: 0, limit: 10 },
    invalid: [
      ...badSnapshots.map((each) => ({ ...each, afterSequence: 0, limit: 10 })),
      { learnerId: LEARNER, snapshotId: SNAPSHOT, afterSequence: -1, limit: 10 },
      { learnerId: LEARNER, snapshotId: SNAPSHOT, afterSequence: 0, limit: 2_001 },
    ],
  },
  'snapshot.restore': {
    valid: { learnerId: LEARNER, page: PAGE, snapshotId: SNAPSHOT },
    invalid: [
      ...badSnapshots.map((each) => ({ page: PAGE, ...each })),
      { learnerId: LEARNER, snapshotId: SNAPSHOT },
      { learnerId: LEARNER, page: '../x', snapshotId: SNAPSHOT },
    ],
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
    invalid: [{}, { base64: 1 }, { base64: 'not base64' }, { path: '/etc/passwd' }],
  },
  ...recordingInputs,
  'job-aid.export': jobAidInputs,
  'notebook.export': notebookInputs,
  'record-of-learning.export': {
    valid: { document: recordDocument },
    invalid: [
      {},
      { document: null },
      { document: { ...recordDocument, modules: [] } },
      { document: { ...recordDocument, language: 'xx' } },
      { document: { ...recordDocument, madeOn: 'today' } },
      { document: { ...recordDocument, seriesTitle: 'x'.repeat(401) } },
      { document: { ...recordDocument, certificates: Array.from({ length: 251 }, () => longTitled) } },
      { document: { ...recordDocument, totals: { ...recordDocument.totals, meanScore: 1.1 } } },
      { document: { ...recordDocument, totals: { ...recordDocument.totals, attempts: -1 } } },
      {
        document: {
          ...recordDocument,
          certificates: [
            {
              certificateId: '../../x',
              revision: 1,
              kind: 'module',
              title: 'x',
              issuedOn: '2026-11-20',
              replaced: false,
            },
          ],
        },
      },
      { document: { ...recordDocument, notes: ['private'] } },
      { document: recordDocument, path: '/home/member/x.pdf' },
    ],
  },
  'update.choose': { valid: {}, invalid: [null, { path: '/tmp/update.json' }] },
  'update.install': {
    valid: { version: '1.2.3' },
    invalid: [{}, { version: '1.2' }, { version: '../1.2.3' }, { version: '1.2.3', path: '/tmp/setup.exe' }],
  },
  'signing-key.replace': { valid: {}, invalid: [null, [], { force: true }] },
  'delivery.choose-folder': { valid: {}, invalid: [null, [], { path: '/home/member' }] },
  'delivery.reveal': {
    valid: { revealId: 'a-reveal-id' },
    invalid: [
      {},
      { revealId: 1 },
      { revealId: null },
      { revealId: 'x'.repeat(81) },
      { revealId: ['a'] },
      { path: '/etc' },
    ],
  },
  'export.begin': {
    valid: { kind: 'learner-file', label: 'Sok Dara' },
    invalid: [
      {},
      { kind: 'program', label: 'x' },
      { kind: 'learner-file' },
      { kind: 'learner-file', label: 1 },
      { kind: 'learner-file', label: 'x'.repeat(401) },
      { kind: 'learner-file', label: 'x', path: '/etc' },
    ],
  },
  'export.append': {
    valid: { exportId: LEARNER, text: 'x' },
    invalid: [
      {},
      { exportId: '../x', text: 'x' },
      { exportId: LEARNER },
      { exportId: LEARNER, text: null },
      { exportId: LEARNER, text: 'x'.repeat(1_000_001) },
    ],
  },
  'export.finish': {
    valid: { exportId: LEARNER },
    invalid: [{}, { exportId: 1 }, { exportId: 'x' }, { exportId: LEARNER, fileName: 'x.exe' }],
  },
  'export.cancel': { valid: { exportId: LEARNER }, invalid: [{}, { exportId: null }, { exportId: '/tmp/x' }] },
  'link.open': {
    valid: { url: 'https://www.ohchr.org/' },
    invalid: [
      {},
      { url: null },
      { url: 1 },
      { url: ['https://un.org'] },
      { url: 'x'.repeat(2_049) },
      { url: 'https://un.org', ask: false },
    ],
  },
};

/** The inputs of an operation. */
export function inputsOf(name: OperationName): { readonly valid: unknown; readonly invalid: readonly unknown[] } {
  return INPUTS[name];
}

/** Inputs with a short label each, for the names of tests. */
export function labelled(inputs: readonly unknown[]): [label: string, input: unknown][] {
  return inputs.map((input) => [JSON.stringify(input).slice(0, 100), input]);
}
