/** Wrong PINs, counted for every window and browser. */
export { createMonotonicClock, createUnlockTries, type UnlockTriesCounter } from './unlock-tries';
