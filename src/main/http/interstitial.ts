/**
 * Shown when a link on another site leads here. The browser then withholds the session cookie (SameSite=Strict) and the request is not the
 * member's own; one click on this page's own link is. No script, no style: the policy allows neither inline.
 */
export const INTERSTITIAL_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Child Justice Series</title>
<p>Another site led here.</p>
<p><a href="/">Open the Child Justice Series</a></p>
</html>
`;
