/** `specql policy`, as it is typed and as a hook runs it. */
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeOnPostgres, testDatabase } from "../support/database.ts";
import { cleanEnvironment, specql } from "./program.ts";

const database = await testDatabase();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "specql-policy-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await database.drop();
});

describeOnPostgres("specql policy", () => {
  const env = (): Record<string, string> => ({ DATABASE_URL: database.url ?? "" });
  const run = (...args: string[]): ReturnType<typeof specql> =>
    specql(["policy", ...args], { env: env(), cwd: folder });

  it("lints several files, says where, and exits with 5 when there are errors", async () => {
    await writeFile(join(folder, "good.sql"), "select 1;\n");
    await writeFile(join(folder, "bad one.sql"), "-- é\nselect 'é'; drop table shop.a;\n");
    const good = await run("lint", "good.sql");
    expect(good).toMatchObject({ status: 0, stderr: "" });
    const both = await run("lint", "good.sql", "bad one.sql");
    expect(both.status).toBe(5);
    expect(both.stdout).toContain("bad one.sql:2:13: error DES01");
  });

  it("prints JSON and SARIF", async () => {
    const json = await run("lint", "bad one.sql", "--json");
    expect(json.status).toBe(5);
    const data = JSON.parse(json.stdout);
    expect(data.files[0]).toMatchObject({ name: "bad one.sql" });
    expect(
      data.files[0].violations.find((each: { rule_id: string }) => each.rule_id === "DES01"),
    ).toMatchObject({ line: 2, column: 13 });
    const sarif = JSON.parse((await run("lint", "bad one.sql", "--format", "sarif")).stdout);
    expect(sarif.version).toBe("2.1.0");
    const [log] = sarif.runs;
    const result = log.results.find((each: { ruleId: string }) => each.ruleId === "DES01");
    expect(log.tool.driver.rules[result.ruleIndex].id).toBe("DES01");
    expect(result).toMatchObject({
      level: "error",
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "bad%20one.sql" },
            region: { startLine: 2, startColumn: 13 },
          },
        },
      ],
    });
  });

  it("says line and column of what does not parse", async () => {
    await writeFile(join(folder, "broken.sql"), "select 1;\n\nselect é from from x;\n");
    const { status, stdout } = await run("lint", "broken.sql");
    expect(status).toBe(5);
    expect(stdout).toContain("broken.sql:3:15: error TXN13");
  });

  it("reads standard input, and nothing when there is no file", async () => {
    const entry = fileURLToPath(new URL("../../bin/specql.mjs", import.meta.url));
    const child = spawn(process.execPath, [entry, "policy", "lint", "-"], {
      env: cleanEnvironment(env()),
      cwd: folder,
    });
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stdin.end("drop table shop.a;");
    const status = await new Promise((resolve) => child.on("close", resolve));
    expect(status).toBe(5);
    expect(stdout).toContain("<stdin>:1:1: error DES01");
    expect((await run("lint")).status).toBe(64);
    expect((await run("lint", "nowhere.sql")).status).toBe(2);
    expect((await run("lint", "good.sql", "--format", "xml")).status).toBe(1);
  });

  it("lists, shows, tests, sets, waives and revokes", async () => {
    expect((await run("list", "--category", "lock")).stdout).toContain("LCK01");
    expect((await run("test")).stdout).toContain("as they should be");
    expect((await run("set", "DES01", "--severity", "warning")).status).toBe(0);
    expect((await run("lint", "bad one.sql")).stdout).toContain("warning DES01");
    const waived = await run(
      "waive",
      "DES01",
      "--scope",
      "table:shop.a",
      "--reason",
      "a rehearsal",
      "--expires",
      new Date(Date.now() + 86_400_000).toISOString(),
      "--json",
    );
    expect(waived.status).toBe(0);
    expect((await run("lint", "bad one.sql")).stdout).toContain("(waived: a rehearsal)");
    expect((await run("show", "drop-table")).stdout).toContain("a rehearsal");
    expect((await run("waivers", "--live")).stdout).toContain("a rehearsal");
    expect((await run("revoke", JSON.parse(waived.stdout).id)).status).toBe(0);
    expect((await run("waivers", "--live")).stdout).toContain("Nothing is waived");
    expect((await run("show", "NOPE99")).status).toBe(2);
    expect((await run("set", "DES01", "--enable", "--disable")).status).toBe(64);
  });
});
