import { defineStore } from 'pinia';
import type { CheckedCountersignature } from '../../../../contract/credential';
import {
  claimsCountersignatures,
  MAXIMUM_COUNTERSIGNATURE_BYTES,
  readCountersignatureFile,
  type CountersignatureFileProblem,
  type FoundEndorsement,
} from '../../../../domain/certificate/countersignature-file';
import {
  countersignaturesOf,
  credentialId,
  isKeyKnown,
  isWithdrawnIn,
} from '../../../../domain/certificate/countersignatures';
import type { IssuedCertificate } from '../../../../domain/record/certificate-snapshot';
import type { CompletionKind } from '../../../../domain/record/completion';
import { useAppContext } from '../../app-context';
import { failureOf, valueOf, type Failure } from '../host/host-error';
import { useSession } from '../session/session';
import { useRecord } from '../record/record';

/** What is said of a countersignature; `own` is with a key of this computer, which somebody else's record may meet. */
export type CountersignatureState =
  'known' | 'unknown' | 'own' | 'withdrawn' | Exclude<CheckedCountersignature['state'], 'holds'>;

/** A countersignature as it stands; key and name are empty where it isn't intact. */
export interface CountersignatureStanding {
  readonly state: CountersignatureState;
  readonly key: string;
  readonly name: string;
}

/** What came of one countersignature in a file. */
export interface ReceivedAnswer {
  readonly title: string;
  readonly kind: CompletionKind;
  readonly objectId: string;
  readonly state: CheckedCountersignature['state'];
}

/** What came of a file. */
export type ReceivedFile =
  | { readonly kind: 'countersigned'; readonly answers: readonly ReceivedAnswer[] }
  | { readonly kind: 'withdrawn'; readonly key: string; readonly count: number }
  | {
      readonly kind: 'refused';
      readonly problem: CountersignatureFileProblem | 'unread' | 'changed' | 'nothing-yours';
    }
  | ({ readonly kind: 'failed' } & Failure);

/** Bytes by which it is told whether a file is one of countersignatures. */
const BEGINNING = 1_024;

/** Countersignatures on the learner's certificates, their withdrawals, and whose keys the learner knows. */
export const useCountersignatures = defineStore('countersignatures', () => {
  const { host } = useAppContext();
  const sessionStore = useSession();
  const recordStore = useRecord();

  /**
   * Countersignatures of one of the learner's certificates. The host checks them again: they were checked as they were
   * received, and a record that a file brought can hold any text. What it can't check now is nobody's whom one knows.
   */
  async function standingsOf(issued: IssuedCertificate): Promise<readonly CountersignatureStanding[]> {
    const { credential } = issued;
    return Promise.all(
      countersignaturesOf(recordStore.record, issued).map(async ({ key, name, endorsement, isWithdrawn }) => {
        const checked = await host.invoke('countersignature.check', { endorsement, credential });
        return checked.ok ? standingOf(checked.value) : { state: isWithdrawn ? 'withdrawn' : 'unknown', key, name };
      }),
    );
  }

  /** One that a file carries. */
  function standingOf({ state, key, name, digest, isOwnKey }: CheckedCountersignature): CountersignatureStanding {
    if (state !== 'holds') return { state, key, name };
    const { record } = recordStore;
    if (isWithdrawnIn(record, key, digest)) return { state: 'withdrawn', key, name };
    return { state: isOwnKey ? 'own' : isKeyKnown(record, key) ? 'known' : 'unknown', key, name };
  }

  /** True where a file says that it holds countersignatures or a withdrawal. Rejects where it can't be read. */
  async function claims(file: File): Promise<boolean> {
    return claimsCountersignatures(await file.slice(0, BEGINNING).text());
  }

  /** Keeps what a file brings for the learner's certificates. Every file gets an answer. */
  async function receive(file: File): Promise<ReceivedFile> {
    const text = file.size > MAXIMUM_COUNTERSIGNATURE_BYTES ? '' : await file.text().catch(() => null);
    if (text === null) return { kind: 'refused', problem: 'unread' };
    const read = readCountersignatureFile(text);
    if (typeof read === 'string') return { kind: 'refused', problem: read };
    try {
      return read.kind === 'withdrawal' ? await keepWithdrawal(read.withdrawal) : await keep(read.endorsements);
    } catch (error) {
      return { kind: 'failed', ...failureOf(error) };
    }
  }

  async function keep(endorsements: readonly FoundEndorsement[]): Promise<ReceivedFile> {
    const { current } = sessionStore;
    const answers: ReceivedAnswer[] = [];
    for (const issued of Object.values(recordStore.record.certificates))
      for (const { credentialId: named, text } of endorsements) {
        if (named !== credentialId(issued)) continue;
        const { credential, snapshot, objectId, statementId } = issued;
        const checked = valueOf(await host.invoke('countersignature.check', { endorsement: text, credential }));
        // With a key of this computer nobody else confirms anything.
        const state = checked.state === 'holds' && checked.isOwnKey ? 'own-key' : checked.state;
        answers.push({ title: snapshot.title, kind: snapshot.kind, objectId, state });
        if (state !== 'holds' || !sessionStore.isCurrent(current) || isKept(statementId, checked.text)) continue;
        await recordStore.append([{ verb: 'countersigned', statementId, endorsement: checked.text }]);
      }
    return answers.length > 0 ? { kind: 'countersigned', answers } : { kind: 'refused', problem: 'nothing-yours' };
  }

  async function keepWithdrawal(withdrawal: string): Promise<ReceivedFile> {
    const { current } = sessionStore;
    const verdict = valueOf(await host.invoke('withdrawal.check', { withdrawal }));
    if (verdict.outcome !== 'intact')
      return { kind: 'refused', problem: verdict.outcome === 'changed' ? 'changed' : 'damaged' };
    const { key, certificates, text } = verdict;
    const isNew = !Object.values(recordStore.record.withdrawals).includes(text);
    if (isNew && sessionStore.isCurrent(current)) await recordStore.append([{ verb: 'withdrawn', withdrawal: text }]);
    return { kind: 'withdrawn', key, count: certificates.length };
  }

  function isKept(statementId: string, endorsement: string): boolean {
    return countersignaturesOf(recordStore.record, { statementId }).some((each) => each.endorsement === endorsement);
  }

  /** Says that the learner compared a key's digits with its owner, or takes that back. */
  async function setKnown(key: string, isKnown: boolean): Promise<void> {
    await recordStore.append([{ verb: isKnown ? 'trusted' : 'distrusted', key }]);
  }

  return { standingsOf, standingOf, claims, receive, setKnown };
});
