/** What the instance's owner has switched on, and the plan it is on. Plain data and its refusals; knows no users. */
import { apiError } from './http/api-error.ts';

export interface InstanceSettings {
  /** Users that may exist; null without a cap. */
  userCap: number | null;
  /** Features that the plan lacks. */
  unsupportedFeatures: ReadonlySet<PlanFeature>;
  /** Whether accounts can be locked. */
  lockout: boolean;
  organizations: boolean;
  /** Fields of a user that are switched off, by their names in the API. */
  disabledFields: ReadonlySet<string>;
  /** Fields that each user must have, by their names in the API. */
  requiredFields: ReadonlySet<string>;
  /** Actor tokens that may be created; null without a limit. */
  impersonationLimit: number | null;
}

/** The features of a plan that the server's operations ask for. */
export const planFeatures = ['ban_user', 'impersonation'] as const;
export type PlanFeature = (typeof planFeatures)[number];

/** Throws a 402 unless the plan has the feature. */
export function requireFeature(settings: InstanceSettings, feature: PlanFeature): void {
  if (!settings.unsupportedFeatures.has(feature)) return;
  throw apiError(
    402,
    'unsupported_subscription_plan_features',
    'Some features are not part of your plan. Upgrade it to use them.',
    { unsupported_features: [feature] },
  );
}

/** Throws a 403 unless accounts can be locked. */
export function requireLockout(settings: InstanceSettings): void {
  if (settings.lockout) return;
  throw apiError(403, 'feature_not_enabled', 'This feature is not enabled on this instance.');
}

/** Throws a 403 unless the instance has organizations. */
export function requireOrganizations(settings: InstanceSettings): void {
  if (settings.organizations) return;
  throw apiError(
    403,
    'organization_not_enabled_in_instance',
    'Organizations are not enabled for this instance.',
  );
}
