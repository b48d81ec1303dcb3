/** Formats as rules, and regular expressions of ECMA 262 in PostgreSQL. */
import { afterAll, describe, expect, test } from "vitest";
import { testDatabase } from "../support/database.ts";

const database = await testDatabase();
afterAll(() => database.drop());

/** For each format, texts that have it and texts that do not. */
const formats: Record<string, { good: string[]; bad: string[] }> = {
  date: {
    good: ["2024-02-29", "2000-02-29", "1999-12-31", "0000-01-01"],
    bad: [
      "2023-02-29",
      "1900-02-29",
      "2024-04-31",
      "2024-13-01",
      "24-01-01",
      "2024-1-1",
      "2024-02-29 ",
      "২০২৪-01-01",
      "2024/01/01",
    ],
  },
  time: {
    good: [
      "00:00:00Z",
      "23:59:59.123456z",
      "12:30:00+05:30",
      "23:59:60Z",
      "01:29:60+01:30",
      "15:59:60-08:00",
    ],
    bad: [
      "24:00:00Z",
      "12:60:00Z",
      "12:30:61Z",
      "22:59:60Z",
      "23:59:60+01:00",
      "12:30:00",
      "12:30Z",
      "12:30:00+24:00",
      "12:30:00.Z",
      "1:30:00Z",
    ],
  },
  "date-time": {
    good: [
      "2024-02-29T12:30:00Z",
      "1985-04-12t23:20:50.52z",
      "1998-12-31T23:59:60Z",
      "1996-12-19T16:39:57-08:00",
    ],
    bad: [
      "2024-02-30T12:30:00Z",
      "2024-02-29 12:30:00Z",
      "2024-02-29",
      "12:30:00Z",
      "2024-02-29T12:30:00",
      "1998-12-31T23:58:60Z",
    ],
  },
  duration: {
    good: ["P1Y2M3DT4H5M6S", "P4W", "PT1M", "PT36H", "P1D", "PT0S", "P23DT23H", "P1YT1S"],
    bad: [
      "P",
      "PT",
      "P1",
      "1D",
      "P1D2H",
      "P1YT",
      "P2D1Y",
      "P1Y2W",
      "PT1D",
      "P-1D",
      "P1.5D",
      "PT1H1S",
      "p1d",
    ],
  },
  email: {
    good: [
      "joe.bloggs@example.com",
      "a+b_c~d@example.co.uk",
      '"joe bloggs"@example.com',
      '"joe@bloggs"@example.com',
      "joe@[127.0.0.1]",
      "joe@[IPv6:::1]",
      "te.s.t@example.com",
      "a@b",
    ],
    bad: [
      "2962",
      "@example.com",
      "joe@",
      ".joe@example.com",
      "joe.@example.com",
      "te..st@example.com",
      "joe@exa mple.com",
      "joe@invalid=domain.com",
      "joe@[127.0.0.300]",
      "a@b@c",
      "joe@-a.com",
      "ü@example.com",
      "joe@example.com\n",
    ],
  },
  "idn-email": {
    good: ["실례@실례.테스트", "joe@example.com", "ü@bücher.example"],
    bad: ["2962", "@실례.테스트", "ü@"],
  },
  hostname: {
    good: ["www.example.com", "a", "1host", "xn--4gbwdl.xn--wgbh1c", "a-b.c-d", "a".repeat(63)],
    bad: [
      "",
      ".",
      "a..b",
      "-a",
      "a-",
      "a_b",
      "a".repeat(64),
      "example.com.",
      ".example",
      `${"a.".repeat(127)}a`,
      "XN--aa---o47jg78q",
      "xn--X",
      "ab--cd",
      "bücher.example",
    ],
  },
  "idn-hostname": {
    good: [
      "실례.테스트",
      "bücher.example",
      "l·l",
      "α͵β",
      "א׳ב",
      "ァ・ぁ",
      "क्‍ष",
      "example.com",
      "a．b",
    ],
    bad: [
      "〮실례.테스트",
      "a·b",
      "·l",
      "α͵S",
      "A׳ב",
      "def・abc",
      "क‍ष",
      "٠۰",
      "-a",
      "Bücher",
      "a b",
      "\u0301a",
      "",
    ],
  },
  ipv4: {
    good: ["0.0.0.0", "192.168.0.1", "255.255.255.255"],
    bad: [
      "256.1.1.1",
      "1.2.3",
      "1.2.3.4.5",
      "01.2.3.4",
      "1.2.3.4 ",
      "0x7f.0.0.1",
      "1২.0.0.1",
      "192.168.1.0/24",
      "1.2.3.",
    ],
  },
  ipv6: {
    good: [
      "::",
      "::1",
      "1::",
      "1:2:3:4:5:6:7:8",
      "::ffff:192.168.0.1",
      "1::2:192.0.2.1",
      "fe80::a:b",
      "1:2:3:4:5:6:7::",
      "::2:3:4:5:6:7:8",
      "1:2:3:4:5:6:1.2.3.4",
    ],
    bad: [
      ":",
      ":::",
      "1:2:3:4:5:6:7",
      "1:2:3:4:5:6:7:8:9",
      "1::2::3",
      "12345::",
      "::g",
      "fe80::a%eth0",
      "::1/64",
      "1:2:3:4:5:6:7:1.2.3.4",
      "1.2.3.4::",
      ":1:2:3:4:5:6:7",
      "1:2:3:4:5:6:7:",
      "1:2:3:4::5:6:7:8",
      "::1.2.3",
      "::256.1.1.1",
    ],
  },
  uri: {
    good: [
      "http://foo.bar/?baz=qux#quux",
      "urn:oasis:names",
      "mailto:a@b.c",
      "http://[::1]:80/",
      "tel:+1-816-555",
      "http://u:p@h:1/a%20b;c",
      "file:///etc/x",
      "ldap://[2001:db8::7]/c=GB?objectClass?one",
    ],
    bad: [
      "//foo.bar/",
      "/abs/ref",
      "abc",
      "\\\\WINDOWS\\share",
      "http:// shouldfail.com",
      ":// should fail",
      "http://a/<>",
      "http://a/%zz",
      "http://a b",
      "http://[::1",
      "http://ü.de/",
      "1http://a",
      "http://a/#a#b",
      "http://a:b/",
    ],
  },
  "uri-reference": {
    good: ["http://foo.bar/", "//foo.bar/", "/abs", "abc", "#frag", "", "?q", "a/b:c"],
    bad: ["\\\\WINDOWS\\share", "#frag\\ment", "a b", "/ü"],
  },
  iri: {
    good: ["http://ƒøø.ßår/?∂éœ=πîx#πîüx", "http://[2001:db8::1]", "http://a/"],
    bad: ["/abc", "âππ", "http://a\\b", "http:// a"],
  },
  "iri-reference": {
    good: ["âππ", "/âππ", "#ƒrägmênt", "http://a"],
    bad: ["\\\\WINDOWS\\filëßåré", "#ƒräg\\mênt"],
  },
  uuid: {
    good: [
      "2eb8aa08-aa98-11ea-b4aa-73b441d16380",
      "2EB8AA08-AA98-11EA-B4AA-73B441D16380",
      "00000000-0000-0000-0000-000000000000",
    ],
    bad: [
      "2eb8aa08aa9811eab4aa73b441d16380",
      "2eb8aa08-aa98-11ea-b4aa-73b441d1638",
      "{2eb8aa08-aa98-11ea-b4aa-73b441d16380}",
      "2eb8-aa08-aa98-11ea-b4aa73b44-1d16380",
      "geb8aa08-aa98-11ea-b4aa-73b441d16380",
    ],
  },
  "uri-template": {
    good: ["http://example.com/{term:1}/{term}", "{+path}/here", "{?x,y*}", "dictionary", "{;a.b}"],
    bad: ["http://example.com/dictionary/{term:1}/{term", "{}", "{a b}", "a}", "{a:0}"],
  },
  "json-pointer": { good: ["", "/", "/a~0b/c~1d", "/0"], bad: ["a", "/a~2", "/a~", "#/a", "/~"] },
  "relative-json-pointer": {
    good: ["0", "1/a", "10#", "0/a~1b"],
    bad: ["", "/a", "-1/a", "01/a", "1##", "a", "+1"],
  },
  regex: {
    good: ["([abc])+\\s+$", "^\\p{L}{1,3}$", ""],
    bad: ["^(abc]", "a\\Z", "*a", "a**", "(?<n>a)\\k<n>"],
  },
};

