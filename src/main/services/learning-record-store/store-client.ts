import type { Halt } from '../../../contract/learning-record-store';

/** Ends a sending where it is: the store must be waited for, or nothing more goes there. */
export class SendingHalt extends Error {
  override readonly name = 'SendingHalt';

  constructor(
    readonly reason: Halt['reason'],
    readonly seconds: number | null = null,
  ) {
    super(`The sending came to a halt: ${reason}.`);
  }
}

/** Longest time that a request may take, in milliseconds. */
const REQUEST_LIMIT = 30_000;

/** Most bytes of an answer; one with 500 ids has 20,000. */
const MAXIMUM_ANSWER_BYTES = 1_000_000;

/** What Node calls an address for which nobody vouches. */
const UNTRUSTED = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL/u;

/** A store's answer that isn't a reason to halt. */
export interface StoreAnswer {
  readonly status: number;
  readonly text: string;
}

/** Where a store is, and who asks it. */
export interface StoreClientOptions {
  /** Of its statements. */
  readonly address: string;
  readonly username: string;
  readonly password: string;
  /** Aborted when nobody waits any more: what is under way then throws its reason. */
  readonly signal: AbortSignal;
  /** In milliseconds; shorter in tests alone. */
  readonly requestLimit?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Asks a store. @throws SendingHalt */
export interface StoreClient {
  /** Stores statements. */
  post(body: string): Promise<StoreAnswer>;
}

/** Speaks to a store: one request at a time, no redirect followed, nothing kept of it. */
export function createStoreClient({
  address,
  username,
  password,
  signal,
  requestLimit = REQUEST_LIMIT,
  now = () => Date.now(),
}: StoreClientOptions): StoreClient {
  const headers = {
    accept: 'application/json',
    authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
    'x-experience-api-version': '1.0.3',
  };

  async function ask(url: string, init: RequestInit): Promise<StoreAnswer> {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(requestLimit)]);
    let response: Response;
    let text: string | null;
    try {
      // What goes there names people: to the address that was typed, and to no other.
      response = await fetch(url, { ...init, redirect: 'manual', signal: limited });
      text = await wholeText(response);
    } catch (error) {
      signal.throwIfAborted();
      throw new SendingHalt(UNTRUSTED.test(codeOf(error)) ? 'untrusted' : 'no-answer');
    }
    const { status } = response;
    if (text === null) throw new SendingHalt('not-a-store');
    if (status === 429 || status === 503)
      throw new SendingHalt('busy', secondsToWait(response.headers.get('retry-after'), now()));
    if (status === 408 || status >= 500) throw new SendingHalt('fault');
    if (status < 200 || (status >= 300 && status < 400)) throw new SendingHalt('redirect');
    return { status, text };
  }

  return {
    post: (body) => ask(address, { method: 'POST', body, headers: { ...headers, 'content-type': 'application/json' } }),
  };
}

/** An answer's text; null where it is longer than any store's. */
async function wholeText({ body }: Response): Promise<string | null> {
  if (!body) return '';
  const reader: ReadableStreamDefaultReader<Uint8Array> = body.getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    length += piece.value.length;
    if (length > MAXIMUM_ANSWER_BYTES) {
      await reader.cancel();
      return null;
    }
    pieces.push(piece.value);
  }
  return Buffer.concat(pieces).toString();
}

/** Node tells why in the cause of what `fetch` throws. */
function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
}

/** `Retry-After`: seconds, or a date of HTTP's; null where it says neither. */
function secondsToWait(value: string | null, now: number): number | null {
  if (value === null) return null;
  if (/^\d{1,9}$/u.test(value.trim())) return Number(value);
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - now) / 1000));
}
