import { topics } from "@celadon/proto";
import { topicsApply, topicsCheck } from "@celadon/runtime";
import type { KafkaConfig } from "../config.ts";

/** Makes what is missing; says what is unlike. */
export const applyTopics = (kafka: KafkaConfig) => topicsApply(kafka, Object.values(topics));

/** Says what is missing or unlike. */
export const checkTopics = (kafka: KafkaConfig) => topicsCheck(kafka, Object.values(topics));
