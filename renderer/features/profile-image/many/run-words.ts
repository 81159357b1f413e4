/** What a run says of itself and of each file, on screen and in the list that is copied. */
import { assertNever } from '../../../../shared/failure.ts';
import { countWords } from '../../../ui/time-words.ts';
import type { ItemResult, RunCounts, RunItem } from './image-run.ts';

export interface ResultWords {
  tone: 'neutral' | 'ok' | 'warn' | 'bad' | 'accent';
  /** One or two words. */
  label: string;
  /** Why, or what else; null when there is nothing more to say. */
  more: string | null;
  traceId: string | null;
}

export function resultWords(result: ItemResult): ResultWords {
  const plain = { more: null, traceId: null };
  switch (result.status) {
    case 'waiting':
      return { ...plain, tone: 'neutral', label: 'Waiting' };
    case 'sending':
      return { ...plain, tone: 'accent', label: 'Sending' };
    case 'done': {
      const notes = [
        ...(result.image.locationRemoved ? ['location removed'] : []),
        ...(result.image.converted ? ['converted'] : []),
      ];
      return {
        ...plain,
        tone: 'ok',
        label: 'Set',
        more: notes.length > 0 ? capital(notes.join(', ')) : null,
      };
    }
    case 'unfit':
      return { ...plain, tone: 'bad', label: 'Not sent', more: result.message };
    case 'refused': {
      const { message, traceId = null } = result.failure;
      return { tone: 'bad', label: 'Refused', more: message, traceId };
    }
    case 'unknown': {
      const { message, traceId = null } = result.failure;
      return { tone: 'warn', label: 'Not known', more: message, traceId };
    }
    case 'not-sent':
      return { ...plain, tone: 'warn', label: 'Not sent', more: result.message };
    default:
      return assertNever(result);
  }
}

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

/** How it ended: "4 profile pictures set in Acme. 1 refused, 2 not sent." */
export function endWords({ done, failed, unknown, notSent }: RunCounts, instanceName: string): string {
  const parts = [
    failed > 0 ? `${failed} failed` : null,
    unknown > 0 ? `${unknown} with an unknown outcome` : null,
    notSent > 0 ? `${notSent} not sent` : null,
  ].filter((part) => part !== null);
  const set = `${countWords(done, 'profile picture')} set in ${instanceName}.`;
  return parts.length === 0 ? set : `${set} ${capital(parts.join(', '))}`;
}

/** One line a file, its columns apart by tabs, for a spreadsheet or a mail. */
export function resultList(items: readonly RunItem[], results: ReadonlyMap<number, ItemResult>): string {
  const lines = items.map(({ key, path, user }) => {
    const { label, more, traceId } = resultWords(results.get(key) ?? { status: 'waiting' });
    return [path, user.id, user.name, label, more ?? '', traceId ?? ''].map(oneLine).join('\t');
  });
  return [['File', 'User id', 'User', 'Result', 'Details', 'Trace id'].join('\t'), ...lines, ''].join('\n');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
