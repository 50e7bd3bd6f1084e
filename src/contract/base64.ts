import * as v from 'valibot';

/** No group is repeated: a pattern that does that, as `v.base64()`, exhausts the stack at 4.5 million characters. */
const SYMBOLS = /^[A-Za-z0-9+/]*={0,2}$/u;

/**
 * Bytes as base64 (RFC 4648, section 4), padded and without line breaks; the empty text is no bytes.
 * @param maximumBytes most bytes that it may hold
 */
/* @__NO_SIDE_EFFECTS__ */
export function base64Schema(maximumBytes: number): v.GenericSchema<string> {
  return v.pipe(
    v.string(),
    v.maxLength(Math.ceil(maximumBytes / 3) * 4),
    v.check((text) => text.length % 4 === 0 && SYMBOLS.test(text)),
  );
}
