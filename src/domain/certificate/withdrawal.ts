import * as v from 'valibot';
import { isInstant } from '../json/json-value';
import {
  COUNTERSIGNATURES_VERSION as VERSION,
  MAXIMUM_COUNTERSIGNED,
  WITHDRAWAL_FORMAT,
} from './countersignature-file';

/** A certificate by the id of its credential, and the bytes of it. */
export const certifiedSchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^urn:uuid:[0-9a-f-]{36}#revision-\d{1,3}$/u)),
  /** SHA-384 of the signed credential's text, as Subresource Integrity writes it. */
  digest: v.pipe(v.string(), v.regex(/^sha384-[A-Za-z0-9+/]{64}$/u)),
});

/** What a withdrawal says: whoever signed it takes back what the same key signed over these credentials. */
export const withdrawalSchema = v.strictObject({
  format: v.literal(WITHDRAWAL_FORMAT),
  version: v.literal(VERSION),
  withdrawnAt: v.custom<string>(isInstant),
  certificates: v.pipe(v.array(certifiedSchema), v.minLength(1), v.maxLength(MAXIMUM_COUNTERSIGNED)),
});

export type Withdrawal = v.InferOutput<typeof withdrawalSchema>;

/** A withdrawal before it is signed. */
export function withdrawalOf(certificates: Withdrawal['certificates'], withdrawnAt: string): Withdrawal {
  return { format: WITHDRAWAL_FORMAT, version: VERSION, withdrawnAt, certificates };
}
