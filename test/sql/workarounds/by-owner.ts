/** What a superuser, or whoever got hold of the owner, tries by hand: the triggers stand in the way. */
import type { Way } from "./way.ts";

const REQUEST = "specql_governance.tb_schema_request";
const set = (of: string, change: string): string =>
  `update ${REQUEST} set ${change} where id = '{${of}}'`;
const moves: readonly (readonly [from: string, to: string, refused: string])[] = [
  ["draft", "approved", "SG370"],
  ["draft", "migrated", "SG370"],
  ["draft", "rejected", "SG370"],
  ["draft", "changes_requested", "SG370"],
  ["draft", "rolled_back", "SG370"],
  ["requested", "draft", "SG370"],
  ["requested", "migrated", "SG370"],
  ["requested", "rolled_back", "SG370"],
  ["requested", "approved", "SG453"],
  ["requested", "rejected", "SG453"],
  ["requested", "changes_requested", "SG453"],
  ["requested", "withdrawn", "SG452"],
  ["grave", "approved", "SG453"],
  ["twice", "approved", "SG453"],
  ["changes", "approved", "SG370"],
  ["changes", "rejected", "SG370"],
  ["changes", "requested", "SG453"],
  ["changes", "migrated", "SG370"],
  ["approved", "requested", "SG370"],
  ["approved", "draft", "SG370"],
  ["approved", "rejected", "SG370"],
  ["approved", "withdrawn", "SG370"],
  ["approved", "changes_requested", "SG370"],
  ["approved", "rolled_back", "SG370"],
  ["approved", "migrated", "SG453"],
  ["rejected", "requested", "SG370"],
  ["rejected", "approved", "SG370"],
  ["rejected", "draft", "SG370"],
  ["withdrawn", "requested", "SG370"],
  ["withdrawn", "approved", "SG370"],
  ["withdrawn", "draft", "SG370"],
];

const review = (of: string, values: Record<string, string>): string => {
  const columns = {
    decision: "'approve'",
    policy_version: "1",
    content_hash: "v.content_hash",
    ...values,
  };
  return `insert into specql_governance.tb_review (fk_revision, ${Object.keys(columns).join(", ")})
    select v.pk_revision, ${Object.values(columns).join(", ")}
    from specql_governance.tb_revision as v join ${REQUEST} as q on q.pk_schema_request = v.fk_schema_request
    where q.id = '{${of}}' order by v.revision_number limit 1`;
};

const byHand: Record<string, readonly [sql: string | string[], refused: Way["refused"]]> = {
  "begin as approved": [
    `insert into ${REQUEST} (target_table, request_kind, owner, requested_by, principal_kind, status, approved_hash, approved_at)
     values ('x', 'create', 'x', 'x', 'human', 'approved', 'f00', now())`,
    "SG370",
  ],
  "begin at revision nine": [
    `insert into ${REQUEST} (target_table, request_kind, owner, requested_by, principal_kind, revision_number)
     values ('x', 'create', 'x', 'x', 'human', 9)`,
    "SG370",
  ],
  "aim an approved request at another table": [set("approved", "target_table = 'users'"), "SG402"],
  "aim it at another schema": [set("approved", "target_schema = 'app'"), "SG402"],
  "change its kind": [set("approved", "request_kind = 'change'"), "SG402"],
  "change who made it": [set("requested", "created_by = 'mallory'"), "SG402"],
  "change for whom": [set("requested", "requested_by = 'mallory'"), "SG402"],
  "call it a human's": [set("machine", "principal_kind = 'human'"), "SG402"],
  "change its id": [set("requested", "id = gen_random_uuid()"), "SG402"],
  "change its reason": [set("requested", "justification = 'because'"), "SG402"],
  "change its place": [set("requested", "entity_name = 'x', fk_subdomain = 1"), "SG402"],
  "hide what it touches": [set("requested", "objects = '{}'"), "SG402"],
  "skip a revision": [set("requested", "revision_number = 7"), "SG402"],
  "go back a revision": [set("twice", "revision_number = 1"), "SG402"],
  "revise what is approved": [set("approved", "revision_number = 2"), "SG373"],
  "set the approved hash": [set("approved", "approved_hash = 'f00'"), undefined],
  "set when it was approved": [set("approved", "approved_at = '2000-01-01'"), undefined],
  "set the code": [set("approved", "table_code = '012111'"), undefined],
  "set who moved it": [set("approved", "status_changed_by = 'carol'"), undefined],
  "delete a request": [`delete from ${REQUEST}`, "SG402"],
  "truncate everything": [`truncate ${REQUEST} cascade`, "SG402"],
  "delete a review": ["delete from specql_governance.tb_review", "SG402"],
  "turn a rejection": ["update specql_governance.tb_review set decision = 'approve'", "SG402"],
  "sign a review as another": ["update specql_governance.tb_review set reviewer = 'bob'", "SG402"],
  "rewrite what was read": ["update specql_governance.tb_revision set operations = '[]'", "SG402"],
  "rewrite the author": ["update specql_governance.tb_revision set author = 'bob'", "SG402"],
  "drop the violations": ["update specql_governance.tb_revision set violations = '[]'", "SG402"],
  "delete a revision": ["delete from specql_governance.tb_revision", "SG402"],
  "delete an event": ["delete from specql_governance.tb_event", "SG402"],
  "rewrite an event": ["update specql_governance.tb_event set actor = 'bob'", "SG402"],
  "delete a refusal": ["delete from specql_governance.tb_refusal", "SG402"],
  "truncate the refusals": ["truncate specql_governance.tb_refusal", "SG402"],
  "set a hash by hand": [
    `insert into specql_governance.tb_revision (fk_schema_request, revision_number, content, operations, policy_version, content_hash)
     values (1, 9, '{}', '[]', 1, 'f00')`,
    "428C9",
  ],
  "approve a revision that is old": [review("twice", {}), "SG374"],
  "approve with another hash": [review("requested", { content_hash: "'f00'" }), "SG374"],
  "approve a draft": [review("draft", {}), "SG373"],
  "approve what is approved": [review("approved", {}), "SG373"],
};

