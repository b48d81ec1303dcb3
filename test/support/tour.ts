/** The README's tour, and a runbook's: their `console` blocks, each command with the output that follows it. */

/** One command of the tour, and what the README says that it prints. */
export interface TourStep {
  readonly command: string;
  readonly output: string;
}

/** The commands of every `console` block, in order. */
export function tourSteps(readme: string): TourStep[] {
  return [...readme.matchAll(/^```console\n(?<body>[\s\S]*?)^```$/gmu)].flatMap((block) =>
    stepsOf(block.groups?.["body"] ?? ""),
  );
}

/** A page in order: its commands, and what stands in `<!-- test: … -->` to be done between them. */
export function tourParts(page: string): (TourStep | { readonly action: string })[] {
  const parts = /^```console\n(?<body>[\s\S]*?)^```$|^<!-- test: (?<action>.+?) -->$/gmu;
  return [...page.matchAll(parts)].flatMap(
    ({ groups }): (TourStep | { readonly action: string })[] =>
      groups?.["action"] === undefined
        ? stepsOf(groups?.["body"] ?? "")
        : [{ action: groups["action"] }],
  );
}

/** The README with the outputs replaced by those given, in order. */
export function withOutputs(readme: string, outputs: readonly string[]): string {
  const left = [...outputs];
  return readme.replaceAll(/^```console\n(?<body>[\s\S]*?)^```$/gmu, (_, body: string) => {
    const steps = stepsOf(body).map((step) => `$ ${step.command}\n${left.shift() ?? ""}`);
    return `\`\`\`console\n${steps.join("")}\`\`\``;
  });
}

/** What differs from run to run: ids, and white space at the ends of lines. */
export function masked(output: string): string {
  const lines = output
    .replaceAll(
      /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gu,
      "00000000-0000-4000-8000-000000000000",
    )
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => !/^(?:npm warn|CONTEXT:|PL\/pgSQL function|SQL function)/u.test(line));
  const text = lines.join("\n").trimEnd();
  return text === "" ? "" : `${text}\n`;
}

function stepsOf(body: string): TourStep[] {
  const parts = `\n${body}`.split(/\n\$ /u).slice(1);
  return parts.map((part) => {
    const [command = "", ...lines] = part.split("\n");
    return { command, output: masked(lines.join("\n")) };
  });
}
