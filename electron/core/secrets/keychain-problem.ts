/**
 * Tells from the words of a keychain's error whether it is locked or not there at all, and says so in
 * plain words. The native module hands out nothing but the text of the error: no code, no type.
 */

/** `locked` can be helped by the user in a moment; `unavailable` cannot. */
export interface KeychainProblem {
  state: 'locked' | 'unavailable';
  /** A sentence without its full stop. */
  reason: string;
}

type Rule = [pattern: RegExp, state: KeychainProblem['state'], reason: string];

/**
 * The texts of libsecret, GIO and gnome-keyring were seen on a private D-Bus (the keyring tests raise
 * most of them again), those of macOS come from SecCopyErrorMessageString. First match wins.
 */
const rules: Rule[] = [
  [/libsecret-1\.so/, 'unavailable', 'the system library libsecret is not installed'],
  [
    /cannot find (module|package)|could not locate the bindings|err_dlopen|cannot open shared object|not a valid win32|mach-o/i,
    'unavailable',
    'the part of Roster that talks to the keychain does not load on this system',
  ],
  [/is ?locked|a locked|collection was locked/i, 'locked', 'the keychain is locked'],
  [
    /user cancell?ed|was dismissed|operation was cancell?ed/i,
    'locked',
    'the request to unlock the keychain was turned down',
  ],
  [
    /user interaction is not allowed/i,
    'locked',
    'the keychain is locked and may not ask for its password now',
  ],
  [/passphrase you entered is not correct/i, 'locked', 'the keychain was given a wrong password'],
  [
    /autolaunch d-bus|could not connect: |spawning command line .dbus-launch|connection is closed/i,
    'unavailable',
    'there is no D-Bus session, through which the keychain is reached',
  ],
  [
    /org\.freedesktop\.secrets|serviceunknown|namehasnoowner/i,
    'unavailable',
    'no keychain service (Secret Service) is running',
  ],
  [/object does not exist at path/i, 'unavailable', 'the keychain service has no default keyring'],
  [/timeout was reached|noreply/i, 'unavailable', 'the keychain service does not answer'],
];

export function recogniseKeychainProblem(error: unknown): KeychainProblem {
  const words = describe(error);
  for (const [pattern, state, reason] of rules) if (pattern.test(words)) return { state, reason };
  return { state: 'unavailable', reason: `the keychain reports: ${words}` };
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'an unknown problem';
  const code = 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : '';
  return `${error.message.trim().replace(/\.+$/, '')}${code}`;
}
