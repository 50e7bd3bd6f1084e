import * as v from 'valibot';
import { certificateDocumentSchema, type CertificateDocument } from '../../../contract/certificate-document';
import type { CredentialEvidence } from '../../../contract/credential';
import { PAPER_CODE } from '../certificate';
import { CREDENTIALS_CONTEXT, OPEN_BADGES_CONTEXT } from './contexts';
import { proofSchema, type UnsignedForm } from './proof-form';

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
const evidenceSchema = v.strictObject({
  type: v.tuple([v.literal('Evidence')]),
  name: v.string(),
  description: v.string(),
  narrative: v.exactOptional(v.string()),
});

/** The form in which this app writes credentials. Every other form is foreign. */
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
  evidence: v.array(evidenceSchema),
  proof: v.exactOptional(proofSchema),
});

/** Among the evidence: a title in a second language, of a page in two. */
const TITLE_BESIDE = /^(Title|Series|Module \d{1,2}) in (en|km)$/u;

/** A credential before it is signed. */
export type UnsignedCredential = UnsignedForm<typeof ownSchema>;

/** What an achievement's id is made of, in this order. The space of names is that of this app's xAPI activities. */
const ACHIEVEMENT_ID = /^urn:child-justice-series:achievement:([^:#]+):[^:#]+:([^:#]+):[^:#]+$/u;

/**
 * The id of what is certified: the same for everybody who completed it, by the course's edition, what was completed and
 * the language. A certificate whose document doesn't name them has one of its own.
 */
export function achievementId({ course, kind, language, certificateId }: CertificateDocument): string {
  return course
    ? `urn:child-justice-series:achievement:${[course.edition, kind, course.objectId, language].map(encodeURIComponent).join(':')}`
    : `urn:uuid:${certificateId.toLowerCase()}#achievement`;
}

/** What an achievement's id says of the course; undefined for one of a certificate's own. */
function courseOf(id: string): CertificateDocument['course'] {
  const [, edition, objectId] = ACHIEVEMENT_ID.exec(id) ?? [];
  if (edition === undefined || objectId === undefined) return undefined;
  try {
    return { edition: decodeURIComponent(edition), objectId: decodeURIComponent(objectId) };
  } catch {
    return undefined;
  }
}

/** What the ids of an achievement's results begin with. */
function resultBase(document: CertificateDocument): string {
  return document.course ? achievementId(document) : `urn:uuid:${document.certificateId.toLowerCase()}`;
}

/**
 * An Open Badges 3.0 credential (Verifiable Credentials 2.0) that holds everything the certificate prints, so that the
 * page can be printed again from it. Times are the document's, so the same document gives the same credential.
 * @param paperCode the text of the page's QR code (`paper-code.ts`); left out where the page has none
 */
export function credentialOf(
  document: CertificateDocument,
  counts: CredentialEvidence,
  issuer: string,
  paperCode?: string,
): UnsignedCredential {
  const id = `urn:uuid:${document.certificateId.toLowerCase()}`;
  const base = resultBase(document);
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
  ].map((fact) => ({ ...fact, id: `${base}#${fact.key}` }));
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
        id: achievementId(document),
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
      ...(paperCode === undefined
        ? []
        : [{ type: ['Evidence'] as ['Evidence'], name: PAPER_CODE, description: paperCode }]),
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
      ...titlesBeside(document),
    ],
  };
}

/** Each title in the second language as an entry of its own, so that any reader of credentials shows it. */
function titlesBeside({ beside, modules }: CertificateDocument): UnsignedCredential['evidence'] {
  if (!beside) return [];
  const entries = [
    ['Title', beside.title],
    ['Series', beside.seriesTitle],
    ...beside.moduleTitles.map((title, index) => [`Module ${modules[index]?.number ?? 0}`, title] as const),
  ] as const;
  return entries.map(([of, title]) => ({
    type: ['Evidence'],
    name: `${of} in ${beside.language}`,
    description: title,
  }));
}

function readBeside(grounds: UnsignedCredential['evidence']): object {
  const entries = grounds.flatMap(({ name, description }) => {
    const [, of = '', language] = TITLE_BESIDE.exec(name) ?? [];
    return language === undefined ? [] : [{ of, language, description }];
  });
  const titleOf = (wanted: string): string => entries.find(({ of }) => of === wanted)?.description ?? '';
  const [first] = entries;
  if (!first) return {};
  const moduleTitles = entries.filter(({ of }) => of.startsWith('Module')).map(({ description }) => description);
  return {
    beside: { language: first.language, title: titleOf('Title'), seriesTitle: titleOf('Series'), moduleTitles },
  };
}

const evidenceKeys = Object.keys(evidenceNames) as (keyof CredentialEvidence)[];

/** A credential of this app's form, read back: what it certifies and its evidence. */
export interface ReadCredential {
  readonly document: CertificateDocument;
  readonly evidence: CredentialEvidence;
  /** The id under which others name it. */
  readonly id: string;
  /** The text as it was signed; its short code is the printed one. */
  readonly text: string;
  /** The text of its QR code; what that says isn't checked. Left out of what was signed without one. */
  readonly paperCode?: string;
}

/**
 * Reads a credential of the form that this app writes, whatever the order of names and the space between them; null for
 * every other, though its signature holds: a list in another order, a field that is repeated, added or spelt otherwise.
 */
export function readOwnCredential(credential: unknown): ReadCredential | null {
  const parsed = v.safeParse(ownSchema, credential);
  if (!parsed.success) return null;
  const { credentialSubject: subject, id, evidence: grounds, ...own } = parsed.output;
  const { achievement } = subject;
  const [uuid = '', revision = ''] = id.slice('urn:uuid:'.length).split('#revision-');
  const values = new Map(subject.result.map(({ resultDescription, value }) => [resultDescription, value]));
  const course = courseOf(achievement.id);
  const base = course ? achievement.id : `urn:uuid:${uuid}`;
  const fact = (key: string): string => values.get(`${base}#${key}`) ?? '';
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
    ...readBeside(grounds),
    ...(course ? { course } : {}),
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
  const evidence = {
    sectionsRead: count('sectionsRead'),
    questionsAnswered: count('questionsAnswered'),
    attempts: count('attempts'),
  };
  const paperCode = grounds.find(({ name }) => name === PAPER_CODE)?.description;
  // Written again it must be equal in every part, so it holds no field that isn't shown, and none twice.
  const { proof, ...unsigned } = parsed.output;
  const written = credentialOf(document.output, evidence, unsigned.issuer.id, paperCode);
  if (JSON.stringify(written) !== JSON.stringify(unsigned)) return null;
  return {
    document: document.output,
    id,
    evidence,
    text: JSON.stringify(proof ? { ...written, proof } : written),
    ...(paperCode === undefined ? {} : { paperCode }),
  };
}
