/** The changes of docs/type-compatibility.md, each with the verdict that it must get. */

export interface Change {
  change: string;
  old: unknown;
  new: unknown;
  /** Whether what was written by the old schema is valid by the new one, … */
  backward: boolean;
  /** … and the other way round. */
  forward: boolean;
}

export interface Chapter {
  title: string;
  changes: readonly Change[];
}

const open = (properties: object, rest: object = {}): object => ({
  type: "object",
  properties,
  ...rest,
});
const closed = (properties: object, rest: object = {}): object =>
  open(properties, { additionalProperties: false, ...rest });
/** Other properties must be strings. */
const partial = (properties: object, rest: object = {}): object =>
  open(properties, { additionalProperties: { type: "string" }, ...rest });

const s = { type: "string" };
const i = { type: "integer" };

function row(change: string, from: unknown, to: unknown, backward: boolean, forward: boolean) {
  return { change, old: from, new: to, backward, forward };
}

/** The same eight changes for each content model: what Confluent's users have asked about. */
function propertyChanges(model: string, make: typeof open): Change[] {
  const isOpen = make === open;
  const isClosed = make === closed;
  return [
    row(
      `${model}: add an optional property`,
      make({ a: s }),
      make({ a: s, b: i }),
      isOpen || isClosed,
      isOpen,
    ),
    row(
      `${model}: add an optional property that the rest allowed`,
      make({ a: s }),
      make({ a: s, b: s }),
      true,
      !isClosed,
    ),
    row(
      `${model}: add a required property`,
      make({ a: s }),
      make({ a: s, b: i }, { required: ["b"] }),
      false,
      isOpen,
    ),
    row(
      `${model}: add a required property with a default`,
      make({ a: s }),
      make({ a: s, b: { ...i, default: 0 } }, { required: ["b"] }),
      false,
      isOpen,
    ),
    row(
      `${model}: remove an optional property`,
      make({ a: s, b: i }),
      make({ a: s }),
      isOpen,
      isOpen || isClosed,
    ),
    row(
      `${model}: remove a required property`,
      make({ a: s, b: i }, { required: ["b"] }),
      make({ a: s }),
      isOpen,
      false,
    ),
    row(
      `${model}: make an optional property required`,
      make({ a: s }),
      make({ a: s }, { required: ["a"] }),
      false,
      true,
    ),
    row(
      `${model}: make a required property optional`,
      make({ a: s }, { required: ["a"] }),
      make({ a: s }),
      true,
      false,
    ),
  ];
}

