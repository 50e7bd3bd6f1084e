/** A text of the interface with its values. */
export type TextWithValues = readonly [key: string, values: Readonly<Record<string, number>>];

/** Seconds from which a wait is told in minutes too: nobody reckons what 900 seconds are. */
const MINUTES_FROM = 120;

/** How long until the next try of a PIN is taken. @param seconds whole ones that are left */
export function waitText(seconds: number): TextWithValues {
  return seconds < MINUTES_FROM
    ? ['lock.wait', { seconds }]
    : ['lock.waitMinutes', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 }];
}
