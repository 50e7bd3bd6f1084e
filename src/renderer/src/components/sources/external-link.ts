/**
 * What became of a request to open an address: `declined` by the person, `unable` where there is no browser or it can't
 * be reached.
 */
export type LinkOutcome = 'opened' | 'declined' | 'unable';

/** Opens addresses outside the app; pages pass it to the parts that show one. */
export interface ExternalLink {
  /** True where the page has to ask first, because the host doesn't ask by itself. */
  readonly pageAsks: () => Promise<boolean>;
  readonly open: (url: string) => Promise<LinkOutcome>;
}
