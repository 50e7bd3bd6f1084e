import { START_LOCATION, type Router } from 'vue-router';
import { routeNames } from './routes';

/**
 * Reports that a screen can't be opened, because the host that serves its chunk is gone or was replaced; the previous
 * screen stays. Where there is none, since the app was opened at that address, home is shown, which is part of the
 * first load.
 */
export function reportScreenFailures(router: Router, report: () => void): void {
  router.onError((_error, _to, from) => {
    report();
    if (from === START_LOCATION) void router.replace({ name: routeNames.home });
  });
}
