/** Bans and locks users, one by one or, for bans, many at once. */
import { apiError, paramError } from '../http/api-error.ts';
import { jsonBody } from '../http/api-request.ts';
import { requireFeature, requireLockout, type InstanceSettings } from '../instance-settings.ts';
import { saveChange, type ServerState } from '../server-state.ts';
import type { UserRecord } from '../store/user-record.ts';
import { readFields } from './body-fields.ts';
import type { Operation } from './operation.ts';
import { userInPath } from './read-users.ts';

const hourMs = 3_600_000;
export const attemptsUntilLock = 100;
const maximumBulk = 50;

/** The lock of an instance with Clerk's default settings: one hour. */
export function lockFor(state: ServerState): NonNullable<UserRecord['lock']> {
  return { until: state.now() + hourMs };
}

function statusOperation(
  name: string,
  require: (settings: InstanceSettings) => void,
  change: (state: ServerState, record: UserRecord) => void,
): Operation {
  return {
    name,
    run(state, request) {
      require(state.settings);
      const record = userInPath(state, request);
      change(state, record);
      return saveChange(state, record);
    },
  };
}

const requireBans = (settings: InstanceSettings) => {
  requireFeature(settings, 'ban_user');
};

/** Whoever is banned is signed out everywhere; the end of the ban brings no session back. */
function setBanned(state: ServerState, record: UserRecord, banned: boolean): void {
  record.user.banned = banned;
  if (banned) state.sessions.revokeActive(record.sequence);
}

export const banUser = statusOperation('BanUser', requireBans, (state, record) => {
  setBanned(state, record, true);
});

export const unbanUser = statusOperation('UnbanUser', requireBans, (state, record) => {
  setBanned(state, record, false);
});

export const lockUser = statusOperation('LockUser', requireLockout, (state, record) => {
  record.lock = lockFor(state);
});

export const unlockUser = statusOperation('UnlockUser', requireLockout, (_state, record) => {
  record.lock = null;
  record.user.verification_attempts_remaining = attemptsUntilLock;
});

function bulkOperation(name: string, banned: boolean): Operation {
  return {
    name,
    run(state, request) {
      requireBans(state.settings);
      const ids = readFields(jsonBody(request), { user_ids: 'texts' }).user_ids ?? [];
      if (ids.length === 0) throw paramError('form_param_missing', 'user_ids', 'user_ids must name a user.');
      if (ids.length > maximumBulk) {
        throw apiError(400, 'bulk_size_exceeded', `At most ${maximumBulk} users can be changed at once.`);
      }
      const records = ids.map((id) => state.store.get(id));
      // All or none: the first unknown user stops the whole.
      if (records.some((record) => record === null)) {
        throw apiError(400, 'malformed_request_parameters', 'One of the users does not exist.', {
          param_name: 'user_ids',
        });
      }
      return records
        .filter((record) => record !== null)
        .map((record) => {
          setBanned(state, record, banned);
          return saveChange(state, record);
        });
    },
  };
}

export const banUsers = bulkOperation('UsersBan', true);
export const unbanUsers = bulkOperation('UsersUnban', false);
