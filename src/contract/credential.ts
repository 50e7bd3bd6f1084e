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
  /** e.g. a module's number, for a field that occurs more than once. */
  detail: v.string(),
  value: v.string(),
});

export type SignedField = v.InferOutput<typeof signedFieldSchema>;

/**
 * Why a file can't be checked at all.
 * - `empty`, `too-large`, `unknown-kind` (neither PDF nor JSON)
 * - `damaged-pdf`, `protected-pdf` (asks for a password), `heavy-pdf` (unpacks to more, or takes longer, than is
 *   allowed, or ended the process that read it: a PDF bomb)
 * - `no-attachment`, `several-attachments`: the PDF holds no credential, or more than one, or two files of one name
 * - `broken-json`, `not-a-credential`: JSON that is damaged, or that is something else
 * - `heavy-credential`: of more parts than can be checked in a moment
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

/** What was found in a file. The answers are independent of each other. */
export const credentialReportSchema = v.variant('outcome', [
  v.strictObject({ outcome: v.literal('unreadable'), problem: v.picklist(FILE_PROBLEMS) }),
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
    /** What is known of the page that the PDF shows; null for a JSON file, and where the credential isn't intact. */
    page: v.nullable(v.picklist(PAGE_STATES)),
    /**
     * Whether an own, intact credential stands in a file with texts that nobody signed: as another kind of file, or in
     * another program, it can show those.
     */
    holdsMore: v.boolean(),
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
    /** What the PDF says about itself. */
    pdf: v.nullable(v.strictObject({ title: v.string(), keywords: v.string() })),
  }),
]);

export type CredentialReport = v.InferOutput<typeof credentialReportSchema>;
