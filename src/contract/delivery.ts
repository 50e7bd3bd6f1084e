import * as v from 'valibot';

/**
 * What became of a file that the learner asked to save.
 * - `saved`: written to disk by the desktop host; `fileName` is the name alone, and `revealId` lets the host show it in its folder.
 * - `cancelled`: the learner closed the dialog; nothing was written.
 * - `download`: the browser host keeps the bytes behind a one-time address (path only, same origin); the browser saves them.
 */
export const deliverySchema = v.variant('outcome', [
  v.strictObject({ outcome: v.literal('saved'), fileName: v.string(), revealId: v.string() }),
  v.strictObject({ outcome: v.literal('cancelled') }),
  v.strictObject({ outcome: v.literal('download'), fileName: v.string(), path: v.string() }),
]);

export type Delivery = v.InferOutput<typeof deliverySchema>;
