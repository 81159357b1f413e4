/** Bounds and reads what one call may bring over the bridge, before anything looks into it. Knows no call. */

/** The largest picture that Clerk takes is 10 MB, 13.4 MB as base64. */
export const maximumInputBytes = 16 * 1024 * 1024;

/** The call's input, or why it may not pass. Anything but JSON text is no input. */
export function readInput(text: unknown): { value: unknown } | { refusal: 'too_large' | 'not_json' } {
  if (typeof text !== 'string') return { refusal: 'not_json' };
  if (text.length > maximumInputBytes) return { refusal: 'too_large' };
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return { refusal: 'not_json' };
  }
}
