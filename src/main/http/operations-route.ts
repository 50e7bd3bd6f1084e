import type { IncomingMessage, ServerResponse } from 'node:http';
import * as v from 'valibot';
import { MAXIMUM_REQUEST_BYTES } from '../../contract/operations';
import { failure } from '../../contract/result';
import type { Dispatch } from '../hosts/dispatch';
import { sendJson } from './responses';

const requestSchema = v.strictObject({ name: v.string(), input: v.unknown() });

/** The connection is cut off beyond this size, without a response. */
const MAXIMUM_DRAINED_BYTES = 4 * MAXIMUM_REQUEST_BYTES;

/**
 * As above, of pieces: a browser sends thousands of bytes in each, and each costs the host as much work as a large one.
 */
const MAXIMUM_PIECES = 20_000;

/**
 * `POST /operations` with `{name, input}` as JSON; responds with a `Result`. Status 200 also for an operation's own
 * errors: they are values. Guard and session have been checked.
 */
export async function handleOperation(
  request: IncomingMessage,
  response: ServerResponse,
  dispatch: Dispatch,
): Promise<void> {
  // A form can send only three other types without the browser asking first (a preflight, which is refused here).
  if (!isJson(request.headers['content-type'])) {
    sendJson(response, 415, failure('invalid-input', 'Operations are sent as JSON.'));
    return;
  }
  const body = await readBody(request);
  if (body === null) {
    sendJson(response, 413, failure('invalid-input', `A request has at most ${MAXIMUM_REQUEST_BYTES} bytes.`), {
      Connection: 'close',
    });
    return;
  }
  const parsed = v.safeParse(requestSchema, parseJson(body));
  if (!parsed.success) {
    sendJson(response, 400, failure('invalid-input', 'The request is not an operation.'));
    return;
  }
  const gone = new AbortController();
  // Fires after the response was sent, too, where it has no effect.
  response.once('close', () => {
    gone.abort();
  });
  sendJson(response, 200, await dispatch(parsed.output.name, parsed.output.input, gone.signal));
}

function isJson(contentType: string | undefined): boolean {
  return /^application\/json(?:\s*;\s*charset=utf-8)?$/i.test(contentType ?? '');
}

/**
 * Collects the body; null where it passes the limit, whatever length it announced. The rest of a body that is too large
 * is read and thrown away, for a while: a client that is cut off while it sends never sees the response. The bytes are
 * copied into one piece of memory as they come, since each piece that is kept costs a hundred bytes and more of its
 * own.
 *
 * @throws Error `ECONNRESET` where the connection ends before the body, also because it was cut off
 */
function readBody(request: IncomingMessage): Promise<Buffer | null> {
  let body = Buffer.alloc(0);
  let length = 0;
  let pieces = 0;
  return new Promise((resolve, reject) => {
    // Not by iterating: that joins the pieces that wait, so they would be counted as one and all be held until then.
    request.on('data', (piece: Buffer) => {
      pieces += 1;
      if (pieces > MAXIMUM_PIECES || length > MAXIMUM_DRAINED_BYTES) {
        request.socket.destroy();
        return;
      }
      const end = length + piece.length;
      if (end > MAXIMUM_REQUEST_BYTES) body = Buffer.alloc(0);
      else {
        if (end > body.length)
          body = Buffer.concat([body], Math.min(MAXIMUM_REQUEST_BYTES, Math.max(end, 2 * body.length)));
        piece.copy(body, length);
      }
      length = end;
    });
    request.once('end', () => {
      resolve(length > MAXIMUM_REQUEST_BYTES ? null : body.subarray(0, length));
    });
    // A connection that ends before its request does ends here too.
    request.once('error', reject);
  });
}

/** Undefined for what is not JSON in UTF-8: the schema refuses it. */
function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}
