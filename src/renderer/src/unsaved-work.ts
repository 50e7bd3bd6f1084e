import { computed, onScopeDispose, type ComputedRef } from 'vue';
import { useRouter } from 'vue-router';
import type { OpenDrafts } from './components/notes/open-drafts';
import { useSaveState, type SaveState } from './stores/session/save-state';
import { useClosing } from './stores/session/closing';
import { useSession } from './stores/session/session';

/**
 * Keeps what is written on a screen from being lost with it: before the screen is left it is saved, and where that
 * fails the screen stays; before the window goes the browser asks. Call in the app's setup.
 *
 * @returns how safe everything is, with what the database hasn't been given yet
 */
export function useUnsavedWork(drafts: OpenDrafts): ComputedRef<SaveState> {
  const saving = useSaveState();
  const closing = useClosing();
  const sessionStore = useSession();
  const saveState = computed<SaveState>(() => {
    if (drafts.state.value === 'saved') return saving.state;
    return drafts.state.value === 'failed' ? 'failed' : 'saving';
  });

  const removeGuard = useRouter().beforeEach(async (to, from) => {
    // Another address of the same screen leaves its fields where they are; a record that is closed saves by itself.
    if (to.path === from.path || sessionStore.state.phase !== 'open') return true;
    if (!closing.mayLeaveScreen()) return false;
    return drafts.state.value === 'saved' || closing.saveOpenWork('screenKept');
  });

  /** The journal may lack a change that the database has. */
  function beforeUnload(event: BeforeUnloadEvent): void {
    if (drafts.state.value !== 'saved' || drafts.waitForWriter.value || saving.state === 'saving')
      event.preventDefault();
  }
  window.addEventListener('beforeunload', beforeUnload);

  onScopeDispose(() => {
    removeGuard();
    window.removeEventListener('beforeunload', beforeUnload);
  });
  return saveState;
}
