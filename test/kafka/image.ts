import { spawnSync } from "node:child_process";

/** A system with Java 17 and nothing else, which `.ci/docker` makes: no image registry is asked for it. */
export const image = "celadon-test/jre:17";

/** Why no container of the image can be started, as a sentence; undefined when one can. */
export function unableToStartContainer(): string | undefined {
  const { error, status, stderr } = spawnSync("docker", ["image", "inspect", image], {
    encoding: "utf8",
    timeout: 20_000,
  });
  if (error !== undefined) return `No docker command answers (${error.message}): install Docker, or run .ci/docker.`;
  if (status === 0) return undefined;
  return /no such image/i.test(stderr)
    ? `The Docker engine has no image ${image}: .ci/docker makes it, as root, in about a minute.`
    : `No Docker engine answers (${stderr.trim()}): start it, or run .ci/docker as root.`;
}
