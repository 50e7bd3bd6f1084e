import { defineStore } from 'pinia';
import { reactive, watch } from 'vue';
import { useSession } from '../session/session';

/** What a learner has done of agreeing to a protocol. */
export interface AgreementDraft {
  /** The chosen option of each situation, by the situation's id. */
  chosen: Readonly<Record<string, string>>;
  agreed: boolean;
  /** Name as typed so far. */
  name: string;
}

/**
 * What was begun on a protocol's page, so that a look at the page about a concern, or a name corrected in the settings,
 * costs nothing of it. In memory only: an agreement is kept whole or not at all.
 */
export const useAgreementDraft = defineStore('agreement-draft', () => {
  const sessionStore = useSession();
  // Not a part of the store's state: whoever reads the state must not find what was typed.
  const drafts = new Map<string, AgreementDraft>();

  watch(
    () => sessionStore.current,
    () => {
      drafts.clear();
    },
  );

  /** The draft of a module's protocol, empty where nothing was begun; what is changed in it is kept. */
  function of(moduleId: string): AgreementDraft {
    const draft = drafts.get(moduleId) ?? reactive({ chosen: {}, agreed: false, name: '' });
    drafts.set(moduleId, draft);
    return draft;
  }

  /** Forgets the draft: it was agreed, or cancelled. */
  function forget(moduleId: string): void {
    drafts.delete(moduleId);
  }

  return { of, forget };
});
