/** What an instance wants of each new user, and which flags let a request do without. */
import { apiError } from '../http/api-error.ts';
import type { InstanceSettings } from '../instance-settings.ts';

/** Those of the body, by their names in the API. */
type Fields = Readonly<Record<string, unknown>>;

const identificationFields = ['email_address', 'phone_number', 'web3_wallet', 'username'];
const skippedBy: Record<string, string> = {
  password: 'skip_password_requirement',
  legal_accepted_at: 'skip_legal_checks',
};

/** Throws a 422 that names what this instance wants of each user. */
export function checkRequired(settings: InstanceSettings, fields: Fields): void {
  const isGiven = (name: string) => {
    const value = fields[name];
    if (name === 'password' && typeof fields['password_digest'] === 'string') return true;
    return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== '';
  };
  const isSkipped = (name: string) => {
    const flag = identificationFields.includes(name) ? 'skip_user_requirement' : skippedBy[name];
    return flag !== undefined && fields[flag] === true;
  };
  const missing = [...settings.requiredFields].filter((name) => !isGiven(name) && !isSkipped(name));
  if (missing.length === 0) return;
  throw apiError(
    422,
    'form_data_missing',
    `${missing.join(', ')}: the instance requires this of its users.`,
    { param_names: missing },
  );
}
