/** Updates of the app from a file: nothing is ever asked of another computer. */
export { PINNED_KEYS } from './pinned-keys';
export { digestOf } from './update-description';
export { createUpdates, type Updates } from './updates';
