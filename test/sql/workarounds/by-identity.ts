/** Being somebody else: authors who rename themselves, machines that take roles, forged settings, shadowed names. */
import type { Way } from "./way.ts";

const approve = (of: string): string => `select app.review_schema_request('{${of}}', 'approve')`;

/** Spellings of alice that a careless comparison takes for somebody else. */
const aliases: Record<string, string> = {
  "her own name": "alice",
  capitals: "ALICE",
  "a space": " alice ",
  "a zero-width space": "ali\u200bce",
  "a soft hyphen": "al\u00adice",
  "full width": "\uff41\uff4c\uff49\uff43\uff45",
  "a no-break space": "alice\u00a0",
  "a byte order mark": "\ufeffalice",
  "a right-to-left mark": "\u200falice",
  "a tab": "\talice",
};

const own = Object.entries(aliases).flatMap(([what, actor]): Way[] =>
  ["specql_reviewer", "specql_admin"].map((role) => ({
    name: `the author approves with ${what}, as ${role}`,
    actor,
    role,
    sql: approve("requested"),
    refused: "SG451",
  })),
);

const authors: Way[] = [
  ["the first author, after somebody else revised it", "alice", "twice"],
  ["who only revised it", "bob", "twice"],
  ["on whose behalf it was asked", "omega", "behalf"],
  ["who asked on another's behalf", "alice", "behalf"],
].map(([who, actor, of]) => ({
  name: `approves: ${who}`,
  actor: actor!,
  role: "specql_admin",
  sql: approve(of!),
  refused: "SG451",
}));

const decisions: Way[] = ["reject", "request_changes"].map((decision) => ({
  name: `the author decides ${decision}`,
  actor: "alice",
  role: "specql_reviewer",
  sql: `select app.review_schema_request('{requested}', '${decision}')`,
  refused: "SG451",
}));

/** Each is tried by a login that wrote the request and may review. */
const settings: Record<string, string> = {
  "the token's subject": `select set_config('jwt.claims.sub', 'bob', true)`,
  "the actor": `select set_config('specql.actor', 'bob', true)`,
  "the actor, for the session": `select set_config('specql.actor', 'bob', false)`,
  "the token's role": `select set_config('jwt.claims.role', 'specql_admin', true)`,
  both: `select set_config('jwt.claims.sub', 'bob', true), set_config('specql.actor', 'bob', true)`,
  "a setting that looks like the login": `set local "session_user.x" = 'bob'`,
  "the application's name": `set local application_name = 'specql_gateway'`,
  "row security": "set local row_security = off",
};
const forged = Object.entries(settings).map(([what, sql]): Way => ({
  name: `a login forges ${what} and approves its own`,
  login: "w_both",
  sql: [sql, approve("own")],
  refused: "SG451",
}));

/** Functions that the workflow calls, put first in the search path with other answers. */
const shadows: Record<string, string> = {
  "pg_has_role(text, text, text)": "returns boolean language sql as 'select true'",
  "current_setting(text, boolean)": "returns text language sql as $$ select 'bob' $$",
  "regexp_replace(text, text, text, text)":
    "returns text language sql as $$ select random()::text $$",
  "btrim(text)": "returns text language sql as $$ select random()::text $$",
  "lower(text)": "returns text language sql as $$ select random()::text $$",
  "normalize(text, text)": "returns text language sql as $$ select random()::text $$",
  "quote_literal(text)": "returns text language sql as $$ select '' $$",
  "format(text, variadic text[])": "returns text language sql as $$ select '' $$",
  "current_actor()": "returns text language sql as $$ select 'bob' $$",
  "is_author(bigint, text)": "returns boolean language sql as 'select false'",
  "refuse_reviewer(text, text)": "returns void language sql as ''",
  "nextval(regclass)": "returns bigint language sql as 'select 1::bigint'",
};
const shadowed = Object.entries(shadows).flatMap(([signature, rest]): Way[] =>
  ["evil, pg_catalog, app", "evil, pg_temp, pg_catalog"].map((path) => ({
    name: `shadows ${signature} in ${path}`,
    login: "w_both",
    sql: [
      `create function evil.${signature} ${rest}`,
      `set local search_path = ${path}`,
      approve("own"),
    ],
    refused: "SG451",
  })),
);
const shadowedTables = ["tb_review", "tb_revision", "tb_schema_request", "schema_requests"].map(
  (table): Way => ({
    name: `puts a temporary ${table} first`,
    login: "w_both",
    sql: [
      `create temporary table ${table} (id uuid)`,
      "set local search_path = pg_temp, pg_catalog",
      approve("own"),
    ],
    refused: "SG451",
  }),
);
const operators: Way[] = [
  {
    name: "an operator that says that no two texts are equal",
    login: "w_both",
    sql: [
      "create function evil.never(text, text) returns boolean language sql as 'select false'",
      "create operator evil.= (leftarg = text, rightarg = text, function = evil.never)",
      "set local search_path = evil, pg_catalog",
      approve("own"),
    ],
    refused: "SG451",
  },
  {
    name: "a cast of its own",
    login: "w_both",
    sql: [
      "create type evil.name_of as (n text)",
      "create function evil.as_text(evil.name_of) returns text language sql as $$ select 'bob' $$",
      "set local search_path = evil, pg_catalog",
      approve("own"),
    ],
    refused: "SG451",
  },
];

