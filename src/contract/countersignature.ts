import * as v from 'valibot';
import { certifiedSchema } from '../domain/certificate/withdrawal';

/** The name that the owner of a key gives. */
export const signerNameSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(250));

/** ISO instant in UTC. */
export const instantSchema = v.pipe(v.string(), v.isoTimestamp());

/** Why a certificate isn't countersigned: `own-key` is one that a key of this computer signed. */
const REFUSALS = ['not-ours', 'changed', 'own-key'] as const;

/** A countersignature, or why there is none. */
export const countersigningSchema = v.variant('outcome', [
  v.strictObject({ outcome: v.literal('signed'), endorsement: v.string() }),
  v.strictObject({ outcome: v.literal('refused'), reason: v.picklist(REFUSALS) }),
]);

export type Countersigning = v.InferOutput<typeof countersigningSchema>;

/**
 * What a text says as a withdrawal of countersignatures; `changed` where its signature doesn't fit. `text` is how it is
 * stored.
 */
export const withdrawalVerdictSchema = v.variant('outcome', [
  v.strictObject({ outcome: v.picklist(['unreadable', 'changed']) }),
  v.strictObject({
    outcome: v.literal('intact'),
    /** The public key that signed, in multibase. */
    key: v.string(),
    certificates: v.array(certifiedSchema),
    text: v.string(),
  }),
]);

export type WithdrawalVerdict = v.InferOutput<typeof withdrawalVerdictSchema>;
