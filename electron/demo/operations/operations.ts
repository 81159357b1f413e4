/** Every operation that the server has, by method and path. */
import { createUser } from './create-user.ts';
import {
  createEmailAddress,
  deleteEmailAddress,
  getEmailAddress,
  replaceEmailAddress,
  updateEmailAddress,
} from './email-addresses.ts';
import type { Operation } from './operation.ts';
import {
  createPhoneNumber,
  deletePhoneNumber,
  getPhoneNumber,
  replacePhoneNumber,
  updatePhoneNumber,
} from './phone-numbers.ts';
import { deleteProfileImage, setProfileImage } from './profile-image.ts';
import { getInstance, listDomains } from './read-instance.ts';
import { countUsers, findUser, listUsers } from './read-users.ts';
import {
  createActorToken,
  createSignInToken,
  revokeActorToken,
  revokeSignInToken,
} from './session-tokens.ts';
import { createSession, getSession, listSessions, revokeSession } from './sessions.ts';
import { deleteUser, removePassword, replaceMetadata, updateMetadata, updateUser } from './update-user.ts';
import {
  listOAuthAccessTokens,
  listOrganizationInvitations,
  listOrganizationMemberships,
} from './user-relations.ts';
import {
  createTotp,
  deleteBackupCodes,
  deleteExternalAccount,
  deletePasskey,
  deleteTotp,
  deleteWeb3Wallet,
  disableMfa,
  setPasswordCompromised,
  unsetPasswordCompromised,
  verifyPassword,
  verifyTotp,
} from './user-security.ts';
import { banUser, banUsers, lockUser, unbanUser, unbanUsers, unlockUser } from './user-status.ts';

const always: Record<string, Operation> = {
  'GET /instance': getInstance,
  'GET /domains': listDomains,
  'GET /users': listUsers,
  'POST /users': createUser,
  'GET /users/count': countUsers,
  'POST /users/ban': banUsers,
  'POST /users/unban': unbanUsers,
  'GET /users/{user_id}': findUser,
  'PATCH /users/{user_id}': updateUser,
  'DELETE /users/{user_id}': deleteUser,
  'POST /users/{user_id}/ban': banUser,
  'POST /users/{user_id}/unban': unbanUser,
  'POST /users/{user_id}/lock': lockUser,
  'POST /users/{user_id}/unlock': unlockUser,
  'POST /users/{user_id}/profile_image': setProfileImage,
  'DELETE /users/{user_id}/profile_image': deleteProfileImage,
  'PATCH /users/{user_id}/metadata': updateMetadata,
  'PUT /users/{user_id}/metadata': replaceMetadata,
  'GET /users/{user_id}/oauth_access_tokens/{provider}': listOAuthAccessTokens,
  'GET /users/{user_id}/organization_memberships': listOrganizationMemberships,
  'GET /users/{user_id}/organization_invitations': listOrganizationInvitations,
  'POST /users/{user_id}/remove_password': removePassword,
  'POST /users/{user_id}/password/set_compromised': setPasswordCompromised,
  'POST /users/{user_id}/password/unset_compromised': unsetPasswordCompromised,
  'POST /users/{user_id}/verify_password': verifyPassword,
  'POST /users/{user_id}/verify_totp': verifyTotp,
  'DELETE /users/{user_id}/mfa': disableMfa,
  'DELETE /users/{user_id}/backup_code': deleteBackupCodes,
  'DELETE /users/{user_id}/passkeys/{passkey_identification_id}': deletePasskey,
  'DELETE /users/{user_id}/web3_wallets/{web3_wallet_identification_id}': deleteWeb3Wallet,
  'DELETE /users/{user_id}/totp': deleteTotp,
  'DELETE /users/{user_id}/external_accounts/{external_account_id}': deleteExternalAccount,
  'PUT /users/{user_id}/email_address': replaceEmailAddress,
  'PUT /users/{user_id}/phone_number': replacePhoneNumber,
  'POST /email_addresses': createEmailAddress,
  'GET /email_addresses/{email_address_id}': getEmailAddress,
  'PATCH /email_addresses/{email_address_id}': updateEmailAddress,
  'DELETE /email_addresses/{email_address_id}': deleteEmailAddress,
  'POST /phone_numbers': createPhoneNumber,
  'GET /phone_numbers/{phone_number_id}': getPhoneNumber,
  'PATCH /phone_numbers/{phone_number_id}': updatePhoneNumber,
  'DELETE /phone_numbers/{phone_number_id}': deletePhoneNumber,
  'GET /sessions': listSessions,
  'POST /sessions': createSession,
  'GET /sessions/{session_id}': getSession,
  'POST /sessions/{session_id}/revoke': revokeSession,
  'POST /sign_in_tokens': createSignInToken,
  'POST /sign_in_tokens/{sign_in_token_id}/revoke': revokeSignInToken,
  'POST /actor_tokens': createActorToken,
  'POST /actor_tokens/{actor_token_id}/revoke': revokeActorToken,
};

/** Without the old endpoint, `POST …/totp` meets a path that has other methods: 405, as at Clerk. */
export function operationRoutes(options: { totpEndpoint: boolean }): Record<string, Operation> {
  return options.totpEndpoint ? { ...always, 'POST /users/{user_id}/totp': createTotp } : always;
}
