import { createMemoryHistory, createRouter, type Router } from 'vue-router';
import { routeNames } from '../../../src/renderer/src/routes';

/** A router for a component that links to screens: it knows each by its name, and shows nothing. It is at `/`. */
export function emptyRouter(): Router {
  const component = { render: () => null };
  const screens = Object.values(routeNames).map((name) => ({
    path: `/${name}/:moduleId?/:sectionName?/:attemptId?/:kind?/:objectId?`,
    name,
    component,
  }));
  return createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component }, ...screens] });
}
