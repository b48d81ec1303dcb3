import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databaseKind, type TestDatabase, testDatabase } from "../support/database.ts";
import { cleanEnvironment, type Finished, specql } from "./program.ts";

const fixture = fileURLToPath(new URL("fixture.txt", import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "specql-cli-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The whole way of a person, on whatever database the environment names. */
function tour(environment: () => Record<string, string>): void {
  const run = (...args: string[]): Promise<Finished> =>
    specql(args, { env: environment(), cwd: folder });
  const data = async (...args: string[]): Promise<any> => {
    const { status, stdout, stderr } = await run(...args, "--json");
    expect(stderr).toBe("");
    expect(status).toBe(0);
    return JSON.parse(stdout);
  };

  it("migrates, and says that nothing is pending", async () => {
    await data("migrate");
    const { pending } = await data("status");
    expect(pending).toEqual([]);
  });

  it("says what an import would do, and does nothing", async () => {
    const { status, stdout } = await run("import", "registry", fixture, "--dry-run");
    expect(status).toBe(0);
    expect(stdout).toContain("Dry run");
    expect(await data("domain", "list")).toEqual([]);
  });

  it("imports, and a second time changes nothing", async () => {
    const { status, stdout, stderr } = await run("import", "registry", fixture);
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(stdout).toContain("table_code: 012036 → 012311");
    const again = await data("import", "registry", fixture);
    expect(again.written).toBe(true);
    expect(again.changes).toEqual([]);
    expect(again.counts).toMatchObject({ imported: 0, updated: 0, changed: 0, rejected: 0 });
  });

  it("refuses a file with a bad row with exit 1, and writes nothing", async () => {
    const file = join(folder, "bad.yaml");
    await writeFile(
      file,
      "domains:\n  '5':\n    name: analytics\n    subdomains:\n      '99':\n        name: far\n      '98':\n        name: off\n  '4':\n    name: projects\n",
    );
    const { status, stdout } = await run("import", "registry", file);
    expect(status).toBe(1);
    expect(stdout).toContain("bad.yaml:5:");
    expect(stdout).toContain("Nothing was written");
    expect((await run("domain", "get", "projects")).status).toBe(2);

    const report = await data("import", "registry", file, "--quarantine");
    expect(report.written).toBe(true);
    const rejects = await data("import", "rejects", report.run_id);
    expect(rejects).toHaveLength(2);
    const [{ id }] = rejects;
    expect((await run("import", "retry", id)).stderr).toContain("SG106");
    const mended = JSON.stringify({ $key: "9", name: "far" });
    expect((await data("import", "retry", id, "--row", mended)).status).toBe("resolved");
    expect(await data("registry", "subdomains", "list", "--domain=5")).toHaveLength(1);
    expect((await run("import", "retry", id)).status).toBe(3);
    expect((await run("import", "rejects", "nonsense")).status).toBe(2);
    expect(await data("import", "runs")).toHaveLength(3);
  });

  it("refuses a file that does not parse with its line", async () => {
    const file = join(folder, "broken.yaml");
    await writeFile(file, "domains:\n  '1':\n    name: a\n     b: c\n");
    const { status, stderr } = await run("import", "registry", file, "--json");
    expect(status).toBe(1);
    expect(JSON.parse(stderr).error).toMatchObject({
      code: "SG130",
      message: expect.stringMatching(/:[34]:/),
    });
    expect((await run("import", "registry", join(folder, "missing.yaml"))).status).toBe(2);
    expect((await run("import", "services", fixture)).stderr).toContain("SG131");
  });

  it("shows domains by number, name and alias", async () => {
    for (const name of ["2", "crm", "CUSTOMERS"]) {
      expect(await data("registry", "domains", "show", name)).toMatchObject({ domain_name: "crm" });
    }
    expect((await run("domain", "get", "2")).stdout).toContain("customer");
    const { status, stderr } = await run("domain", "get", "cmr");
    expect(status).toBe(2);
    expect(stderr).toContain("Did you mean crm?");
  });

  it("lists subdomains and entities", async () => {
    const subdomains = await data("registry", "subdomains", "list", "--domain=crm");
    expect(subdomains.map((each: any) => each.subdomain_name)).toEqual(["customer", "spare"]);
    for (const place of ["customer", "3"]) {
      const entities = await data(
        "registry",
        "entities",
        "list",
        "--domain=2",
        `--subdomain=${place}`,
      );
      expect(entities.map((each: any) => each.table_code)).toEqual(["012311", "012321"]);
    }
    const { stdout } = await run("registry", "entities", "list", "--domain", "crm");
    expect(stdout).toMatch(/^CODE +NAME/);
    expect(stdout).toContain("012321");
    expect(
      (await run("registry", "entities", "list", "--domain=crm", "--subdomain=spar")).stderr,
    ).toContain("Did you mean spare?");
  });

  it("registers a domain, and refuses one that is taken with exit 3", async () => {
    const args = ["domain", "register", "--number", "7", "--name", "inventory"];
    const row = await data(
      ...args,
      "--description",
      "what's in \u001b[31mstore",
      "--multi-tenant",
      "--aliases",
      "stock, wares",
    );
    expect(row).toMatchObject({
      domain_number: "7",
      multi_tenant: true,
      aliases: ["stock", "wares"],
    });
    const taken = await run("domain", "register", "--number", "7", "--name", "other");
    expect(taken.status).toBe(3);
    expect(taken.stderr).toMatch(/^SG301: /);
    const wrong = await run("domain", "register", "--number", "0", "--name", "other");
    expect(wrong.status).toBe(1);
    // Data is shown, never obeyed by the terminal.
    expect((await run("domain", "list")).stdout).not.toContain("\u001b");
  });

  it("allocates codes, the same one when asked again", async () => {
    const place = ["--domain=crm", "--subdomain=spare"];
    const first = await run("registry", "allocate-code", ...place, "--entity=Lead");
    expect(first).toMatchObject({ status: 0, stdout: "012911\n", stderr: "" });
    expect((await run("domain", "allocate-code", "crm", "9", "Lead")).stdout).toBe("012911\n");
    expect(await data("domain", "allocate-code", "crm", "spare", "Deal")).toEqual({
      table_code: "012921",
    });
    expect((await run("domain", "allocate-code", "crm", "nowhere", "Deal")).status).toBe(2);
  });

  it("exports what imports without a change", async () => {
    await data("registry", "export", "--yaml", "export.yaml");
    const report = await data("import", "registry", join(folder, "export.yaml"));
    expect(report.changes).toEqual([]);
    expect(report.counts).toMatchObject({ imported: 0, updated: 0, changed: 0, rejected: 0 });
    const printed = await run("registry", "export", "--yaml", "-");
    expect(printed.stdout).toBe(await readFile(join(folder, "export.yaml"), "utf8"));
    expect((await run("registry", "export", "--yaml", "no/such/dir.yaml")).status).toBe(2);
  });

  it("imports services", async () => {
    const file = join(folder, "services.yaml");
    await writeFile(
      file,
      "services:\n- name: mail\n  operations:\n  - name: send\n- name: news\n  dependencies: [mail]\n",
    );
    expect((await run("import", "services", file)).status).toBe(0);
    await writeFile(file, "services:\n- name: lost\n  dependencies: [nobody]\n");
    const { status, stdout } = await run("import", "services", file);
    expect(status).toBe(1);
    expect(stdout).toContain("nobody");
  });

  it("finds every invariant kept", async () => {
    await run("domain", "list");
    const checks = await specql(["doctor", "--json"], { env: environment(), cwd: folder });
    const rows = JSON.parse(checks.stdout) as { check_name: string; ok: boolean }[];
    const failed = rows.filter(({ ok }) => !ok).map(({ check_name: name }) => name);
    // The row that was set aside above is still open, and doctor says so.
    expect(failed).toEqual(["rejected rows are settled"]);
    expect(checks.status).toBe(1);
  });
}

describe("the tour on the embedded database", { tags: ["slow"] }, () => {
  const environment = (): Record<string, string> => ({
    SPECQL_DATA_DIR: join(folder, ".specql/data"),
  });
  tour(environment);

  describe("through a server that has it open", () => {
    let server: ChildProcess;
    let url: string;
    beforeAll(async () => {
      const entry = fileURLToPath(new URL("../../bin/specql.mjs", import.meta.url));
      server = spawn(process.execPath, [entry, "serve", "--port", "0", "--json"], {
        env: cleanEnvironment(environment()),
        stdio: ["ignore", "pipe", "ignore"],
      });
      let text = "";
      for await (const chunk of server.stdout!) {
        text += String(chunk);
        if (text.includes("}")) break;
      }
      ({ url } = JSON.parse(text) as { url: string });
    });

    it("gives the same answers", async () => {
      const run = (...args: string[]): Promise<Finished> => specql(args, { env: environment() });
      expect((await run("domain", "allocate-code", "crm", "spare", "Lead")).stdout).toBe(
        "012911\n",
      );
      const taken = await run("domain", "register", "--number", "7", "--name", "other");
      expect(taken.status).toBe(3);
      expect(taken.stderr).toMatch(/^SG301: /);
      expect((await run("status")).status).toBe(0);
      const remote = await specql(["domain", "get", "crm"], { env: { SPECQL_URL: url } });
      expect(remote.status).toBe(0);
    });

    it("stops when asked, and says 0", async () => {
      const ended = new Promise((resolve) => server.once("exit", (code) => resolve(code)));
      server.kill("SIGTERM");
      expect(await ended).toBe(0);
    });
  });
});

if (databaseKind === "postgresql") {
  describe("the tour on PostgreSQL", { tags: ["slow"] }, () => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await testDatabase();
    });
    afterAll(() => database.drop());
    tour(() => ({ DATABASE_URL: database.url ?? "" }));

    it("prints no password", async () => {
      const { stdout } = await specql(["status"], { env: { DATABASE_URL: database.url ?? "" } });
      const { password } = new URL(database.url ?? "");
      if (password !== "") expect(stdout).not.toContain(password);
      expect(stdout).toContain("DATABASE_URL");
    });
  });
}
