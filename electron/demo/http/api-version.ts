/** Which version of the API a request asks for. */
import { apiError } from './api-error.ts';

const versions = ['2021-02-05', '2024-10-01', '2025-03-12', '2025-04-10', '2025-11-10', '2026-05-12'];

/** Without a wish, the oldest: what an instance that never chose one gets. */
export function readApiVersion(header: string | undefined, query: URLSearchParams): string {
  const parameter = query.get('__clerk_api_version');
  if (header !== undefined && parameter !== null) {
    throw apiError(
      400,
      'malformed_request_parameters',
      'Give the API version as a header or in the query, not both.',
    );
  }
  const version = header ?? parameter ?? versions[0] ?? '';
  if (!versions.includes(version)) {
    throw apiError(400, 'malformed_request_parameters', `There is no API version ${version}.`);
  }
  return version;
}
