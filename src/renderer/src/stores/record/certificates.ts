import { defineStore } from 'pinia';
import { computed, watch } from 'vue';
import { dayOfInstant, newId, nowIso, useAppContext } from '../../app-context';
import {
  certificateHistory,
  currentIssue,
  type CertificateIssue,
} from '../../../../domain/certificate/certificate-history';
import {
  coveredModules,
  eligibility,
  issueCertificate,
  type CertificateTarget,
  type Eligibility,
} from '../../../../domain/certificate/certificate';
import {
  correctCertificate,
  nameDiffers,
  renewalOffer,
  renewCertificate,
  type RenewalOffer,
  type RevisionMoment,
} from '../../../../domain/certificate/certificate-revision';
import { countersignaturesOf } from '../../../../domain/certificate/countersignatures';
import { completables } from '../../../../domain/record/completion';
import type { CertificateSnapshot, IssuedCertificate } from '../../../../domain/record/certificate-snapshot';
import type { CertificatePreview } from '../../../../contract/certificate-document';
import type { CredentialEvidence } from '../../../../contract/credential';
import type { OperationOutput } from '../../../../contract/operations';
import type { Delivery, FolderChoice } from '../../../../contract/delivery';
import { sectionReadAt } from '../../../../domain/record/learning-record';
import { success, type Result } from '../../../../contract/result';
import type { LearnerSession } from '../../storage';
import { useSession } from '../session/session';
import { useRecord } from './record';
import { SOURCE_LANGUAGE, type Language } from '../../../../domain/text/language';
import type { Series } from '../../../../domain/series/series';
import { usePaperLanguage } from './paper-language';

export type { CertificatePreview } from '../../../../contract/certificate-document';

/**
 * The result of an action on a certificate: a delivered file, or an issued revision. Null where there was nothing to
 * do.
 */
export type CertificateAnswer = Result<Delivery | { readonly outcome: 'issued'; readonly revision: number }> | null;

/** A certificate that can be earned, with the learner's progress towards it. */
export interface CertificateStatus {
  readonly target: CertificateTarget;
  readonly eligibility: Eligibility;
  /** The valid issue. */
  readonly issued: IssuedCertificate | undefined;
  /** Every issue, the valid one first. */
  readonly history: readonly CertificateIssue[];
}

