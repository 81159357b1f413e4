/**
 * What has been typed and not sent yet, per user, for as long as the window lives: another tab or another user
 * in between loses nothing. Kept in memory only.
 */
import { reactive, shallowReactive } from 'vue';
import type { JsonObject } from '../../../../shared/models/json.ts';
import { perKind, type PerKind } from './metadata-kinds.ts';
import { pretty, type MetadataAction } from './metadata-plan.ts';

export interface MetadataDraft {
  action: MetadataAction;
  /** What was there when it was begun. */
  began: PerKind<JsonObject>;
  texts: PerKind<string>;
}

const drafts = shallowReactive(new Map<string, MetadataDraft>());

export interface DraftOwner {
  instanceId: string;
  userId: string;
}

const keyOf = ({ instanceId, userId }: DraftOwner) => JSON.stringify([instanceId, userId]);

export function draftOf(owner: DraftOwner): MetadataDraft | null {
  return drafts.get(keyOf(owner)) ?? null;
}

/** A patch begins empty, a replacement with what is there. */
export function beginDraft(owner: DraftOwner, action: MetadataAction, current: PerKind<JsonObject>): void {
  const texts = reactive(perKind((kind) => (action === 'merge' ? '{}' : pretty(current[kind]))));
  drafts.set(keyOf(owner), shallowReactive({ action, began: current, texts }));
}

export function dropDraft(owner: DraftOwner): void {
  drafts.delete(keyOf(owner));
}
