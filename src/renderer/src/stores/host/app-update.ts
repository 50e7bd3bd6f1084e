import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { LastUpdate, UpdateChanges, UpdateRefusal } from '../../../../contract/update';
import { useAppContext } from '../../app-context';

/** Where an update from a file stands. */
export type AppUpdateState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'checking' }
  | { readonly phase: 'ready'; readonly version: string; readonly changes: UpdateChanges | undefined }
  /** Being installed: the records are copied, then the window goes, unless the learner stays. */
  | { readonly phase: 'closing' }
  | { readonly phase: 'refused'; readonly reason: UpdateRefusal }
  /** The host couldn't do it, e.g. for want of room. */
  | { readonly phase: 'failed' };

/** The update of the app from a file (desktop host). */
export const useAppUpdate = defineStore('app-update', () => {
  const context = useAppContext();
  const state = shallowRef<AppUpdateState>({ phase: 'idle' });
  /** True while the host is at work; not while the app closes: where the learner stays, they can choose again. */
  const busy = ref(false);
  /** What the update to this version changed, until it was read. */
  const last = shallowRef<LastUpdate>(null);

  /** Lets the learner choose a description, which the host checks. */
  async function choose(): Promise<void> {
    if (busy.value) return;
    state.value = { phase: 'checking' };
    const result = await asked(() => context.host.invoke('update.choose', {}));
    if (!result.ok) state.value = { phase: 'failed' };
    else if (result.value.outcome === 'ready')
      state.value = { phase: 'ready', version: result.value.version, changes: result.value.changes };
    else if (result.value.outcome === 'refused') state.value = { phase: 'refused', reason: result.value.reason };
    else state.value = { phase: 'idle' };
  }

  /** Installs the version that is ready; the app closes. */
  async function install(): Promise<void> {
    if (state.value.phase !== 'ready') return;
    const { version } = state.value;
    state.value = { phase: 'closing' };
    const result = await asked(() => context.host.invoke('update.install', { version }));
    if (!result.ok) state.value = { phase: 'failed' };
    else if (result.value.outcome === 'refused') state.value = { phase: 'refused', reason: result.value.reason };
  }

  /** Asks what the update to this version changed; the host tells it once. */
  async function readLast(): Promise<void> {
    const result = await context.host.invoke('update.last', {});
    if (result.ok) last.value = result.value.update;
  }

  /** It was read. */
  function dismissLast(): void {
    last.value = null;
  }

  async function asked<Value>(work: () => Promise<Value>): Promise<Value> {
    busy.value = true;
    return work().finally(() => {
      busy.value = false;
    });
  }

  return { state, busy, last, choose, install, readLast, dismissLast };
});