export const chapters: readonly Chapter[] = [
  {
    title: "Properties",
    changes: [
      ...propertyChanges("open", open),
      ...propertyChanges("closed", closed),
      ...propertyChanges("partly open", partial),
      row("close an open object", open({ a: s }), closed({ a: s }), false, true),
      row("open a closed object", closed({ a: s }), open({ a: s }), true, false),
      row("close an object to all but texts", open({ a: s }), partial({ a: s }), false, true),
      row("rename a property of a closed object", closed({ a: s }), closed({ b: s }), false, false),
      row(
        "let a pattern of names in",
        closed({ a: s }),
        closed({ a: s }, { patternProperties: { "^x_": s } }),
        true,
        false,
      ),
      row(
        "narrow a pattern of names",
        open({}, { patternProperties: { "^x_": {} } }),
        open({}, { patternProperties: { "^x_": s } }),
        false,
        true,
      ),
      row(
        "ask for names of a form",
        open({ a: s }),
        open({ a: s }, { propertyNames: { pattern: "^[a-z]+$" } }),
        false,
        true,
      ),
      row(
        "ask for names of a form that all have",
        closed({ a: s, b: s }),
        closed({ a: s, b: s }, { propertyNames: { pattern: "^[a-z]+$" } }),
        true,
        true,
      ),
      row(
        "ask for one property with another",
        open({ a: s, b: s }),
        open({ a: s, b: s }, { dependentRequired: { a: ["b"] } }),
        false,
        true,
      ),
      row(
        "ask for a property that is required anyway",
        open({ a: s, b: s }, { required: ["b"] }),
        open({ a: s, b: s }, { required: ["b"], dependentRequired: { a: ["b"] } }),
        true,
        true,
      ),
      row(
        "allow fewer properties",
        { type: "object", maxProperties: 3 },
        { type: "object", maxProperties: 2 },
        false,
        true,
      ),
      row(
        "ask for at least as many properties as are required",
        open({ a: s }, { required: ["a"] }),
        open({ a: s }, { required: ["a"], minProperties: 1 }),
        true,
        true,
      ),
    ],
  },
  {
    title: "Types and listed values",
    changes: [
      row("integer becomes number", i, { type: "number" }, true, false),
      row("one type becomes two", s, { type: ["string", "null"] }, true, false),
      row("a type becomes another", s, i, false, false),
      row("a type becomes anything", s, true, true, false),
      row("anything becomes nothing", true, false, false, true),
      row("add a listed value", { enum: ["a", "b"] }, { enum: ["a", "b", "c"] }, true, false),
      row("remove a listed value", { enum: ["a", "b"] }, { enum: ["a"] }, false, true),
      row("list the values of a type", s, { type: "string", enum: ["a"] }, false, true),
      row("a constant becomes a list with it", { const: 1 }, { enum: [1, 2] }, true, false),
      row("listed values become their type", { enum: [1, 2.5] }, { type: "number" }, true, false),
      row(
        "listed values become a range around them",
        { enum: [1, 2] },
        { type: "integer", minimum: 1, maximum: 2 },
        true,
        true,
      ),
      row(
        "true and false become boolean",
        { enum: [true, false] },
        { type: "boolean" },
        true,
        true,
      ),
    ],
  },
  {
    title: "Numbers and texts",
    changes: [
      row("raise the minimum", { ...i, minimum: 0 }, { ...i, minimum: 1 }, false, true),
      row("remove the maximum", { ...i, maximum: 9 }, i, true, false),
      row(
        "a minimum becomes exclusive",
        { type: "number", minimum: 0 },
        { type: "number", exclusiveMinimum: 0 },
        false,
        true,
      ),
      row(
        "an exclusive maximum becomes inclusive",
        { type: "number", exclusiveMaximum: 9 },
        { type: "number", maximum: 9 },
        true,
        false,
      ),
      row("a bound for numbers on a text", s, { type: "string", minimum: 5 }, true, true),
      row(
        "a finer step",
        { type: "number", multipleOf: 0.5 },
        { type: "number", multipleOf: 0.25 },
        true,
        false,
      ),
      row(
        "a coarser step",
        { type: "number", multipleOf: 2 },
        { type: "number", multipleOf: 6 },
        false,
        true,
      ),
      row("integer becomes multiple of 1", i, { type: "number", multipleOf: 1 }, true, true),
      row("a longer text", { ...s, maxLength: 10 }, { ...s, maxLength: 20 }, true, false),
      row("ask for a text that is not empty", s, { ...s, minLength: 1 }, false, true),
      row("add a pattern", s, { ...s, pattern: "^a" }, false, true),
      row("change a pattern", { ...s, pattern: "^a" }, { ...s, pattern: "^(a|b)" }, false, false),
      row(
        "listed texts that match the pattern",
        { enum: ["ab", "ac"] },
        { ...s, pattern: "^a" },
        true,
        false,
      ),
      row("add a format", s, { ...s, format: "email" }, false, true),
      row("remove a format", { ...s, format: "email" }, s, true, false),
    ],
  },
  {
    title: "Lists",
    changes: [
      row(
        "widen the items",
        { type: "array", items: i },
        { type: "array", items: { type: "number" } },
        true,
        false,
      ),
      row(
        "describe the items of an open list",
        { type: "array" },
        { type: "array", items: s },
        false,
        true,
      ),
      row(
        "fewer items",
        { type: "array", maxItems: 5 },
        { type: "array", maxItems: 4 },
        false,
        true,
      ),
      row("at least one item", { type: "array" }, { type: "array", minItems: 1 }, false, true),
      row(
        "items must differ",
        { type: "array" },
        { type: "array", uniqueItems: true },
        false,
        true,
      ),
      row(
        "items must differ where there is at most one",
        { type: "array", maxItems: 1 },
        { type: "array", maxItems: 1, uniqueItems: true },
        true,
        true,
      ),
      row(
        "describe the first item",
        { type: "array", items: s },
        { type: "array", prefixItems: [s], items: s },
        true,
        true,
      ),
      row(
        "allow items after the first",
        { type: "array", prefixItems: [s], items: false },
        { type: "array", prefixItems: [s], items: i },
        true,
        false,
      ),
      row("ask for an item", { type: "array" }, { type: "array", contains: s }, false, true),
      row(
        "ask for an item that all are",
        { type: "array", items: s, minItems: 1 },
        { type: "array", items: s, minItems: 1, contains: s },
        true,
        true,
      ),
    ],
  },
  {
    title: "Alternatives, references, conditions",
    changes: [
      row("add an alternative (anyOf)", { anyOf: [s] }, { anyOf: [s, i] }, true, false),
      row(
        "alternatives become a list of types",
        { anyOf: [s, { type: "null" }] },
        { type: ["string", "null"] },
        true,
        true,
      ),
      row(
        "one of two becomes one of three that exclude each other",
        { oneOf: [s, i] },
        { oneOf: [s, i, { type: "null" }] },
        true,
        false,
      ),
      row(
        "a second alternative that can hold at the same time (oneOf)",
        { oneOf: [s] },
        { oneOf: [s, { maxLength: 3 }] },
        false,
        false,
      ),
      row(
        "an alternative by a constant",
        open({ kind: { const: "a" } }, { required: ["kind"] }),
        {
          oneOf: [
            open({ kind: { const: "a" } }, { required: ["kind"] }),
            open({ kind: { const: "b" } }, { required: ["kind"] }),
          ],
        },
        true,
        false,
      ),
      row(
        "one more condition (allOf)",
        { allOf: [s] },
        { allOf: [s, { minLength: 1 }] },
        false,
        true,
      ),
      row(
        "allOf becomes the same, written together",
        { allOf: [s, { minLength: 1 }] },
        { ...s, minLength: 1 },
        true,
        true,
      ),
      row("exclude less", { not: s }, { not: { ...s, minLength: 3 } }, true, false),
      row("exclude what was not allowed anyway", i, { ...i, not: s }, true, true),
      row(
        "add a condition (if, then)",
        open({ a: s }),
        open(
          { a: s },
          Object.fromEntries([
            ["if", { required: ["a"] }],
            // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
            ["then", { required: ["b"] }],
          ]),
        ),
        false,
        true,
      ),
      row("the same, by a reference", s, { $ref: "#/$defs/text", $defs: { text: s } }, true, true),
      row(
        "a tree whose leaves get wider",
        {
          $ref: "#/$defs/tree",
          $defs: { tree: open({ leaf: i, next: { $ref: "#/$defs/tree" } }) },
        },
        {
          $ref: "#/$defs/node",
          $defs: { node: open({ leaf: { type: "number" }, next: { $ref: "#/$defs/node" } }) },
        },
        true,
        false,
      ),
      row(
        "add an unevaluated keyword",
        open({ a: s }),
        open({ a: s }, { unevaluatedProperties: false }),
        false,
        true,
      ),
      row("add a keyword that nobody knows", s, { ...s, frobnicate: true }, false, true),
      row(
        "add a note (x-…, title, description, default, examples)",
        s,
        { ...s, "x-note": 1, title: "t", default: "d", examples: ["e"] },
        true,
        true,
      ),
    ],
  },
];
