import { onScopeDispose } from 'vue';
import { isIdleTooLong, type Moment } from '../../../../domain/protection/idle-lock';

/** Events of a person at the computer. */
const INPUTS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'input'];

/** Events after which time may have passed unnoticed: a laptop was opened, a tab was shown again. */
const RETURNS = ['focus', 'pageshow', 'resume', 'visibilitychange'];

const CHECK_INTERVAL_MILLISECONDS = 5_000;

/** Locks when nothing was done for as long as the learner chose. */
export function useIdleLock({ minutes, lock }: { readonly minutes: () => number; readonly lock: () => void }): void {
  let lastInput = momentNow();

  function checkIdle(): void {
    // `lock` is called at every check, since a note that can't be saved delays the lock.
    if (isIdleTooLong(lastInput, momentNow(), minutes())) lock();
  }

  function act(): void {
    // The first movement after a sleep must not count as activity during it.
    checkIdle();
    lastInput = momentNow();
  }

  // By hand, as in all that every start loads: VueUse would be a sixtieth of it (decision 013).
  const ending = new AbortController();
  const options = { capture: true, passive: true, signal: ending.signal };
  for (const name of INPUTS) window.addEventListener(name, act, options);
  for (const name of RETURNS)
    for (const target of [document, window]) target.addEventListener(name, checkIdle, options);
  const checks = setInterval(checkIdle, CHECK_INTERVAL_MILLISECONDS);
  onScopeDispose(() => {
    ending.abort();
    clearInterval(checks);
  });
}

function momentNow(): Moment {
  return { wall: Date.now(), steady: performance.now() };
}
