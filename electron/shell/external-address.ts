/** Which addresses may be opened in the system's browser. Opens nothing itself. */

/** Clerk's site, its Dashboard and its documentation, over https, on the usual port. */
export function isAllowedExternal(url: string): boolean {
  let address: URL;
  try {
    address = new URL(url);
  } catch {
    return false;
  }
  const { protocol, hostname, port, username, password } = address;
  const isClerk = hostname === 'clerk.com' || hostname.endsWith('.clerk.com');
  return protocol === 'https:' && isClerk && port === '' && username === '' && password === '';
}
