import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeOnPostgres, testDatabase } from "../support/database.ts";
import { register } from "../support/patterns.ts";
import { type Finished, specql } from "./program.ts";

describeOnPostgres("specql patterns", () => {
  let folder: string;
  let url: string;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "specql-cli-"));
    const database = await testDatabase();
    url = database.url!;
    drop = () => database.drop();
    await register(database.pool, [
      { name: "approval_workflow", description: "Reviewers approve in turn", tags: ["review"] },
      { name: "audit_trail", category: "audit", description: "Who changed what", deprecated: true },
      { name: "row_history", category: "audit", description: "Versions \u001b[31mof a row" },
    ]);
  });
  afterAll(async () => {
    await drop();
    await rm(folder, { recursive: true, force: true });
  });

  const run = (...args: string[]): Promise<Finished> =>
    specql(["patterns", ...args], { env: { DATABASE_URL: url }, cwd: folder });
  const names = async (...args: string[]): Promise<string[]> => {
    const { status, stdout, stderr } = await run(...args, "--json");
    expect(stderr).toBe("");
    expect(status).toBe(0);
    return JSON.parse(stdout).map((row: { pattern_name: string }) => row.pattern_name);
  };

  it("lists, all or one category", async () => {
    expect(await names("list")).toEqual(["approval_workflow", "audit_trail", "row_history"]);
    expect(await names("list", "--category", "Workflow")).toEqual(["approval_workflow"]);
    const { stdout } = await run("list");
    expect(stdout).toMatch(/NAME +CATEGORY +TAGS/);
    expect(stdout).not.toContain("\u001b");
  });

  it("searches, best first", async () => {
    expect((await names("search", "approval workflow"))[0]).toBe("approval_workflow");
    expect(await names("search", "who changed it", "--category", "audit")).toEqual(["row_history"]);
    expect(
      (await names("search", "who changed it", "--category", "audit", "--deprecated"))[0],
    ).toBe("audit_trail");
    expect(await names("search", "anything", "--limit", "1")).toHaveLength(1);
    expect(await names("search", "anything", "--tags", "REVIEW")).toEqual(["approval_workflow"]);
    expect((await run("search", "x", "--limit", "many")).status).toBe(1);
    expect((await run("search", "x", "--category", "audti")).status).toBe(2);
    expect((await run("search", " ")).status).toBe(1);
  });

  it("shows one, or says which was meant", async () => {
    const { status, stdout } = await run("show", "Approval_Workflow");
    expect(status).toBe(0);
    expect(stdout).toContain("Reviewers approve in turn");
    const missing = await run("show", "aproval_workflow");
    expect(missing.status).toBe(2);
    expect(missing.stderr).toContain("approval_workflow");
  });

  it("lists similar ones", async () => {
    expect((await names("similar", "row_history", "--deprecated")).toSorted()).toEqual([
      "approval_workflow",
      "audit_trail",
    ]);
    expect((await run("similar", "nobody")).status).toBe(2);
  });
});
