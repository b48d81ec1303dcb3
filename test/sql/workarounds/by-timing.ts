/** Replays, stale reviews, the wrong order, and requests of others. */
import type { Way } from "./way.ts";

const review = (of: string, decision = "approve", more = ""): string =>
  `select app.review_schema_request('{${of}}', '${decision}'${more})`;
const as = (actor: string, role: string) => ({ actor, role });
const carol = as("carol", "specql_reviewer");
const alice = as("alice", "specql_author");
const mallory = as("mallory", "specql_author");

const replays: Way[] = [
  {
    name: "carol approves what is approved again",
    ...carol,
    sql: review("approved"),
    refused: "SG373",
  },
  { name: "carol approves a grave one twice", ...carol, sql: review("grave"), refused: "SG375" },
  {
    name: "carol approves twice as CAROL",
    ...as("CAROL", "specql_reviewer"),
    sql: review("grave"),
    refused: "SG375",
  },
  {
    name: "carol approves twice, once as an administrator",
    ...as("carol", "specql_admin"),
    sql: review("grave"),
    refused: "SG375",
  },
  {
    name: "carol's zero-width twin approves",
    ...as("ca\u200brol", "specql_admin"),
    sql: review("grave"),
    refused: "SG375",
  },
  {
    name: "two in one statement",
    ...as("dave", "specql_reviewer"),
    sql: "select app.review_schema_request('{grave}', 'approve') from generate_series(1, 2)",
    refused: "SG375",
  },
  {
    name: "an approval of the old hash",
    ...carol,
    sql: review("twice", "approve", ", null, '{oldHash}'"),
    refused: "SG374",
  },
  {
    name: "an approval of a hash from elsewhere",
    ...carol,
    sql: `select app.review_schema_request('{requested}', 'approve', null, (select r.content_hash from app.schema_requests as r where r.id = '{behalf}'))`,
    refused: "SG374",
  },
  {
    name: "an approval, a revision, and the approval again",
    ...carol,
    sql: [
      "select set_config('specql.actor', 'alice', true)",
      "reset role; set local role specql_author",
      `select app.revise_schema_request('{grave}', '{"operations": [{"op": "drop_column", "column": "note"}, {"op": "set_comment", "comment": "x"}]}')`,
      "select set_config('specql.actor', 'root', true)",
      "reset role; set local role specql_admin",
      review(
        "grave",
        "approve",
        ", null, (select r.content_hash from app.schema_request_revisions as r where r.request_id = '{grave}' and r.revision_number = 1)",
      ),
    ],
    refused: "SG374",
  },
];

const closed: Way[] = ["draft", "changes", "approved", "rejected", "withdrawn"].flatMap((of) =>
  ["approve", "reject", "request_changes"].map((decision) => ({
    name: `bob decides ${decision} about what is ${of}`,
    ...as("bob", "specql_admin"),
    sql: review(of, decision),
    refused: "SG373",
  })),
);

const steps: Way[] = [
  {
    name: "withdraws what is approved",
    ...alice,
    sql: "select app.withdraw_schema_request('{approved}')",
    refused: "SG370",
  },
  {
    name: "withdraws what is rejected",
    ...alice,
    sql: "select app.withdraw_schema_request('{rejected}')",
    refused: "SG370",
  },
  {
    name: "withdraws twice",
    ...alice,
    sql: "select app.withdraw_schema_request('{withdrawn}')",
    refused: "SG370",
  },
  ...["approved", "rejected", "withdrawn"].map((of) => ({
    name: `revises what is ${of}`,
    ...alice,
    sql: `select app.revise_schema_request('{${of}}', '{"columns": []}')`,
    refused: "SG373",
  })),
  {
    name: "revises with the hash of an older reading",
    ...alice,
    sql: `select app.revise_schema_request('{twice}', '{"columns": []}', null, '{oldHash}')`,
    refused: "SG374",
  },
  ...["requested", "approved", "rejected", "withdrawn", "changes"].map((of) => ({
    name: `submits what is ${of} as a draft`,
    ...alice,
    sql: `select app.submit_schema_request('{"draft_id": "{${of}}"}')`,
    refused: "SG370",
  })),
  {
    name: "withdraws another's",
    ...mallory,
    sql: "select app.withdraw_schema_request('{requested}')",
    refused: "SG452",
  },
  {
    name: "withdraws another's draft",
    ...mallory,
    sql: "select app.withdraw_schema_request('{draft}')",
    refused: "SG452",
  },
  {
    name: "revises another's",
    ...mallory,
    sql: `select app.revise_schema_request('{requested}', '{"columns": []}')`,
    refused: "SG452",
  },
  {
    name: "submits another's draft",
    ...mallory,
    sql: `select app.submit_schema_request('{"draft_id": "{draft}"}')`,
    refused: "SG452",
  },
  {
    name: "an administrator submits another's draft, to approve it then",
    ...as("root", "specql_admin"),
    sql: `select app.submit_schema_request('{"draft_id": "{draft}"}')`,
    refused: "SG452",
  },
  {
    name: "an administrator revises it and approves",
    ...as("root", "specql_admin"),
    sql: [
      `select app.revise_schema_request('{grave}', '{"operations": [{"op": "drop_column", "column": "note"}]}')`,
      review("grave"),
    ],
    refused: "SG451",
  },
  {
    name: "two reviewers, but no administrator",
    ...as("dave", "specql_reviewer"),
    sql: [
      review("grave"),
      "reset role",
      "update specql_governance.tb_schema_request set status = 'approved' where id = '{grave}'",
    ],
    refused: "SG453",
  },
  {
    name: "an administrator approves twice in two roles",
    ...as("root", "specql_reviewer"),
    sql: [
      review("requested", "reject"),
      "reset role; set local role specql_admin",
      review("requested"),
    ],
    refused: "SG373",
  },
];

const root = as("root", "specql_admin");
const apply = (of: string): string => `select app.apply_schema_request('{${of}}')`;
const applied: Way[] = [
  ...["draft", "requested", "changes", "rejected", "withdrawn", "grave"].map((of) => ({
    name: `an administrator applies what is ${of}`,
    ...root,
    sql: apply(of),
    refused: "SG527",
  })),
  ...["draft", "requested", "approved", "rejected"].map((of) => ({
    name: `an administrator rolls back what is ${of}`,
    ...root,
    sql: `select app.roll_back_schema_request('{${of}}', true)`,
    refused: "SG364",
  })),
  ...[
    "w_nobody",
    "w_reader",
    "w_author",
    "w_reviewer",
    "w_agent",
    "w_both",
    "specql_gateway",
  ].flatMap((login): Way[] => [
    { name: `${login} applies what is approved`, login, sql: apply("approved"), refused: "42501" },
    {
      name: `${login} rolls back`,
      login,
      sql: "select app.roll_back_schema_request('{approved}')",
      refused: "42501",
    },
    {
      name: `${login} reports a step as done`,
      login,
      sql: "select app.record_step('{approved}', 1, 'done')",
      refused: "42501",
    },
  ]),
];

export const byTiming: Way[] = [...replays, ...closed, ...steps, ...applied];
