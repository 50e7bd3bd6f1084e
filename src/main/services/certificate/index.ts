/** The documents that the app prints: certificates, records of learning, job aids and notebooks. */
export type { PrintedCountersignature } from './certificate-page';
export { type CertificateTypesetting, createCertificateTypesetting } from './certificate-typesetting';
export { PAPER_CODE, shortCode } from './credential-code';
export { createDocumentExports, type DocumentExports } from './document-export';
export { certificateMetadata } from './metadata';
