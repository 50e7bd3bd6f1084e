import type { Page } from '@playwright/test';

/** A write to IndexedDB, or a deletion, counted over the object stores named. */
export interface CountedWrite {
  readonly method: 'add' | 'put' | 'delete';
  readonly stores: readonly string[];
  /** Which of these writes, from 1. */
  readonly number: number;
}

/**
 * Makes a page stand still for good just before a write, in the midst of its transaction: nothing of that transaction
 * can be committed, all of every earlier one is. A kill that comes then doesn't hang on chance. For the page as it
 * stands, or, `later`, as it is loaded next. Resolves at once, with what resolves when it stands still.
 */
export async function haltAtWrite(
  page: Page,
  write: CountedWrite,
  when: 'now' | 'later' = 'now',
): Promise<{ readonly halted: Promise<void> }> {
  let tell: () => void = () => undefined;
  const halted = new Promise<void>((resolve) => {
    tell = resolve;
  });
  await page.exposeFunction('standStill', () => {
    tell();
  });
  await (when === 'now' ? page.evaluate(countWrites, write) : page.addInitScript(countWrites, write));
  return { halted };
}

/** Runs in the page. */
function countWrites({ method, stores, number }: CountedWrite): void {
  const original = IDBObjectStore.prototype[method] as (...given: unknown[]) => IDBRequest;
  let count = 0;
  IDBObjectStore.prototype[method] = function (this: IDBObjectStore, ...given: unknown[]) {
    if (stores.includes(this.name)) count += 1;
    if (count === number) {
      void (window as unknown as { standStill: () => Promise<void> }).standStill();
      // A page that lets go of its thread would go on to commit.
      for (;;);
    }
    return original.apply(this, given);
  };
}
