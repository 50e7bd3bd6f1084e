import * as v from 'valibot';

/** A reading of the host's own clock, which runs evenly whatever the computer's clock is set to. Two readings can be compared only within one run of the host. */
export const steadyReadingSchema = v.strictObject({
  run: v.pipe(v.string(), v.uuid()),
  /** Milliseconds since that run began. */
  milliseconds: v.pipe(v.number(), v.integer(), v.minValue(0)),
});

export type SteadyReading = v.InferOutput<typeof steadyReadingSchema>;
