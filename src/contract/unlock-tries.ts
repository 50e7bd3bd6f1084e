import * as v from 'valibot';

/** The key of a record that a PIN or recovery code is tried at. */
export const keyIdSchema = v.pipe(v.string(), v.uuid());

const countedTries = {
  /** Wrong ones since the key was last opened. */
  failures: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000)),
  /** Milliseconds until the next try is accepted. */
  wait: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER)),
};

/** Wrong tries at a key, and the wait that follows from them (`domain/protection/unlock-delay.ts`). */
export const countedTriesSchema = v.strictObject(countedTries);

/** The answer to a try: accepted, and counted as a wrong one until `unlock-tries.clear`, or it has to wait. */
export const countedTrySchema = v.strictObject({ ...countedTries, taken: v.boolean() });
