/** The groups `views` (saved views, shared by all instances) and `layouts` (the columns of each list). */
import { z } from 'zod';
import { command, event, query } from '../contract-kit.ts';
import { directorySortSchema } from '../models/directory.ts';
import { instanceIdSchema } from '../models/instance.ts';
import { columnPlacesSchema, savedViewSchema, viewNameMaxLength } from '../models/view.ts';

const viewId = z.string().min(1).max(100);

export const views = {
  /** By name. */
  list: query(z.strictObject({}), z.object({ views: z.array(savedViewSchema) })),
  /** Without `viewId` a new one. `conflict` when another view has this name, in any case. */
  save: command(
    z.strictObject({
      viewId: viewId.optional(),
      name: z.string().trim().min(1).max(viewNameMaxLength),
      query: z.string().max(4000),
      sort: directorySortSchema,
      columns: columnPlacesSchema.nullable().default(null),
    }),
    savedViewSchema,
  ),
  remove: command(z.strictObject({ viewId }), z.object({ viewId })),
  onChanged: event(z.object({ views: z.array(savedViewSchema) })),
};

/** An instance's list. */
const list = instanceIdSchema;

export const layouts = {
  /** Null: the list chooses its columns by its width. */
  get: query(z.strictObject({ list }), z.object({ columns: columnPlacesSchema.nullable() })),
  set: command(
    z.strictObject({ list, columns: columnPlacesSchema.nullable() }),
    z.object({ columns: columnPlacesSchema.nullable() }),
  ),
};
