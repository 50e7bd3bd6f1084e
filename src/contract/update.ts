import * as v from 'valibot';

/**
 * Why an update isn't installed; each has a text under `appUpdate.refusals`.
 * - `unsupported`: this copy of the app can't be updated from a file (browser host, a checkout, a portable copy, a
 *   folder that was unpacked on Windows)
 * - `unreadable`: the file isn't the description of an update
 * - `signature`: it isn't signed by the makers of this app
 * - `other-app`: it describes another program
 * - `not-newer`: it is this version or an older one
 * - `other-system`: it has no installer for this system
 * - `missing`: the installer isn't beside the description
 * - `damaged`: the installer isn't the described one
 * - `snapshot`: the records could not be copied before
 */
export const updateRefusalSchema = v.picklist([
  'unsupported',
  'unreadable',
  'signature',
  'other-app',
  'not-newer',
  'other-system',
  'missing',
  'damaged',
  'snapshot',
]);

export type UpdateRefusal = v.InferOutput<typeof updateRefusalSchema>;

/** A version as this app counts them: three numbers. */
export const appVersionSchema = v.pipe(v.string(), v.regex(/^\d{1,6}\.\d{1,6}\.\d{1,6}$/u));

/** What one change says; the languages that lack it show the English one. */
const changeText = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const changesOfKind = v.pipe(
  v.array(v.strictObject({ en: changeText, km: v.optional(changeText) })),
  // What a person reads before they install it, and no more.
  v.maxLength(5),
);

/** What a version changed, for who uses it. */
export const updateChangesSchema = v.strictObject({
  courseCorrected: changesOfKind,
  courseAdded: changesOfKind,
  appNew: changesOfKind,
});

export type UpdateChanges = v.InferOutput<typeof updateChangesSchema>;

const refused = v.strictObject({ outcome: v.literal('refused'), reason: updateRefusalSchema });

/** What came of choosing an update. `ready`: everything about it was checked. */
export const chosenUpdateSchema = v.variant('outcome', [
  v.strictObject({ outcome: v.literal('cancelled') }),
  refused,
  v.strictObject({
    outcome: v.literal('ready'),
    version: appVersionSchema,
    changes: v.optional(updateChangesSchema),
  }),
]);

export type ChosenUpdate = v.InferOutput<typeof chosenUpdateSchema>;

/** The update that brought this version, the first time that it is asked for; null afterwards, or if there was none. */
export const lastUpdateSchema = v.strictObject({
  update: v.nullable(v.strictObject({ version: appVersionSchema, changes: updateChangesSchema })),
});

export type LastUpdate = v.InferOutput<typeof lastUpdateSchema>['update'];

/** What came of installing. `closing`: the records were copied, the app closes, and the installer starts then. */
export const installedUpdateSchema = v.variant('outcome', [refused, v.strictObject({ outcome: v.literal('closing') })]);

export type InstalledUpdate = v.InferOutput<typeof installedUpdateSchema>;
