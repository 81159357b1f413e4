/** Turns whatever was thrown into a Failure that can be shown. Knows no screen. */
import { AppError, type Failure } from '../../shared/failure.ts';

/** Anything but an AppError is a defect of the page: its text is not meant for people. */
export function failureOf(error: unknown): Failure {
  if (error instanceof AppError) return error.failure;
  reportError(error);
  return {
    code: 'internal',
    message: 'Something went wrong in this window. Nothing more is known; try again, or reload the window.',
  };
}
