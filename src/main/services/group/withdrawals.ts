import * as v from 'valibot';
import type { WithdrawalVerdict } from '../../../contract/countersignature';
import type { Delivery } from '../../../contract/delivery';
import { OperationFailure } from '../../../contract/result';
import { withdrawalOf, withdrawalSchema } from '../../../domain/certificate/withdrawal';
import { isObject, parseJson } from '../../../domain/json/json-value';
import { nestsTooDeep, readsAlike } from '../../../domain/json/untrusted-json';
import type { Credentials } from '../credential';
import { safeFileName } from '../files';
import type { HostPorts } from '../ports';
import { jcsProof, jcsSigner } from './jcs-proof';

/** Withdrawals of countersignatures: signed with this computer's key, and checked. */
export interface Withdrawals {
  /**
   * Takes back what this computer's key signed over credentials, and hands the file to the learner.
   * @param label whose they are, for the file's name
   * @param withdrawnAt ISO 8601 instant
   * @throws OperationFailure of signing and delivery, and `typesetting-failed` for a credential of another form
   */
  save(credentials: readonly string[], label: string, withdrawnAt: string): Promise<Delivery>;
  /** Every text gets an answer. */
  check(text: string): WithdrawalVerdict;
}

/** What withdrawals need of the process. */
export interface WithdrawalsOptions {
  readonly credentials: Pick<Credentials, 'signingKey' | 'namedInCountersignatures'>;
  readonly host: Pick<HostPorts, 'deliverFile'>;
}

/** The withdrawals of a host. */
export function createWithdrawals({ credentials, host }: WithdrawalsOptions): Withdrawals {
  async function signed(texts: readonly string[], withdrawnAt: string): Promise<string> {
    const named = await Promise.all(texts.map((text) => credentials.namedInCountersignatures(text)));
    const pair = await (await credentials.signingKey()).keyPair();
    const withdrawal = withdrawalOf(named, withdrawnAt);
    try {
      const proof = await jcsProof(withdrawal, withdrawnAt, pair.signer());
      return `${JSON.stringify({ ...withdrawal, proof }, null, 2)}\n`;
    } catch (cause) {
      throw new OperationFailure('signing-failed', 'The withdrawal could not be signed.', undefined, { cause });
    }
  }
  return {
    save: async (texts, label, withdrawnAt) =>
      host.deliverFile({
        suggestedName: safeFileName(label, ' withdrawal.json', 'Countersignatures'),
        bytes: new TextEncoder().encode(await signed(texts, withdrawnAt)),
        mimeType: 'application/json',
      }),
    check(text) {
      const value = nestsTooDeep(text) ? undefined : parseJson(text);
      if (!isObject(value)) return { outcome: 'unreadable' };
      if (!readsAlike(text, value)) return { outcome: 'changed' };
      const { proof: _proof, ...withdrawal } = value;
      const parsed = v.safeParse(withdrawalSchema, withdrawal);
      if (!parsed.success) return { outcome: 'unreadable' };
      const key = jcsSigner(value);
      if (key === null) return { outcome: 'changed' };
      // Without spaces, so that one withdrawal has one text.
      return { outcome: 'intact', key, certificates: parsed.output.certificates, text: JSON.stringify(value) };
    },
  };
}
