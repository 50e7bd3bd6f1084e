import * as v from 'valibot';
import { certificateDocumentSchema, type CertificateDocument } from '../../../contract/certificate-document';
import type { CredentialEvidence } from '../../../contract/credential';
import { CREDENTIALS_CONTEXT, OPEN_BADGES_CONTEXT } from './contexts';

const ISSUER_NAME = 'Child Justice Series app';
const CRITERIA =
  'Every section of each module was marked as read, and its quiz was passed, in the app on the learner’s computer.';

/** Whole-certificate results besides the modules' scores. They are text: a number would be signed rounded. */
const MEAN_SCORE = 'Mean score';
const STUDY_MINUTES = 'Study material, minutes';
const COMPLETED_ON = 'Completed on';
const ISSUED_ON = 'Issued on';

const evidenceNames = {
  sectionsRead: 'Sections read',
  questionsAnswered: 'Questions answered',
  attempts: 'Counted quiz attempts',
} as const satisfies Record<keyof CredentialEvidence, string>;

const named = v.strictObject({
  id: v.string(),
  type: v.tuple([v.literal('ResultDescription')]),
  name: v.string(),
  resultType: v.string(),
});
const result = v.strictObject({
  type: v.tuple([v.literal('Result')]),
  resultDescription: v.string(),
  value: v.string(),
});
const evidence = v.strictObject({
  type: v.tuple([v.literal('Evidence')]),
  name: v.string(),
  description: v.string(),
  narrative: v.exactOptional(v.string()),
});

