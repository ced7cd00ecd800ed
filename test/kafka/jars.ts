import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const kafkaVersion = "4.1.0";

/** Where the jars of Apache Kafka are, once fetched. */
export const jars = join(import.meta.dirname, "..", "..", "node_modules", ".cache", `kafka-${kafkaVersion}`);

/** Fetches Apache Kafka from Maven's repository, once. */
export function fetchKafka(): void {
  if (existsSync(jars)) return;
  const folder = `${jars}.partial-${process.pid}`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "pom.xml"), pom);
  execFileSync("mvn", ["-q", "-B", "dependency:copy-dependencies", "-DoutputDirectory=."], {
    cwd: folder,
    stdio: "pipe",
  });
  try {
    renameSync(folder, jars);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    if (!existsSync(jars)) throw error; // else another test run was first
  }
}

/** Why the jars cannot be had, as a sentence; undefined when they can. */
export const unableToFetchKafka = (): string | undefined =>
  existsSync(jars) || runs("mvn", "-v") ? undefined : "No mvn to fetch Apache Kafka with: install Maven.";

/** Why this machine cannot run the jars itself. */
export const unableToRunKafka = (): string | undefined =>
  runs("java", "-version") ? unableToFetchKafka() : "No java to run Apache Kafka on: install Java 17.";

const runs = (program: string, flag: string): boolean => spawnSync(program, [flag], { stdio: "ignore" }).status === 0;

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>celadon</groupId><artifactId>kafka</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${kafkaVersion}</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
`;
