import { defineStore } from 'pinia';
import { MAXIMUM_CHECKED_BYTES, type CredentialReport } from '../../../../contract/credential';
import { success, type Result } from '../../../../contract/result';
import {
  certificateHistory,
  statusOf,
  type CertificateIssue,
  type ShownStatus,
} from '../../../../domain/certificate/certificate-history';
import { shortCodeOf } from '../../../../domain/certificate/short-code';
import { useAppContext } from '../../app-context';
import { useRecord } from './record';
import { toBase64 } from '../../../../domain/json/base64';

export type { CredentialReport, SignedField } from '../../../../contract/credential';
export type { ShownStatus } from '../../../../domain/certificate/certificate-history';

/** Checks files; nothing of them is stored. */
export const useVerification = defineStore('verification', () => {
  const context = useAppContext();
  const recordStore = useRecord();

  /** Checks a file offline. One that is too large is refused here, unread. Rejects where the file can't be read. */
  async function check(file: File): Promise<Result<CredentialReport>> {
    if (file.size > MAXIMUM_CHECKED_BYTES) return success({ outcome: 'unreadable', problem: 'too-large' });
    return context.host.invoke('credential.verify', { base64: toBase64(new Uint8Array(await file.arrayBuffer())) });
  }

  /**
   * The status of a checked certificate in the current learner's record; `unknown` where it isn't intact, or isn't
   * theirs.
   */
  function shownStatusOf(report: CredentialReport): ShownStatus {
    if (report.outcome !== 'checked' || report.signature !== 'intact' || !report.ownForm) return { state: 'unknown' };
    const field = (name: string): string => report.fields.find((each) => each.name === name)?.value ?? '';
    return statusOf(recordStore.record, {
      certificateId: field('certificateId'),
      revision: Number(field('revision')),
      issuedAt: field('issuedAt'),
      signer: report.signer,
    });
  }

  /** The issue in the current learner's record whose short code this is, with its state; null where none has it. */
  async function findByCode(code: string): Promise<CertificateIssue | null> {
    const { record } = recordStore;
    for (const issued of Object.values(record.certificates)) {
      const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(issued.credential));
      if (shortCodeOf(new Uint8Array(digest)) !== code) continue;
      const { objectId, snapshot } = issued;
      const history = certificateHistory(record, { kind: snapshot.kind, objectId });
      return history.find((each) => each.issued === issued) ?? null;
    }
    return null;
  }

  return { check, shownStatusOf, findByCode };
});
