import { START_LOCATION, type Router } from 'vue-router';
import { routeNames } from './routes';

/**
 * Tells that a screen can't be opened, because the host that should give its chunk is gone or was replaced; the screen before it stands. Where there is none, since the
 * app was opened at that address, home stands in: it is part of the first load.
 */
export function tellScreenFailures(router: Router, tell: () => void): void {
  router.onError((_error, _to, from) => {
    tell();
    if (from === START_LOCATION) void router.replace({ name: routeNames.home });
  });
}
