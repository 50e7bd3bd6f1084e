import * as v from 'valibot';

/**
 * A reading of the host's own clock, which runs evenly whatever the computer's clock is set to. Two readings can be
 * compared only within one run of the host.
 */
export const steadyReadingSchema = v.strictObject({
  run: v.pipe(v.string(), v.uuid()),
  /** Milliseconds since that run began. */
  milliseconds: v.pipe(v.number(), v.integer(), v.minValue(0)),
});

export type SteadyReading = v.InferOutput<typeof steadyReadingSchema>;

const milliseconds = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));

/** The key of a record that a PIN or recovery code is tried at. */
export const keyIdSchema = v.pipe(v.string(), v.uuid());

/** Wrong tries at a key since it was last opened (`domain/protection/unlock-delay.ts`). */
export const unlockTriesSchema = v.strictObject({
  failures: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000)),
  /** Milliseconds since 1970 of the last wrong one; 0 where there was none. */
  lastAt: milliseconds,
  steady: v.exactOptional(steadyReadingSchema),
});

/** The answer to a try: accepted, and counted as a wrong one until `unlock-tries.clear`, or it has to wait. */
export const countedTrySchema = v.strictObject({
  taken: v.boolean(),
  /** Milliseconds until the next one is accepted. */
  wait: milliseconds,
  tries: unlockTriesSchema,
});
