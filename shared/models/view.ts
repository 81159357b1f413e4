/** What a person keeps of lists: saved views, and which columns a list shows. */
import { z } from 'zod';
import { directorySortSchema } from './directory.ts';

export const columnPlaceSchema = z.strictObject({
  /** A column's name, or a metadata path (`public.plan`). */
  id: z.string().min(1).max(300),
  /** Null: as wide as the list finds right. */
  widthPx: z.number().int().min(40).max(1200).nullable(),
  /** It stays at the left while the list scrolls sideways. */
  pinned: z.boolean(),
});
export type ColumnPlace = z.infer<typeof columnPlaceSchema>;

/** In the order in which they stand, pinned ones first; each column once. */
export const columnPlacesSchema = z
  .array(columnPlaceSchema)
  .min(1)
  .max(50)
  .refine(
    (places) => new Set(places.map(({ id }) => id)).size === places.length,
    'A column stands there twice',
  );

export const viewNameMaxLength = 80;

export const savedViewSchema = z.object({
  viewId: z.string(),
  name: z.string(),
  /** In the query language. */
  query: z.string(),
  sort: directorySortSchema,
  /** Null: the view leaves the columns as they are. */
  columns: columnPlacesSchema.nullable(),
  /** Unix ms. */
  changedAt: z.number(),
});
export type SavedView = z.infer<typeof savedViewSchema>;
