import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000));

/** What an award rests on, as counts of the modules it covers. Never notes, never answers. */
export const credentialEvidenceSchema = v.strictObject({
  sectionsRead: count,
  questionsAnswered: count,
  /** Counted attempts at quizzes. */
  attempts: count,
});

export type CredentialEvidence = v.InferOutput<typeof credentialEvidenceSchema>;

/**
 * A signed credential as JSON text, exactly as it was signed: stored, attached and saved byte for byte. One of this app
 * has about 6 KB.
 */
export const credentialTextSchema = v.pipe(v.string(), v.minLength(2), v.maxLength(200_000));

/** Largest file that can be checked, in bytes; sent as base64 it stays below `MAXIMUM_REQUEST_BYTES`. */
export const MAXIMUM_CHECKED_BYTES: number = 5 * 1024 * 1024;

/** One signed field, as the screen shows it. */
const signedFieldSchema = v.strictObject({
  /** Own credentials: the field's key under `verify.fields` in the interface's texts. Others: the path in the JSON. */
  name: v.string(),
  /** e.g. a module's number, for a field that occurs more than once; `cut` for the beginning of a longer text. */
  detail: v.string(),
  value: v.string(),
});

export type SignedField = v.InferOutput<typeof signedFieldSchema>;

/**
 * Why a file can't be checked at all.
 * - `empty`, `too-large`, `unknown-kind` (neither PDF, JSON, JPEG nor PNG)
 * - `damaged-pdf`, `protected-pdf` (asks for a password), `heavy-pdf` (unpacks to more, or takes longer, than is
 *   allowed, or ended the process that read it: a PDF bomb)
 * - `no-attachment`, `several-attachments`: the PDF holds no credential and shows no code, or holds more than one
 *   credential, or two files of one name
 * - `broken-json`, `not-a-credential`: JSON that is damaged, or that is something else
 * - `heavy-credential`: of more parts than can be checked in a moment
 * - `damaged-picture`, `heavy-picture` (takes more memory or time than is allowed)
 * - `no-code`, `foreign-code`, `several-codes`: the picture shows no code, only another program's, or more than one of
 *   this app's
 */
const FILE_PROBLEMS = [
  'empty',
  'too-large',
  'unknown-kind',
  'damaged-pdf',
  'protected-pdf',
  'heavy-pdf',
  'no-attachment',
  'several-attachments',
  'broken-json',
  'not-a-credential',
  'heavy-credential',
  'damaged-picture',
  'heavy-picture',
  'no-code',
  'foreign-code',
  'several-codes',
] as const;

export type FileProblem = (typeof FILE_PROBLEMS)[number];

/**
 * What the proof says.
 * - `intact`: the signature fits every signed field
 * - `changed`: it doesn't: a field, the proof or a letter was altered
 * - `no-proof`, `unknown-proof` (another kind than `eddsa-rdfc-2022` Data Integrity), `unknown-key` (the key isn't in
 *   the credential and nothing is fetched)
 * - `unknown-context`: a vocabulary that no package of this app ships, named in `context`
 */
const SIGNATURE_STATES = ['intact', 'changed', 'no-proof', 'unknown-proof', 'unknown-key', 'unknown-context'] as const;

export type SignatureState = (typeof SIGNATURE_STATES)[number];

/**
 * What is known of the page that a PDF shows around an intact credential.
 * - `genuine`: the file is, byte for byte, what this version of the app prints for the credential
 * - `another`: the PDF's metadata name another certificate, person or title
 * - `untold`: anything else. Metadata that fit prove nothing, since they can be copied onto any page, nor do those that
 *   were taken out; bytes that differ prove nothing either, since another version of the app prints others. Somebody
 *   has to compare page and fields.
 */
const PAGE_STATES = ['genuine', 'another', 'untold'] as const;

export type PageState = (typeof PAGE_STATES)[number];

/**
 * Whether a countersignature holds for a certificate.
 * - `holds`: intact, of this app's form, about these bytes
 * - `another-form`: something else, or of a form that this app doesn't write
 * - `changed`: its signature doesn't fit, or isn't by the key that it names as its issuer
 * - `another-certificate`: it is about another id; `other-bytes`: about this id, and other bytes
 * - `own-key`: by the key that signed the certificate, or both by keys of this computer, which confirms nothing
 */
