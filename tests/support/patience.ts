/**
 * For a busy machine: a state is waited for, however long a slow computer takes to reach it. Vitest gives up after a
 * second where nothing else is said.
 */
export const PATIENCE = { timeout: 20_000 } as const;
