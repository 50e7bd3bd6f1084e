/** The documents that the app prints: certificates and records of learning. */
export { type CertificateTypesetting, createCertificateTypesetting } from './certificate-typesetting';
export { shortCode } from './credential-code';
export { exportCertificate, exportCredential, exportRecord } from './document-export';
export { certificateMetadata } from './metadata';
export { createRecordTypesetting } from './record-typesetting';
