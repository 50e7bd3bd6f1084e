import type { HostMessage } from '../../../contract/host-messages';
import type { OperationInput, OperationName, OperationOutput } from '../../../contract/operations';
import { failure, type Result } from '../../../contract/result';
import { storedSecret, type EntrySecret } from './entry';

/** Carries an operation's name and input to the host, and its answer back; `signal` gives the request up. */
export type HostTransport = (name: OperationName, input: unknown, signal?: AbortSignal) => Promise<unknown>;

/**
 * Milliseconds that the host may take. A host that hangs (a process that was stopped, a disk that fell asleep, a
 * network folder that is gone) refuses nothing: without a limit whatever asks it would wait for as long as it hangs.
 * - `lock`: what stands between a person and their record; several such questions follow one another
 * - `change`: what is written, on the slowest stick
 * - `reading`: a whole journal, read for the first time
 */
const LIMITS = { lock: 3_000, change: 15_000, reading: 30_000, none: null } as const;

/**
 * What each operation may take. Where it is `none`, a person decides (a dialog), or the work takes as long as it takes:
 * typesetting, exports, checks of files, snapshots, and the rewriting of journal and snapshots.
 */
const LIMIT_OF: { readonly [Name in OperationName]: keyof typeof LIMITS } = {
  'app.describe': 'change',
  'drafts.kept': 'none',
  'opened-file.next': 'none',
  'opened-file.read': 'none',
  'app.ping': 'lock',
  'unlock-tries.wait': 'lock',
  'unlock-tries.count': 'lock',
  'unlock-tries.clear': 'lock',
  'journal.list': 'reading',
  'journal.open': 'reading',
  'journal.append': 'change',
  'journal.read': 'reading',
  'journal.renew': 'none',
  'learner.remove': 'none',
  'learner-removal.find': 'change',
  'learner-removal.lift': 'change',
  'journal.rewrite': 'none',
  'snapshot.take': 'none',
  'snapshot.list': 'none',
  'snapshot.failure': 'none',
  'snapshot.read': 'none',
  'snapshot.restore': 'none',
  'paper.unprintable': 'none',
  'certificate.preview': 'none',
  'certificate.issue': 'none',
  'certificate.export': 'none',
  'credential.export': 'none',
  'countersignature.sign': 'none',
  'countersignature.check': 'none',
  'withdrawal.export': 'none',
  'withdrawal.check': 'none',
  'credential.verify': 'none',
  'record-of-learning.export': 'none',
  'progress-report.export': 'none',
  'progress-report.check': 'none',
  'recording.choose': 'none',
  'recording.check': 'none',
  'recording.forget': 'none',
  'job-aid.export': 'none',
  'notebook.export': 'none',
  'table.export': 'none',
  'learning-record-store.send': 'none',
  'learning-record-store.cancel': 'none',
  'signing-key.read': 'none',
  'signing-key.replace': 'none',
  'delivery.choose-folder': 'none',
  'delivery.reveal': 'none',
  'update.choose': 'none',
  'update.install': 'none',
  'update.last': 'none',
  'link.open': 'none',
  'export.begin': 'none',
  'export.append': 'none',
  'export.finish': 'none',
  'export.cancel': 'none',
};

/** Deeply read-only: a transport copies what it is given. */
type Given<Value> = Value extends object ? { readonly [Key in keyof Value]: Given<Value[Key]> } : Value;

/** What an operation is asked with. */
export type GivenInput<Name extends OperationName> = Given<OperationInput<Name>>;

/** The host as stores use it: one typed call that never rejects. */
export interface HostClient {
  readonly invoke: <Name extends OperationName>(
    name: Name,
    input: GivenInput<Name>,
  ) => Promise<Result<OperationOutput<Name>>>;
}

/** Wraps a transport: any failure on the way, and no answer in time, becomes the error `unreachable`. */
export function createHostClient(transport: HostTransport): HostClient {
  return {
    async invoke<Name extends OperationName>(
      name: Name,
      input: GivenInput<Name>,
    ): Promise<Result<OperationOutput<Name>>> {
      try {
        const answer = await withinLimit(name, (signal) => transport(name, input, signal));
        if (isResult(answer)) return answer as Result<OperationOutput<Name>>;
        return failure('unreachable', `The host answered ${name} with something that is no result.`);
      } catch (error) {
        return failure('unreachable', error instanceof Error ? error.message : String(error));
      }
    },
  };
}

/**
 * Asks and waits for as long as the operation may take. What was asked may be done all the same: a change that the
 * journal holds already is skipped when it is sent again.
 */
async function withinLimit(name: OperationName, ask: (signal?: AbortSignal) => Promise<unknown>): Promise<unknown> {
  const limit = LIMITS[LIMIT_OF[name]];
  if (limit === null) return ask();
  const request = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new Error(`The host did not answer ${name} within ${limit} ms.`);
      reject(error);
      // The browser keeps few connections to one host: one that nobody waits for must not take another's place.
      request.abort(error);
    }, limit);
  });
  try {
    return await Promise.race([ask(request.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}

function isResult(answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null || !('ok' in answer)) return false;
  return answer.ok === true ? 'value' in answer : answer.ok === false && 'error' in answer;
}

/** What the preload exposes on `window`. */
export interface PreloadBridge {
  readonly invoke: (name: string, input: unknown) => Promise<unknown>;
  /** Has the host's messages told to `listener`, for as long as the page is there. */
  readonly listen: (listener: (message: HostMessage) => void) => void;
  /** The system's languages, the preferred one first. */
  readonly languages: readonly string[];
}

declare global {
  interface Window {
    readonly childJusticeHost?: PreloadBridge;
  }
}

/**
 * The transport through the preload. The input goes as the JSON that it is on the other host too: Electron's bridge
 * refuses the proxies that Vue makes of what a screen holds.
 */
export function electronTransport(bridge: PreloadBridge): HostTransport {
  return (name, input) => bridge.invoke(name, JSON.parse(JSON.stringify(input)));
}

/** The transport to the browser host: one JSON request an operation, to the page's own origin, with its secret. */
export function httpTransport(fetchFunction: typeof fetch = fetch, secret: EntrySecret = storedSecret): HostTransport {
  return async (name, input, signal) => {
    const response = await fetchFunction('/operations', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${secret.read() ?? ''}` },
      // Other programs on 127.0.0.1 may have left the browser any number of cookies.
      credentials: 'omit',
      body: JSON.stringify({ name, input }),
      ...(signal ? { signal } : {}),
    });
    if (response.status === 401) secret.forget();
    return response.json();
  };
}
