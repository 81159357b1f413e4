/** Runs the repository's own lint configuration over text planted at a path. Knows no rule. */

import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { expect } from 'vitest';

/** Where the text stands, from the repository's root, and what it says. */
export type Planted = [path: string, code: string];

const cwd = fileURLToPath(new URL('../../..', import.meta.url));

/** Planted files do not exist, so no compiler project knows their types. */
const untyped = new ESLint({ cwd, overrideConfig: [{ ...tseslint.configs.disableTypeChecked }] });
const typed = new ESLint({ cwd });

async function rulesBroken(eslint: ESLint, [path, code]: Planted): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: path });
  const messages = result?.messages ?? [];
  expect(messages.filter((message) => message.fatal)).toEqual([]);
  return messages.map((message) => message.ruleId ?? 'none');
}

/** Fails unless `rule` reports the illegal text and leaves the legal one alone. */
export async function expectRuleToTell(rule: string, illegal: Planted, legal: Planted): Promise<void> {
  expect(await rulesBroken(untyped, illegal)).toContain(rule);
  expect(await rulesBroken(untyped, legal)).not.toContain(rule);
}

/** The same for a rule that asks the compiler: the text takes the place of a file that exists. */
export async function expectTypedRuleToTell(rule: string, illegal: Planted, legal: Planted): Promise<void> {
  expect(await rulesBroken(typed, illegal)).toContain(rule);
  expect(await rulesBroken(typed, legal)).not.toContain(rule);
}

/** A component whose script is `code`. */
export function component(code: string): string {
  return `<script setup lang="ts">\n${code}\n</script>\n<template><p>{{ y }}</p></template>\n`;
}
