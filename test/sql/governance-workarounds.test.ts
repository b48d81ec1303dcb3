/**
 * Ways around the workflow, each tried for real by somebody who might: none succeeds, and each leaves
 * a trace. What the workflow itself refuses is counted by a sequence and named in the server's log,
 * which no rollback takes back; what PostgreSQL refuses stands in that log as the failed statement;
 * what is ignored stands in the change log or the outbox under the real login.
 */
import { isDeepStrictEqual } from "node:util";
import type pg from "pg";
import { afterAll, describe, expect, test } from "vitest";
import { rolledBack, testDatabase } from "../support/database.ts";
import { call, become } from "../support/governance.ts";
import {
  countRefusals,
  countTraces,
  LOGINS,
  makePeople,
  makeRequests,
  type Requests,
  stateOfWorkflow,
} from "../support/workflow.ts";
import { anyLogin } from "./workarounds/any-login.ts";
import { byContent } from "./workarounds/by-content.ts";
import { byIdentity } from "./workarounds/by-identity.ts";
import { byOwner } from "./workarounds/by-owner.ts";
import { byTiming } from "./workarounds/by-timing.ts";
import type { Way } from "./workarounds/way.ts";

const database = await testDatabase();
afterAll(() => database.drop());

const everyLogin: Way[] = LOGINS.flatMap((login) =>
  anyLogin(login).map((way): Way => ({ login, ...way, name: `${login}: ${way.name}` })),
);
const groups: Record<string, Way[]> = {
  "past the functions, as each login": everyLogin,
  "as the owner or a superuser, by hand": byOwner,
  "as somebody else": byIdentity,
  "at the wrong time, again, or in another's name": byTiming,
  "with what is asked for": byContent,
};

let superuser = "";

/** One transaction with everybody and everything in it. */
function prepared(
  use: (client: pg.PoolClient, requests: Requests) => Promise<void>,
): Promise<void> {
  return rolledBack(database.pool, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      "select quote_ident(session_user) as name",
    );
    superuser = rows[0]!.name;
    await client.query(`set local session authorization ${superuser}`);
    await makePeople(client);
    await use(client, await makeRequests(client));
  });
}

/** Acts as the way says; gives the SQLSTATE, or undefined where nothing was refused. */
async function outcome(
  client: pg.PoolClient,
  way: Way,
  requests: Requests,
): Promise<string | undefined> {
  try {
    if (way.login !== undefined) {
      await client.query(`set local session authorization ${way.login}`);
      if (way.role !== undefined) await client.query(`set local role ${way.role}`);
    } else {
      await become(client, way.actor ?? "mallory", way.role ?? superuser);
    }
    for (const sql of [way.sql].flat()) {
      await client.query(sql.replace(/\{(\w+)\}/g, (_all, name: keyof Requests) => requests[name]));
    }
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

/** What PostgreSQL itself says when somebody has no right, or there is nothing to have a right on. */
const BY_POSTGRES = /^(42501|55000|42883|42704|0LP01|2BP01|55P02|0A000|428C9)$/;

describe.each(Object.entries(groups))("%s", (_group, ways) => {
  test("nobody gets through, and each leaves a trace", { tags: ["slow"] }, async () => {
    await prepared(async (client, requests) => {
      const before = await stateOfWorkflow(client);
      const wrong: string[] = [];
      for (const way of ways) {
        const counted = await countRefusals(client);
        const traces = await countTraces(client);
        await client.query("savepoint way");
        const state = await outcome(client, way, requests);
        if (![way.refused].flat().includes(state)) wrong.push(`${way.name} → ${state ?? "passed"}`);
        if (state === undefined) {
          // It passed: nothing must have come of it, and it must be on record.
          await client.query(`reset role; set local session authorization ${superuser}`);
          if (!isDeepStrictEqual(await stateOfWorkflow(client), before)) {
            wrong.push(`${way.name} changed something`);
          }
          if ((await countTraces(client)) <= traces) wrong.push(`${way.name} left no trace`);
        }
        await client.query("rollback to savepoint way");
        const isCounted = (await countRefusals(client)) > counted;
        if (state?.startsWith("SG") === true && !isCounted)
          wrong.push(`${way.name} is not counted`);
        if (state?.startsWith("SG") === false && !BY_POSTGRES.test(state)) {
          wrong.push(`${way.name} ended in ${state}`);
        }
      }
      expect(wrong).toEqual([]);
      expect(await stateOfWorkflow(client)).toEqual(before);
    });
  });
});

describe("the number of ways", () => {
  test("is at least a hundred, besides those that every login is refused alike", () => {
    const others = Object.values(groups).flat().length - everyLogin.length;
    const different = new Set(everyLogin.map(({ sql }) => String(sql))).size;
    console.log(`${others + everyLogin.length} ways, ${others + different} different ones`);
    expect(others + different).toBeGreaterThanOrEqual(100);
    const names = Object.values(groups).flatMap((ways) => ways.map(({ name }) => name));
    expect(names).toEqual([...new Set(names)]);
  });
});

describe("the doctor", () => {
  test("names what a superuser made of the tables behind the triggers", async () => {
    await prepared(async (client, requests) => {
      const bad = async (): Promise<string[]> =>
        (await client.query("select check_name from app.doctor() where not ok")).rows.map(
          (row) => row.check_name,
        );
      expect(await bad()).toEqual([]);
      await client.query(`
        alter table specql_governance.tb_schema_request disable trigger tr_100_status_moves;
        update specql_governance.tb_schema_request set status = 'approved', approved_hash = 'f00', approved_at = now()
        where id = '${requests.requested}'`);
      expect(await bad()).toEqual(["triggers are enabled", "approvals are in order"]);
    });
  });
});

describe("the server's log", () => {
  test("has every refused statement, and nobody but a superuser can switch that off", async () => {
    await prepared(async (client) => {
      const { rows } = await client.query(
        "select current_setting('log_min_error_statement') as statement, current_setting('log_min_messages') as messages",
      );
      expect(["debug5", "debug1", "info", "notice", "warning", "error"]).toContain(
        rows[0].statement,
      );
      expect(rows[0].messages).not.toMatch(/fatal|panic/);
      for (const login of LOGINS) {
        for (const setting of ["log_min_messages", "log_min_error_statement"]) {
          await client.query("savepoint setting");
          await client.query(`set local session authorization ${login}`);
          const refused = client.query(`set local ${setting} = panic`);
          await expect(refused, `${login} ${setting}`).rejects.toMatchObject({ code: "42501" });
          await client.query("rollback to savepoint setting");
        }
      }
    });
  });

  test("says who was refused what", async () => {
    await prepared(async (client, requests) => {
      const heard: string[] = [];
      client.on("notice", ({ message }) => heard.push(message ?? ""));
      await client.query("set local client_min_messages = log");
      await become(client, "alice", "specql_reviewer");
      const own = { request_id: requests.requested, decision: "approve" };
      await client.query("savepoint own");
      await expect(call(client, "review_schema_request", own)).rejects.toMatchObject({
        code: "SG451",
      });
      await client.query("rollback to savepoint own");
      expect(heard.join("\n")).toMatch(
        new RegExp(`specql refused SG451 no\\. \\d+: actor 'alice' .*${requests.requested}`),
      );
    });
  });
});
