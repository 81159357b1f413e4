/** Finds out whom files are meant for, by their names. Exact: what is not somebody's name is nobody's. */
import type { MatchedAs, NameMatches } from '../../../../shared/models/directory.ts';
import type { InstanceId } from '../../../../shared/models/instance.ts';
import { api } from '../../../api.ts';

/** As many as one call takes. */
const batchSize = 500;
const longestName = 300;
const pictureEnding = /\.(png|jpe?g|jpe|jfif|gif|webp|avif|bmp|hei[cf]|tiff?|svg)$/i;

/**
 * What the file is called: its name without a picture's ending. Any other ending belongs to the name, which may
 * be an e-mail address. macOS writes accents apart from their letters: put together here, as users type them.
 */
export function nameOfFile(file: Pick<File, 'name'>): string {
  return file.name.normalize('NFC').replace(pictureEnding, '').trim();
}

/** By name. Names that are too long to be anybody's are not asked for. */
export async function matchNames(
  instanceId: InstanceId,
  names: Iterable<string>,
): Promise<Map<string, NameMatches>> {
  const asked = [...new Set(names)].filter((name) => name !== '' && name.length <= longestName);
  const found = new Map<string, NameMatches>();
  for (let start = 0; start < asked.length; start += batchSize) {
    const { matches } = await api.directory.match({
      instanceId,
      names: asked.slice(start, start + batchSize),
    });
    for (const match of matches) found.set(match.name, match);
  }
  return found;
}

const ways: Record<MatchedAs, string> = {
  id: 'by user id',
  externalId: 'by external id',
  email: 'by e-mail address',
  username: 'by username',
};

export function wayWords(as: MatchedAs): string {
  return ways[as];
}
