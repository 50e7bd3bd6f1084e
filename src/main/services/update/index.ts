/** Updates of the app from a file: nothing is ever asked of another computer. */
export { PINNED_KEYS } from './pinned-keys';
export { createUpdates, type Updates } from './updates';
