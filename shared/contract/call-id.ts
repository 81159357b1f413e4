/** The name a caller gives to a long call, so that `app.cancel` can end it. */
import { z } from 'zod';

export const callIdSchema = z.string().min(1).max(100);
