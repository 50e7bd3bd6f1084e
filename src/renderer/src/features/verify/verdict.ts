import type { Validity } from '../../../../domain/certificate/credential-validity';
import type { CredentialReport, ShownStatus } from '../../stores/record/verification';

type Checked = Extract<CredentialReport, { outcome: 'checked' }>;

/** What is said of a checked file before anything else; the texts are `verify.verdict.<kind>`. */
export interface Verdict {
  readonly kind:
    | 'changed'
    | 'unsigned'
    | 'unchecked'
    | 'unreadable'
    | 'impostor'
    | 'another-page'
    | 'over'
    | 'not-yet'
    | 'foreign'
    | 'elsewhere'
    | 'compare'
    | 'more'
    | 'replaced'
    | 'beside'
    | 'counts'
    | 'genuine';
  /** Whether the file can be relied on; null where a person has to look further. */
  readonly holds: boolean | null;
  /** Who signed, in words: `verify.signedBy.<signer>`; null where nobody's signature is proven. */
  readonly signer: 'this-computer' | 'another-computer' | 'another-maker' | null;
}

/**
 * One verdict out of the single answers: what is worst decides, and nothing is called genuine that this computer can't
 * vouch for itself. A credential of another computer has only the form of this app's, which anybody can imitate.
 */
export function verdictOf(report: Checked, validity: Validity, shownStatus: ShownStatus): Verdict {
  if (report.signature !== 'intact') {
    if (report.signature === 'changed') return { kind: 'changed', holds: false, signer: null };
    if (report.signature === 'no-proof') return { kind: 'unsigned', holds: false, signer: null };
    return { kind: 'unchecked', holds: null, signer: null };
  }
  const signer = SIGNERS[report.maker ?? 'other'];
  const verdict = (kind: Verdict['kind'], holds: Verdict['holds']): Verdict => ({ kind, holds, signer });
  if (!report.signerIsIssuer) return { kind: 'impostor', holds: false, signer: null };
  if (report.page === 'another') return verdict('another-page', false);
  if (validity === 'over') return verdict('over', false);
  if (validity === 'not-yet') return verdict('not-yet', null);
  if (signer === 'another-maker') return verdict('foreign', null);
  if (shownStatus.state === 'superseded') return verdict('replaced', null);
  if (report.page === 'untold') return verdict('compare', null);
  if (report.holdsMore) return verdict('more', null);
  if (signer === 'another-computer') return verdict('elsewhere', null);
  if (shownStatus.state === 'beside') return verdict('beside', null);
  return verdict(shownStatus.state === 'current' ? 'counts' : 'genuine', true);
}

/** Where nothing could be checked; why not is told beside it. */
export const UNREADABLE: Verdict = { kind: 'unreadable', holds: null, signer: null };

const SIGNERS = {
  'this-computer': 'this-computer',
  'this-kind': 'another-computer',
  other: 'another-maker',
} as const;
