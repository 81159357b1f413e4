/** The names that the app on the device will show: prefilled, checked before anything is made of them. */
import { ref } from 'vue';
import type { Failure } from '../../../../../shared/failure.ts';
import type { Instance } from '../../../../../shared/models/instance.ts';
import type { User } from '../../../../../shared/models/user.ts';
import {
  issuerFrom,
  labelFor,
  problemOfTotpName,
  totpIssuerLimits,
  totpLabelLimits,
} from '../../../../../shared/totp/totp-names.ts';

export interface EnrolmentNames {
  issuer: string;
  label: string;
}

export function useEnrolmentNames({ instance, user }: { instance: Instance; user: User }) {
  const issuer = ref(issuerFrom(instance.name));
  const label = ref(labelFor(user));
  const errors = ref<Partial<EnrolmentNames>>({});

  /** Null when something typed does not do, which is then said at its field. */
  function read(): EnrolmentNames | null {
    const names = { issuer: issuer.value.trim(), label: label.value.trim() };
    const wrong = {
      issuer: problemOfTotpName(names.issuer, totpIssuerLimits),
      label: problemOfTotpName(names.label, totpLabelLimits),
    };
    errors.value = {
      ...(wrong.issuer === null ? {} : { issuer: wrong.issuer }),
      ...(wrong.label === null ? {} : { label: wrong.label }),
    };
    return wrong.issuer === null && wrong.label === null ? names : null;
  }

  function takeFailure({ fields = {} }: Failure): void {
    const { issuer: ofIssuer, label: ofLabel } = fields;
    errors.value = {
      ...(ofIssuer === undefined ? {} : { issuer: ofIssuer }),
      ...(ofLabel === undefined ? {} : { label: ofLabel }),
    };
  }

  return { issuer, label, errors, read, takeFailure };
}
