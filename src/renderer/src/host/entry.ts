/** `public/enter.js` puts it there; where it is missing, `public/warm-start.js` leaves for that page. */
const SECRET = 'child-justice-secret';

/** What a browser was let in with by the browser host. */
export interface EntrySecret {
  /** Null where it has none. */
  readonly read: () => string | null;
  /** The host doesn't take it: the page has to come in again once it is loaded anew. */
  readonly forget: () => void;
}

/** The secret in the storage of the page's origin, which some browsers keep from it. */
export const storedSecret: EntrySecret = {
  read: () => {
    try {
      return localStorage.getItem(SECRET);
    } catch {
      return null;
    }
  },
  forget: () => {
    try {
      localStorage.removeItem(SECRET);
    } catch {
      // Nothing is kept there.
    }
  },
};