/** Every way is tried by the superuser; what must hold for the owner too, as the owner. */
export const byOwner: Way[] = [
  ...moves.map(([from, to, refused]): Way => ({
    name: `owner: ${from} → ${to}`,
    role: "specql_owner",
    sql: set(from, `status = '${to}'`),
    refused,
  })),
  // A superuser is an administrator of everything, and so may withdraw.
  ...moves
    .filter(([, , refused]) => refused !== "SG452")
    .map(([from, to, refused]): Way => ({
      name: `superuser as a replica: ${from} → ${to}`,
      sql: ["set local session_replication_role = replica", set(from, `status = '${to}'`)],
      refused,
    })),
  ...Object.entries(byHand).map(([name, [sql, refused]]): Way => ({
    name: `by hand: ${name}`,
    sql,
    refused,
  })),
  {
    name: "a replica deletes the reviews",
    sql: [
      "set local session_replication_role = replica",
      "delete from specql_governance.tb_review",
    ],
    refused: "SG402",
  },
  {
    name: "a replica rewrites a revision",
    sql: [
      "set local session_replication_role = replica",
      "update specql_governance.tb_revision set operations = '[]'",
    ],
    refused: "SG402",
  },
  {
    name: "the owner, who is no reviewer, inserts a review",
    role: "specql_owner",
    sql: review("requested", {}),
    refused: "SG451",
  },
  {
    name: "the author inserts a review by hand, signed by another",
    actor: "alice",
    sql: review("requested", { reviewer: "'carol'" }),
    refused: "SG451",
  },
  {
    name: "an agent's review by hand, called a human's",
    role: "specql_owner",
    sql: review("requested", { principal_kind: "'human'", as_admin: "true" }),
    refused: "SG451",
  },
  {
    name: "no trigger, no approval: what slipped past is counted anew before anything is applied",
    sql: [
      `alter table ${REQUEST} disable trigger tr_100_status_moves`,
      set("requested", "status = 'approved', approved_hash = 'f00', approved_at = now()"),
      "select app.apply_schema_request('{requested}')",
    ],
    refused: "SG527",
  },
  {
    name: "no trigger, no approval, but the right hash",
    sql: [
      `alter table ${REQUEST} disable trigger tr_100_status_moves`,
      set(
        "requested",
        `status = 'approved', approved_at = now(), approved_hash = (
          select v.content_hash from specql_governance.tb_revision as v where v.fk_schema_request = pk_schema_request)`,
      ),
      "select app.apply_schema_request('{requested}')",
    ],
    refused: "SG453",
  },
  {
    name: "no trigger, other content: what is not what was approved is not applied",
    sql: [
      "alter table specql_governance.tb_revision disable trigger tr_100_row_is_final",
      `update specql_governance.tb_revision set content = content || '{"owner": "mallory"}'`,
      "select app.apply_schema_request('{approved}')",
    ],
    refused: "SG527",
  },
  {
    name: "no trigger, a review by the author: it counts for nothing",
    actor: "alice",
    sql: [
      "alter table specql_governance.tb_review disable trigger tr_200_review_counts",
      review("requested", {}),
      set("requested", "status = 'approved'"),
    ],
    refused: "SG453",
  },
];
