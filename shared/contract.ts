/** Every call and event of Roster, once. The dispatcher, the bridges and the API derive from it. */
import { app, audit, settings } from './contract/app.ts';
import { directory } from './contract/directory.ts';
import { handover } from './contract/handover.ts';
import { images } from './contract/images.ts';
import { instances, protection } from './contract/instances.ts';
import { totp } from './contract/totp.ts';
import { users } from './contract/users.ts';
import { layouts, views } from './contract/views.ts';
import type { Contract, EventsOf, HandlersOf } from './contract-kit.ts';

export const contract = {
  instances,
  protection,
  users,
  images,
  totp,
  handover,
  directory,
  views,
  layouts,
  audit,
  settings,
  app,
} satisfies Contract;

export type Handlers<Context> = HandlersOf<typeof contract, Context>;
export type Events = EventsOf<typeof contract>;
