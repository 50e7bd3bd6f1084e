import type { CertificateDocument } from '../../../src/contract/certificate-document';
import { toBase45 } from '../../../src/domain/text/base45';
import { credentialOf } from '../../../src/main/services/credential/credential-document';

/** A certificate document as the domain makes it. */
export const certificateDocument: CertificateDocument = {
  certificateId: '018f3c1e-7b2a-7c3d-8e4f-00000000c0de',
  revision: 1,
  kind: 'module',
  language: 'en',
  learner: { latinName: 'Sok Dara', khmerName: 'សុខ ដារ៉ា' },
  seriesTitle: 'CJN Child Justice Series',
  title: 'Diversion',
  modules: [{ number: 2, title: 'Diversion', score: 0.9 }],
  score: 0.9,
  studyMinutes: 45,
  completedAt: '2026-11-20T08:00:00.000Z',
  issuedAt: '2026-11-20T09:00:00.000Z',
  completedOn: '2026-11-20',
  issuedOn: '2026-11-20',
};

/** Inputs with a document that must be refused. */
export const badDocuments: readonly unknown[] = [
  { document: { ...certificateDocument, certificateId: '../../x' } },
  { document: { ...certificateDocument, revision: 1.5 } },
  { document: { ...certificateDocument, kind: 'diploma' } },
  { document: { ...certificateDocument, modules: [] } },
  { document: { ...certificateDocument, beside: { language: 'fr', seriesTitle: '', title: '', moduleTitles: [''] } } },
  { document: { ...certificateDocument, score: 1.1 } },
  { document: { ...certificateDocument, score: Number.NaN } },
  { document: { ...certificateDocument, title: 'x'.repeat(401) } },
  { document: { ...certificateDocument, template: '#read("/etc/passwd")' } },
];

/** A credential as this app writes it, as long as a signed one; its proof is none. */
export function credentialText(document: CertificateDocument): string {
  const unsigned = credentialOf(
    document,
    { sectionsRead: 60, questionsAnswered: 120, attempts: 12 },
    `did:key:z${'6'.repeat(47)}`,
    // As long as the longest code, and nobody's.
    `CJS1:${toBase45(Buffer.from(document.certificateId.repeat(7)).subarray(0, 220))}`,
  );
  return JSON.stringify({
    ...unsigned,
    proof: {
      type: 'DataIntegrityProof',
      created: document.issuedAt,
      verificationMethod: 'did:key:z#z',
      cryptosuite: 'eddsa-rdfc-2022',
      proofPurpose: 'assertionMethod',
      proofValue: 'z'.repeat(88),
    },
  });
}

const credential = credentialText(certificateDocument);
const badCredentials: readonly unknown[] = [
  { credential: {} },
  { credential: '' },
  { credential: 'x'.repeat(200_001) },
  { document: certificateDocument },
  { document: certificateDocument, credential },
];

const CHECKED = { endorsement: '{}', credential };
const SIGNED = { credential, name: 'Keo Sophea', signedAt: '2026-12-01T03:00:00.000Z' };
const WITHDRAWN = { credentials: [credential], label: 'x', withdrawnAt: '2026-12-01T03:00:00.000Z' };

/** Inputs of the operations that take a credential. */
export const credentialInputs = {
  'certificate.preview': {
    valid: { document: certificateDocument },
    invalid: [...badDocuments, { credential: {} }, { document: certificateDocument, credential }],
  },
  'certificate.export': {
    valid: { credential },
    invalid: [...badCredentials, { credential, countersignature: {} }],
  },
  'countersignature.sign': {
    valid: SIGNED,
    invalid: [
      { ...SIGNED, name: '' },
      { ...SIGNED, name: 'x'.repeat(251) },
      { ...SIGNED, signedAt: 'now' },
      { ...SIGNED, endorsementId: 'x' },
    ],
  },
  'countersignature.check': { valid: CHECKED, invalid: [{ ...CHECKED, endorsement: {} }] },
  'withdrawal.export': {
    valid: WITHDRAWN,
    invalid: [
      { ...WITHDRAWN, credentials: [] },
      { ...WITHDRAWN, credentials: Array.from({ length: 1_001 }, () => '{}') },
      { ...WITHDRAWN, withdrawnAt: '2026-12-01' },
    ],
  },
  'withdrawal.check': { valid: { withdrawal: '{}' }, invalid: [{ withdrawal: {} }, { withdrawal: '' }] },
  'credential.export': { valid: { credential }, invalid: badCredentials },
};
