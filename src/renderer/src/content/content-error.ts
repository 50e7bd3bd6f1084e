/** A part of the course could not be loaded: its file is missing or damaged. */
export class ContentError extends Error {
  override readonly name = 'ContentError';

  /** @param part as the message names it, `module "a"` */
  constructor(part: string, options?: ErrorOptions) {
    super(`The course's ${part} could not be loaded.`, options);
  }
}