describe("formats", () => {
  const query = `select coalesce(array_agg(t.text order by t.text), '{}') as failed
    from unnest($2::text[]) as t (text)
    where specql_type.is_valid(specql_type.compile_schema(jsonb_build_object('format', $1::text), '{}', true), to_jsonb(t.text)) <> $3`;

  test.for(Object.entries(formats))("%s", async ([name, { good, bad }]) => {
    const failed = async (texts: string[], expected: boolean): Promise<string[]> =>
      (await database.pool.query<{ failed: string[] }>(query, [name, texts, expected])).rows[0]!
        .failed;
    expect(await failed(good, true), "should have it").toEqual([]);
    expect(await failed(bad, false), "should not have it").toEqual([]);
  });

  test("are a note unless asked for, and say nothing of other types or unknown names", async () => {
    const count = async (schema: string, value: string, assert: boolean): Promise<number> =>
      (
        await database.pool.query<{ n: number }>(
          "select count(*)::int as n from app.validate_json($1, $2, $3)",
          [schema, value, assert],
        )
      ).rows[0]!.n;
    expect(await count('{"format": "email"}', '"x"', false)).toBe(0);
    expect(await count('{"format": "email"}', '"x"', true)).toBe(1);
    expect(await count('{"format": "email"}', "1", true)).toBe(0);
    expect(await count('{"format": "phone"}', '"x"', true)).toBe(0);
  });
});

