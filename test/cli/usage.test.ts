import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { cliReference } from "../../src/cli/reference.ts";
import { specql } from "./program.ts";

describe("usage", () => {
  it("prints the version", async () => {
    const { status, stdout } = await specql(["--version"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+/);
  });

  it.each([
    [["registy"], "Did you mean registry?"],
    [["registry", "domians", "list"], "Did you mean domains?"],
    [["registry", "domains", "shwo", "crm"], "Did you mean show?"],
    [["domain", "list", "--jsno"], "Did you mean --json?"],
  ])("suggests for %j and exits 64", async (args, hint) => {
    const { status, stdout, stderr } = await specql(args);
    expect(status).toBe(64);
    expect(stdout).toBe("");
    expect(stderr).toContain(hint);
  });

  it.each([
    [[]],
    [["registry"]],
    [["domain", "get"]],
    [["domain", "list", "surplus"]],
    [["import", "runs", "--frobnicate"]],
  ])("exits 64 for %j", async (args) => {
    const { status, stderr } = await specql(args);
    expect(status).toBe(64);
    expect(stderr).toContain("SG960");
  });

  it("prints a usage error as JSON when asked", async () => {
    const { status, stderr } = await specql(["domain", "get", "--json"]);
    expect(status).toBe(64);
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: "SG960" } });
  });

  it("names every wrong setting at once and shows no value", async () => {
    const { status, stderr } = await specql(["status"], {
      env: {
        DATABASE_URL: "not-a-url-but-hunter2",
        POSTGRES_POOL_SIZE: "many",
        SPECQL_REPOSITORY_BACKEND: "mysql",
        SPECQL_DBURL: "postgres://u:hunter2@h/d",
      },
    });
    expect(status).toBe(1);
    for (const name of [
      "DATABASE_URL",
      "POSTGRES_POOL_SIZE",
      "SPECQL_REPOSITORY_BACKEND",
      "SPECQL_DB_URL",
    ]) {
      expect(stderr).toContain(name);
    }
    expect(stderr).not.toContain("hunter2");
  });

  it("exits 69 where no database answers, and shows no password", async () => {
    const { status, stderr } = await specql([
      "domain",
      "list",
      "--database",
      "postgres://me:hunter2@127.0.0.1:1/none",
    ]);
    expect(status).toBe(69);
    expect(stderr).toContain("SG900");
    expect(stderr).not.toContain("hunter2");
  });
});

describe("docs/cli.md", () => {
  it("is the program's help", async () => {
    const written = await readFile(new URL("../../docs/cli.md", import.meta.url), "utf8");
    expect(written).toBe(await cliReference());
  });

  it("has an example for every command", async () => {
    for (const chapter of (await cliReference()).split("\n## ").slice(1)) {
      expect(chapter, chapter.split("\n")[0]).toMatch(/Examples?:\n {2}specql /);
    }
  });
});
