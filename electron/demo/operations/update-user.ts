/** Changes a user, or its metadata, or takes the user away. */
import type { JsonObject } from '../../../shared/models/json.ts';
import { apiError, paramError } from '../http/api-error.ts';
import { jsonBody, type ApiRequest } from '../http/api-request.ts';
import { saveChange, wireUser, type ServerState } from '../server-state.ts';
import type { UserRecord } from '../store/user-record.ts';
import type { Verification } from '../wire.ts';
import { enabledFields, readFields } from './body-fields.ts';
import { checkNotLast } from './identification-rules.ts';
import { checkMetadataSize, mergeMetadata, metadataFields, type MetadataField } from './metadata.ts';
import type { Operation } from './operation.ts';
import { userInPath } from './read-users.ts';
import { applySharedFields, checkSharedFields, sharedFields } from './user-fields.ts';

const fieldTypes = {
  ...sharedFields,
  primary_email_address_id: 'text',
  notify_primary_email_address_changed: 'flag',
  primary_phone_number_id: 'text',
  primary_web3_wallet_id: 'text',
  profile_image_id: 'text',
  sign_out_of_other_sessions: 'flag',
} as const;

/** From this version on, metadata has its own endpoints. */
const versionWithoutMetadata = '2026-05-12';
const scimAttributes = ['first_name', 'last_name', 'username'] as const;

export const updateUser: Operation = {
  name: 'UpdateUser',
  limitedPerUser: true,
  run(state, request) {
    const record = userInPath(state, request);
    const withMetadata = request.apiVersion < versionWithoutMetadata;
    const fields = readFields(
      jsonBody(request),
      enabledFields(state.settings, withMetadata ? { ...fieldTypes, ...metadataFields } : fieldTypes),
    );
    const managed =
      record.user.scim === null ? undefined : scimAttributes.find((name) => fields[name] !== undefined);
    if (managed !== undefined) {
      throw apiError(
        409,
        'attribute_managed_by_scim',
        `${managed} of this user is managed by a SCIM directory.`,
        {
          param_name: managed,
        },
      );
    }
    checkSharedFields(state, fields, record.sequence);
    if (fields.username === null || fields.username === '') checkUsernameRemovable(state, record);
    if (fields.sign_out_of_other_sessions === true && typeof fields.password !== 'string') {
      throw paramError(
        'form_param_missing',
        'password',
        'sign_out_of_other_sessions can only be used with a password.',
      );
    }
    choosePrimary(
      record,
      'primary_email_address_id',
      record.user.email_addresses,
      fields.primary_email_address_id,
    );
    choosePrimary(
      record,
      'primary_phone_number_id',
      record.user.phone_numbers,
      fields.primary_phone_number_id,
    );
    choosePrimary(record, 'primary_web3_wallet_id', record.user.web3_wallets, fields.primary_web3_wallet_id);
    if (typeof fields.profile_image_id === 'string') {
      if (!state.images.has(fields.profile_image_id)) {
        throw apiError(404, 'image_not_found', 'There is no image with this id.');
      }
      record.image = { kind: 'stored', imageId: fields.profile_image_id };
    }
    if (withMetadata) setMetadata(record, fields as Partial<Record<MetadataField, JsonObject | null>>);
    applySharedFields(state, record, fields);
    if (fields.sign_out_of_other_sessions === true) state.sessions.revokeActive(record.sequence);
    return saveChange(state, record);
  },
};

function checkUsernameRemovable(state: ServerState, record: UserRecord): void {
  if (record.user.username === null) return;
  if (state.settings.requiredFields.has('username')) {
    throw paramError('form_param_missing', 'username', 'username must be included.');
  }
  checkNotLast(record.user);
}

function choosePrimary(
  record: UserRecord,
  field: 'primary_email_address_id' | 'primary_phone_number_id' | 'primary_web3_wallet_id',
  own: { id: string; verification: Verification | null }[],
  id: string | null | undefined,
): void {
  if (id === undefined || id === null) return;
  const chosen = own.find((each) => each.id === id);
  if (chosen === undefined) {
    throw paramError('form_resource_not_found', field, `The user has nothing with the id in ${field}.`);
  }
  if (chosen.verification?.status !== 'verified') {
    throw paramError('form_verification_needed', field, 'Only what is verified can be made primary.');
  }
  record.user[field] = id;
}

function setMetadata(record: UserRecord, fields: Partial<Record<MetadataField, JsonObject | null>>): void {
  const given: Partial<Record<MetadataField, JsonObject>> = {};
  for (const name of Object.keys(metadataFields) as MetadataField[]) {
    const value = fields[name];
    if (value !== undefined && value !== null) given[name] = value;
  }
  checkMetadataSize(given);
  Object.assign(record.user, given);
}

export const updateMetadata: Operation = {
  name: 'UpdateUserMetadata',
  limitedPerUser: true,
  run(state, request) {
    const { record, fields } = readMetadata(state, request);
    const merged: Partial<Record<MetadataField, JsonObject>> = {};
    for (const name of Object.keys(fields) as MetadataField[]) {
      merged[name] = mergeMetadata(record.user[name], fields[name] ?? {});
    }
    setMetadata(record, merged);
    return saveChange(state, record);
  },
};

export const replaceMetadata: Operation = {
  name: 'ReplaceUserMetadata',
  limitedPerUser: true,
  run(state, request) {
    const { record, fields } = readMetadata(state, request);
    setMetadata(record, fields);
    return saveChange(state, record);
  },
};

function readMetadata(state: ServerState, request: ApiRequest) {
  const record = userInPath(state, request);
  return { record, fields: readFields(jsonBody(request), metadataFields) };
}

export const deleteUser: Operation = {
  name: 'DeleteUser',
  run(state, request) {
    const record = userInPath(state, request);
    if (record.user.scim !== null) {
      throw apiError(
        409,
        'user_managed_by_scim',
        'This user is managed by a SCIM directory; delete it there.',
      );
    }
    if (record.image?.kind === 'stored') state.images.forget(record.image.imageId);
    state.store.delete(record.sequence);
    state.sessions.forget(record.sequence);
    const { id, external_id } = record.user;
    return { object: 'user', id, deleted: true, ...(external_id === null ? {} : { external_id }) };
  },
};

export const removePassword: Operation = {
  name: 'RemoveUserPassword',
  run(state, request) {
    const record = userInPath(state, request);
    const fields = readFields(jsonBody(request), { sign_out_of_other_sessions: 'flag' });
    if (fields.sign_out_of_other_sessions === true) state.sessions.revokeActive(record.sequence);
    // Whoever has none is answered unchanged.
    if (record.password === null) return wireUser(state, record);
    record.password = null;
    record.user.password_enabled = false;
    return saveChange(state, record);
  },
};
