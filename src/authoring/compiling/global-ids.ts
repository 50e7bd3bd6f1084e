/**
 * Authors write local ids; learners' records hold these. They are part of the record's format: changing how they are put together loses progress.
 */

/** Id of a section or question: `<module>/<local id>`. */
export function inModule(moduleId: string, localId: string): string {
  return `${moduleId}/${localId}`;
}

/** Id of a block: `<section id>#<local id>`; `sectionId` is the global one. */
export function inSection(sectionId: string, blockId: string): string {
  return `${sectionId}#${blockId}`;
}

/** Id of a case's part: `<question id>/<local id>`; `questionId` is the global one. */
export function inQuestion(questionId: string, partId: string): string {
  return `${questionId}/${partId}`;
}
