/** UTF-16 offsets in a block's compact text, `end` excluded. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}
