import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';

/** A message that is shown until it is dismissed: a recovery, a failure, another window. */
export interface Notice {
  readonly id: number;
  readonly tone: 'information' | 'warning' | 'error';
  /** Locale keys, with what they need. */
  readonly titleKey: string;
  readonly textKey: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** Messages outside the current page: notices that stay, and short texts for a screen reader. */
export const useAnnouncements = defineStore('announcements', () => {
  const notices = shallowRef<readonly Notice[]>([]);
  /** Locale key of the last spoken text, with values; rendered in a live region. */
  const spoken = ref<{
    readonly key: string;
    readonly values: Readonly<Record<string, string | number>>;
    readonly count: number;
  }>({ key: '', values: {}, count: 0 });
  let nextId = 1;

  /** Shows a notice; the same text twice is shown once. */
  function notify(tone: Notice['tone'], name: string, values: Notice['values'] = {}): void {
    const titleKey = `notices.${name}.title`;
    const rest = notices.value.filter((notice) => notice.titleKey !== titleKey);
    notices.value = [...rest, { id: nextId++, tone, titleKey, textKey: `notices.${name}.text`, values }];
  }

  function dismiss(id: number): void {
    notices.value = notices.value.filter((notice) => notice.id !== id);
  }

  /** Removes a notice that doesn't apply any more. */
  function withdraw(name: string): void {
    notices.value = notices.value.filter(({ titleKey }) => titleKey !== `notices.${name}.title`);
  }

  /** Clears everything: the next learner must not read messages for the last one. */
  function clear(): void {
    notices.value = [];
    spoken.value = { key: '', values: {}, count: 0 };
  }

  /** Announces a text in the live region. */
  function say(key: string, values: Readonly<Record<string, string | number>> = {}): void {
    spoken.value = { key, values, count: spoken.value.count + 1 };
  }

  return { notices, spoken, notify, dismiss, withdraw, clear, say };
});

/** The store, for functions that are given it. */
export type Announcements = ReturnType<typeof useAnnouncements>;
