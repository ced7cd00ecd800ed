import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GenericContainer, getContainerRuntimeClient, Wait } from "testcontainers";
import type { Broker } from "./broker.ts";
import { image } from "./image.ts";
import { fetchKafka, jars } from "./jars.ts";
import { clusterId, serverProperties } from "./server-properties.ts";

/** In the container: it keeps what it stored through a kill, and takes it along when it is removed. */
const stored = "/var/lib/kafka";

/** Starts a broker of one node in a container on this machine's own network, since it must name the port that clients see. */
export async function openKafkaContainer(): Promise<Broker> {
  process.env["TESTCONTAINERS_RYUK_DISABLED"] = "true"; // it is an image from a registry; we end what we start
  fetchKafka();
  const folder = mkdtempSync(join(tmpdir(), "celadon-kafka-container-"));
  const { address, text } = await serverProperties(stored, {});
  writeFileSync(join(folder, "server.properties"), text);
  const java = "java -Xmx512m -cp '/kafka/*'";
  const format = `${java} kafka.tools.StorageTool format --ignore-formatted -t ${clusterId} -c /broker/server.properties`;
  try {
    const container = await new GenericContainer(image)
      .withNetworkMode("host")
      .withBindMounts([
        { source: jars, target: "/kafka", mode: "ro" },
        { source: folder, target: "/broker", mode: "ro" },
      ])
      .withCommand(["sh", "-c", `${format} && exec ${java} kafka.Kafka /broker/server.properties`])
      .withWaitStrategy(Wait.forLogMessage("Kafka Server started"))
      .withStartupTimeout(60_000)
      .start();
    const { container: engine } = await getContainerRuntimeClient();
    return {
      address,
      kill: async () => {
        await engine.getById(container.getId()).kill();
      },
      restart: () => container.restart({ timeout: 0 }),
      [Symbol.asyncDispose]: async () => {
        await container.stop({ timeout: 0, remove: true });
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}
