import type { CertificateDocument } from '../../../src/contract/certificate-document';

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
};

/** Inputs with a document that must be refused. */
export const badDocuments: readonly unknown[] = [
  {},
  { document: null },
  { document: { ...certificateDocument, certificateId: '../../x' } },
  { document: { ...certificateDocument, revision: 1.5 } },
  { document: { ...certificateDocument, kind: 'diploma' } },
  { document: { ...certificateDocument, modules: [] } },
  { document: { ...certificateDocument, score: 1.1 } },
  { document: { ...certificateDocument, score: Number.NaN } },
  { document: { ...certificateDocument, title: 'x'.repeat(401) } },
  { document: { ...certificateDocument, template: '#read("/etc/passwd")' } },
  { document: certificateDocument, path: '/home/member/x.pdf' },
];

/** Inputs of `certificate.export`. */
export const certificateExportInputs = {
  valid: { document: certificateDocument },
  invalid: [
    ...badDocuments,
    ...['', '/home/member', '../..', 7].map((folderId) => ({ document: certificateDocument, folderId })),
  ],
};
