import { describe, expect, test } from "vitest";
import { chooseDatabase, type Probes } from "../support/choose-database.ts";

const url = "postgres://somebody@127.0.0.1:5432/postgres";
const nothing: Probes = {
  dockerAnswers: () => Promise.resolve(false),
  localBindir: () => Promise.resolve(undefined),
};
const local: Probes = { ...nothing, localBindir: () => Promise.resolve("/opt/pg/bin") };
const both: Probes = { ...local, dockerAnswers: () => Promise.resolve(true) };

describe("the order", () => {
  test("a given address comes first", async () => {
    expect(await chooseDatabase({ TEST_DATABASE_URL: url }, both)).toEqual({ use: "given", url });
  });
  test("then a container engine", async () => {
    expect(await chooseDatabase({}, both)).toEqual({ use: "docker" });
  });
  test("then local binaries", async () => {
    expect(await chooseDatabase({}, local)).toEqual({ use: "local", bindir: "/opt/pg/bin" });
  });
  test("then the embedded database", async () => {
    expect((await chooseDatabase({}, nothing)).use).toBe("embedded");
  });
  test("an empty variable counts as not set", async () => {
    const env = { TEST_DATABASE_URL: "", TEST_DATABASE: "" };
    expect((await chooseDatabase(env, nothing)).use).toBe("embedded");
  });
});

describe("TEST_DATABASE", () => {
  test("embedded wins over everything", async () => {
    const env = { TEST_DATABASE: "embedded", TEST_DATABASE_URL: url };
    expect((await chooseDatabase(env, both)).use).toBe("embedded");
  });
  test("docker and local choose between the two", async () => {
    expect((await chooseDatabase({ TEST_DATABASE: "docker" }, both)).use).toBe("docker");
    expect((await chooseDatabase({ TEST_DATABASE: "local" }, both)).use).toBe("local");
  });
  test("postgresql takes any real server", async () => {
    const env = { TEST_DATABASE: "postgresql" };
    expect((await chooseDatabase(env, local)).use).toBe("local");
    expect((await chooseDatabase({ ...env, TEST_DATABASE_URL: url }, local)).use).toBe("given");
  });
  test.each(["postgresql", "docker", "local"])("%s never falls back", async (wish) => {
    await expect(chooseDatabase({ TEST_DATABASE: wish }, nothing)).rejects.toThrow(/offers none/);
  });
  test("another value is refused", async () => {
    await expect(chooseDatabase({ TEST_DATABASE: "mysql" }, both)).rejects.toThrow(/mysql/);
  });
});
