/** Turns Clerk's JSON of the instance and its domains into what probing a key needs. Knows no HTTP. */
import type { JsonObject } from '../../../shared/models/json.ts';
import { flag, fromTable, text, textOrEmpty, type Table } from './wire-readers.ts';

/** What `GET /instance` tells. */
export interface ClerkInstance {
  /** `ins_…`: the same for every key of the instance. */
  id: string;
  /** `development`, `production`, or what Clerk adds. */
  environmentType: string;
  raw: JsonObject;
}

/** What `GET /domains` tells of one domain: the only human name that an instance has. */
export interface ClerkDomain {
  id: string;
  /** E.g. `example.com`, or `foo-bar-12.clerk.accounts.dev` of a development instance. */
  name: string;
  isSatellite: boolean;
  frontendApiUrl: string | null;
  raw: JsonObject;
}

const instance: Table<Omit<ClerkInstance, 'raw'>> = {
  id: ['id', textOrEmpty],
  environmentType: ['environment_type', textOrEmpty],
};

const domain: Table<Omit<ClerkDomain, 'raw'>> = {
  id: ['id', textOrEmpty],
  name: ['name', textOrEmpty],
  isSatellite: ['is_satellite', flag],
  frontendApiUrl: ['frontend_api_url', text],
};

export function instanceFromWire(json: JsonObject): ClerkInstance {
  return { ...fromTable(instance, json), raw: json };
}

export function domainFromWire(json: JsonObject): ClerkDomain {
  return { ...fromTable(domain, json), raw: json };
}