/** Pattern, what it matches, what it does not. */
const patterns: [string, string[], string[]][] = [
  ["^\\d+$", ["42"], ["٤٢", "४२", ""]],
  ["^\\D$", ["a", "४", "\n"], ["4"]],
  ["^\\w+$", ["a_Z9"], ["é", "a-b", ""]],
  ["^\\W$", ["é", "-", " "], ["a", "_"]],
  [
    "^\\s$",
    [" ", "\t", "\n", "\v", "\f", "\r", "\u00a0", "\ufeff", "\u2029", "\u2003", "\u3000"],
    ["\u200b", "\u0001", "a", "\u0085"],
  ],
  ["^\\S$", ["a", "\u200b", "é"], [" ", "\u00a0", "\ufeff"]],
  ["^.$", ["a", "é", "👍", "\u0085"], ["\n", "\r", "\u2028", "\u2029", ""]],
  ["^[^a]$", ["\n", "b"], ["a", ""]],
  ["^abc$", ["abc"], ["abc\n", "\nabc", "x\nabc"]],
  ["^a{2,3}$", ["aa", "aaa"], ["a", "aaaa"]],
  ["^a{300}$", ["a".repeat(300)], ["a".repeat(299), "a".repeat(301)]],
  ["^[ab]{0,600}$", ["", "a".repeat(600)], ["a".repeat(601)]],
  ["^a{256,}$", ["a".repeat(256), "a".repeat(999)], ["a".repeat(255)]],
  ["^(?:a|bc)+?$", ["abc", "a"], ["", "b"]],
  ["^(?<year>\\d{4})-(?<day>\\d\\d)$", ["2024-01"], ["2024"]],
  ["^(?=.*\\d)(?=.*[a-z]).{4,}$", ["abc1"], ["abcd", "1234", "a1"]],
  ["^(?!.*secret)", ["public"], ["my secret"]],
  ["(?<=\\$)\\d", ["$5"], ["5", "€5"]],
  ["(?<!\\$)\\b5", ["5", "€5"], ["$5", "15"]],
  ["\\bcat\\b", ["a cat.", "cat"], ["concat", "cats", "cat_"]],
  ["\\Bcat", ["concat"], ["cat", "a cat"]],
  ["^\\u00e9\\x41\\t\\cA$", ["éA\t\u0001"], ["eA"]],
  ["^\\u{1F44D}$", ["👍"], ["👎"]],
  ["^\\uD83D\\uDC4D$", ["👍"], ["👎"]],
  ["^[\\u{1F44D}-\\u{1F44F}]+$", ["👍👏"], ["👐"]],
  ["^\\p{L}+$", ["aéЖ漢"], ["a1", "_"]],
  ["^\\p{Lu}\\p{Ll}+$", ["Éa", "Жж"], ["éa", "ÉA"]],
  ["^\\P{L}$", ["1", "_"], ["é"]],
  ["^[\\p{L}\\p{Nd}_-]+$", ["é٤_-"], ["a b"]],
  ["^\\p{Nd}$", ["4", "٤", "४"], ["Ⅳ", "a"]],
  ["^[\\d.-]+$", ["1.2-3"], ["1,2"]],
  ["^[\\D]$", ["a"], ["1"]],
  ["^[^\\W_]$", ["a", "1"], ["_", "-", "é"]],
  ["^[a\\]b\\\\^-]$", ["]", "\\", "^", "-", "a"], ["c"]],
  ["^[[:alpha:]]$", ["a]", ":]", "[]"], ["a", "b"]],
  ["^[]$", [], ["", "a"]],
  ["^[^]$", ["a", "\n"], [""]],
  ["^a\\/b\\-c\\.d$", ["a/b-c.d"], ["a/b-cxd"]],
  ["^(|a)b$", ["b", "ab"], ["aab"]],
  ["^\\$\\{\\}\\(\\)\\*\\+\\?\\|\\[\\]\\^$", ["${}()*+?|[]^"], ["${}"]],
  ["^{a}$", ["{a}"], ["a"]],
  ["a", ["cat"], ["CUT", "A"]],
];

