/**
 * Searches every file under a folder for a secret in the forms that software gives to text. Knows nothing of
 * Roster. Compressed files hide what they hold: whoever plants a decoy in the same place sees that.
 */
import { lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

export type SecretForm =
  | 'utf8'
  | 'utf16le'
  | 'utf16be'
  | 'base64'
  | 'base64url'
  | 'hex'
  | 'url-encoded'
  | 'json-escaped'
  | 'file name';

export interface SecretHit {
  file: string;
  form: SecretForm;
  /** Position of the first occurrence, in bytes; 0 for a file's name. */
  offset: number;
}

const CHUNK_BYTES = 4 * 1024 * 1024;
/** Shorter ones are found everywhere by chance. */
const SHORTEST_SECRET = 8;

/** One hit per file and form. Sockets, pipes and links are skipped; a file that vanishes meanwhile too. */
export async function searchForSecret(folder: string, secret: string): Promise<SecretHit[]> {
  if (secret.length < SHORTEST_SECRET) throw new RangeError('Too short to be searched for');
  const needles = needlesFor(secret);
  const hits: SecretHit[] = [];
  for (const file of await filesUnder(folder)) {
    if (file.slice(folder.length).includes(secret)) hits.push({ file, form: 'file name', offset: 0 });
    hits.push(...(await searchFile(file, needles)));
  }
  return hits;
}

/** The same search in something that is in memory, e.g. a heap snapshot or a log. */
export function searchTextForSecret(text: string, secret: string): SecretForm[] {
  const haystack = Buffer.from(text);
  const found = needlesFor(secret).filter(({ bytes }) => haystack.includes(bytes));
  return [...new Set(found.map(({ form }) => form))];
}

interface Needle {
  form: SecretForm;
  bytes: Buffer;
}

function needlesFor(secret: string): Needle[] {
  const bytes = Buffer.from(secret);
  const hex = bytes.toString('hex');
  const needles: Needle[] = [
    { form: 'utf8', bytes },
    { form: 'utf16le', bytes: Buffer.from(secret, 'utf16le') },
    { form: 'utf16be', bytes: Buffer.from(secret, 'utf16le').swap16() },
    { form: 'hex', bytes: Buffer.from(hex) },
    { form: 'hex', bytes: Buffer.from(hex.toUpperCase()) },
    { form: 'url-encoded', bytes: Buffer.from(encodeURIComponent(secret)) },
    { form: 'url-encoded', bytes: Buffer.from(hex.replaceAll(/../g, '%$&')) },
    { form: 'url-encoded', bytes: Buffer.from(hex.toUpperCase().replaceAll(/../g, '%$&')) },
    { form: 'json-escaped', bytes: Buffer.from(JSON.stringify(secret).slice(1, -1)) },
  ];
  for (const alphabet of ['base64', 'base64url'] as const) {
    for (const text of base64Inside(bytes, alphabet)) {
      needles.push({ form: 'base64', bytes: Buffer.from(text) });
    }
  }
  // What encoding leaves as it is would only be found, and reported, twice.
  return needles.filter(
    (needle, index) => needles.findIndex((other) => other.bytes.equals(needle.bytes)) === index,
  );
}

/**
 * How the secret looks inside the base64 of a longer text: it begins at any of three positions, and its
 * first and last characters depend on its neighbours, so they are left out.
 */
function base64Inside(bytes: Buffer, alphabet: 'base64' | 'base64url'): string[] {
  return [0, 1, 2].map((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), bytes]);
    const text = whole.toString(alphabet).replaceAll('=', '');
    const start = Math.ceil((shift * 8) / 6);
    const end = Math.floor((whole.length * 8) / 6);
    return text.slice(start, end);
  });
}

async function searchFile(file: string, needles: Needle[]): Promise<SecretHit[]> {
  const hits: SecretHit[] = [];
  const overlap = Math.max(...needles.map(({ bytes }) => bytes.length));
  let handle;
  try {
    handle = await open(file);
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
  try {
    const buffer = Buffer.alloc(CHUNK_BYTES + overlap);
    let kept = 0;
    let position = 0;
    for (;;) {
      const { bytesRead } = await handle.read(buffer, kept, CHUNK_BYTES, position);
      if (bytesRead === 0) break;
      const part = buffer.subarray(0, kept + bytesRead);
      for (const { form, bytes } of needles) {
        const at = part.indexOf(bytes);
        if (at >= 0 && !hits.some((hit) => hit.form === form)) {
          hits.push({ file, form, offset: position - kept + at });
        }
      }
      position += bytesRead;
      const tail = Math.min(overlap, part.length);
      part.copy(buffer, 0, part.length - tail);
      kept = tail;
    }
  } finally {
    await handle.close();
  }
  return hits;
}

async function filesUnder(folder: string): Promise<string[]> {
  const files: string[] = [];
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    try {
      const stats = await lstat(path);
      if (stats.isDirectory()) files.push(...(await filesUnder(path)));
      else if (stats.isFile()) files.push(path);
    } catch (error) {
      if (!isAbsent(error)) throw error;
    }
  }
  return files.sort();
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
