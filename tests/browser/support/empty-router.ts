import { createMemoryHistory, createRouter, type Router } from 'vue-router';
import { routeNames } from '../../../src/renderer/src/routes';
import type { AppWindow } from './app-scene';

/** A router for a component that links to screens: it knows each by name, and any other address. It shows nothing. */
export function emptyRouter(): Router {
  const component = { render: () => null };
  const screens = Object.values(routeNames).map((name) => ({
    path: `/${name}/:moduleId?/:sectionName?/:attemptId?/:kind?/:objectId?`,
    name,
    component,
  }));
  return createRouter({ history: createMemoryHistory(), routes: [...screens, { path: '/:rest(.*)*', component }] });
}

/** What a component that links to screens gets from outside: stores and texts of a window, and a router. */
export function withRouter(mounting: AppWindow['mounting'], router = emptyRouter()) {
  return { ...mounting, plugins: [...mounting.plugins, router] };
}
