/** The documents that the app prints: certificates, records of learning, job aids and notebooks. */
export { type CertificateTypesetting, createCertificateTypesetting } from './certificate-typesetting';
export { shortCode } from './credential-code';
export {
  exportCertificate,
  exportCredential,
  exportJobAid,
  exportNotebook,
  exportRecordOfLearning,
} from './document-export';
export { certificateMetadata } from './metadata';
