import * as v from 'valibot';

/** Most statements that are sent at once. */
const MAXIMUM_STATEMENTS = 500;

/** Most UTF-16 units of a user name and of a password. */
const MAXIMUM_SECRET_LENGTH = 300;

const DIGEST = /^[0-9a-f]{64}$/u;

/** A part of the course, by this app's own names for them. */
const ACTIVITY = /^urn:child-justice-series:(?:module|sequence|series|quiz|protocol):[\w.%-]{1,300}$/u;

/** A day of a report, told as a moment. */
const NOON = /^\d{4}-\d{2}-\d{2}T12:00:00\.000Z$/u;

const text = (maximum: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(maximum));

/** What is told of a known member of a group: a fact of their report, and nothing else. */
const statementSchema = v.strictObject({
  id: v.pipe(v.string(), v.uuid()),
  actor: v.strictObject({
    objectType: v.literal('Agent'),
    name: v.exactOptional(text(500)),
    account: v.strictObject({
      homePage: v.pipe(text(300), v.startsWith('https://')),
      name: v.pipe(v.string(), v.regex(DIGEST)),
    }),
  }),
  verb: v.strictObject({
    id: v.picklist([
      'http://adlnet.gov/expapi/verbs/completed',
      'http://adlnet.gov/expapi/verbs/passed',
      'http://activitystrea.ms/schema/1.0/agree',
    ]),
    display: v.strictObject({ en: v.picklist(['completed', 'passed', 'agreed']) }),
  }),
  object: v.strictObject({
    objectType: v.literal('Activity'),
    id: v.pipe(v.string(), v.regex(ACTIVITY)),
    definition: v.strictObject({
      type: v.pipe(v.string(), v.regex(/^http:\/\/adlnet\.gov\/expapi\/activities\/[a-z]{1,20}$/u)),
      name: v.exactOptional(v.strictObject({ en: text(300) })),
    }),
  }),
  result: v.exactOptional(
    v.union([
      v.strictObject({ completion: v.literal(true) }),
      v.strictObject({
        score: v.strictObject({ scaled: v.pipe(v.number(), v.minValue(0), v.maxValue(1)) }),
        success: v.literal(true),
        completion: v.literal(true),
      }),
    ]),
  ),
  timestamp: v.pipe(v.string(), v.regex(NOON)),
});

/** Id that the page makes for a sending, which is asked for batch by batch and stopped as a whole. */
export const sendingIdSchema = v.pipe(v.string(), v.uuid());

/** Statements on a group, and where they go. What is asked each time is kept nowhere. */
export const sendingSchema = v.strictObject({
  sendingId: sendingIdSchema,
  /** As it was typed. */
  address: text(500),
  username: v.pipe(v.string(), v.maxLength(MAXIMUM_SECRET_LENGTH)),
  password: v.pipe(v.string(), v.maxLength(MAXIMUM_SECRET_LENGTH)),
  statements: v.pipe(
    v.array(statementSchema),
    v.minLength(1),
    v.maxLength(MAXIMUM_STATEMENTS),
    v.check((statements) => new Set(statements.map(({ id }) => id)).size === statements.length),
  ),
});

/**
 * What became of a statement.
 * - `accepted`: the store has it, now or as it had it before
 * - `present`: the store has something under its id, which is the same fact, and keeps it as it is
 * - `refused`, with the store's words
 */
const outcomeSchema = v.variant('outcome', [
  v.strictObject({ outcome: v.picklist(['accepted', 'present']) }),
  v.strictObject({ outcome: v.literal('refused'), words: v.string() }),
]);

/**
 * Why the sending came to a halt.
 * - `busy`: the store asks to wait; `seconds` where it says how long
 * - `no-answer`, `fault`: nothing came back, or a fault of the store; the same bytes may be sent again
 * - `credentials`: the store doesn't take them
 * - `redirect`: it points to another address, which nothing is sent to
 * - `untrusted`: nobody vouches for the address (its certificate)
 * - `not-a-store`: what answered is no learning record store
 */
const haltSchema = v.strictObject({
  reason: v.picklist(['busy', 'no-answer', 'fault', 'credentials', 'redirect', 'untrusted', 'not-a-store']),
  seconds: v.nullable(v.number()),
});

/** What became of the statements, in their order; null for what wasn't settled before the halt. */
export const sentSchema = v.strictObject({
  outcomes: v.array(v.nullable(outcomeSchema)),
  halt: v.nullable(haltSchema),
});

export type Sending = v.InferOutput<typeof sendingSchema>;
export type StatementOutcome = v.InferOutput<typeof outcomeSchema>;
export type Halt = v.InferOutput<typeof haltSchema>;
export type Sent = v.InferOutput<typeof sentSchema>;
