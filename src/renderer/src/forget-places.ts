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
  // To go to where one is tells nobody: the wait for it would never end.
  if (navigation && first && present > 0 && first !== places[present]) await goTo(navigation, first);
  // The router keeps how far each place was scrolled, by its address, in the session's storage: it forgets a place when it is replaced, and all later ones when
  // another is entered.
  await router.replace({ path: '/', force: true });
  // The notebook keeps there from which entry it was left (`features/notes/way-back.ts`); the router carries that on.
  window.history.replaceState(
    { ...(window.history.state as object | null), back: null, forward: null, notebook: null },
    '',
  );
  if (places.length > 1) await router.push({ path: '/', force: true });
}

/** Resolves when the router, too, has heard of it. */
async function goTo(navigation: WindowNavigation, place: HistoryPlace): Promise<void> {
  const heard = new Promise<void>((resolve) => {
    window.addEventListener(
      'popstate',
      () => {
        resolve();
      },
      { once: true },
    );
  });
  await navigation.traverseTo(place.key).finished.then(
    () => heard,
    () => undefined,
  );
}
