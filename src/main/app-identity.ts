/**
 * The app's name as the operating system knows it: it names the data folder. Part of the data format: with another name the app opens
 * an empty folder and every learner's record seems lost. Pinned by a test.
 */
export const APP_NAME = 'Child Justice Series';

/** Name by which a running browser host is recognised at `/healthz`. */
export const APP_ID = 'child-justice-series';
