/** Makes a password that nobody guesses and most rules take. Knows no form. */

const groups = ['abcdefghijkmnopqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789', '!#$%&*+-=?@_'];
/** Without what is easily taken for something else: l, I, O, 0, 1. */
const alphabet = groups.join('');
/** Over 120 bits. */
const length = 20;

function randomBelow(limit: number): number {
  const fair = 256 - (256 % limit);
  const byte = new Uint8Array(1);
  // Drawn again beyond the last whole multiple: else the first characters would come more often.
  do crypto.getRandomValues(byte);
  while ((byte[0] ?? 0) >= fair);
  return (byte[0] ?? 0) % limit;
}

/** Something of every kind is in it, since instances may want that. */
export function generatePassword(): string {
  for (;;) {
    const password = Array.from({ length }, () => alphabet[randomBelow(alphabet.length)] ?? '').join('');
    if (groups.every((group) => [...password].some((character) => group.includes(character))))
      return password;
  }
}
