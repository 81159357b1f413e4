/** The metadata of a made-up user: what customers really put there, and now and then a lot of it. */
import type { JsonObject } from '../../../shared/models/json.ts';
import type { GeneratedSketch } from './generated-sketch.ts';

const tags = [
  'beta',
  'vip',
  'newsletter',
  'early-adopter',
  'student',
  'partner',
  'churn-risk',
  'Bücherwurm',
  '試用',
];
const sources = ['organic', 'google-ads', 'referral', 'conference', 'product-hunt'];
const roles = ['admin', 'editor', 'viewer', 'billing'];

export function publicMetadata(sketch: GeneratedSketch): JsonObject {
  const value = sketch.chance(300);
  if (value < 0.25) return {};
  const plan = value < 0.68 ? 'free' : value < 0.88 ? 'pro' : 'team';
  const metadata: JsonObject = { plan };
  if (plan === 'team') metadata.seats = 2 + Math.floor(sketch.chance(301) * 48);
  if (sketch.chance(302) < 0.4) metadata.role = sketch.pick(roles, 303);
  if (sketch.chance(304) < 0.5) {
    metadata.onboarding = { completed: sketch.chance(305) < 0.7, step: Math.floor(sketch.chance(306) * 6) };
  }
  if (sketch.chance(307) < 0.35) {
    metadata.tags = [...new Set([sketch.pick(tags, 308), sketch.pick(tags, 309), sketch.pick(tags, 310)])];
  }
  if (sketch.chance(311) < 0.03) metadata.trialEndsAt = null;
  // Just below Clerk's limit of 8 KB: what a viewer must be able to show.
  if (sketch.chance(312) < 0.003) {
    metadata.history = Array.from({ length: 60 }, (_, index) => ({
      at: new Date(sketch.createdAt + index * 86_400_000).toISOString(),
      event: sketch.pick(sources, 400 + index),
      by: 'import',
    }));
  }
  return metadata;
}

export function privateMetadata(sketch: GeneratedSketch): JsonObject {
  if (sketch.chance(320) < 0.45) return {};
  return {
    score: Math.floor(sketch.chance(321) * 100),
    crm: {
      id: `CRM-${100_000 + sketch.sequence}`,
      source: sketch.pick(sources, 322),
      lifetime_value: Math.round(sketch.chance(323) * 1_000_000) / 100,
    },
  };
}

export function unsafeMetadata(sketch: GeneratedSketch): JsonObject {
  if (sketch.chance(330) < 0.6) return {};
  return { locale: sketch.person.culture.locale, theme: sketch.pick(['system', 'light', 'dark'], 331) };
}
