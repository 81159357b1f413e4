/** Tells the host names that cannot leave this machine. Knows no addresses beside their host. */

/** `hostname` as the URL parser leaves it: lower case, IPv4 in dotted form, IPv6 in brackets. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
