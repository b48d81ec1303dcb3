import { describe, expect, it } from "vitest";
import { maskUrl, parseConfig } from "../src/config.ts";
import { SpecqlError } from "../src/errors.ts";

function refusal(env: Record<string, string>): SpecqlError {
  try {
    parseConfig({ env });
  } catch (error) {
    if (error instanceof SpecqlError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("parseConfig", () => {
  it("has defaults for everything", () => {
    expect(parseConfig({ env: {} })).toEqual({
      dataDir: ".specql/data",
      poolSize: 10,
      maxOverflow: 5,
      repositoryBackend: "postgresql",
      dualWriteMode: false,
      readFromPostgresPercent: 100,
    });
  });

  it("counts an empty variable as not set", () => {
    expect(
      parseConfig({ env: { DATABASE_URL: "", SPECQL_URL: "", SPECQL_JWT_SECRET: "" } }),
    ).toEqual(parseConfig({ env: {} }));
  });

  it("prefers the flag, then SPECQL_DB_URL, then DATABASE_URL", () => {
    const env = {
      DATABASE_URL: "postgres://h/a",
      SPECQL_DB_URL: "postgres://h/b",
      SPECQL_URL: "http://s",
    };
    expect(parseConfig({ env })).toMatchObject({
      databaseUrl: "postgres://h/b",
      databaseUrlFrom: "SPECQL_DB_URL",
      url: "http://s",
    });
    const flagged = parseConfig({ env, flags: { database: "postgres://h/c" } });
    expect(flagged.databaseUrl).toBe("postgres://h/c");
    expect(flagged.url).toBeUndefined();
  });

  it.each([
    ["DATABASE_URL", "mysql://h/d"],
    ["SPECQL_READ_URL", "h"],
    ["SPECQL_URL", "ftp://h"],
    ["SPECQL_TOKEN", "two words"],
    ["SPECQL_REPOSITORY_BACKEND", "sqlite"],
    ["SPECQL_JWT_SECRET", "short"],
    ["DUAL_WRITE_MODE", "perhaps"],
    ["READ_FROM_POSTGRES_PERCENT", "101"],
    ["READ_FROM_POSTGRES_PERCENT", "1e1"],
    ["POSTGRES_POOL_SIZE", "0"],
    ["POSTGRES_MAX_OVERFLOW", "-1"],
    ["SPECQL_NONSENSE", "1"],
  ])("refuses %s=%s by name, without the value", (name, value) => {
    const error = refusal({ [name]: value });
    expect(error).toMatchObject({ code: "SG110", field: name });
    expect(error.message).toContain(name);
    if (value.length > 4) expect(JSON.stringify(error)).not.toContain(value);
  });

  it("reports every problem at once", () => {
    const { detail } = refusal({
      DUAL_WRITE_MODE: "x",
      POSTGRES_POOL_SIZE: "x",
      SPECQL_DBURL: "x",
    });
    expect(detail?.split("\n")).toHaveLength(3);
    expect(detail).toContain("SPECQL_DB_URL");
  });
});

describe("maskUrl", () => {
  it("leaves out password and query", () => {
    expect(maskUrl("postgres://me:hunter2@h:1/d?password=hunter2")).toBe("postgres://me@h:1/d");
    expect(maskUrl("hunter2")).not.toContain("hunter2");
  });
});