const machineRoles = [
  undefined,
  "specql_agent",
  "specql_author",
  "specql_reviewer",
  "specql_admin",
];
const machines = machineRoles.flatMap((role): Way[] => [
  {
    name: `a machine that may review approves, as ${role ?? "itself"}`,
    login: "w_machine",
    ...(role !== undefined && { role }),
    sql: approve("requested"),
    refused: ["specql_agent", "specql_author"].includes(role ?? "") ? "42501" : "SG451",
  },
  {
    name: `a machine rejects, as ${role ?? "itself"}`,
    login: "w_machine",
    ...(role !== undefined && { role }),
    sql: "select app.review_schema_request('{requested}', 'reject')",
    refused: ["specql_agent", "specql_author"].includes(role ?? "") ? "42501" : "SG451",
  },
]);
const agents: Way[] = [
  ["approves", approve("requested"), "42501"],
  [
    "approves by name",
    `select common.call_function('review_schema_request', '{"request_id": "{requested}", "decision": "approve"}')`,
    "42501",
  ],
  ["withdraws another's request", "select app.withdraw_schema_request('{requested}')", "SG452"],
  [
    "revises another's request",
    `select app.revise_schema_request('{requested}', '{"columns": []}')`,
    "SG452",
  ],
  [
    "submits another's draft",
    `select app.submit_schema_request('{"draft_id": "{draft}"}')`,
    "SG452",
  ],
  ["allocates a code", "select app.allocate_entity_code('1', '1', 'x')", "42501"],
  ["takes the reviewers' role", "set local role specql_reviewer", "42501"],
  ["takes the administrators' role", "set local role specql_admin", "42501"],
].map(([what, sql, refused]) => ({
  name: `an agent ${what}`,
  login: "w_agent",
  sql: sql!,
  refused,
}));

const roles: Way[] = [
  ["w_author", "specql_reviewer"],
  ["w_author", "specql_admin"],
  ["w_reader", "specql_author"],
  ["w_reader", "specql_reviewer"],
  ["w_reviewer", "specql_author"],
  ["w_reviewer", "specql_admin"],
  ["w_both", "specql_admin"],
  ["w_nobody", "specql_reader"],
  ["w_admin", "specql_gateway"],
  ["w_machine", "specql_gateway"],
].map(([login, role]) => ({
  name: `${login} takes the role ${role}`,
  login: login!,
  sql: `set local role ${role}`,
  refused: "42501",
}));

const others: Way[] = [
  {
    name: "an author approves",
    login: "w_author",
    sql: approve("requested"),
    refused: "42501",
  },
  { name: "a reader approves", login: "w_reader", sql: approve("requested"), refused: "42501" },
  {
    name: "nobody in particular approves",
    login: "w_nobody",
    sql: approve("requested"),
    refused: "42501",
  },
  {
    name: "a reader submits",
    login: "w_reader",
    sql: "select app.submit_schema_request('{}')",
    refused: "42501",
  },
  {
    name: "a reviewer submits",
    login: "w_reviewer",
    sql: "select app.submit_schema_request('{}')",
    refused: "42501",
  },
  {
    name: "the gateway itself approves",
    login: "specql_gateway",
    sql: approve("requested"),
    refused: "42501",
  },
  {
    name: "a login becomes another session",
    login: "w_both",
    sql: [`select set_config('role', 'specql_admin', true)`, approve("own")],
    refused: "42501",
  },
  {
    name: "a definer function of one's own carries no rights",
    login: "w_author",
    sql: [
      `create function evil.approve() returns void language sql security definer
       as $$ select app.review_schema_request('{requested}', 'approve') $$`,
      "select evil.approve()",
    ],
    refused: "42501",
  },
  {
    name: "an author's own role switch inside a definer function of his",
    login: "w_both",
    sql: [
      `create function evil.approve() returns void language plpgsql security definer as $$
       begin perform set_config('specql.actor', 'bob', true); perform app.review_schema_request('{own}', 'approve'); end $$`,
      "select evil.approve()",
    ],
    refused: "SG451",
  },
  {
    name: "approves inside a read-only looking view",
    login: "w_both",
    sql: [
      `create view evil.peek as select r.status from app.review_schema_request('{own}', 'approve') as r`,
      "select * from evil.peek",
    ],
    refused: "SG451",
  },
  {
    name: "approves in a DO block that swallows errors",
    login: "w_both",
    sql: `do $$ begin perform app.review_schema_request('{own}', 'approve'); exception when others then
      perform set_config('specql.actor', 'bob', true); perform app.review_schema_request('{own}', 'approve'); end $$`,
    refused: "SG451",
  },
];

export const byIdentity: Way[] = [
  ...own,
  ...authors,
  ...decisions,
  ...forged,
  ...shadowed,
  ...shadowedTables,
  ...operators,
  ...machines,
  ...agents,
  ...roles,
  ...others,
];
