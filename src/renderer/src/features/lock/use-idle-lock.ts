import { onScopeDispose } from 'vue';
import { isIdleTooLong, type Moment } from '../../../../domain/protection/idle-lock';

/** Everything that a person at the computer does. */
const INPUTS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'input'] as const;

/** What tells that time may have passed unseen: a laptop was opened, a tab was shown again. */
const RETURNS = ['focus', 'pageshow', 'resume', 'visibilitychange'] as const;

const LOOK_EVERY_MILLISECONDS = 5_000;

/** Locks when nothing was done for as long as the learner chose. */
export function useIdleLock({ minutes, lock }: { readonly minutes: () => number; readonly lock: () => void }): void {
  let lastInput = momentNow();

  function look(): void {
    // Again at every look, where a note that can't be kept holds up the lock.
    if (isIdleTooLong(lastInput, momentNow(), minutes())) lock();
  }

  function act(): void {
    // The first movement after a sleep must not count as if somebody had been there all the time.
    look();
    lastInput = momentNow();
  }

  const options = { capture: true, passive: true } as const;
  for (const name of INPUTS) window.addEventListener(name, act, options);
  for (const name of RETURNS) document.addEventListener(name, look, options);
  for (const name of RETURNS) window.addEventListener(name, look, options);
  const timer = setInterval(look, LOOK_EVERY_MILLISECONDS);
  onScopeDispose(() => {
    clearInterval(timer);
    for (const name of INPUTS) window.removeEventListener(name, act, options);
    for (const name of RETURNS) document.removeEventListener(name, look, options);
    for (const name of RETURNS) window.removeEventListener(name, look, options);
  });
}

function momentNow(): Moment {
  return { wall: Date.now(), steady: performance.now() };
}
