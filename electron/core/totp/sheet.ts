/**
 * What is handed to a user who is enrolled in TOTP: one page as HTML without scripts, and the backup codes as
 * text. Both hold secrets. Knows neither printers nor files.
 */
import { URI } from 'otpauth';
import { renderSVG } from 'uqr';
import { fail } from '../../../shared/failure.ts';

export interface TotpOnPaper {
  /** Who it is for, as the app will show it; empty when the address names none. */
  issuer: string;
  /** Whose it is, as the app will show it. */
  label: string;
  /** Base32. */
  secret: string;
}

/** Throws AppError `invalid_input` for what no authenticator app would take. Its message repeats nothing of it. */
export function readTotpUri(uri: string): TotpOnPaper {
  try {
    const { issuer, label, secret } = URI.parse(uri);
    return { issuer, label, secret: secret.base32 };
  } catch {
    throw fail('invalid_input', 'Nothing was printed or saved: this is not a TOTP secret.', {
      fields: { uri: 'Not the address of a TOTP secret' },
    });
  }
}

export interface Sheet {
  uri: string;
  totp: TotpOnPaper;
  backupCodes: readonly string[];
}

export function enrolmentSheet({ uri, totp, backupCodes }: Sheet): string {
  const { issuer, label, secret } = totp;
  const forWhom = issuer === '' ? '' : ` for ${escaped(issuer)}`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Two-step verification of ${escaped(label)}</title>
<style>${style}</style>
<body>
<h1>Set up two-step verification${forWhom}</h1>
<p class="who">Account: <strong>${escaped(label)}</strong></p>
<main>
  <figure>${renderSVG(uri, { ecc: 'M', border: 4 })}</figure>
  <ol>
    <li>Install an authenticator app on your phone, e.g. Google Authenticator, Microsoft Authenticator, 1Password or Aegis.</li>
    <li>In the app, add an account, and scan this code.</li>
    <li>If you cannot scan it, type this key instead: <code class="key">${grouped(secret)}</code>
      <small>Time-based, 6 digits, every 30 seconds, SHA-1</small></li>
    <li>From now on, type the six digits that the app shows when you are asked for them at sign-in.</li>
  </ol>
</main>
${backupCodes.length === 0 ? '' : codesSection(backupCodes)}
<footer><strong>This page is a secret.</strong> Whoever has it can make your codes. Show it to nobody, do not photograph it, and destroy it once the app shows codes${backupCodes.length === 0 ? '' : ' and the backup codes are somewhere safe'}.</footer>
</body>
</html>`;
}

export function codesAsText({ issuer, label }: TotpOnPaper, backupCodes: readonly string[]): string {
  const heading = issuer === '' ? `Backup codes of ${label}` : `${issuer}: backup codes of ${label}`;
  return [
    heading,
    'Each works once, in place of the code from the app. Keep them secret.',
    '',
    ...backupCodes,
    '',
  ].join('\n');
}

function codesSection(codes: readonly string[]): string {
  const items = codes.map((code) => `<li><code>${escaped(code)}</code></li>`).join('');
  return `<section><h2>Backup codes</h2>
<p>Each works once, in place of the code from the app: for when the phone is lost. Keep them apart from it.</p>
<ul>${items}</ul></section>`;
}

/** Base32 is letters and digits: there is nothing to escape. */
function grouped(secret: string): string {
  return secret.replace(/.{4}(?=.)/g, '$& ');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

/** Black on white, whatever the theme: it is paper. */
const style = `
@page { margin: 18mm }
* { box-sizing: border-box }
body { margin: 0; color: #000; background: #fff; font: 11pt/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
h1 { margin: 0 0 2mm; font-size: 18pt; line-height: 1.25 }
h2 { margin: 0 0 1mm; font-size: 13pt }
.who { margin: 0 0 8mm }
main { display: flex; gap: 8mm; align-items: flex-start }
figure { flex: none; width: 64mm; height: 64mm; margin: 0; border: 0.3mm solid #999 }
figure svg { display: block; width: 100%; height: 100% }
ol { flex: 1; margin: 0; padding-left: 6mm }
li { margin-bottom: 2.5mm }
code { font: 12pt/1.5 ui-monospace, monospace }
.key { display: block; font-size: 12pt; font-weight: 600 }
small { display: block; color: #444 }
section { margin-top: 10mm; break-inside: avoid }
section p { margin: 0 0 3mm }
ul { columns: 2; margin: 0; padding: 4mm 4mm 1.5mm; list-style: none; border: 0.3mm solid #999 }
footer { margin-top: 10mm; padding: 3mm 4mm; border: 0.6mm solid #000; break-inside: avoid }
`;