const COUNTERSIGNATURE_STATES = [
  'holds',
  'another-form',
  'changed',
  'another-certificate',
  'other-bytes',
  'own-key',
] as const;

/** A countersignature as it was checked beside a certificate. */
export const checkedCountersignatureSchema = v.strictObject({
  state: v.picklist(COUNTERSIGNATURE_STATES),
  /** The signer's public key in multibase; empty, as what follows, where it isn't intact. */
  key: v.string(),
  /** The name that the key's owner gives. */
  name: v.string(),
  /** `sha384-…` of the bytes that it is about. */
  digest: v.string(),
  /** Whether the key is one of this computer. */
  isOwnKey: v.boolean(),
  /** The endorsement as it is stored and attached. */
  text: v.string(),
});

export type CheckedCountersignature = v.InferOutput<typeof checkedCountersignatureSchema>;

/** What was found in a file. The answers are independent of each other. */
export const credentialReportSchema = v.variant('outcome', [
  v.strictObject({ outcome: v.literal('unreadable'), problem: v.picklist(FILE_PROBLEMS) }),
  /** The code on a page, from a picture of the page: what it says, to be compared with what is printed. */
  v.strictObject({
    outcome: v.literal('paper'),
    signature: v.picklist(['intact', 'changed']),
    /** `did:key` of the key in the code; empty where it isn't intact. */
    signer: v.string(),
    /** As below; null where it isn't intact. */
    maker: v.nullable(v.picklist(['this-computer', 'this-kind'])),
    /** None where it isn't intact. */
    fields: v.array(signedFieldSchema),
  }),
  v.strictObject({
    outcome: v.literal('checked'),
    fileKind: v.picklist(['pdf', 'json']),
    signature: v.picklist(SIGNATURE_STATES),
    /** The vocabulary that can't be read offline, else empty. */
    context: v.string(),
    /** `did:key` of the key that signed, else empty. */
    signer: v.string(),
    /** True where the credential is intact and its key is that of the issuer it names; null where it isn't intact. */
    signerIsIssuer: v.nullable(v.boolean()),
    /**
     * `this-computer`: signed with a key of this computer, the present one or one that was put aside. `this-kind`: has
     * the form that this app writes, which anybody can imitate. `other`: any other maker. Null where the credential
     * isn't intact.
     */
    maker: v.nullable(v.picklist(['this-computer', 'this-kind', 'other'])),
    /**
     * What is known of the page that the PDF shows; null for a JSON file, where the credential isn't intact, and where
     * the page of one of many files wasn't printed again and its metadata name no other certificate.
     */
    page: v.nullable(v.picklist(PAGE_STATES)),
    /** Short code of the credential, as printed below the QR code; empty where it isn't intact. */
    shortCode: v.string(),
    /** Whether it has the form that this app writes, which says how `fields` are named; it proves nothing. */
    ownForm: v.boolean(),
    fields: v.array(signedFieldSchema),
    /** What is signed about the signature itself, by the options' names in the proof; empty where it isn't intact. */
    proofFields: v.array(signedFieldSchema),
    /**
     * The validity times in the credential, as written (`domain/certificate/credential-validity.ts`); empty where it
     * isn't intact.
     */
    period: v.strictObject({ from: v.array(v.string()), until: v.array(v.string()) }),
    /** Whether it names a list of withdrawn credentials, which isn't looked up: no request leaves this computer. */
    namesStatus: v.boolean(),
    /** The credential as it is attached; empty where it isn't intact or not of this app's form. */
    credential: v.string(),
    /** What a countersignature that a PDF carries says of it; null where it carries none, or the credential isn't. */
    countersignature: v.nullable(checkedCountersignatureSchema),
    /** What the PDF says about itself. */
    pdf: v.nullable(v.strictObject({ title: v.string(), keywords: v.string() })),
  }),
]);

export type CredentialReport = v.InferOutput<typeof credentialReportSchema>;
