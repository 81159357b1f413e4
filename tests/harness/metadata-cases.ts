/**
 * What a merge of metadata makes of what, case by case, by Clerk's description of UpdateUserMetadata. The demo
 * server and the preview on the screen are both held to it; neither is read here.
 */

export interface MetadataCase {
  name: string;
  /** As JSON, so that `__proto__` is a key. */
  current: string;
  patch: string;
  result: string;
}

/** [what it shows, what was there, what was sent, what is there then] */
type Row = [string, string, string, string];

/** "Metadata values will not be replaced entirely. Instead, a deep merge will be performed." */
const merged: Row[] = [
  ['adds a key', '{"a":1}', '{"b":2}', '{"a":1,"b":2}'],
  ['replaces a value', '{"a":1}', '{"a":"x"}', '{"a":"x"}'],
  ['leaves what is not sent', '{"a":{"x":1,"y":2}}', '{}', '{"a":{"x":1,"y":2}}'],
  [
    'false, zero and the empty text are values',
    '{"a":1,"b":1,"c":1}',
    '{"a":false,"b":0,"c":""}',
    '{"a":false,"b":0,"c":""}',
  ],
];

/** "Deep means that any nested JSON objects will be merged as well." */
const deep: Row[] = [
  [
    'merges objects at any depth',
    '{"a":{"x":{"k":1},"y":2}}',
    '{"a":{"x":{"l":3}}}',
    '{"a":{"x":{"k":1,"l":3},"y":2}}',
  ],
  ['an empty object changes nothing', '{"a":{"x":1}}', '{"a":{}}', '{"a":{"x":1}}'],
  ['a new object comes whole', '{}', '{"a":{"x":{"k":[]}}}', '{"a":{"x":{"k":[]}}}'],
];

/** "You can remove metadata keys at any level by setting their value to `null`." */
const removed: Row[] = [
  ['null deletes a key', '{"a":1,"b":2}', '{"a":null}', '{"b":2}'],
  ['null deletes a key further down', '{"a":{"x":1,"y":2}}', '{"a":{"x":null}}', '{"a":{"y":2}}'],
  ['null deletes an object with all that is in it', '{"a":{"x":{"k":1}},"b":1}', '{"a":null}', '{"b":1}'],
  ['null for an absent key does nothing', '{"a":1}', '{"z":null}', '{"a":1}'],
  ['an emptied object stays', '{"a":{"x":1}}', '{"a":{"x":null}}', '{"a":{}}'],
];

/** What the description leaves open, read as JSON Merge Patch (RFC 7396) reads it. */
const leftOpen: Row[] = [
  ['null inside a new object leaves no trace', '{}', '{"a":{"x":null,"y":1}}', '{"a":{"y":1}}'],
  ['nulls alone still make the object', '{"a":1}', '{"a":{"b":{"x":null}}}', '{"a":{"b":{}}}'],
  ['arrays are replaced, not merged', '{"a":[1,2,3]}', '{"a":[4]}', '{"a":[4]}'],
  ['null inside an array is a value', '{}', '{"a":[null,{"b":null}]}', '{"a":[null,{"b":null}]}'],
  ['an object takes the place of a number', '{"a":1}', '{"a":{"x":1}}', '{"a":{"x":1}}'],
  ['a number takes the place of an object', '{"a":{"x":1}}', '{"a":1}', '{"a":1}'],
  ['an object takes the place of an array', '{"a":[1]}', '{"a":{"0":2}}', '{"a":{"0":2}}'],
];

/** Keys are what JSON says they are, whatever a language makes of them. */
const keys: Row[] = [
  ['a key may be empty or have dots', '{"":1,"a.b":1}', '{"":2,"a.b":{"c":1}}', '{"":2,"a.b":{"c":1}}'],
  ['a key may be in any script', '{"ключ":{"é":1}}', '{"ключ":{"é":null,"😀":2}}', '{"ключ":{"😀":2}}'],
  ['a key may look like a number', '{"10":{"x":1}}', '{"9":3,"10":{"y":2}}', '{"9":3,"10":{"x":1,"y":2}}'],
  ['__proto__ is a key like any other', '{}', '{"__proto__":{"x":1}}', '{"__proto__":{"x":1}}'],
  [
    '__proto__ is merged like any other',
    '{"__proto__":{"x":1}}',
    '{"__proto__":{"y":2}}',
    '{"__proto__":{"x":1,"y":2}}',
  ],
  ['__proto__ may hold a number', '{}', '{"__proto__":5}', '{"__proto__":5}'],
  ['__proto__ may hold a list', '{}', '{"a":{"__proto__":[1]}}', '{"a":{"__proto__":[1]}}'],
  ['__proto__ is deleted like any other', '{"__proto__":{"x":1},"a":1}', '{"__proto__":null}', '{"a":1}'],
  ['constructor is not inherited into it', '{}', '{"constructor":{"x":1}}', '{"constructor":{"x":1}}'],
  ['toString is not found where it is not', '{}', '{"toString":null,"a":1}', '{"a":1}'],
  ['the order of keys stays', '{"b":1,"a":1}', '{"b":2,"c":3}', '{"b":2,"a":1,"c":3}'],
];

export const metadataCases: readonly MetadataCase[] = [
  ...merged,
  ...deep,
  ...removed,
  ...leftOpen,
  ...keys,
].map(([name, current, patch, result]) => ({ name, current, patch, result }));
