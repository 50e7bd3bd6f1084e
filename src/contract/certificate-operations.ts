import * as v from 'valibot';
import { MAXIMUM_COUNTERSIGNED } from '../domain/certificate/countersignature-file';
import { base64Schema } from './base64';
import { certificateDocumentSchema, certificatePreviewSchema } from './certificate-document';
import { countersigningSchema, instantSchema, signerNameSchema, withdrawalVerdictSchema } from './countersignature';
import {
  checkedCountersignatureSchema,
  credentialEvidenceSchema,
  credentialReportSchema,
  credentialTextSchema,
  MAXIMUM_CHECKED_BYTES,
} from './credential';
import { deliverySchema, folderIdSchema } from './delivery';

/** The operations on certificates, their credentials and their countersignatures; part of `operations`. */
export const certificateOperations = {
  /** Typesets a certificate that isn't issued, or what a credential certifies, as one SVG page. */
  'certificate.preview': {
    input: v.union([
      v.strictObject({ document: certificateDocumentSchema }),
      v.strictObject({ credential: credentialTextSchema, countersignature: v.exactOptional(credentialTextSchema) }),
    ]),
    output: certificatePreviewSchema,
  },
  /**
   * Signs a certificate with this computer's key, made at first use, and typesets its page. The same document, evidence
   * and key give the same text.
   */
  'certificate.issue': {
    input: v.strictObject({ document: certificateDocumentSchema, evidence: credentialEvidenceSchema }),
    output: v.strictObject({ credential: credentialTextSchema, page: certificatePreviewSchema }),
  },
  /**
   * Typesets what a credential certifies as PDF/A-3a, the credential and a countersignature attached, and gives it to
   * the learner: save dialog (desktop) or download (browser). With `folderId` it is saved in that folder, and nothing
   * there is overwritten.
   */
  'certificate.export': {
    input: v.strictObject({
      credential: credentialTextSchema,
      countersignature: v.exactOptional(credentialTextSchema),
      folderId: v.exactOptional(folderIdSchema),
    }),
    output: deliverySchema,
  },
  /** Gives the signed credential to the learner as a JSON file. */
  'credential.export': {
    input: v.strictObject({ credential: credentialTextSchema }),
    output: deliverySchema,
  },
  /** Signs an endorsement of a certificate with this computer's key, unless a key of this computer signed that too. */
  'countersignature.sign': {
    input: v.strictObject({ credential: credentialTextSchema, name: signerNameSchema, signedAt: instantSchema }),
    output: countersigningSchema,
  },
  /** Whether a countersignature holds for a certificate of this app, which is intact. */
  'countersignature.check': {
    input: v.strictObject({ endorsement: credentialTextSchema, credential: credentialTextSchema }),
    output: checkedCountersignatureSchema,
  },
  /** Takes back what this computer's key signed over certificates, and gives the withdrawal out as a file. */
  'withdrawal.export': {
    input: v.strictObject({
      credentials: v.pipe(v.array(credentialTextSchema), v.minLength(1), v.maxLength(MAXIMUM_COUNTERSIGNED)),
      label: v.pipe(v.string(), v.maxLength(400)),
      withdrawnAt: instantSchema,
    }),
    output: deliverySchema,
  },
  /** What a text says as a withdrawal of countersignatures. Every text gets a verdict. */
  'withdrawal.check': {
    input: v.strictObject({ withdrawal: credentialTextSchema }),
    output: withdrawalVerdictSchema,
  },
  /** Checks a PDF or JSON file offline. Every file gets a report, whatever it holds. */
  'credential.verify': {
    input: v.strictObject({
      /** The file's bytes. */
      base64: base64Schema(MAXIMUM_CHECKED_BYTES),
      /** True for a first look at one of a folder's files: a PDF's page isn't printed again. */
      isOneOfMany: v.exactOptional(v.boolean()),
    }),
    output: credentialReportSchema,
  },
} as const;
