/** Wrong PINs, counted for every window and browser. */
export { createSteadyClock, createUnlockTries, type UnlockTriesCounter } from './unlock-tries';
