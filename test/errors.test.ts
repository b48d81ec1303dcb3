import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { exitCode, fromServer, httpStatus, SpecqlError } from "../src/errors.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

function codesOf(directory: string, ending: string): string[] {
  return readdirSync(join(root, directory), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(ending) && !path.includes("node_modules"))
    .flatMap((path) => {
      const text = readFileSync(join(root, directory, path), "utf8");
      // In quotes: raised, returned or looked for. Prose about a code has none around it.
      return [...text.matchAll(/['"](SG\d{3})['"]/g)].map(([, code]) => String(code));
    });
}

describe("docs/errors.md", () => {
  const listed = [
    ...readFileSync(join(root, "docs/errors.md"), "utf8").matchAll(/^\| `(SG\d{3})` \|/gm),
  ].map(([, code]) => String(code));
  const raised = new Set([...codesOf("db", ".sql"), ...codesOf("src", ".ts")]);

  it("lists every code that is raised", () => {
    expect([...raised].filter((code) => !listed.includes(code)).toSorted()).toEqual([]);
  });
  it("lists no code that is not raised", () => {
    expect(listed.filter((code) => !raised.has(code))).toEqual([]);
  });
  it("lists each once, in order", () => {
    expect(listed).toEqual([...new Set(listed)].toSorted());
  });
});

describe("fromServer", () => {
  const server = (code: string, more: object = {}): Error =>
    Object.assign(new Error("what the server said"), { code, ...more });

  it("passes a SpecqlError and our own SQLSTATE with all its parts", () => {
    const own = new SpecqlError("SG301", "taken");
    expect(fromServer(own)).toBe(own);
    expect(fromServer(server("SG301", { detail: "d", hint: "h", column: "c" })).toJSON()).toEqual({
      code: "SG301",
      message: "what the server said",
      detail: "d",
      hint: "h",
      field: "c",
    });
  });

  it.each([
    ["23505", "SG100", "d"],
    ["23503", "SG100", "d"],
    ["23514", "SG100", undefined],
    ["23502", "SG100", undefined],
    ["22P02", "SG101", undefined],
    ["22021", "SG101", undefined],
    ["54000", "SG101", undefined],
    ["42501", "SG401", undefined],
    ["40001", "SG390", undefined],
    ["40P01", "SG390", undefined],
    ["57014", "SG391", undefined],
    ["57P01", "SG900", undefined],
    ["08006", "SG900", undefined],
    ["28P01", "SG410", undefined],
  ])("%s is %s", (state, code, detail) => {
    const error = fromServer(server(state, { detail: "d" }));
    expect(error.code).toBe(code);
    expect(error.detail).toBe(detail);
  });

  it("takes the constraint's comment as the message", () => {
    expect(fromServer(server("23514"), "numbers go from 1 to F").message).toBe(
      "numbers go from 1 to F",
    );
  });

  it.each([
    [Object.assign(new Error("connect"), { code: "ECONNREFUSED" })],
    [Object.assign(new Error("connect"), { code: "ENOENT", syscall: "connect" })],
    [new Error("Connection terminated unexpectedly")],
    [Object.assign(new TypeError("fetch failed"), { cause: { code: "ECONNREFUSED" } })],
  ])("%s is SG900", (error) => {
    expect(fromServer(error).code).toBe("SG900");
  });

  it.each([[new Error("secret")], [server("42883")], ["text"], [null], [undefined]])(
    "masks %s",
    (error) => {
      const masked = fromServer(error);
      expect(masked.code).toBe("SG999");
      expect(JSON.stringify(masked)).not.toMatch(/secret|said/);
      expect(masked.id).toBeTruthy();
    },
  );

  it.each([
    ["SG101", 1, 400],
    ["SG201", 2, 404],
    ["SG301", 3, 409],
    ["SG401", 4, 403],
    ["SG500", 5, 422],
    ["SG900", 69, 503],
    ["SG910", 69, 503],
    ["SG960", 64, 400],
    ["SG999", 70, 500],
  ])("%s exits %i and answers %i", (code, exit, http) => {
    const error = new SpecqlError(code, "");
    expect([exitCode(error), httpStatus(error)]).toEqual([exit, http]);
  });
});
