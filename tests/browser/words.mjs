// The words of the pages, read where the pages read them: a test says which sentence must stand there, not how it is put.

import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const locales = resolve(here, '../../crates/web/locales');

function read(language) {
  const messages = new Map();
  for (const file of readdirSync(join(locales, language)).filter((name) => name.endsWith('.ftl'))) {
    for (const line of readFileSync(join(locales, language, file), 'utf8').split('\n')) {
      const [, key, text] = line.match(/^([a-z][\w-]*) = (.+)$/) ?? [];
      if (key) messages.set(key, text.trim());
    }
  }
  return messages;
}

const languages = Object.fromEntries(['kk', 'ru', 'en'].map((language) => [language, read(language)]));

// The sentence of a key, as a pattern: what it speaks of may be anything.
export function sentence(language, key) {
  const text = languages[language].get(key);
  if (text === undefined) throw new Error(`there is no plain text ${key} in ${language}`);
  const plain = text.split(/\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(plain.join('.+'));
}

const keys = new Set([...languages.kk.keys()].filter((key) => key.includes('-')));

// Names of texts that stand where the text itself should.
export function bareKeys(text) {
  return [...new Set(text.split(/[\s.,:;()«»"]+/))].filter((word) => keys.has(word));
}
