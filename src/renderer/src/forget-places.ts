import type { Router } from 'vue-router';

/** As much of the Navigation API as is needed here; TypeScript's library doesn't have it yet. */
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
 * Takes the window's way back: "Back" must not lead the next learner through the places of the last one, whose addresses tell what was studied. A page can't
 * delete its history, but it can go to its beginning and begin another way from there, which drops all that came after.
 */
export async function forgetPlaces(router: Router): Promise<void> {
  const navigation = (window as { readonly navigation?: WindowNavigation }).navigation;
  const places = navigation?.entries() ?? [];
  const present = places.findIndex(({ key }) => key === navigation?.currentEntry?.key);
  const first = places[places.slice(0, Math.max(present, 0)).findLastIndex(({ sameDocument }) => !sameDocument) + 1];
  if (navigation && first && present > 0) await navigation.traverseTo(first.key).finished.catch(() => undefined);
  await router.replace('/');
  const state = { ...(window.history.state as object | null), back: null, forward: null };
  window.history.replaceState(state, '');
  if (places.length > 1) window.history.pushState(state, '');
}