describe("patterns", () => {
  test.for(patterns)("%s", async ([pattern, matches, others]) => {
    // ECMA 262 itself agrees with the table; three are patterns only as browsers read them.
    const loose = ["^{a}$", "^[[:alpha:]]$", "^a\\/b\\-c\\.d$"].includes(pattern);
    const own = new RegExp(pattern, loose ? "" : "u");
    expect(matches.filter((text) => !own.test(text))).toEqual([]);
    expect(others.filter((text) => own.test(text))).toEqual([]);
    const { rows } = await database.pool.query<{ matched: string[] }>(
      `select coalesce(array_agg(t.text) filter (where specql_type.is_valid(c, to_jsonb(t.text))), '{}') as matched
       from specql_type.compile_schema(jsonb_build_object('pattern', $1::text)) as c, unnest($2::text[]) as t (text)`,
      [pattern, [...matches, ...others]],
    );
    expect(rows[0]?.matched.toSorted()).toEqual(matches.toSorted());
  });

  const refused = [
    "(a",
    "a)",
    "[a",
    "(a)\\1",
    "\\k<a>",
    "\\Aa",
    "a\\Z",
    "\\y",
    "\\m",
    "(?i)a",
    "(?#x)",
    "(?>a)",
    "\\p{Greek}",
    "[\\P{L}]",
    "\\0",
    "\\ud800",
    "\\u{110000}",
    "a{3,2}",
    "*",
    "a{5000}",
    "((a{1,99}){1,99}){1,99}",
    "((a?){1,40}){1,40}",
    "a?".repeat(200),
    "x".repeat(2001),
    "[b-a]",
    "\\",
    "[a\\",
    "***:a",
  ];

  test.for(refused)("%s is refused", async (pattern) => {
    const started = performance.now();
    const asked = database.pool.query("select specql_type.compile_pattern($1)", [pattern]);
    await expect(asked).rejects.toMatchObject({ code: "SG142" });
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
