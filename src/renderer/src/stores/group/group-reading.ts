import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue';
import type { SignedField } from '../../../../contract/credential';
import { useAppContext } from '../../app-context';
import { failureOf, type Failure } from '../host/host-error';
import { createPageYield } from '../session/when-idle';
import { readFile, type ReadFile } from './file-reading';
import type { OpenedFile } from './opened-file';
import { openedFiles } from './opened-files';

/** Most files that are looked at. */
const MAXIMUM_FILES = 10_000;

/** Files that are checked at once: the host has more than one reader. */
const AT_ONCE = 4;

/** What was read so far is shown when it has doubled, or after so many milliseconds. */
const LONGEST_UNSHOWN = 5_000;
const FIRST_SHOWN = 10;

/** How far the reading of a folder is, or the comparing of its pages; `isCut` where it held more than is looked at. */
export type ReadingState =
  | { readonly phase: 'idle' | 'cancelled' }
  | { readonly phase: 'reading' | 'comparing'; readonly done: number; readonly total: number }
  | { readonly phase: 'read'; readonly isCut: boolean }
  | ({ readonly phase: 'failed' } & Failure);

/** The files of a group as they were read. */
export interface GroupReading {
  readonly files: ComputedRef<readonly ReadFile[]>;
  readonly state: ShallowRef<ReadingState>;
  readonly isReading: ComputedRef<boolean>;
  /** Reads files, those of archives among them, in place of what was read before. Never rejects. */
  readonly open: (...chosen: readonly File[]) => Promise<void>;
  /** Stops; what was read or compared stays. */
  readonly cancel: () => void;
  /**
   * Has the page of a PDF compared with its certificate. False where the file can't be read any more, or isn't the
   * same. @throws HostError
   */
  readonly compare: (digest: string) => Promise<boolean>;
  /** Compares every page that isn't compared yet; one that can't be read any more stays so. Never rejects. */
  readonly compareAll: () => Promise<void>;
  readonly fieldsOf: (digest: string) => readonly SignedField[];
  readonly credentialOf: (digest: string) => string;
  readonly forget: () => void;
}

/** Reads what a coordinator opens, file by file. Call in a store's setup. */
export function useGroupReading(): GroupReading {
  const { host } = useAppContext();
  const found = shallowRef<readonly ReadFile[]>([]);
  /** Certificates whose page was compared since, by digest. */
  const compared = shallowRef<ReadonlyMap<string, ReadFile>>(new Map());
  const state = shallowRef<ReadingState>({ phase: 'idle' });
  /** Where a certificate can be read again. */
  const places = new Map<string, OpenedFile>();
  let running = new AbortController();

  const files = computed(() =>
    found.value.map((file) => ({ ...(compared.value.get(file.digest) ?? file), path: file.path })),
  );
  const isReading = computed(() => state.value.phase === 'reading');

  function isBusy(): boolean {
    return state.value.phase === 'reading' || state.value.phase === 'comparing';
  }

  function clear(): void {
    found.value = [];
    compared.value = new Map();
    places.clear();
  }

  async function open(...chosen: readonly File[]): Promise<void> {
    running.abort();
    const mine = new AbortController();
    running = mine;
    const { signal } = mine;
    const read: ReadFile[] = [];
    const pageTurn = createPageYield();
    let shown = { at: performance.now(), count: FIRST_SHOWN };
    let isCut = false;
    clear();
    state.value = { phase: 'reading', done: 0, total: chosen.length };

    async function* inOrder(): AsyncGenerator<ReadFile> {
      const pending: Promise<ReadFile>[] = [];
      for await (const file of openedFiles(chosen)) {
        if (signal.aborted) return;
        if (read.length + pending.length === MAXIMUM_FILES) {
          isCut = true;
          break;
        }
        const reading = readFile(host, file, true).then((answer) => {
          if (answer.found.content === 'certificate' && !signal.aborted) places.set(answer.digest, file);
          return answer;
        });
        // It is awaited below; one that fails meanwhile must not count as unhandled.
        reading.catch(() => undefined);
        pending.push(reading);
        if (pending.length === AT_ONCE) yield await (pending.shift() as Promise<ReadFile>);
      }
      for (const reading of pending) yield await reading;
    }

    try {
      for await (const file of inOrder()) {
        if (signal.aborted) break;
        read.push(file);
        state.value = { phase: 'reading', done: read.length, total: Math.max(chosen.length, read.length) };
        const at = performance.now();
        if (read.length >= 2 * shown.count || at - shown.at > LONGEST_UNSHOWN) {
          found.value = [...read];
          shown = { at, count: read.length };
        }
        await pageTurn();
      }
      if (running !== mine) return;
      found.value = read;
      if (!signal.aborted) state.value = { phase: 'read', isCut };
    } catch (error) {
      if (signal.aborted) return;
      found.value = read;
      state.value = { phase: 'failed', ...failureOf(error) };
    }
  }

  function cancel(): void {
    if (!isBusy()) return;
    running.abort();
    state.value = { phase: 'cancelled' };
  }

  async function compare(digest: string): Promise<boolean> {
    const place = places.get(digest);
    if (!place) return false;
    const { signal } = running;
    const file = await readFile(host, place, false);
    // Of other bytes it is another file by now.
    const isSame = file.found.content === 'certificate' && file.digest === digest;
    if (isSame && signal === running.signal) compared.value = new Map(compared.value).set(digest, file);
    return isSame;
  }

  async function compareAll(): Promise<void> {
    if (isBusy()) return;
    running.abort();
    const mine = new AbortController();
    running = mine;
    const before = state.value;
    const unopened = files.value.filter(
      ({ found: file }) => file.content === 'certificate' && file.page === 'unopened',
    );
    const digests = [...new Set(unopened.map(({ digest }) => digest))];
    try {
      for (const [done, digest] of digests.entries()) {
        state.value = { phase: 'comparing', done, total: digests.length };
        await compare(digest);
        if (mine.signal.aborted) return;
      }
      state.value = before;
    } catch (error) {
      if (!mine.signal.aborted) state.value = { phase: 'failed', ...failureOf(error) };
    }
  }

  function fileOf(digest: string): ReadFile | undefined {
    return files.value.find((file) => file.digest === digest);
  }

  return {
    files,
    state,
    isReading,
    open,
    cancel,
    compare,
    compareAll,
    fieldsOf: (digest) => fileOf(digest)?.fields ?? [],
    credentialOf: (digest) => fileOf(digest)?.credential ?? '',
    forget: () => {
      running.abort();
      running = new AbortController();
      clear();
      state.value = { phase: 'idle' };
    },
  };
}
