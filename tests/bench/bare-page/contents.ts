import { defineStore } from 'pinia';
import { defineComponent, h } from 'vue';
import { RouterLink } from 'vue-router';

const useLines = defineStore('lines', () => ({
  lines: Array.from({ length: 10 }, (_, index) => ({
    to: `/${index + 1}`,
    title: `Line ${index + 1}`,
    state: 'Not started',
  })),
}));

/** Ten lines from a store, with a link and a state each, marked as the app's own lines are. */
export const Contents = defineComponent({
  setup: () => () =>
    h(
      'ol',
      useLines().lines.map(({ to, title, state }) =>
        h('li', { class: 'line new' }, [h(RouterLink, { to }, () => title), h('span', state)]),
      ),
    ),
});
