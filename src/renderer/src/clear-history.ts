import type { Router } from 'vue-router';
import { RETURN_PLACE_KEY } from './features/notes/return-place';

/** The part of the Navigation API that is used here; TypeScript's library lacks it. */
interface WindowNavigation {
  readonly currentEntry: HistoryPlace | null;
  readonly entries: () => readonly HistoryPlace[];
  readonly traverseTo: (key: string) => { readonly finished: Promise<unknown> };
}

interface HistoryPlace {
  readonly key: string;
  readonly sameDocument: boolean;
}

/**
 * Clears the window's history: "Back" must not lead the next learner through the last one's addresses, which show what
 * was studied. A page can't delete its history, but it can go to its first entry and navigate from there, which drops
 * all later entries.
 */
export async function clearHistory(router: Router): Promise<void> {
  const navigation = (window as { readonly navigation?: WindowNavigation }).navigation;
  const places = navigation?.entries() ?? [];
  const present = places.findIndex(({ key }) => key === navigation?.currentEntry?.key);
  const first = places[places.slice(0, Math.max(present, 0)).findLastIndex(({ sameDocument }) => !sameDocument) + 1];
  // Going to the current entry fires no event, so waiting for it would never end.
  if (navigation && first && present > 0 && first !== places[present]) await goTo(navigation, first);
  // The router stores scroll positions by address in the session storage: it deletes an entry's position when it is
  // replaced, and all later ones when another is pushed.
  await router.replace({ path: '/', force: true });
  // The router would copy what else is stored there.
  window.history.replaceState(
    { ...(window.history.state as object | null), back: null, forward: null, [RETURN_PLACE_KEY]: null },
    '',
  );
  if (places.length > 1) await router.push({ path: '/', force: true });
}

/** Resolves when the router has handled it too. */
async function goTo(navigation: WindowNavigation, place: HistoryPlace): Promise<void> {
  const popped = new Promise<void>((resolve) => {
    window.addEventListener(
      'popstate',
      () => {
        resolve();
      },
      { once: true },
    );
  });
  await navigation.traverseTo(place.key).finished.then(
    () => popped,
    () => undefined,
  );
}