/** The form in which this app writes credentials, without the proof. Every other form is foreign. */
const ownSchema = v.strictObject({
  '@context': v.tuple([v.literal(CREDENTIALS_CONTEXT), v.literal(OPEN_BADGES_CONTEXT)]),
  id: v.pipe(v.string(), v.regex(/^urn:uuid:[0-9a-f-]{36}#revision-\d{1,3}$/u)),
  type: v.tuple([v.literal('VerifiableCredential'), v.literal('OpenBadgeCredential')]),
  name: v.string(),
  issuer: v.strictObject({ id: v.string(), type: v.tuple([v.literal('Profile')]), name: v.literal(ISSUER_NAME) }),
  validFrom: v.string(),
  awardedDate: v.string(),
  credentialSubject: v.strictObject({
    type: v.tuple([v.literal('AchievementSubject')]),
    identifier: v.array(
      v.strictObject({
        type: v.tuple([v.literal('IdentityObject')]),
        hashed: v.literal(false),
        identityHash: v.string(),
        identityType: v.picklist(['name', 'ext:khmerName']),
      }),
    ),
    achievement: v.strictObject({
      id: v.string(),
      type: v.tuple([v.literal('Achievement')]),
      achievementType: v.literal('CertificateOfCompletion'),
      name: v.string(),
      description: v.string(),
      criteria: v.strictObject({ narrative: v.literal(CRITERIA) }),
      humanCode: v.string(),
      fieldOfStudy: v.string(),
      inLanguage: v.string(),
      resultDescription: v.array(named),
    }),
    result: v.array(result),
  }),
  evidence: v.array(evidence),
  proof: v.optional(v.unknown()),
});

/** A credential before it is signed. */
export type UnsignedCredential = Omit<v.InferOutput<typeof ownSchema>, 'proof'>;

/**
 * An Open Badges 3.0 credential (Verifiable Credentials 2.0) that holds everything the certificate prints, so that the
 * page can be printed again from it. Times are the document's, so the same document gives the same credential.
 */
export function credentialOf(
  document: CertificateDocument,
  counts: CredentialEvidence,
  issuer: string,
): UnsignedCredential {
  const id = `urn:uuid:${document.certificateId.toLowerCase()}`;
  const facts = [
    ...document.modules.map(({ number, title, score }) => ({
      key: `module-${number}`,
      name: title,
      value: String(score),
      resultType: 'ScaledScore',
    })),
    { key: 'mean-score', name: MEAN_SCORE, value: String(document.score), resultType: 'ScaledScore' },
    { key: 'study-minutes', name: STUDY_MINUTES, value: String(document.studyMinutes), resultType: 'Result' },
    { key: 'completed-on', name: COMPLETED_ON, value: document.completedOn, resultType: 'Result' },
    { key: 'issued-on', name: ISSUED_ON, value: document.issuedOn, resultType: 'Result' },
  ].map((fact) => ({ ...fact, id: `${id}#${fact.key}` }));
  const identifiers = [
    { identityHash: document.learner.latinName, identityType: 'name' as const },
    { identityHash: document.learner.khmerName, identityType: 'ext:khmerName' as const },
  ].filter(({ identityHash }) => identityHash !== '');
  return {
    '@context': [CREDENTIALS_CONTEXT, OPEN_BADGES_CONTEXT],
    id: `${id}#revision-${document.revision}`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: document.title,
    issuer: { id: issuer, type: ['Profile'], name: ISSUER_NAME },
    validFrom: document.issuedAt,
    awardedDate: document.completedAt,
    credentialSubject: {
      type: ['AchievementSubject'],
      identifier: identifiers.map((identifier) => ({ type: ['IdentityObject'], hashed: false, ...identifier })),
      achievement: {
        id: `${id}#achievement`,
        type: ['Achievement'],
        achievementType: 'CertificateOfCompletion',
        name: document.title,
        description: `${document.title} (${document.seriesTitle})`,
        criteria: { narrative: CRITERIA },
        humanCode: document.kind,
        fieldOfStudy: document.seriesTitle,
        inLanguage: document.language,
        resultDescription: facts.map((fact) => ({
          id: fact.id,
          type: ['ResultDescription'],
          name: fact.name,
          resultType: fact.resultType,
        })),
      },
      result: facts.map((fact) => ({ type: ['Result'], resultDescription: fact.id, value: fact.value })),
    },
    evidence: [
      ...evidenceKeys.map((key) => ({
        type: ['Evidence'] as ['Evidence'],
        name: evidenceNames[key],
        description: String(counts[key]),
      })),
      ...(document.supersedes
        ? [
            {
              type: ['Evidence'] as ['Evidence'],
              name: `Supersedes revision ${document.supersedes.revision}`,
              description: document.supersedes.issuedAt,
              narrative: document.supersedes.reason,
            },
          ]
        : []),
    ],
  };
}

const evidenceKeys = Object.keys(evidenceNames) as (keyof CredentialEvidence)[];

/** A credential of this app's form, read back: what it certifies and its evidence. */
export interface ReadCredential {
  readonly document: CertificateDocument;
  readonly evidence: CredentialEvidence;
}

/**
 * Reads a credential of the form that this app writes; null for every other, and for one that repeats or lacks a field.
 */
export function readOwnCredential(credential: unknown): ReadCredential | null {
  const found = factsOf(credential);
  if (!found) return null;
  // Written again it must be equal in every part, so it holds no field that isn't shown, and none twice.
  const { document, evidence: counts, unsigned } = found;
  return JSON.stringify(credentialOf(document, counts, unsigned.issuer.id)) === JSON.stringify(unsigned)
    ? { document, evidence: counts }
    : null;
}

/** What a credential of the right form says, each field where it is first found; what it says twice isn't noticed. */
export function factsOf(credential: unknown): (ReadCredential & { readonly unsigned: UnsignedCredential }) | null {
  const parsed = v.safeParse(ownSchema, credential);
  if (!parsed.success) return null;
  const { credentialSubject: subject, id, evidence: grounds, ...own } = parsed.output;
  const { achievement } = subject;
  const [uuid = '', revision = ''] = id.slice('urn:uuid:'.length).split('#revision-');
  const values = new Map(subject.result.map(({ resultDescription, value }) => [resultDescription, value]));
  const fact = (key: string): string => values.get(`urn:uuid:${uuid}#${key}`) ?? '';
  const modules = achievement.resultDescription.flatMap(({ id: factId, name }) => {
    const number = /#module-(\d+)$/u.exec(factId)?.[1];
    return number === undefined ? [] : [{ number: Number(number), title: name, score: Number(values.get(factId)) }];
  });
  const identity = (type: 'name' | 'ext:khmerName'): string =>
    subject.identifier.find(({ identityType }) => identityType === type)?.identityHash ?? '';
  const earlier = grounds.find(({ name }) => name.startsWith('Supersedes revision '));
  const count = (key: keyof CredentialEvidence): number =>
    Number(grounds.find(({ name }) => name === evidenceNames[key])?.description);
  const document = v.safeParse(certificateDocumentSchema, {
    certificateId: uuid,
    revision: Number(revision),
    kind: achievement.humanCode,
    language: achievement.inLanguage,
    learner: { latinName: identity('name'), khmerName: identity('ext:khmerName') },
    seriesTitle: achievement.fieldOfStudy,
    title: achievement.name,
    modules,
    score: Number(fact('mean-score')),
    studyMinutes: Number(fact('study-minutes')),
    completedAt: own.awardedDate,
    issuedAt: own.validFrom,
    completedOn: fact('completed-on'),
    issuedOn: fact('issued-on'),
    ...(earlier
      ? {
          supersedes: {
            revision: Number(earlier.name.split(' ').at(-1)),
            issuedAt: earlier.description,
            reason: earlier.narrative ?? '',
          },
        }
      : {}),
  });
  if (!document.success) return null;
  const { proof: _, ...unsigned } = parsed.output;
  return {
    document: document.output,
    evidence: {
      sectionsRead: count('sectionsRead'),
      questionsAnswered: count('questionsAnswered'),
      attempts: count('attempts'),
    },
    unsigned,
  };
}