/** What is earned, what is missing, and the issue, correction, renewal and export of certificates. */
export const useCertificates = defineStore('certificates', () => {
  const context = useAppContext();
  const sessionStore = useSession();
  const recordStore = useRecord();
  const paperLanguage = usePaperLanguage();

  /** The page of the last issue with its credential, until it is shown. */
  let issuedPage: OperationOutput<'certificate.issue'> | null = null;
  watch(
    () => sessionStore.current,
    () => {
      issuedPage = null;
    },
  );

  const statuses = computed<readonly CertificateStatus[]>(() => completables(context.series).map(statusOf));
  /** What is earned and was never made. */
  const unclaimed = computed(() => statuses.value.filter(({ eligibility: { earned }, issued }) => earned && !issued));

  function statusOf(target: CertificateTarget): CertificateStatus {
    const history = certificateHistory(recordStore.record, target);
    return {
      target,
      eligibility: eligibility(context.series, recordStore.record, target),
      issued: history[0]?.issued,
      history,
    };
  }

  /** The certificate as it would be issued now; null where it is issued already, or isn't earned. */
  function draft(target: CertificateTarget): CertificateSnapshot | null {
    const learner = sessionStore.learner;
    if (
      currentIssue(recordStore.record, target) ||
      !learner ||
      !eligibility(context.series, recordStore.record, target).earned
    )
      return null;
    // In two languages it is named by the course's own: that is the same achievement, and has every title.
    const [language, second] = [...paperLanguage.languages].reverse() as [Language, Language?];
    return issueCertificate(context.seriesIn(language), recordStore.record, target, {
      certificateId: newId(context),
      language,
      ...(second ? { beside: { language: second, series: context.seriesIn(second) } } : {}),
      ...now(),
      learner,
    });
  }

  /** The course with its titles in a certificate's languages; null where they aren't there. */
  function courseOf({ language, beside }: CertificateSnapshot): { own: Series; beside?: Series } | null {
    const languages = [language, ...(beside ? [beside.language] : [])];
    if (languages.some((each) => each !== SOURCE_LANGUAGE && !context.translationIn(each))) return null;
    const own = context.seriesIn(language);
    return beside ? { own, beside: context.seriesIn(beside.language) } : { own };
  }

  /** The page for the screen; it isn't typeset again where the issue answered it. */
  async function preview(snapshot: CertificateSnapshot, credential?: string): Promise<Result<CertificatePreview>> {
    const issued = issuedPage;
    issuedPage = null;
    if (issued && issued.credential === credential) return success(issued.page);
    return context.host.invoke(
      'certificate.preview',
      credential === undefined ? { document: snapshot } : { credential, ...countersignatureOn(credential) },
    );
  }

  /**
   * Freezes, signs and issues a certificate, which never changes afterwards. Where it is issued already, that issue is
   * returned.
   *
   * @throws Error where it isn't earned; StorageError
   */
  async function issue(target: CertificateTarget): Promise<Result<IssuedCertificate>> {
    const issued = currentIssue(recordStore.record, target);
    if (issued) return success(issued);
    const snapshot = draft(target);
    if (!snapshot) throw new Error('The certificate is not earned.');
    return signed(target, snapshot);
  }

  /**
   * Exports an issue as PDF: the same bytes each time, also after later issues, until it is countersigned.
   *
   * @param folderId a folder of `chooseFolder`, in which it is saved without a dialog
   */
  async function exportPdf(issued: IssuedCertificate, folderId?: string): Promise<Result<Delivery>> {
    return context.host.invoke('certificate.export', {
      credential: issued.credential,
      ...countersignatureOf(issued),
      ...(folderId === undefined ? {} : { folderId }),
    });
  }

  /** The countersignature that its paper carries: the first that nobody withdrew. */
  function countersignatureOf(issued: IssuedCertificate): { readonly countersignature?: string } {
    const carried = countersignaturesOf(recordStore.record, issued).find(({ isWithdrawn }) => !isWithdrawn);
    return carried ? { countersignature: carried.endorsement } : {};
  }

  function countersignatureOn(credential: string): { readonly countersignature?: string } {
    const issued = Object.values(recordStore.record.certificates).find((each) => each.credential === credential);
    return issued ? countersignatureOf(issued) : {};
  }

  /** Lets the learner choose a folder for several certificates, where the host has such a dialog. */
  async function chooseFolder(): Promise<Result<FolderChoice>> {
    return context.host.invoke('delivery.choose-folder', {});
  }

  /** Saves the signed credential of an issue as JSON. */
  async function exportCredential({ credential }: IssuedCertificate): Promise<Result<Delivery>> {
    return context.host.invoke('credential.export', { credential });
  }

  /** True where the learner's name differs from the one on the valid certificate. */
  function canCorrect({ snapshot }: IssuedCertificate): boolean {
    return sessionStore.learner !== null && nameDiffers(snapshot, sessionStore.learner);
  }

  /**
   * Issues the next revision with the learner's current name.
   *
   * @throws RangeError where that changes nothing or the reason is empty; StorageError
   */
  async function correct(
    target: CertificateTarget,
    { snapshot }: IssuedCertificate,
    reason: string,
  ): Promise<Result<IssuedCertificate>> {
    return signed(target, correctCertificate(snapshot, { ...now(), reason }));
  }

  /** Whether the valid certificate can be renewed, or why not. */
  function renewal(target: CertificateTarget, { snapshot }: IssuedCertificate): RenewalOffer {
    const course = courseOf(snapshot);
    return course ? renewalOffer(course.own, recordStore.record, target, snapshot, course.beside) : { offer: 'none' };
  }

  /** Issues the next revision with today's results. @throws RangeError where there is nothing to renew; StorageError */
  async function renew(target: CertificateTarget, { snapshot }: IssuedCertificate): Promise<Result<IssuedCertificate>> {
    const course = courseOf(snapshot);
    if (!course) throw new RangeError('The titles in the certificate’s language are not there.');
    return signed(target, renewCertificate(course.own, recordStore.record, target, snapshot, now(), course.beside));
  }

  /**
   * Signs a snapshot and saves it; nothing is saved where it can't be signed, or where another session is current by
   * then.
   *
   * @throws Error where the learner left meanwhile; StorageError
   */
  async function signed(target: CertificateTarget, snapshot: CertificateSnapshot): Promise<Result<IssuedCertificate>> {
    const { objectId } = target;
    const { current: session } = sessionStore;
    const answer = await context.host.invoke('certificate.issue', {
      document: snapshot,
      evidence: await evidenceOf(target),
    });
    if (!answer.ok) return answer;
    requireCurrent(session);
    const { credential } = answer.value;
    issuedPage = answer.value;
    const [statementId = ''] = await recordStore.append([
      { verb: 'earned', objectId, certificate: snapshot, credential },
    ]);
    // It is issued, but the next step, e.g. a save dialog, must not open for another learner.
    requireCurrent(session);
    return success({ statementId, objectId, snapshot, credential });
  }

  /** @throws Error where the session isn't current */
  function requireCurrent(session: LearnerSession | null): void {
    if (!sessionStore.isCurrent(session)) throw new Error('Another learner is at work now.');
  }

  /** The evidence of the award, as counts; only answers of submitted attempts count. @throws StorageError */
  async function evidenceOf(target: CertificateTarget): Promise<CredentialEvidence> {
    const { record } = recordStore;
    const modules = coveredModules(context.series, target);
    const outlines = context.series.modules.filter(({ id }) => modules.includes(id));
    const attempts = await Promise.all(
      modules.map(async (id) => (await sessionStore.current?.statements.attemptsOf(id)) ?? []),
    );
    return {
      sectionsRead: outlines.reduce(
        (sum, { sections }) => sum + sections.filter(({ id }) => sectionReadAt(record, id) !== null).length,
        0,
      ),
      questionsAnswered: attempts
        .flat()
        .filter(({ mode, outcome }) => mode === 'attempt' && outcome !== null)
        .reduce((sum, { answers }) => sum + Object.keys(answers).length, 0),
      attempts: modules.reduce((sum, id) => sum + (record.scores[id]?.attempts ?? 0), 0),
    };
  }

  function now(): Omit<RevisionMoment, 'reason'> {
    const learner = sessionStore.learner ?? { latinName: '', khmerName: '' };
    return { learner, issuedAt: nowIso(context), dayOf: dayOfInstant(context) };
  }

  /** Puts aside a signing key that is damaged or locked, and creates a new one. */
  async function replaceSigningKey(): Promise<Result<{ replaced: boolean }>> {
    return context.host.invoke('signing-key.replace', {});
  }

  /** Shows an exported file in its folder; false where the host can't. */
  async function reveal(revealId: string): Promise<boolean> {
    const result = await context.host.invoke('delivery.reveal', { revealId });
    return result.ok && result.value.revealed;
  }

  return {
    statuses,
    unclaimed,
    statusOf,
    draft,
    preview,
    issue,
    exportPdf,
    chooseFolder,
    exportCredential,
    canCorrect,
    correct,
    renewal,
    renew,
    replaceSigningKey,
    reveal,
  };
});
