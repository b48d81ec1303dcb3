import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { postgresImage } from "../support/choose-database.ts";

interface Service {
  image?: string;
  build?: string;
  environment?: Record<string, string>;
  ports?: string[];
  healthcheck?: { test: string[] };
  depends_on?: Record<string, { condition: string }>;
}

const file = (name: string): string =>
  readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");
const { services } = parse(file("compose.yaml")) as { services: Record<string, Service> };

describe("compose.yaml", () => {
  test("runs the PostgreSQL that the tests use, and pgAdmin", () => {
    expect(services["database"]?.image).toBe(postgresImage);
    expect(services["pgadmin"]?.image).toMatch(/^dpage\/pgadmin4:\d+$/);
    expect(services["server"]?.build).toBe(".");
  });

  test("every secret comes from the environment and has no default", () => {
    const secrets = Object.values(services).flatMap(({ environment = {} }) =>
      Object.entries(environment).filter(([name]) => /PASSWORD|SECRET|_URL$/.test(name)),
    );
    expect(secrets.length).toBeGreaterThan(4);
    for (const [name, value] of secrets) {
      const secret = name.endsWith("_URL") ? /^postgres:\/\/\w+:(.*)@/.exec(value)?.[1] : value;
      expect(secret, name).toMatch(/^\$\{\w+:\?[^}]+\}$/);
    }
  });

  test("the server waits for a healthy, migrated database", () => {
    expect(services["database"]?.healthcheck?.test.join(" ")).toContain("pg_isready");
    expect(services["migrate"]?.depends_on?.["database"]?.condition).toBe("service_healthy");
    expect(services["server"]?.depends_on).toEqual({
      database: { condition: "service_healthy" },
      migrate: { condition: "service_completed_successfully" },
    });
  });

  test("nothing is published beyond this machine", () => {
    for (const port of Object.values(services).flatMap(({ ports = [] }) => ports)) {
      expect(port).toMatch(/^127\.0\.0\.1:/);
    }
  });
});

describe("Dockerfile", () => {
  const dockerfile = file("Dockerfile");
  test("runs as an unprivileged user who can read the migrations", () => {
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile).toMatch(/chmod -R a\+rX .*migrations\/committed/);
  });
  test("leaves the secrets of a work tree out", () => {
    const ignored = file(".dockerignore").split("\n");
    expect(ignored).toEqual(expect.arrayContaining([".git", ".env", ".specql", "**/node_modules"]));
  });
});
